"""The services that a job depends on."""

import asyncio
from dataclasses import dataclass

from bot.ports import Adapters
from bot.service.delivery.failure_notice import Sleep
from bot.service.jobs.bookkeeping import Bookkeeping
from bot.service.jobs.queue import FairQueue
from bot.service.moderation.job_log import JobLog
from bot.service.provider.health import ProviderHealth
from bot.service.timing import PRODUCTION, Timing


@dataclass(frozen=True, slots=True)
class JobDeps:
    """The services that a job depends on; all jobs of a process share one."""

    adapters: Adapters
    bookkeeping: Bookkeeping
    queue: FairQueue
    provider: ProviderHealth
    job_log: JobLog
    """What jobs tell the moderation log."""
    ping_after_s: float | None = None
    """Seconds after which a member gets a separate message when a job ends; None for never."""
    timing: Timing = PRODUCTION
    sleep: Sleep = asyncio.sleep
    """Sleeps for a number of seconds between tries to reach Discord."""
