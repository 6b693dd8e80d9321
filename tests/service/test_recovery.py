"""What becomes of jobs whose process has died, and of those that wait when the bot stops."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Charge, Interrupted, LostInRestart, ModelUnknown, StorageFailed, StorageFault
from bot.policy.job import State
from bot.policy.request import Reference
from bot.ports import LEASE, Settlement
from tests.fakes import FLASH, MINI, FakeCard
from tests.service.bench import REQUEST, Bench

JOB = 1


async def _die(bench: Bench) -> None:
    """Let another process take over, as after a crash of the first."""
    await bench.stores.ledger.resign([bench.process_id])
    bench.begin_anew()


async def _take_over(bench: Bench, **card: object) -> list[FakeCard]:
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, **card))  # pyright: ignore[reportArgumentType] - as the test says
        return cards[-1]

    await bench.takeover.start(open_card)
    await bench.finish()
    return cards


async def _state(bench: Bench) -> State:
    return (await bench.imagine.read(JOB)).state


async def test_what_was_not_sent_is_painted_by_the_next_process(bench: Bench) -> None:
    await bench.admit()
    await _die(bench)
    [card] = await _take_over(bench)
    assert [painting.order.model for painting in card.delivered] == [FLASH]
    assert await _state(bench) is State.DONE
    assert card.left == [None]


async def test_what_nobody_saw_an_answer_of_is_given_back_and_not_painted(bench: Bench) -> None:
    ticket = await bench.admit()
    await _die(bench)
    await _take_over(bench, is_lost=True)
    assert bench.source.orders == []
    assert await _state(bench) is State.FAILED
    assert await bench.used(ticket) == {}


async def test_a_known_answer_that_is_gone_by_now_keeps_nobody_from_painting(bench: Bench) -> None:
    await bench.admit()
    await bench.stores.jobs.note_answer(JOB, 5, now=bench.clock.now())
    await _die(bench)
    [card] = await _take_over(bench, is_lost=True)
    assert len(card.delivered) == 1


async def test_what_was_sent_and_is_lost_is_given_back_and_never_sent_again(bench: Bench) -> None:
    ticket = await bench.admit()
    await bench.stores.jobs.begin(JOB, 5, now=bench.clock.now())
    await _die(bench)
    [card] = await _take_over(bench)
    assert [type(error) for error in card.failed] == [LostInRestart]
    assert bench.source.orders == []
    assert await _state(bench) is State.FAILED
    # the dollars stay until it is known what was charged
    used = await bench.used(ticket)
    assert set(used.values()) == {ticket.claim.micros}  # pyright: ignore[reportOptionalMemberAccess] - just admitted
    assert [job.job_id for job in await bench.stores.ledger.unreconciled(limit=9)] == [JOB]


async def _paint_and_die(bench: Bench) -> None:
    ticket = await bench.admit()
    now = bench.clock.now()
    await bench.stores.jobs.begin(JOB, 5, now=now)
    painting = await bench.source.paint(ticket.order, deadline=now)
    await bench.stores.jobs.keep(JOB, painting, now=now)
    await _die(bench)


async def test_what_was_painted_is_shown_and_not_paid_again(bench: Bench) -> None:
    await _paint_and_die(bench)
    [card] = await _take_over(bench)
    assert len(card.delivered) == 1
    assert len(bench.source.orders) == 1
    assert await _state(bench) is State.DONE
    assert bench.files() == []


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"half")])
async def test_what_was_painted_but_is_not_whole_any_more_is_given_back(
    bench: Bench, harm: Callable[[Path], object]
) -> None:
    await _paint_and_die(bench)
    [path] = bench.files()
    harm(path)
    [card] = await _take_over(bench)
    [error] = card.failed
    assert isinstance(error, LostInRestart)
    assert error.charge is Charge.MADE
    assert bench.files() == []


async def test_what_is_painted_is_shown_however_late(bench: Bench) -> None:
    await _paint_and_die(bench)
    bench.clock.advance(hours=2)
    [card] = await _take_over(bench)
    assert len(card.delivered) == 1


async def test_what_waited_beyond_its_deadline_is_given_back(bench: Bench) -> None:
    ticket = await bench.admit()
    await _die(bench)
    bench.clock.advance(minutes=14)
    [card] = await _take_over(bench)
    [error] = card.failed
    assert isinstance(error, Interrupted)
    assert error.charge is Charge.NONE
    assert await bench.used(ticket) == {}


async def test_a_model_that_went_meanwhile_ends_the_job_with_its_reason(bench: Bench) -> None:
    await bench.admit(request=replace(REQUEST, model=FLASH.id))
    await _die(bench)
    bench.models.alive = {MINI.id: MINI}
    [card] = await _take_over(bench)
    assert isinstance(card.failed[0], ModelUnknown)


async def test_the_files_of_what_is_taken_over_stay_and_all_others_go(bench: Bench) -> None:
    attached = bench.folder / "attached"
    attached.write_bytes(b"x")
    await bench.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    await _die(bench)
    await _take_over(bench)
    assert bench.kept == [{attached}]


async def test_a_database_that_fails_keeps_the_files_and_the_next_look_takes_over(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.admit()
    await _die(bench)

    async def broken(**_: object) -> Collection[object]:
        raise StorageFailed(StorageFault.UNREACHABLE)

    with monkeypatch.context() as patch:
        patch.setattr(type(bench.stores.jobs), "take_over", lambda _, **options: broken(**options))
        assert await _take_over(bench) == []
    assert bench.kept == []
    await bench.takeover.look()
    await bench.finish()
    assert await _state(bench) is State.DONE


async def test_before_discord_can_be_reached_nothing_is_taken(bench: Bench) -> None:
    await bench.admit()
    await _die(bench)
    await bench.takeover.look()
    assert await _state(bench) is State.QUEUED


async def test_what_a_silent_process_holds_is_taken_only_when_its_lease_has_ended(
    bench: Bench,
) -> None:
    await bench.admit()
    bench.begin_anew()
    assert await _take_over(bench) == []
    bench.clock.advance(seconds=LEASE.total_seconds() + 1)
    await bench.takeover.look()
    await bench.finish()
    assert await _state(bench) is State.DONE


async def test_many_are_taken_over_in_several_turns(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.recovery._AT_ONCE", 2)
    for user in range(5):
        await bench.admit(user)
    await _die(bench)
    assert len(await _take_over(bench)) == 5
    assert len(bench.source.orders) == 5


async def test_what_waits_when_the_bot_stops_is_painted_after_the_next_start(bench: Bench) -> None:
    bench.open(max_concurrent=1)
    bench.source.gate.clear()
    cards = [FakeCard(), FakeCard()]
    for user, card in enumerate(cards):
        bench.imagine.start(await bench.admit(user), card)
    while not cards[1].shown:
        await asyncio.sleep(0)
    bench.imagine.postpone()
    bench.source.gate.set()
    await bench.runner.drain(30)
    assert (len(cards[0].delivered), cards[1].postponed) == (1, [False])
    await _die(bench)
    [card] = await _take_over(bench)
    assert len(card.delivered) == 1


async def test_what_is_painted_but_not_shown_when_the_bot_stops_is_shown_after_the_next_start(
    bench: Bench,
) -> None:
    shown = FakeCard()
    begun = asyncio.Event()

    async def stuck() -> None:
        begun.set()
        await asyncio.Event().wait()

    shown.before_delivery = stuck
    bench.imagine.start(await bench.admit(), shown)
    await begun.wait()
    await bench.runner.drain(0)
    assert shown.postponed == [True]
    await _die(bench)
    [card] = await _take_over(bench)
    assert (len(card.delivered), len(bench.source.orders)) == (1, 1)


async def test_ended_jobs_are_forgotten_after_a_while_and_the_counters_stay(bench: Bench) -> None:
    ticket = await bench.admit()
    bench.imagine.start(ticket, FakeCard())
    await bench.finish()
    used = await bench.used(ticket)
    await bench.stores.jobs.purge(before=bench.clock.now() + timedelta(seconds=1))
    assert await bench.stores.jobs.read(JOB) is None
    assert await bench.used(ticket) == used
    assert not await bench.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=bench.clock.now()
    )
