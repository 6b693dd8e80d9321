"""Keeps the ledger true: renews the lease, recovers dead processes' jobs, settles late charges."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.errors import GenerationFailed, StorageFailed, StorageFault
from bot.policy.jobs.lease import OwnLease
from bot.policy.moderation.filter import MOST_WINDOW
from bot.policy.money import format_usd
from bot.ports import HELD_FOR, LEASE, Clock, Settlement, Stores, Unreconciled
from bot.service.moderation.log_sender import KEPT_FOR
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.takeover import Takeover

log = logging.getLogger(__name__)

#: Allows three tries before the lease expires.
RENEW_EVERY_S = 10

#: Seconds between two turns: recovery and unknown charges.
TURN_EVERY_S = 30
_PURGE_EVERY = timedelta(days=1)

#: OpenRouter knows the cost of a generation some seconds after its end, or after an outage of its
#: own. If it does not within a day, it never will, and the estimate counts as spent: exceeding a
#: cap costs more than reaching it too early.
UNKNOWN_FOR = timedelta(hours=24)

#: Charges that are looked up per turn, so that a backlog does not cause a burst of requests.
_QUERIES_AT_ONCE = 5

#: Unknown charges that are read per turn, the oldest first; newer ones follow when these are
#: settled.
_MOST_READ = 10_000

#: The longest backoff until a charge is looked up again, in turns: an hour.
_LONGEST_WAIT = 120


class Reconciler:
    """Runs beside the jobs from the start to the end of the process."""

    def __init__(
        self,
        stores: Stores,
        charges: JobCharges,
        *,
        clock: Clock,
        retention: timedelta,
        takeover: Takeover | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Store the dependencies.

        Args:
            stores: The ledger, and the stores that are purged.
            charges: Looks up charges.
            clock: The time.
            retention: How long ended jobs, and rulebooks of servers that the bot left, are kept.
            takeover: Takes over dead processes' jobs; None leaves them.
            sleep: Sleeps for a number of seconds between two turns.
        """
        self._stores = stores
        self._charges = charges
        self._clock = clock
        self._retention = retention
        self._takeover = takeover
        self._sleep = sleep
        self._logged: set[tuple[str, StorageFault]] = set()
        self._purged_at: datetime | None = None
        self._lease = OwnLease(LEASE)
        self._turn = 0
        self._next_turns: dict[int, tuple[int, int]] = {}
        """By job: the turn of the next look-up, and the backoff after it, in turns."""

    async def start(self) -> None:
        """Take the lease and recover dead processes' jobs; await this before any new work.

        Raises:
            StorageFailed: The database does not work.
        """
        now = self._clock.now()
        await self._stores.ledger.renew(now=now)
        self._lease = self._lease.renewed(now)
        await self._recover(now)

    def check_writes(self) -> None:
        """Pass if the database took a write lately.

        Raises:
            StorageFailed: The lease was due twice and was not renewed.
        """
        renewed_at = self._lease.renewed_at
        age = None if renewed_at is None else self._clock.now() - renewed_at
        if age is not None and age > timedelta(seconds=2 * RENEW_EVERY_S):
            raise StorageFailed(StorageFault.BUSY, f"no write for {age.total_seconds():.0f} s")

    async def run(self) -> None:
        """Keep the ledger true until cancelled; a database that fails is tried again."""
        # separate tasks, since a slow look-up of a charge must not cost the lease
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_lease(), name="lease")
            group.create_task(self._take_turns(), name="reconcile")

    async def _keep_lease(self) -> None:
        while True:
            with self._logging_failures("renew"):
                await self._stores.ledger.renew(now=self._clock.now())
                self._lease = self._lease.renewed(self._clock.now())
            await self._sleep(RENEW_EVERY_S)

    async def _take_turns(self) -> None:
        while True:
            await self.take_turn()
            await self._sleep(TURN_EVERY_S)

    async def take_turn(self) -> None:
        """Recover jobs, settle charges, and once a day purge old data."""
        self._turn += 1
        now = self._clock.now()
        with self._logging_failures("recover"):
            await self._recover(now)
        with self._logging_failures("reconcile"):
            await self._reconcile(now)
        # a clock that was set back must not delay it
        if self._purged_at is None or not timedelta() <= now - self._purged_at < _PURGE_EVERY:
            self._purged_at = now
            await self._purge(now)

    async def _recover(self, now: datetime) -> None:
        if not self._lease.can_declare_others_dead(now):
            # the database did not work, most likely for all processes
            return
        if self._takeover is not None:
            await self._takeover.take_over_again()
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
        for job in due[:_QUERIES_AT_ONCE]:
            if not await self._look_up(job):
                return

    def _is_due(self, job: Unreconciled) -> bool:
        turn, _ = self._next_turns.get(job.job_id, (0, 0))
        return job.generation_id is not None and turn <= self._turn

    async def _look_up(self, job: Unreconciled) -> bool:
        """Look up what a job cost, and settle it.

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
        await self._purge_moderation(now, before)

    async def _purge_moderation(self, now: datetime, before: datetime) -> None:
        stores = self._stores
        with self._logging_failures("purge log entries"):
            await stores.moderation_log.purge(before=now - KEPT_FOR)
        with self._logging_failures("purge shown messages"):
            await stores.shown_messages.purge(before=before)
        with self._logging_failures("purge offenses"):
            # a ladder counts them that long, whatever the retention
            await stores.cases.purge(before=now - MOST_WINDOW)
        with self._logging_failures("purge held requests"):
            # expired ones stay for a while, so that their members are told
            await stores.held_requests.purge(before=now - 2 * HELD_FOR)
        with self._logging_failures("purge reports"):
            await stores.reports.purge(before=before)

    @contextmanager
    def _logging_failures(self, step: str) -> Generator[None]:
        """Log a failure of the database once per step and kind, until the step works again."""
        try:
            yield
        except StorageFailed as error:
            fault = (step, error.fault)
            if fault not in self._logged:
                self._logged.add(fault)
                log.error("database fault=%s step=%s: %s", error.fault, step, error.detail)  # noqa: TRY400 - a known fault needs no traceback
        except Exception:
            # a bug in one step must not end the lease and the other steps
            log.exception("step %s failed", step)
        else:
            self._logged = {fault for fault in self._logged if fault[0] != step}
