"""Fixture: held requests and reports in a server with a log."""

import pytest

from bot.policy.moderation.log import LogSettings
from tests.service.moderation.reviews.desk import LOG, Desk
from tests.service.service_harness import ServiceHarness


@pytest.fixture
async def desk(harness: ServiceHarness) -> Desk:
    desk = Desk(harness)
    await desk.set_log(LogSettings(LOG))
    return desk
