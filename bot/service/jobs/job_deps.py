"""The services that a job depends on."""

import asyncio
from dataclasses import dataclass

from bot.ports import Adapters
from bot.service.jobs.bookkeeping import Bookkeeping
from bot.service.jobs.queue import Line
from bot.service.provider.health import Provider
from bot.service.delivery.failure_notice import Pause
from bot.service.timing import PRODUCTION, Timing


@dataclass(frozen=True, slots=True)
class JobDeps:
    """The services that a job depends on; all jobs of a process share one."""

    adapters: Adapters
    bookkeeping: Bookkeeping
    line: Line
    provider: Provider
    ping_after_s: float | None = None
    """A member who waited longer is told in a message of its own; None never does."""
    timing: Timing = PRODUCTION
    pause: Pause = asyncio.sleep
    """Waits so many seconds for Discord."""
