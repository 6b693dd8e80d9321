"""A paid image is kept and delivered by any open path for a day; then it is lost."""

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
from bot.policy.jobs.delivery import GENERATED_RETENTION, DeliveryPath, Outcome
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit
from bot.ports import Stale
from bot.service.notifications import Notice, Undelivered
from testkit.fakes import START, FakeCard
from tests.service.failing_stores import break_port
from tests.service.service_harness import ServiceHarness

JOB = 1
DAY = GENERATED_RETENTION
ALL = (
    DeliveryPath.EDIT,
    DeliveryPath.CHANNEL,
    DeliveryPath.FOLLOW_UP,
    DeliveryPath.EPHEMERAL,
    DeliveryPath.DM,
)
NEVER = 1_000

#: A private image whose token has expired.
DM_ALONE: Any = {"open_paths": (DeliveryPath.DM,), "is_private": True}


async def _state(harness: ServiceHarness) -> State:
    return (await harness.imagine.read(JOB)).state


async def _die(harness: ServiceHarness) -> None:
    await harness.stores.ledger.resign([harness.process_id])
    harness.restart()


async def _take_over(harness: ServiceHarness, **card: object) -> FakeCard:
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, **card))  # pyright: ignore[reportArgumentType] - as the test says
        return cards[-1]

    await harness.takeover.start(open_card)
    await harness.finish()
    return cards[0]


def _notices(harness: ServiceHarness) -> list[Notice]:
    notices: list[Notice] = []

    async def read(notice: Notice) -> None:
        notices.append(notice)

    harness.notifications.read_by(read)
    return notices


class Waiting(FakeCard):
    """A card whose every delivery meets an outage."""

    async def deliver(self, *args: object, **options: object) -> Outcome:
        await super().deliver(*args, **options)  # pyright: ignore[reportArgumentType] - as it is
        return Outcome.OUTAGE


async def _leave_waiting(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch, card: FakeCard
) -> None:
    """Start a job that waits for Discord."""
    arrived = asyncio.Event()

    async def pause(seconds: float) -> None:
        harness.clock.advance(seconds=seconds)
        if seconds > 2:
            arrived.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(harness, "pause", pause)
    harness.open(**harness.opened)
    harness.imagine.start(await harness.admit(), card)
    await arrived.wait()


async def test_the_next_way_has_its_turn_after_the_second_outage_of_one(
    harness: ServiceHarness,
) -> None:
    card = await harness.create(FakeCard(open_paths=ALL, faults=[Outcome.OUTAGE] * 2))
    assert card.tried == [DeliveryPath.EDIT, DeliveryPath.EDIT, DeliveryPath.CHANNEL]
    assert await _state(harness) is State.DONE
    assert harness.files() == []


async def test_an_image_that_discord_never_takes_is_kept_for_a_day_and_then_reported_lost(
    harness: ServiceHarness,
) -> None:
    notices, files = _notices(harness), list[int]()

    def look(_: object) -> None:
        files.append(len(harness.files()))

    card = FakeCard(open_paths=ALL, faults=[Outcome.OUTAGE] * NEVER, on_deliver=look)
    await harness.create(card)
    assert set(card.tried) == set(ALL)
    assert set(files) == {1}
    assert DAY <= harness.clock.now() - START < DAY + timedelta(hours=1)
    assert [type(error) for error in card.failed] == [DiscordUnavailable]
    assert notices == []
    assert await _state(harness) is State.FAILED
    assert harness.files() == []


async def test_the_channel_for_notices_is_told_when_the_member_cannot_be(
    harness: ServiceHarness,
) -> None:
    notices = _notices(harness)
    await harness.create(FakeCard(faults=[Outcome.REFUSED] * NEVER, fail_faults=[Outcome.REFUSED]))
    [notice] = notices
    assert isinstance(notice, Undelivered)
    assert notice.is_generated


