"""Who cancels what was sent already has it counted, until it is known that nothing was charged."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import (
    Cancelled,
    CancelRefused,
    Charge,
    CooldownActive,
    LimitReached,
    ProviderDown,
    Refused,
)
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit, Measure, Value
from bot.ports import Settlement
from bot.service.jobs.admission import Ticket
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import UNKNOWN_FOR, Reconciler
from testkit.fakes import FakeCard
from tests.service.service_harness import GUILD, MODERATOR, REQUEST, ServiceHarness

JOB = 1
FOUR = replace(REQUEST, count=4)
PRICE = 39_000

#: One picture at a time, and no wait but the day's.
THREE_A_DAY: Mapping[Limit, Value] = {Limit.MEMBER_IMAGES_PER_DAY: 3}


async def _asked(bench: ServiceHarness, *, of: int = 1, request: object = REQUEST) -> Ticket:
    """Ask for pictures, and return once so many of them are painted."""
    bench.source.gate.clear()
    ticket = await bench.admit(request=request)  # pyright: ignore[reportArgumentType] - one of ours
    bench.imagine.start(ticket, FakeCard())
    while bench.source.running < of:
        await asyncio.sleep(0)
    return ticket


async def _withdraw(bench: ServiceHarness, ticket: Ticket, by: int = 1) -> None:
    await bench.imagine.cancel(ticket.draft.asker.job_id, by)
    await bench.finish()
    bench.source.gate.set()


async def _pictures(bench: ServiceHarness, ticket: Ticket) -> set[int]:
    """What the counts of pictures say."""
    assert ticket.claim is not None
    used = await bench.used(ticket)
    return {
        used.get(one.key, 0) for one in ticket.claim.counters if one.measure is Measure.PICTURES
    }


class _Charges:
    """Tells what a generation cost."""

    def __init__(self, micros: int | None) -> None:
        self.micros = micros

    async def find_charge(self, generation_id: str) -> int | None:
        assert generation_id
        return self.micros


async def _reconcile(bench: ServiceHarness, micros: int | None) -> None:
    stores, clock = bench.stores, bench.clock
    charges = JobCharges(
        _Charges(micros), stores.jobs, bench.models, on_doubt=bench.books.note_doubt
    )
    await Reconciler(stores, charges, clock=clock, retention=UNKNOWN_FOR).take_turn()


@pytest.mark.parametrize("by", [1, MODERATOR])
async def test_only_who_asked_has_it_counted(bench: ServiceHarness, by: int) -> None:
    ticket = await _asked(bench)
    await _withdraw(bench, ticket, by)
    assert await _pictures(bench, ticket) == ({1} if by == 1 else {0})
    if by == 1:
        with pytest.raises(CooldownActive):
            await bench.admit()
    else:
        await bench.admit()


async def test_a_job_that_ended_is_no_longer_counted_as_under_way(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_JOBS_AT_ONCE: 1})
    await _withdraw(bench, await _asked(bench))
    await bench.admit()


@pytest.mark.parametrize("answer", [0, PRICE, None])
async def test_it_comes_back_once_it_is_known_that_nothing_was_charged(
    bench: ServiceHarness, answer: int | None
) -> None:
    bench.source.generation_id = "gen-1"
    ticket = await _asked(bench)
    await _withdraw(bench, ticket)
    # by whatever process, also after a restart
    bench.begin_anew()
    await _reconcile(bench, answer)
    assert await _pictures(bench, ticket) == ({0} if answer == 0 else {1})
    if answer == 0:
        await bench.admit()
        return
    with pytest.raises(CooldownActive):
        await bench.admit()
    if answer is None:
        bench.clock.advance(seconds=UNKNOWN_FOR.total_seconds())
        await _reconcile(bench, None)
        assert await bench.stores.ledger.unreconciled(limit=9) == ()
        assert await _pictures(bench, ticket) == {1}


async def test_it_comes_back_once_only_and_not_what_was_used_since(bench: ServiceHarness) -> None:
    bench.open(defaults=THREE_A_DAY)
    ticket = await _asked(bench)
    await _withdraw(bench, ticket)
    await bench.ask()
    free = Settlement(delivered=False, micros=0)
    ledger, now = bench.stores.ledger, bench.clock.now()
    assert [await ledger.settle(JOB, free, now=now) for _ in range(2)] == [True, False]
    assert await _pictures(bench, ticket) == {1}


async def test_asking_and_cancelling_in_a_loop_is_sent_no_more_often_than_the_limits_allow(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults=THREE_A_DAY)
    refused: list[Refused] = []
    for _ in range(20):
        try:
            ticket = await _asked(bench)
        except Refused as error:
            refused.append(error)
        else:
            await _withdraw(bench, ticket)
    assert len(bench.source.orders) == 3
    assert {type(error) for error in refused} == {LimitReached}


async def test_a_cooldown_holds_for_what_was_cancelled_too(bench: ServiceHarness) -> None:
    for _ in range(20):
        try:
            ticket = await _asked(bench)
        except CooldownActive:
            bench.clock.advance(seconds=10)
        else:
            await _withdraw(bench, ticket)
    assert len(bench.source.orders) == 3, "20 tries in some 170 seconds"


async def test_what_was_not_sent_yet_comes_back_at_once(bench: ServiceHarness) -> None:
    bench.open(max_concurrent=2, defaults={Limit.COOLDOWN: 60})
    ticket = await _asked(bench, of=2, request=FOUR)
    await _withdraw(bench, ticket)
    assert await _pictures(bench, ticket) == {2}
    await bench.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=bench.clock.now()
    )
    assert await _pictures(bench, ticket) == {0}
    await bench.admit()


async def test_the_images_of_a_batch_that_came_or_were_sent_count(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open(max_concurrent=2)
    paint, sent = bench.source.paint, 0

    async def first_only(*args: object, **facts: object) -> object:
        nonlocal sent
        sent += 1
        if sent == 1:
            return await paint(*args, **facts)  # pyright: ignore[reportArgumentType] - as it came
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(bench.source, "paint", first_only)
    ticket = await bench.admit(request=FOUR)
    bench.imagine.start(ticket, card := FakeCard())
    while sent < 3:
        await asyncio.sleep(0)
    await _withdraw(bench, ticket)
    [shown] = card.delivered
    assert (len(shown.pictures), shown.missing, shown.counted) == (1, 3, 2)
    assert await _pictures(bench, ticket) == {3}
    assert (await bench.imagine.read(JOB)).state is State.DONE


async def test_what_openrouter_says_that_it_does_not_charge_is_not_counted(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open(max_concurrent=4)
    sent = 0

    async def first_fails(*_: object, **_facts: object) -> object:
        nonlocal sent
        sent += 1
        if sent == 1:
            raise ProviderDown
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(bench.source, "paint", first_fails)
    ticket = await bench.admit(request=FOUR)
    bench.imagine.start(ticket, FakeCard())
    while sent < 4:
        await asyncio.sleep(0)
    await _withdraw(bench, ticket)
    assert await _pictures(bench, ticket) == {3}


async def test_a_granted_picture_is_used_until_it_is_known_to_be_free(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    until = bench.clock.now() + timedelta(days=1)
    await bench.moderation.grant(GUILD, MODERATOR, 1, 1, until)
    await _withdraw(bench, await _asked(bench))
    with pytest.raises(LimitReached):
        await bench.admit()
    await bench.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=bench.clock.now()
    )
    await bench.admit()


async def test_a_reset_frees_what_was_cancelled_and_nothing_comes_back_twice(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={**THREE_A_DAY, Limit.COOLDOWN: 60})
    await _withdraw(bench, await _asked(bench))
    await bench.moderation.reset(GUILD, MODERATOR, 1)
    await bench.ask()
    await bench.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=bench.clock.now()
    )
    with pytest.raises(CooldownActive):
        await bench.admit()


async def test_a_process_that_dies_while_it_says_so_has_it_counted_by_the_next(
    bench: ServiceHarness,
) -> None:
    ticket = await bench.admit()
    await bench.stores.jobs.begin(JOB, 5, now=bench.clock.now())
    await bench.stores.jobs.fail(JOB, "withdrawn")
    await bench.stores.ledger.resign([bench.process_id])
    bench.begin_anew()
    card = FakeCard(is_restored=True)
    await bench.takeover.start(lambda _: card)
    await bench.finish()
    [error] = card.failed
    assert isinstance(error, Cancelled)
    assert (error.is_by_requester, error.charge, error.counted) == (True, Charge.POSSIBLE, 1)
    assert await _pictures(bench, ticket) == {1}
    stored = await bench.imagine.read(JOB)
    assert (stored.state, stored.reason) == (State.CANCELLED, "withdrawn")
    # the process that seemed to be dead knows what it cost
    settled = await bench.another_process().ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=bench.clock.now()
    )
    assert settled
    assert await _pictures(bench, ticket) == {0}


@pytest.mark.parametrize("steps", range(8))
async def test_a_picture_that_came_in_the_same_instant_is_paid_and_counts(
    bench: ServiceHarness, steps: int
) -> None:
    ticket = await _asked(bench)
    bench.source.gate.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    with suppress(CancelRefused):
        await bench.imagine.cancel(JOB, 1)
    await bench.finish()
    assert await _pictures(bench, ticket) == {1}
