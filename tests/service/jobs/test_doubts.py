"""The operator is told of an implausible charge once a week per model."""

import logging

import pytest

from bot.policy.images.cost import DoubtedCharge
from bot.policy.images.estimate import SAMPLES_LAST
from bot.service.notifications import ChargeDoubted, Notice
from testkit.fakes import FLASH, MINI
from tests.service.failing_stores import break_port
from tests.service.service_harness import REQUEST, ServiceHarness

DOUBT = DoubtedCharge(FLASH.id, 12_000_000, 780_000)
OTHER = DoubtedCharge(MINI.id, 21_000_000, 20_000_000)


def _listen(harness: ServiceHarness, notices: list[Notice]) -> None:
    async def hear(notice: Notice) -> None:
        notices.append(notice)

    harness.notifications.read_by(hear)


@pytest.fixture
def told(harness: ServiceHarness) -> list[Notice]:
    """Notices that the operator has got."""
    told: list[Notice] = []
    _listen(harness, told)
    return told


async def test_it_is_posted_with_the_reported_and_the_counted_charge(
    harness: ServiceHarness, told: list[Notice], caplog: pytest.LogCaptureFixture
) -> None:
    harness.source.cost_micros = 12_000_000
    await harness.create(request=REQUEST)
    assert told == [ChargeDoubted(DOUBT)]
    assert f"an image of {FLASH.id} cost $12.00; $0.78 of it counts" in caplog.text


async def test_what_is_believed_is_not(harness: ServiceHarness, told: list[Notice]) -> None:
    await harness.create()
    assert told == []


async def test_each_model_is_posted_once_by_all_processes_together(
    harness: ServiceHarness, told: list[Notice], caplog: pytest.LogCaptureFixture
) -> None:
    for doubt in (DOUBT, DOUBT, OTHER, OTHER, DOUBT):
        harness.bookkeeping.note_doubt(doubt)
    await harness.finish()
    assert told == [ChargeDoubted(DOUBT), ChargeDoubted(OTHER)]
    assert caplog.text.count("OpenRouter reports") == 5, "the log has them all"
    harness.restart()
    _listen(harness, told)
    harness.bookkeeping.note_doubt(DOUBT)
    await harness.finish()
    assert len(told) == 2


async def test_it_is_posted_again_after_a_week(harness: ServiceHarness, told: list[Notice]) -> None:
    harness.bookkeeping.note_doubt(DOUBT)
    await harness.finish()
    harness.clock.advance(seconds=SAMPLES_LAST.total_seconds() + 1)
    await harness.stores.notices.purge(now=harness.clock.now())
    harness.bookkeeping.note_doubt(DOUBT)
    await harness.finish()
    assert told == [ChargeDoubted(DOUBT)] * 2


async def test_to_hear_of_it_twice_is_better_than_not_at_all(
    harness: ServiceHarness, told: list[Notice]
) -> None:
    break_port(harness, "notices", claim=1)
    _listen(harness, told)
    for _ in range(2):
        harness.bookkeeping.note_doubt(DOUBT)
        await harness.finish()
    assert told == [ChargeDoubted(DOUBT)] * 2


async def test_a_model_id_may_hold_any_characters(
    harness: ServiceHarness, told: list[Notice], caplog: pytest.LogCaptureFixture
) -> None:
    # the test report cannot encode a lone surrogate
    caplog.set_level(logging.CRITICAL, "bot.service.jobs.bookkeeping")
    strange = DoubtedCharge("a/\0\ud800", 5, 4)
    harness.bookkeeping.note_doubt(strange)
    await harness.finish()
    assert told == [ChargeDoubted(strange)]