async def test_a_job_that_waits_for_discord_holds_up_no_other(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.open(max_concurrent=1)
    await _leave_waiting(harness, monkeypatch, Waiting())
    other = FakeCard()
    harness.imagine.start(await harness.admit(2), other)
    await harness.until_idle_but(1)
    assert len(other.delivered) == 1


@pytest.mark.parametrize("fails", [0, 1])
async def test_a_job_that_waits_for_discord_does_not_count_as_running(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    harness.open(defaults={Limit.MEMBER_JOBS_AT_ONCE: 1})
    break_port(harness, "ledger", free_job=fails)
    await _leave_waiting(harness, monkeypatch, Waiting())
    if fails:
        with pytest.raises(LimitReached):
            await harness.admit()
    else:
        await harness.admit()


async def test_a_stop_does_not_wait_for_discord_and_the_next_start_goes_on(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Waiting()
    await _leave_waiting(harness, monkeypatch, card)
    harness.imagine.postpone()
    await harness.finish()
    assert (card.postponed, card.failed) == ([True], [])
    assert await _state(harness) is State.DELIVERING
    monkeypatch.undo()
    await _die(harness)
    restored = await _take_over(harness)
    assert len(restored.delivered) == 1
    assert len(harness.source.orders) == 1
    assert harness.files() == []


async def test_the_day_is_counted_from_the_generation_over_all_restarts(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _leave_waiting(harness, monkeypatch, Waiting())
    await harness.runner.drain(0)
    monkeypatch.undo()
    harness.clock.advance(hours=23)
    await _die(harness)
    card = await _take_over(harness, faults=[Outcome.OUTAGE] * NEVER)
    assert [type(error) for error in card.failed] == [DiscordUnavailable]
    assert harness.clock.now() - START < DAY + timedelta(hours=1)


async def test_after_a_longer_stop_it_is_shown_all_the_same(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _leave_waiting(harness, monkeypatch, Waiting())
    await harness.runner.drain(0)
    monkeypatch.undo()
    harness.clock.advance(days=3)
    await _die(harness)
    card = await _take_over(harness)
    assert len(card.delivered) == 1


async def test_what_could_not_be_noted_at_first_is_while_discord_is_waited_for(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_port(harness, "jobs", keep=1)
    await _leave_waiting(harness, monkeypatch, Waiting())
    assert await _state(harness) is State.DELIVERING


async def test_what_fits_one_way_is_made_smaller_once(harness: ServiceHarness) -> None:
    faults = [TooLargeForDiscord(30), *[Outcome.OUTAGE] * 4]
    card = await harness.create(FakeCard(limit=50, faults=faults))
    assert card.shown.count("fitting") == 2
    assert card.delivered[0].images[0].size_bytes == 30
    assert harness.files() == []


async def test_a_way_that_is_too_narrow_leaves_the_others(harness: ServiceHarness) -> None:
    card = FakeCard(limit=50, open_paths=ALL, faults=[TooLargeForDiscord(50)])
    await harness.create(card)
    assert card.tried == [DeliveryPath.EDIT, DeliveryPath.CHANNEL]
    assert len(card.delivered) == 1


async def test_a_missing_file_is_reported_at_once(harness: ServiceHarness) -> None:
    def fail(_: object) -> None:
        raise SpoolFailed

    card = await harness.create(FakeCard(on_deliver=fail))
    assert [type(error) for error in card.failed] == [SpoolFailed]


class TestWhomNothingReaches:
    async def test_is_told_once_over_all_restarts_and_has_the_image_once_the_dms_are_open(
        self, harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = FakeCard(**DM_ALONE, faults=[Outcome.REFUSED] * NEVER)
        await _leave_waiting(harness, monkeypatch, card)
        assert card.unreachable == [START + DAY]
        await harness.runner.drain(0)
        monkeypatch.undo()
        await _die(harness)
        restored = await _take_over(
            harness, open_paths=(DeliveryPath.DM,), is_private=True, faults=[Outcome.REFUSED] * 5
        )
        assert restored.unreachable == []
        assert len(restored.delivered) == 1

    async def test_takes_the_image_from_a_new_command_which_ends_it(
        self, harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = FakeCard(**DM_ALONE, faults=[Outcome.REFUSED] * NEVER)
        await _leave_waiting(harness, monkeypatch, card)
        generation = harness.imagine.undelivered(JOB)
        assert generation is not None
        assert generation.images[0].path in harness.files()
        harness.imagine.hand_over(JOB)
        assert harness.imagine.undelivered(JOB) is None
        harness.imagine.hand_over(JOB)
        await harness.finish()
        assert (await _state(harness), harness.files()) == (State.DONE, [])
        assert (card.failed, card.postponed) == ([], [])

    async def test_has_nothing_to_take_while_it_is_generated_or_once_it_has_ended(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.gate.clear()
        harness.imagine.start(await harness.admit(), FakeCard())
        await asyncio.sleep(0)
        harness.imagine.hand_over(JOB)
        assert harness.imagine.undelivered(JOB) is None
        harness.source.gate.set()
        await harness.finish()
        harness.imagine.hand_over(JOB)
        assert harness.imagine.undelivered(JOB) is None
        assert await _state(harness) is State.DONE

    async def test_is_told_again_where_that_did_not_work(self, harness: ServiceHarness) -> None:
        card = FakeCard(
            open_paths=(DeliveryPath.DM,),
            is_private=True,
            faults=[Outcome.REFUSED] * 5,
            takes_notes=False,
        )
        await harness.create(card)
        assert card.unreachable == [START + DAY] * 5

    async def test_is_not_where_everybody_may_see_it(self, harness: ServiceHarness) -> None:
        card = await harness.create(
            FakeCard(open_paths=(DeliveryPath.DM,), faults=[Outcome.REFUSED] * 5)
        )
        assert card.unreachable == []

    async def test_is_not_where_that_cannot_be_noted(self, harness: ServiceHarness) -> None:
        break_port(harness, "notices", claim=1)
        card = FakeCard(**DM_ALONE, faults=[Outcome.REFUSED] * 3)
        await harness.create(card)
        assert card.unreachable == [START + DAY]

    @pytest.mark.parametrize("takes_notes", [True, False])
    async def test_is_told_by_the_same_path_that_there_is_no_image(
        self, harness: ServiceHarness, *, takes_notes: bool
    ) -> None:
        notices = _notices(harness)
        harness.source.faults = [DiscordUnavailable()]
        card = FakeCard(
            open_paths=(DeliveryPath.DM,),
            is_private=True,
            fail_faults=[Outcome.REFUSED],
            takes_notes=takes_notes,
        )
        await harness.create(card)
        assert card.unreachable == [None]
        assert len(notices) == (not takes_notes)


class TestAFailure:
    async def test_is_told_by_the_first_path_that_works(self, harness: ServiceHarness) -> None:
        harness.source.faults = [ImagineError()]
        outcomes = [Outcome.OUTAGE, Outcome.OUTAGE, Outcome.REFUSED]
        card = await harness.create(FakeCard(open_paths=ALL, fail_faults=outcomes))
        assert card.told_by == [
            DeliveryPath.EDIT,
            DeliveryPath.EDIT,
            DeliveryPath.CHANNEL,
            DeliveryPath.FOLLOW_UP,
        ]

    async def test_has_each_way_tried_but_not_for_a_day(self, harness: ServiceHarness) -> None:
        notices = _notices(harness)
        harness.source.faults = [ImagineError()]
        card = await harness.create(FakeCard(open_paths=ALL, fail_faults=[Outcome.OUTAGE] * NEVER))
        assert card.told_by == [path for path in ALL for _ in range(2)]
        assert harness.clock.now() - START < timedelta(minutes=1)
        assert len(notices) == 1


class TestAStaleCard:
    async def _left(self, harness: ServiceHarness, stale: Stale | None) -> list[int]:
        card = FakeCard(open_paths=ALL, faults=[Outcome.OUTAGE] * 2, stale=stale)
        await harness.create(card)
        cards = await harness.stores.stale_cards.oldest(limit=9)
        return [one.draft.requester.job_id for one in cards]

    async def test_is_remembered_as_its_job_ends(self, harness: ServiceHarness) -> None:
        assert await self._left(harness, Stale(5, None)) == [JOB]

    async def test_is_none_where_the_card_is_right(self, harness: ServiceHarness) -> None:
        assert await self._left(harness, None) == []

    async def test_is_remembered_also_when_the_job_could_be_ended_only_later(
        self, harness: ServiceHarness
    ) -> None:
        harness.set_timing(end_pauses_s=(0,))
        break_port(harness, "jobs", end=1)
        assert await self._left(harness, Stale(5, "no picture")) == [JOB]
