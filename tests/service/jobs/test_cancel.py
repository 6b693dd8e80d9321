"""Giving a job up on the way, and telling who had to wait."""

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


async def _until_painting(bench: ServiceHarness) -> None:
    while not bench.source.running:
        await asyncio.sleep(0)


async def test_a_job_in_the_line_is_given_up_for_nothing(bench: ServiceHarness) -> None:
    bench.open(max_concurrent=1)
    bench.source.gate.clear()
    cards = [FakeCard(), FakeCard()]
    tickets = [await bench.admit(user) for user in range(2)]
    for ticket, card in zip(tickets, cards, strict=True):
        bench.imagine.start(ticket, card)
    await _until_painting(bench)
    await bench.imagine.cancel(2, HELPER)
    bench.source.gate.set()
    await bench.finish()
    [error] = cards[1].failed
    assert isinstance(error, Cancelled)
    assert (error.by_user, error.charge) == (HELPER, Charge.NONE)
    assert len(bench.source.orders) == 1
    assert (await bench.imagine.read(2)).state is State.CANCELLED
    painted = await bench.used(tickets[0])
    assert all(painted[key] == number for key, number in (await bench.used(tickets[1])).items())


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_job_that_is_painted_is_dropped_and_its_dollars_stay_until_they_are_known(
    bench: ServiceHarness,
    is_known: bool,  # noqa: FBT001 - parametrized
) -> None:
    bench.source.gate.clear()
    bench.source.generation_id = "gen-1" if is_known else None
    card = FakeCard()
    ticket = await bench.admit()
    bench.imagine.start(ticket, card)
    await _until_painting(bench)
    await bench.imagine.cancel(JOB, HELPER)
    await bench.imagine.cancel(JOB, 1)
    await bench.finish()
    [error] = card.failed
    assert isinstance(error, Cancelled)
    assert error.charge is Charge.POSSIBLE
    [open_] = await bench.stores.ledger.unreconciled(limit=9)
    assert (open_.job_id, open_.generation_id) == (JOB, bench.source.generation_id)
    assert set((await bench.used(ticket)).values()) == {open_.micros}
    assert bench.files() == []


async def test_what_is_painted_cannot_be_cancelled_any_more(bench: ServiceHarness) -> None:
    card, begun, go_on = FakeCard(), asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await go_on.wait()

    card.before_delivery = slow
    bench.imagine.start(await bench.admit(), card)
    await begun.wait()
    with pytest.raises(CancelRefused) as refusal:
        await bench.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.DELIVERING
    go_on.set()
    await bench.finish()
    assert len(card.delivered) == 1


async def test_what_is_shown_has_ended_also_while_its_member_is_told(bench: ServiceHarness) -> None:
    bench.open(ping_after_s=0)
    card, told = FakeCard(), asyncio.Event()
    card.before_ping = told.wait
    bench.imagine.start(await bench.admit(), card)
    bench.clock.advance(seconds=1)
    while not card.pinged:
        await asyncio.sleep(0)
    with pytest.raises(CancelRefused) as refusal:
        await bench.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.ENDED
    told.set()
    await bench.finish()


async def test_a_job_can_be_cancelled_before_it_begins_to_run(bench: ServiceHarness) -> None:
    card = FakeCard()
    bench.imagine.start(await bench.admit(), card)
    await bench.imagine.cancel(JOB, 1)
    await bench.finish()
    assert isinstance(card.failed[0], Cancelled)
    assert bench.source.orders == []


async def test_a_job_that_has_ended_says_so(bench: ServiceHarness) -> None:
    await bench.ask()
    with pytest.raises(CancelRefused) as refusal:
        await bench.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.ENDED


async def test_a_job_of_another_process_is_left_alone(bench: ServiceHarness) -> None:
    await bench.admit()
    bench.begin_anew()
    with pytest.raises(CancelRefused) as refusal:
        await bench.imagine.cancel(JOB, 1)
    assert refusal.value.fault is CancelFault.ELSEWHERE


async def test_a_job_that_nobody_knows_is_forgotten(bench: ServiceHarness) -> None:
    with pytest.raises(JobForgotten):
        await bench.imagine.cancel(12345, 1)


@pytest.mark.parametrize(("waited_s", "pings"), [(60, 0), (61, 1)])
async def test_who_waited_long_is_told_once(
    bench: ServiceHarness, waited_s: float, pings: int
) -> None:
    bench.open(ping_after_s=60)
    bench.source.gate.clear()
    card = FakeCard()
    bench.imagine.start(await bench.admit(), card)
    await _until_painting(bench)
    bench.clock.advance(seconds=waited_s)
    bench.source.gate.set()
    await bench.finish()
    assert card.pinged == pings


@pytest.mark.parametrize("has_channel", [True, False])
async def test_whom_nothing_reaches_the_moderators_or_else_the_owner_hear_of(
    bench: ServiceHarness,
    has_channel: bool,  # noqa: FBT001 - parametrized
) -> None:
    if has_channel:
        await bench.moderation.edit(
            GUILD, MODERATOR, lambda rulebook: replace(rulebook, notices_channel=55)
        )
    told: list[Notice] = []

    async def read(notice: Notice) -> None:
        told.append(notice)

    bench.noticeboard.read_by(read)
    await bench.ask(FakeCard(faults=[Outcome.REFUSED] * 200, fail_faults=[Outcome.REFUSED]))
    channel_id = 55 if has_channel else None
    assert told == [
        Undelivered(
            JOB,
            1,
            SPOT.guild_id,
            channel_id,
            is_painted=True,
            for_owner=not has_channel,
        )
    ]
