"""A member's cancelled requests count if they were sent, unless nothing was charged."""

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
from bot.service.jobs.admission import AdmittedJob
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import UNKNOWN_FOR, Reconciler
from testkit.fakes import FakeCard
from tests.service.service_harness import GUILD, MODERATOR, REQUEST, ServiceHarness

JOB = 1
FOUR = replace(REQUEST, count=4)
PRICE = 39_000

#: The day's limit alone, without a cooldown.
THREE_A_DAY: Mapping[Limit, Value] = {Limit.MEMBER_IMAGES_PER_DAY: 3}


async def _start(harness: ServiceHarness, *, of: int = 1, request: object = REQUEST) -> AdmittedJob:
    """Request images, and return once `of` of them are being generated."""
    harness.source.gate.clear()
    admitted = await harness.admit(request=request)  # pyright: ignore[reportArgumentType] - one of ours
    harness.imagine.start(admitted, FakeCard())
    while harness.source.running < of:
        await asyncio.sleep(0)
    return admitted


async def _withdraw(harness: ServiceHarness, admitted: AdmittedJob, by: int = 1) -> None:
    await harness.imagine.cancel(admitted.draft.requester.job_id, by)
    await harness.finish()
    harness.source.gate.set()


async def _images(harness: ServiceHarness, admitted: AdmittedJob) -> set[int]:
    """Values of the image counters."""
    assert admitted.claim is not None
    used = await harness.used(admitted)
    return {
        used.get(one.key, 0) for one in admitted.claim.counters if one.measure is Measure.IMAGES
    }


class _Charges:
    """Knows the charge of every generation."""

    def __init__(self, micros: int | None) -> None:
        self.micros = micros

    async def find_charge(self, generation_id: str) -> int | None:
        assert generation_id
        return self.micros


async def _reconcile(harness: ServiceHarness, micros: int | None) -> None:
    stores, clock = harness.stores, harness.clock
    charges = JobCharges(
        _Charges(micros), stores.jobs, harness.models, on_doubt=harness.bookkeeping.note_doubt
    )
    await Reconciler(stores, charges, clock=clock, retention=UNKNOWN_FOR).take_turn()


@pytest.mark.parametrize("by", [1, MODERATOR])
async def test_only_the_requesters_own_cancellation_counts(
    harness: ServiceHarness, by: int
) -> None:
    admitted = await _start(harness)
    await _withdraw(harness, admitted, by)
    assert await _images(harness, admitted) == ({1} if by == 1 else {0})
    if by == 1:
        with pytest.raises(CooldownActive):
            await harness.admit()
    else:
        await harness.admit()


async def test_a_job_that_ended_is_no_longer_counted_as_under_way(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_JOBS_AT_ONCE: 1})
    await _withdraw(harness, await _start(harness))
    await harness.admit()


@pytest.mark.parametrize("answer", [0, PRICE, None])
async def test_it_is_refunded_once_it_is_known_that_nothing_was_charged(
    harness: ServiceHarness, answer: int | None
) -> None:
    harness.source.generation_id = "gen-1"
    admitted = await _start(harness)
    await _withdraw(harness, admitted)
    # by any process, also after a restart
    harness.restart()
    await _reconcile(harness, answer)
    assert await _images(harness, admitted) == ({0} if answer == 0 else {1})
    if answer == 0:
        await harness.admit()
        return
    with pytest.raises(CooldownActive):
        await harness.admit()
    if answer is None:
        harness.clock.advance(seconds=UNKNOWN_FOR.total_seconds())
        await _reconcile(harness, None)
        assert await harness.stores.ledger.unreconciled(limit=9) == ()
        assert await _images(harness, admitted) == {1}


async def test_it_is_refunded_only_once_and_without_later_use(harness: ServiceHarness) -> None:
    harness.open(defaults=THREE_A_DAY)
    admitted = await _start(harness)
    await _withdraw(harness, admitted)
    await harness.create()
    free = Settlement(delivered=False, micros=0)
    ledger, now = harness.stores.ledger, harness.clock.now()
    assert [await ledger.settle(JOB, free, now=now) for _ in range(2)] == [True, False]
    assert await _images(harness, admitted) == {1}


async def test_asking_and_cancelling_in_a_loop_is_sent_no_more_often_than_the_limits_allow(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults=THREE_A_DAY)
    refused: list[Refused] = []
    for _ in range(20):
        try:
            admitted = await _start(harness)
        except Refused as error:
            refused.append(error)
        else:
            await _withdraw(harness, admitted)
    assert len(harness.source.orders) == 3
    assert {type(error) for error in refused} == {LimitReached}


