"""Cancelling a job on its way, and pinging members who had to wait."""

import asyncio
from dataclasses import replace

import pytest

from bot.errors import (
    CancelFault,
    Cancelled,
    CancelRefused,
    Charge,
    JobForgotten,
)
from bot.policy.jobs.delivery import Outcome
from bot.policy.jobs.job import State
from bot.service.notifications import Notice, Undelivered
from testkit.fakes import FakeCard
from tests.service.service_harness import GUILD, MODERATOR, SPOT, ServiceHarness

JOB = 1
HELPER = 77


async def _until_generating(harness: ServiceHarness) -> None:
    while not harness.source.running:
        await asyncio.sleep(0)


async def test_a_job_in_the_queue_is_cancelled_free_of_charge(harness: ServiceHarness) -> None:
    harness.open(max_concurrent=1)
    harness.source.gate.clear()
    cards = [FakeCard(), FakeCard()]
    admitted_jobs = [await harness.admit(user) for user in range(2)]
    for admitted, card in zip(admitted_jobs, cards, strict=True):
        harness.imagine.start(admitted, card)
    await _until_generating(harness)
    await harness.imagine.cancel(2, HELPER)
    harness.source.gate.set()
    await harness.finish()
    [error] = cards[1].failed
    assert isinstance(error, Cancelled)
    assert (error.by_user, error.charge) == (HELPER, Charge.NONE)
    assert len(harness.source.orders) == 1
    assert (await harness.imagine.read(2)).state is State.CANCELLED
    generated = await harness.used(admitted_jobs[0])
    assert all(
        generated[key] == number for key, number in (await harness.used(admitted_jobs[1])).items()
    )


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_job_that_is_generated_is_dropped_and_its_dollars_stay_until_they_are_known(
    harness: ServiceHarness,
    is_known: bool,  # noqa: FBT001 - parametrized
) -> None:
    harness.source.gate.clear()
    harness.source.generation_id = "gen-1" if is_known else None
    card = FakeCard()
    admitted = await harness.admit()
    harness.imagine.start(admitted, card)
    await _until_generating(harness)
    await harness.imagine.cancel(JOB, HELPER)
    await harness.imagine.cancel(JOB, 1)
    await harness.finish()
    [error] = card.failed
    assert isinstance(error, Cancelled)
    assert error.charge is Charge.POSSIBLE
    [open_] = await harness.stores.ledger.unreconciled(limit=9)
    assert (open_.job_id, open_.generation_id) == (JOB, harness.source.generation_id)
    assert set((await harness.used(admitted)).values()) == {open_.micros}
    assert harness.files() == []


async def test_what_is_generated_cannot_be_cancelled_any_more(harness: ServiceHarness) -> None:
    card, begun, go_on = FakeCard(), asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await go_on.wait()

    card.before_delivery = slow
    harness.imagine.start(await harness.admit(), card)
    await begun.wait()
    with pytest.raises(CancelRefused) as refusal:
        await harness.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.DELIVERING
    go_on.set()
    await harness.finish()
    assert len(card.delivered) == 1


async def test_what_is_shown_has_ended_also_while_its_member_is_told(
    harness: ServiceHarness,
) -> None:
    harness.open(ping_after_s=0)
    card, told = FakeCard(), asyncio.Event()
    card.before_ping = told.wait
    harness.imagine.start(await harness.admit(), card)
    harness.clock.advance(seconds=1)
    while not card.pinged:
        await asyncio.sleep(0)
    with pytest.raises(CancelRefused) as refusal:
        await harness.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.ENDED
    told.set()
    await harness.finish()


async def test_a_job_can_be_cancelled_before_it_begins_to_run(harness: ServiceHarness) -> None:
    card = FakeCard()
    harness.imagine.start(await harness.admit(), card)
    await harness.imagine.cancel(JOB, 1)
    await harness.finish()
    assert isinstance(card.failed[0], Cancelled)
    assert harness.source.orders == []


async def test_a_job_that_has_ended_says_so(harness: ServiceHarness) -> None:
    await harness.create()
    with pytest.raises(CancelRefused) as refusal:
        await harness.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.ENDED


async def test_a_job_of_another_process_is_left_alone(harness: ServiceHarness) -> None:
    await harness.admit()
    harness.restart()
    with pytest.raises(CancelRefused) as refusal:
        await harness.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.ELSEWHERE


async def test_cancelling_an_unknown_job_fails_as_forgotten(harness: ServiceHarness) -> None:
    with pytest.raises(JobForgotten):
        await harness.imagine.cancel(12345, 1)


@pytest.mark.parametrize(("waited_s", "pings"), [(60, 0), (61, 1)])
async def test_a_member_who_waited_long_is_pinged_once(
    harness: ServiceHarness, waited_s: float, pings: int
) -> None:
    harness.open(ping_after_s=60)
    harness.source.gate.clear()
    card = FakeCard()
    harness.imagine.start(await harness.admit(), card)
    await _until_generating(harness)
    harness.clock.advance(seconds=waited_s)
    harness.source.gate.set()
    await harness.finish()
    assert card.pinged == pings


@pytest.mark.parametrize("has_channel", [True, False])
async def test_whom_nothing_reaches_the_moderators_or_else_the_owner_hear_of(
    harness: ServiceHarness,
    has_channel: bool,  # noqa: FBT001 - parametrized
) -> None:
    if has_channel:
        await harness.editor.edit(
            GUILD, MODERATOR, lambda rulebook: replace(rulebook, notices_channel=55)
        )
    told: list[Notice] = []

    async def read(notice: Notice) -> None:
        told.append(notice)

    harness.notifications.read_by(read)
    await harness.create(FakeCard(faults=[Outcome.REFUSED] * 200, fail_faults=[Outcome.REFUSED]))
    channel_id = 55 if has_channel else None
    assert told == [
        Undelivered(
            JOB,
            1,
            SPOT.guild_id,
            channel_id,
            is_generated=True,
            for_owner=not has_channel,
        )
    ]
