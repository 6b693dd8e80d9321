"""Entries are stored in the background if the server's log takes them."""

import pytest

from bot.policy.moderation.log import Topic
from tests.service.failing_stores import break_port
from tests.service.moderation.conftest import FakeChannels, TurnOn, entry
from tests.service.moderation.test_job_log import entries
from tests.service.service_harness import ServiceHarness


async def test_an_entry_is_sent_soon(
    harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
) -> None:
    await turn_on()
    looked: list[bool] = []
    writer = harness.moderation.log_writer
    writer.on_added = lambda: looked.append(True)
    writer.post(entry(harness))
    await harness.finish()
    assert looked == [True]
    assert len(await entries(harness)) == 1
    assert channels.messages == []


async def test_without_anyone_to_tell_it_is_stored_all_the_same(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    harness.moderation.log_writer.on_added = None
    harness.moderation.log_writer.post(entry(harness))
    await harness.finish()
    assert len(await entries(harness)) == 1


async def test_an_entry_that_the_log_does_not_take_is_not_stored(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    harness.moderation.log_writer.post(entry(harness))
    await turn_on(Topic.IMAGES)
    harness.moderation.log_writer.post(entry(harness))
    await harness.finish()
    assert await entries(harness) == ()


@pytest.mark.parametrize("method", ["add", "complete"])
async def test_a_failure_of_the_database_is_only_logged(
    harness: ServiceHarness, turn_on: TurnOn, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    await turn_on()
    break_port(harness, "moderation_log", **{method: 1})
    harness.moderation.log_writer.post(entry(harness))
    await harness.finish()
    await harness.moderation.log_writer.complete(1, None)
    assert "was lost" in caplog.text
