"""A paid picture is kept and shown whichever way is open, for a day; then it is lost."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import (
    DiscordUnavailable,
    ImagineError,
    LimitReached,
    SpoolFailed,
    TooLargeForDiscord,
)
from bot.policy.jobs.delivery import PAINTED_RETENTION, Outcome, Way
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit
from bot.ports import Stale
from bot.service.notifications import Notice, Undelivered
from testkit.fakes import START, FakeCard
from tests.service.failing_stores import break_port
from tests.service.service_harness import ServiceHarness

JOB = 1
DAY = PAINTED_RETENTION
ALL = (Way.EDIT, Way.CHANNEL, Way.FOLLOW_UP, Way.EPHEMERAL, Way.DM)
NEVER = 1_000

#: A private picture whose token is over.
DM_ALONE: Any = {"open_ways": (Way.DM,), "is_private": True}


async def _state(bench: ServiceHarness) -> State:
    return (await bench.imagine.read(JOB)).state


async def _die(bench: ServiceHarness) -> None:
    await bench.stores.ledger.resign([bench.process_id])
    bench.begin_anew()


async def _take_over(bench: ServiceHarness, **card: object) -> FakeCard:
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, **card))  # pyright: ignore[reportArgumentType] - as the test says
        return cards[-1]

    await bench.takeover.start(open_card)
    await bench.finish()
    return cards[0]


def _heard(bench: ServiceHarness) -> list[Notice]:
    told: list[Notice] = []

    async def read(notice: Notice) -> None:
        told.append(notice)

    bench.noticeboard.read_by(read)
    return told


class Waiting(FakeCard):
    """Meets an outage each time."""

    async def deliver(self, *args: object, **options: object) -> Outcome:
        await super().deliver(*args, **options)  # pyright: ignore[reportArgumentType] - as it is
        return Outcome.OUTAGE


async def _leave_waiting(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch, card: FakeCard
) -> None:
    """Start a job that waits for Discord."""
    arrived = asyncio.Event()

    async def pause(seconds: float) -> None:
        bench.clock.advance(seconds=seconds)
        if seconds > 2:
            arrived.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(bench, "pause", pause)
    bench.open(**bench.opened)
    bench.imagine.start(await bench.admit(), card)
    await arrived.wait()


async def test_the_next_way_has_its_turn_after_the_second_outage_of_one(
    bench: ServiceHarness,
) -> None:
    card = await bench.ask(FakeCard(open_ways=ALL, faults=[Outcome.OUTAGE] * 2))
    assert card.tried == [Way.EDIT, Way.EDIT, Way.CHANNEL]
    assert await _state(bench) is State.DONE
    assert bench.files() == []


async def test_what_discord_never_takes_is_kept_for_a_day_and_then_everybody_hears_that_it_is_lost(
    bench: ServiceHarness,
) -> None:
    told, files = _heard(bench), list[int]()

    def look(_: object) -> None:
        files.append(len(bench.files()))

    card = FakeCard(open_ways=ALL, faults=[Outcome.OUTAGE] * NEVER, on_deliver=look)
    await bench.ask(card)
    assert set(card.tried) == set(ALL)
    assert set(files) == {1}
    assert DAY <= bench.clock.now() - START < DAY + timedelta(hours=1)
    assert [type(error) for error in card.failed] == [DiscordUnavailable]
    assert told == []
    assert await _state(bench) is State.FAILED
    assert bench.files() == []


async def test_the_channel_for_notices_hears_when_the_member_cannot(bench: ServiceHarness) -> None:
    told = _heard(bench)
    await bench.ask(FakeCard(faults=[Outcome.REFUSED] * NEVER, fail_faults=[Outcome.REFUSED]))
    [notice] = told
    assert isinstance(notice, Undelivered)
    assert notice.is_painted


async def test_who_waits_for_discord_holds_up_nobody(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open(max_concurrent=1)
    await _leave_waiting(bench, monkeypatch, Waiting())
    other = FakeCard()
    bench.imagine.start(await bench.admit(2), other)
    await bench.until_idle_but(1)
    assert len(other.delivered) == 1


@pytest.mark.parametrize("fails", [0, 1])
async def test_a_job_that_waits_for_discord_frees_its_members_place(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    bench.open(defaults={Limit.MEMBER_JOBS_AT_ONCE: 1})
    break_port(bench, "ledger", free_job=fails)
    await _leave_waiting(bench, monkeypatch, Waiting())
    if fails:
        with pytest.raises(LimitReached):
            await bench.admit()
    else:
        await bench.admit()


async def test_a_stop_does_not_wait_for_discord_and_the_next_start_goes_on(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Waiting()
    await _leave_waiting(bench, monkeypatch, card)
    bench.imagine.postpone()
    await bench.finish()
    assert (card.postponed, card.failed) == ([True], [])
    assert await _state(bench) is State.DELIVERING
    monkeypatch.undo()
    await _die(bench)
    restored = await _take_over(bench)
    assert len(restored.delivered) == 1
    assert len(bench.source.orders) == 1
    assert bench.files() == []


async def test_the_day_is_counted_from_the_painting_over_all_restarts(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _leave_waiting(bench, monkeypatch, Waiting())
    await bench.runner.drain(0)
    monkeypatch.undo()
    bench.clock.advance(hours=23)
    await _die(bench)
    card = await _take_over(bench, faults=[Outcome.OUTAGE] * NEVER)
    assert [type(error) for error in card.failed] == [DiscordUnavailable]
    assert bench.clock.now() - START < DAY + timedelta(hours=1)


async def test_after_a_longer_stop_it_is_shown_all_the_same(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _leave_waiting(bench, monkeypatch, Waiting())
    await bench.runner.drain(0)
    monkeypatch.undo()
    bench.clock.advance(days=3)
    await _die(bench)
    card = await _take_over(bench)
    assert len(card.delivered) == 1


async def test_what_could_not_be_noted_at_first_is_while_discord_is_waited_for(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_port(bench, "jobs", keep=1)
    await _leave_waiting(bench, monkeypatch, Waiting())
    assert await _state(bench) is State.DELIVERING


async def test_what_fits_one_way_is_made_smaller_once(bench: ServiceHarness) -> None:
    faults = [TooLargeForDiscord(30), *[Outcome.OUTAGE] * 4]
    card = await bench.ask(FakeCard(limit=50, faults=faults))
    assert card.shown.count("fitting") == 2
    assert card.delivered[0].pictures[0].size_bytes == 30
    assert bench.files() == []


async def test_a_way_that_is_too_narrow_leaves_the_others(bench: ServiceHarness) -> None:
    card = FakeCard(limit=50, open_ways=ALL, faults=[TooLargeForDiscord(50)])
    await bench.ask(card)
    assert card.tried == [Way.EDIT, Way.CHANNEL]
    assert len(card.delivered) == 1


async def test_a_file_that_is_gone_is_told_at_once(bench: ServiceHarness) -> None:
    def fail(_: object) -> None:
        raise SpoolFailed

    card = await bench.ask(FakeCard(on_deliver=fail))
    assert [type(error) for error in card.failed] == [SpoolFailed]


class TestWhomNothingReaches:
    async def test_is_told_once_over_all_restarts_and_has_the_picture_once_the_dms_are_open(
        self, bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = FakeCard(**DM_ALONE, faults=[Outcome.REFUSED] * NEVER)
        await _leave_waiting(bench, monkeypatch, card)
        assert card.unreachable == [START + DAY]
        await bench.runner.drain(0)
        monkeypatch.undo()
        await _die(bench)
        restored = await _take_over(
            bench, open_ways=(Way.DM,), is_private=True, faults=[Outcome.REFUSED] * 5
        )
        assert restored.unreachable == []
        assert len(restored.delivered) == 1

    async def test_takes_the_picture_from_a_new_command_which_ends_it(
        self, bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = FakeCard(**DM_ALONE, faults=[Outcome.REFUSED] * NEVER)
        await _leave_waiting(bench, monkeypatch, card)
        painting = bench.imagine.waiting(JOB)
        assert painting is not None
        assert painting.pictures[0].path in bench.files()
        bench.imagine.hand_over(JOB)
        assert bench.imagine.waiting(JOB) is None
        bench.imagine.hand_over(JOB)
        await bench.finish()
        assert (await _state(bench), bench.files()) == (State.DONE, [])
        assert (card.failed, card.postponed) == ([], [])

    async def test_has_nothing_to_take_while_it_is_painted_or_once_it_has_ended(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.gate.clear()
        bench.imagine.start(await bench.admit(), FakeCard())
        await asyncio.sleep(0)
        bench.imagine.hand_over(JOB)
        assert bench.imagine.waiting(JOB) is None
        bench.source.gate.set()
        await bench.finish()
        bench.imagine.hand_over(JOB)
        assert bench.imagine.waiting(JOB) is None
        assert await _state(bench) is State.DONE

    async def test_is_told_again_where_that_did_not_work(self, bench: ServiceHarness) -> None:
        card = FakeCard(
            open_ways=(Way.DM,), is_private=True, faults=[Outcome.REFUSED] * 5, takes_notes=False
        )
        await bench.ask(card)
        assert card.unreachable == [START + DAY] * 5

    async def test_is_not_where_everybody_may_see_it(self, bench: ServiceHarness) -> None:
        card = await bench.ask(FakeCard(open_ways=(Way.DM,), faults=[Outcome.REFUSED] * 5))
        assert card.unreachable == []

    async def test_is_not_where_that_cannot_be_noted(self, bench: ServiceHarness) -> None:
        break_port(bench, "notices", claim=1)
        card = FakeCard(**DM_ALONE, faults=[Outcome.REFUSED] * 3)
        await bench.ask(card)
        assert card.unreachable == [START + DAY]

    @pytest.mark.parametrize("takes_notes", [True, False])
    async def test_is_told_in_the_same_way_that_there_is_no_picture(
        self, bench: ServiceHarness, *, takes_notes: bool
    ) -> None:
        told = _heard(bench)
        bench.source.faults = [DiscordUnavailable()]
        card = FakeCard(
            open_ways=(Way.DM,),
            is_private=True,
            fail_faults=[Outcome.REFUSED],
            takes_notes=takes_notes,
        )
        await bench.ask(card)
        assert card.unreachable == [None]
        assert len(told) == (not takes_notes)


class TestAFailure:
    async def test_is_told_by_the_first_way_that_works(self, bench: ServiceHarness) -> None:
        bench.source.faults = [ImagineError()]
        outcomes = [Outcome.OUTAGE, Outcome.OUTAGE, Outcome.REFUSED]
        card = await bench.ask(FakeCard(open_ways=ALL, fail_faults=outcomes))
        assert card.told_by == [Way.EDIT, Way.EDIT, Way.CHANNEL, Way.FOLLOW_UP]

    async def test_has_each_way_tried_but_not_for_a_day(self, bench: ServiceHarness) -> None:
        told = _heard(bench)
        bench.source.faults = [ImagineError()]
        card = await bench.ask(FakeCard(open_ways=ALL, fail_faults=[Outcome.OUTAGE] * NEVER))
        assert card.told_by == [way for way in ALL for _ in range(2)]
        assert bench.clock.now() - START < timedelta(minutes=1)
        assert len(told) == 1


class TestAStaleCard:
    async def _left(self, bench: ServiceHarness, stale: Stale | None) -> list[int]:
        card = FakeCard(open_ways=ALL, faults=[Outcome.OUTAGE] * 2, stale=stale)
        await bench.ask(card)
        cards = await bench.stores.stale_cards.oldest(limit=9)
        return [one.draft.asker.job_id for one in cards]

    async def test_is_remembered_as_its_job_ends(self, bench: ServiceHarness) -> None:
        assert await self._left(bench, Stale(5, None)) == [JOB]

    async def test_is_none_where_the_card_is_right(self, bench: ServiceHarness) -> None:
        assert await self._left(bench, None) == []

    async def test_is_remembered_also_when_the_job_could_be_ended_only_later(
        self, bench: ServiceHarness
    ) -> None:
        bench.hurry(end_pauses_s=(0,))
        break_port(bench, "jobs", end=1)
        assert await self._left(bench, Stale(5, "no picture")) == [JOB]