async def test_a_cooldown_holds_for_what_was_cancelled_too(harness: ServiceHarness) -> None:
    for _ in range(20):
        try:
            admitted = await _start(harness)
        except CooldownActive:
            harness.clock.advance(seconds=10)
        else:
            await _withdraw(harness, admitted)
    assert len(harness.source.orders) == 3, "20 tries in some 170 seconds"


async def test_a_request_that_was_not_sent_is_refunded_at_once(harness: ServiceHarness) -> None:
    harness.open(max_concurrent=2, defaults={Limit.COOLDOWN: 60})
    admitted = await _start(harness, of=2, request=FOUR)
    await _withdraw(harness, admitted)
    assert await _images(harness, admitted) == {2}
    await harness.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=harness.clock.now()
    )
    assert await _images(harness, admitted) == {0}
    await harness.admit()


async def test_the_images_of_a_batch_that_came_or_were_sent_count(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.open(max_concurrent=2)
    generate, sent = harness.source.generate, 0

    async def first_only(*args: object, **facts: object) -> object:
        nonlocal sent
        sent += 1
        if sent == 1:
            return await generate(*args, **facts)  # pyright: ignore[reportArgumentType] - as it came
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(harness.source, "generate", first_only)
    admitted = await harness.admit(request=FOUR)
    harness.imagine.start(admitted, card := FakeCard())
    while sent < 3:
        await asyncio.sleep(0)
    await _withdraw(harness, admitted)
    [shown] = card.delivered
    assert (len(shown.images), shown.missing, shown.counted) == (1, 3, 2)
    assert await _images(harness, admitted) == {3}
    assert (await harness.imagine.read(JOB)).state is State.DONE


async def test_what_openrouter_says_that_it_does_not_charge_is_not_counted(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.open(max_concurrent=4)
    sent = 0

    async def first_fails(*_: object, **_facts: object) -> object:
        nonlocal sent
        sent += 1
        if sent == 1:
            raise ProviderDown
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(harness.source, "generate", first_fails)
    admitted = await harness.admit(request=FOUR)
    harness.imagine.start(admitted, FakeCard())
    while sent < 4:
        await asyncio.sleep(0)
    await _withdraw(harness, admitted)
    assert await _images(harness, admitted) == {3}


async def test_a_granted_image_is_used_until_it_is_known_to_be_free(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    until = harness.clock.now() + timedelta(days=1)
    await harness.editor.grant(GUILD, MODERATOR, 1, 1, until)
    await _withdraw(harness, await _start(harness))
    with pytest.raises(LimitReached):
        await harness.admit()
    await harness.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=harness.clock.now()
    )
    await harness.admit()


async def test_a_reset_frees_cancelled_images_and_nothing_is_refunded_twice(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={**THREE_A_DAY, Limit.COOLDOWN: 60})
    await _withdraw(harness, await _start(harness))
    await harness.editor.reset(GUILD, MODERATOR, 1)
    await harness.create()
    await harness.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=harness.clock.now()
    )
    with pytest.raises(CooldownActive):
        await harness.admit()


async def test_a_process_that_dies_while_it_says_so_has_it_counted_by_the_next(
    harness: ServiceHarness,
) -> None:
    admitted = await harness.admit()
    await harness.stores.jobs.begin(JOB, 5, now=harness.clock.now())
    await harness.stores.jobs.fail(JOB, "withdrawn")
    await harness.stores.ledger.resign([harness.process_id])
    harness.restart()
    card = FakeCard(is_restored=True)
    await harness.takeover.start(lambda _: card)
    await harness.finish()
    [error] = card.failed
    assert isinstance(error, Cancelled)
    assert (error.is_by_requester, error.charge, error.counted) == (True, Charge.POSSIBLE, 1)
    assert await _images(harness, admitted) == {1}
    stored = await harness.imagine.read(JOB)
    assert (stored.state, stored.reason) == (State.CANCELLED, "withdrawn")
    # the process that was taken for dead knows what it cost
    settled = await harness.another_process().ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=harness.clock.now()
    )
    assert settled
    assert await _images(harness, admitted) == {0}


@pytest.mark.parametrize("steps", range(8))
async def test_a_image_that_came_in_the_same_instant_is_paid_and_counts(
    harness: ServiceHarness, steps: int
) -> None:
    admitted = await _start(harness)
    harness.source.gate.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    with suppress(CancelRefused):
        await harness.imagine.cancel(JOB, 1)
    await harness.finish()
    assert await _images(harness, admitted) == {1}
