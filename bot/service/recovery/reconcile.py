"""Keeps the ledger true: the lease, what dead processes left, and charges that were not known."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.errors import GenerationFailed, StorageFailed, StorageFault
from bot.policy.jobs.lease import OwnLease
from bot.policy.money import format_usd
from bot.ports import LEASE, Clock, Settlement, Stores, Unreconciled
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.takeover import Takeover

log = logging.getLogger(__name__)

#: Three tries before the lease ends.
RENEW_EVERY_S = 10

#: Between two looks at what dead processes left and at charges that are not known.
TURN_EVERY_S = 30
_PURGE_EVERY = timedelta(days=1)

#: OpenRouter tells what a generation cost some seconds after its end, or after an outage of its
#: own. What it does not tell within a day it will not tell, and then the estimate counts as spent,
#: since a cap that is passed costs more than one that is reached too early.
UNKNOWN_FOR = timedelta(hours=24)

#: How many charges are asked for in one turn, so that a backlog is no burst of requests.
_ASKED_AT_ONCE = 5

#: How many are looked at in one turn; those after them are newer, and have their turn when these
#: are settled.
_MOST_READ = 10_000

#: The longest that is waited until a charge is asked for again, in turns: an hour.
_LONGEST_WAIT = 120


class Reconciler:
    """Works beside the jobs from the start to the end of the process."""

    def __init__(
        self,
        stores: Stores,
        charges: JobCharges,
        *,
        clock: Clock,
        retention: timedelta,
        takeover: Takeover | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the tools.

        Args:
            stores: What is kept true.
            charges: Who is asked.
            clock: For the instants that are stored.
            retention: How long ended jobs and the settings of servers that were left are kept.
            takeover: Goes on with the jobs of dead processes; None leaves them.
            pause: Waits so many seconds between two turns.
        """
        self._stores = stores
        self._charges = charges
        self._clock = clock
        self._retention = retention
        self._takeover = takeover
        self._pause = pause
        self._logged: set[tuple[str, StorageFault]] = set()
        self._purged_at: datetime | None = None
        self._lease = OwnLease(LEASE)
        self._turn = 0
        self._next_turns: dict[int, tuple[int, int]] = {}
        """By job: the turn in which to ask, and how long to wait after that."""

    async def start(self) -> None:
        """Take the lease and end what dead processes left; to be awaited before any new work.

        Raises:
            StorageFailed: The database does not work.
        """
        now = self._clock.now()
        await self._stores.ledger.renew(now=now)
        self._lease = self._lease.renewed(now)
        await self._recover(now)

    def check_writes(self) -> None:
        """Pass when the database took a write lately.

        Raises:
            StorageFailed: The lease was due more than once and could not be renewed.
        """
        renewed_at = self._lease.renewed_at
        age = None if renewed_at is None else self._clock.now() - renewed_at
        if age is not None and age > timedelta(seconds=2 * RENEW_EVERY_S):
            raise StorageFailed(StorageFault.BUSY, f"no write for {age.total_seconds():.0f} s")

    async def run(self) -> None:
        """Keep the ledger true until cancelled; a database that fails is tried again."""
        # a charge that is slow to be told must not cost the lease
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_lease(), name="lease")
            group.create_task(self._take_turns(), name="reconcile")

    async def _keep_lease(self) -> None:
        while True:
            with self._logging_failures("renew"):
                await self._stores.ledger.renew(now=self._clock.now())
                self._lease = self._lease.renewed(self._clock.now())
            await self._pause(RENEW_EVERY_S)

    async def _take_turns(self) -> None:
        while True:
            await self.take_turn()
            await self._pause(TURN_EVERY_S)

    async def take_turn(self) -> None:
        """Recover, settle what can be settled, and once a day forget what is old."""
        self._turn += 1
        now = self._clock.now()
        with self._logging_failures("recover"):
            await self._recover(now)
        with self._logging_failures("reconcile"):
            await self._reconcile(now)
        # a clock that was set back must not put it off
        if self._purged_at is None or not timedelta() <= now - self._purged_at < _PURGE_EVERY:
            self._purged_at = now
            await self._purge(now)

    async def _recover(self, now: datetime) -> None:
        if not self._lease.may_judge(now):
            # the database was away, most likely for all processes
            return
        if self._takeover is not None:
            await self._takeover.look()
        ended = await self._stores.ledger.recover(now=now)
        if ended:
            log.warning("gave back what %s jobs held whose process is dead", ended)

    async def _reconcile(self, now: datetime) -> None:
        waiting = await self._stores.ledger.unreconciled(limit=_MOST_READ)
        ids = {job.job_id for job in waiting}
        self._next_turns = {id_: due for id_, due in self._next_turns.items() if id_ in ids}
        for job in waiting:
            if now - job.ended_at >= UNKNOWN_FOR:
                await self._settle(job, job.micros, "unknown for a day, taken as spent")
        due = [job for job in waiting if now - job.ended_at < UNKNOWN_FOR and self._is_due(job)]
        for job in due[:_ASKED_AT_ONCE]:
            if not await self._ask(job):
                return

    def _is_due(self, job: Unreconciled) -> bool:
        turn, _ = self._next_turns.get(job.job_id, (0, 0))
        return job.generation_id is not None and turn <= self._turn

    async def _ask(self, job: Unreconciled) -> bool:
        """Ask what a job cost and settle it.

        Returns:
            Whether OpenRouter answered.
        """
        _, wait = self._next_turns.get(job.job_id, (0, 1))
        self._next_turns[job.job_id] = (self._turn + wait, min(2 * wait, _LONGEST_WAIT))
        try:
            micros = await self._charges.find(job)
        except GenerationFailed as error:
            log.warning("the charge of job %s could not be asked for: %s", job.job_id, error)
            return False
        if micros is not None:
            await self._settle(job, micros, "told by OpenRouter")
        return True

    async def _settle(self, job: Unreconciled, micros: int, why: str) -> None:
        settlement = Settlement(delivered=False, micros=micros, generation_id=job.generation_id)
        if await self._stores.ledger.settle(job.job_id, settlement, now=self._clock.now()):
            log.info("job %s settled at %s: %s", job.job_id, format_usd(micros), why)

    async def _purge(self, now: datetime) -> None:
        before, stores = now - self._retention, self._stores
        with self._logging_failures("purge jobs"):
            await stores.jobs.purge(before=before)
        with self._logging_failures("purge ledger"):
            await stores.ledger.purge(before=before)
        with self._logging_failures("purge members"):
            await stores.members.purge(before=before)
        with self._logging_failures("purge notices"):
            await stores.notices.purge(now=now)
        with self._logging_failures("purge rulebooks"):
            await stores.rulebooks.purge(left_before=before)

    @contextmanager
    def _logging_failures(self, step: str) -> Generator[None]:
        """Log a failure of the database once for each step and kind, until the step works again."""
        try:
            yield
        except StorageFailed as error:
            fault = (step, error.fault)
            if fault not in self._logged:
                self._logged.add(fault)
                log.error("database fault=%s step=%s: %s", error.fault, step, error.detail)  # noqa: TRY400 - a known fault needs no traceback
        except Exception:
            # the lease and the other steps must not end with a mistake in one
            log.exception("step %s failed", step)
        else:
            self._logged = {fault for fault in self._logged if fault[0] != step}
