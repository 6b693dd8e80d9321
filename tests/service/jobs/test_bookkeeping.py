"""What a job leaves in the database, also when that does not work for a while."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import (
    CooldownActive,
    ImagineError,
    LimitReached,
    ModelGone,
    PromptRejected,
    ProviderDown,
    StorageFailed,
    StorageFault,
)
from bot.policy.limits.claim import Claim, Count
from bot.policy.jobs.job import Draft
from bot.policy.limits.limit import Limit
from bot.ports import Reserved
from testkit.fakes import MINI, FakeCard
from tests.service.failing_stores import BROKEN, Failing, HangingEnd, break_port, use
from tests.service.service_harness import ADDRESS, REQUEST, ServiceHarness


async def test_what_cannot_be_noted_is_not_sent(bench: ServiceHarness) -> None:
    break_port(bench, "jobs", begin=1)
    card = await bench.ask()
    assert card.failed == [BROKEN]
    assert bench.source.orders == []
    await bench.admit()


async def test_what_cannot_be_reserved_is_not_painted(bench: ServiceHarness) -> None:
    break_port(bench, "ledger", reserve=1)
    with pytest.raises(StorageFailed):
        await bench.admit()
    await bench.finish()
    await bench.admit()


async def test_an_end_is_repeated_until_the_database_takes_it(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    bench.hurry(end_pauses_s=(0, 0))
    failing = break_port(bench, "jobs", end=4)
    ticket = await bench.admit()
    bench.imagine.start(ticket, FakeCard())
    with caplog.at_level(logging.INFO):
        await bench.finish()
    assert failing.failures == {"end": 0}
    assert not any("jobs" in key for key in await bench.used(ticket))
    assert "has ended now" in caplog.text


async def test_a_second_arrival_that_fails_leaves_the_first_one_alone(
    bench: ServiceHarness,
) -> None:
    bench.source.gate.clear()
    asker = bench.asker()
    ticket = await bench.imagine.admit(asker, REQUEST, ADDRESS)
    bench.imagine.start(ticket, FakeCard())
    break_port(bench, "ledger", reserve=1)
    with pytest.raises(StorageFailed):
        await bench.imagine.admit(asker, REQUEST, ADDRESS)
    await bench.stores.ledger.recover(now=bench.clock.now())
    bench.source.gate.set()
    await bench.finish()
    assert any("pictures" in key for key in await bench.used(ticket))


async def test_a_failure_whose_end_is_cancelled_is_written_down_all_the_same(
    bench: ServiceHarness,
) -> None:
    hanging = use(bench, "jobs", HangingEnd(bench.stores.jobs))
    bench.source.faults = [ProviderDown()]
    ticket = await bench.admit()
    bench.imagine.start(ticket, FakeCard())
    await hanging.arrived.wait()
    await bench.runner.drain(0)
    assert [ending.settlement.micros for ending in hanging.endings] == [0, 0]
    assert await bench.used(ticket) == {}


async def test_a_model_that_is_gone_costs_nothing_also_when_nobody_else_can_paint(
    bench: ServiceHarness,
) -> None:
    bench.source.faults = [ModelGone(), ModelGone()]
    ticket = await bench.admit(request=replace(REQUEST, ratio="1:1"))
    bench.imagine.start(ticket, FakeCard())
    await bench.finish()
    assert await bench.used(ticket) == {}


@pytest.mark.parametrize(("used", "error"), [(0, StorageFailed), (10**9, LimitReached)])
async def test_more_dollars_that_are_not_there_end_the_job(
    bench: ServiceHarness, used: int, error: type[ImagineError]
) -> None:
    ledger = bench.stores.ledger

    class Full(Failing):
        async def hold_more(self, claim: Claim, *, now: datetime) -> Reserved | Count:
            return Count({counter.key: used for counter in claim.counters})

    bench.stores = replace(bench.stores, ledger=Full(ledger))
    bench.open(defaults={Limit.SERVER_USD_PER_DAY: 1_000_000})
    bench.source.faults = [ModelGone()]
    card = await bench.ask(request=replace(REQUEST, ratio="1:1"))
    assert isinstance(card.failed[0], error)


async def test_a_successor_that_costs_no_more_needs_no_more(bench: ServiceHarness) -> None:
    bench.models.alive[MINI.id] = replace(MINI, prices={"": 1000})
    bench.source.faults = [ModelGone()]
    card = await bench.ask(request=replace(REQUEST, ratio="1:1"))
    assert len(card.delivered) == 1


async def test_a_delivered_picture_counts_also_when_the_bot_stops_in_that_instant(
    bench: ServiceHarness,
) -> None:
    hanging = use(bench, "jobs", HangingEnd(bench.stores.jobs))
    card = FakeCard()
    ticket = await bench.admit()
    bench.imagine.start(ticket, card)
    await hanging.arrived.wait()
    await bench.runner.drain(0)
    assert [ending.settlement.delivered for ending in hanging.endings] == [True, True]
    assert card.failed == []
    assert not any("jobs" in key for key in await bench.used(ticket))


async def test_prices_and_refusals_that_cannot_be_remembered_hold_up_nothing(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    break_port(bench, "costs", add=1)
    assert len((await bench.ask()).delivered) == 1
    break_port(bench, "members", note_refusal=2)
    with pytest.raises(CooldownActive):
        await bench.admit()
    await bench.finish()
    bench.clock.advance(seconds=60)
    bench.source.faults = [PromptRejected()]
    card = await bench.ask()
    assert len(card.failed) == 1
    assert caplog.text.count("could not be remembered") == 3


async def test_a_picture_without_a_known_cost_stays_reserved_until_it_is_found_out(
    bench: ServiceHarness,
) -> None:
    bench.source.cost_micros = None
    await bench.ask()
    [open_] = await bench.stores.ledger.unreconciled(limit=10)
    assert open_.micros == 39_000


async def test_counts_that_change_while_they_are_read_are_tried_again(
    bench: ServiceHarness,
) -> None:
    ledger = bench.stores.ledger
    left = [1]

    class Contended(Failing):
        async def reserve(
            self, claim: Claim, *, now: datetime, draft: Draft | None = None
        ) -> Reserved | Count:
            if left[0]:
                left[0] -= 1
                return Count({})
            return await ledger.reserve(claim, now=now, draft=draft)

    use(bench, "ledger", Contended(ledger))
    await bench.admit(1)
    left[0] = 3
    with pytest.raises(StorageFailed) as failure:
        await bench.admit(2)
    assert failure.value.fault is StorageFault.BUSY


async def test_a_failure_that_is_given_back_frees_quota_for_somebody_else(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={Limit.SERVER_IMAGES_PER_DAY: 1})
    bench.source.faults = [ProviderDown()]
    await bench.ask(request=REQUEST)
    await bench.admit(2)
    with pytest.raises(LimitReached):
        await bench.admit(3)
    bench.clock.advance(days=1, seconds=timedelta(seconds=1).seconds)
    await bench.admit(3)
