"""What a job leaves in the database, even when that does not work for a while."""

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
from bot.policy.jobs.job import Draft
from bot.policy.limits.claim import Claim, Count
from bot.policy.limits.limit import Limit
from bot.ports import Reserved
from testkit.fakes import MINI, FakeCard
from tests.service.failing_stores import BROKEN, Failing, HangingEnd, break_port, use
from tests.service.service_harness import REPLY_TARGET, REQUEST, ServiceHarness


async def test_what_cannot_be_noted_is_not_sent(harness: ServiceHarness) -> None:
    break_port(harness, "jobs", begin=1)
    card = await harness.create()
    assert card.failed == [BROKEN]
    assert harness.source.orders == []
    await harness.admit()


async def test_what_cannot_be_reserved_is_not_generated(harness: ServiceHarness) -> None:
    break_port(harness, "ledger", reserve=1)
    with pytest.raises(StorageFailed):
        await harness.admit()
    await harness.finish()
    await harness.admit()


async def test_an_end_is_repeated_until_the_database_takes_it(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.set_timing(end_pauses_s=(0, 0))
    failing = break_port(harness, "jobs", end=4)
    admitted = await harness.admit()
    harness.imagine.start(admitted, FakeCard())
    with caplog.at_level(logging.INFO):
        await harness.finish()
    assert failing.failures == {"end": 0}
    assert not any("jobs" in key for key in await harness.used(admitted))
    assert "has ended now" in caplog.text


async def test_a_second_arrival_that_fails_leaves_the_first_one_alone(
    harness: ServiceHarness,
) -> None:
    harness.source.gate.clear()
    requester = harness.requester()
    admitted = await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    harness.imagine.start(admitted, FakeCard())
    break_port(harness, "ledger", reserve=1)
    with pytest.raises(StorageFailed):
        await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    await harness.stores.ledger.recover(now=harness.clock.now())
    harness.source.gate.set()
    await harness.finish()
    assert any("pictures" in key for key in await harness.used(admitted))


async def test_a_failure_whose_end_is_cancelled_is_written_down_all_the_same(
    harness: ServiceHarness,
) -> None:
    hanging = use(harness, "jobs", HangingEnd(harness.stores.jobs))
    harness.source.faults = [ProviderDown()]
    admitted = await harness.admit()
    harness.imagine.start(admitted, FakeCard())
    await hanging.arrived.wait()
    await harness.runner.drain(0)
    assert [ending.settlement.micros for ending in hanging.endings] == [0, 0]
    assert await harness.used(admitted) == {}


async def test_a_model_that_is_gone_costs_nothing_even_without_a_successor(
    harness: ServiceHarness,
) -> None:
    harness.source.faults = [ModelGone(), ModelGone()]
    admitted = await harness.admit(request=replace(REQUEST, ratio="1:1"))
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    assert await harness.used(admitted) == {}


@pytest.mark.parametrize(("used", "error"), [(0, StorageFailed), (10**9, LimitReached)])
async def test_more_dollars_that_are_not_there_end_the_job(
    harness: ServiceHarness, used: int, error: type[ImagineError]
) -> None:
    ledger = harness.stores.ledger

    class Full(Failing):
        async def hold_more(self, claim: Claim, *, now: datetime) -> Reserved | Count:
            return Count({counter.key: used for counter in claim.counters})

    harness.stores = replace(harness.stores, ledger=Full(ledger))
    harness.open(defaults={Limit.SERVER_USD_PER_DAY: 1_000_000})
    harness.source.faults = [ModelGone()]
    card = await harness.create(request=replace(REQUEST, ratio="1:1"))
    assert isinstance(card.failed[0], error)


async def test_a_successor_that_costs_no_more_needs_no_more(harness: ServiceHarness) -> None:
    harness.models.alive[MINI.id] = replace(MINI, prices={"": 1000})
    harness.source.faults = [ModelGone()]
    card = await harness.create(request=replace(REQUEST, ratio="1:1"))
    assert len(card.delivered) == 1


async def test_a_delivered_image_counts_also_when_the_bot_stops_in_that_instant(
    harness: ServiceHarness,
) -> None:
    hanging = use(harness, "jobs", HangingEnd(harness.stores.jobs))
    card = FakeCard()
    admitted = await harness.admit()
    harness.imagine.start(admitted, card)
    await hanging.arrived.wait()
    await harness.runner.drain(0)
    assert [ending.settlement.delivered for ending in hanging.endings] == [True, True]
    assert card.failed == []
    assert not any("jobs" in key for key in await harness.used(admitted))


async def test_prices_and_refusals_that_cannot_be_remembered_hold_up_nothing(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    break_port(harness, "costs", add=1)
    assert len((await harness.create()).delivered) == 1
    break_port(harness, "members", note_refusal=2)
    with pytest.raises(CooldownActive):
        await harness.admit()
    await harness.finish()
    harness.clock.advance(seconds=60)
    harness.source.faults = [PromptRejected()]
    card = await harness.create()
    assert len(card.failed) == 1
    assert caplog.text.count("could not be remembered") == 3


async def test_a_image_without_a_known_cost_stays_reserved_until_it_is_found_out(
    harness: ServiceHarness,
) -> None:
    harness.source.cost_micros = None
    await harness.create()
    [open_] = await harness.stores.ledger.unreconciled(limit=10)
    assert open_.micros == 39_000


async def test_counts_that_change_while_they_are_read_are_tried_again(
    harness: ServiceHarness,
) -> None:
    ledger = harness.stores.ledger
    left = [1]

    class Contended(Failing):
        async def reserve(
            self, claim: Claim, *, now: datetime, draft: Draft | None = None
        ) -> Reserved | Count:
            if left[0]:
                left[0] -= 1
                return Count({})
            return await ledger.reserve(claim, now=now, draft=draft)

    use(harness, "ledger", Contended(ledger))
    await harness.admit(1)
    left[0] = 3
    with pytest.raises(StorageFailed) as failure:
        await harness.admit(2)
    assert failure.value.fault is StorageFault.BUSY


async def test_a_refunded_failure_frees_quota_for_another_member(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={Limit.SERVER_IMAGES_PER_DAY: 1})
    harness.source.faults = [ProviderDown()]
    await harness.create(request=REQUEST)
    await harness.admit(2)
    with pytest.raises(LimitReached):
        await harness.admit(3)
    harness.clock.advance(days=1, seconds=timedelta(seconds=1).seconds)
    await harness.admit(3)
