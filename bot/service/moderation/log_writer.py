"""Adds entries to the servers' moderation logs; nothing waits for it."""

import logging
from collections.abc import Callable

from bot.errors import StorageFailed
from bot.policy.moderation.log import LogEntry, goes_to_log
from bot.ports import Clock, Stores
from bot.service.jobs.runner import Runner

log = logging.getLogger(__name__)


class LogWriter:
    """Stores entries that a server's settings send to its log."""

    def __init__(self, stores: Stores, runner: Runner, *, clock: Clock) -> None:
        self.on_added: Callable[[], None] | None = None
        """Called after an entry was stored, so that it is sent soon."""
        self._stores = stores
        self._runner = runner
        self._clock = clock

    def post(self, entry: LogEntry) -> None:
        """Store an entry in the background; one that cannot be stored is logged and dropped."""
        self._runner.start(f"log:{entry.kind}:{entry.guild_id}", self._store(entry))

    async def complete(self, job_id: int, thumbnail: bytes | None) -> None:
        """Add the thumbnail to a job's entry, so that it is sent; a failure is only logged."""
        try:
            await self._stores.moderation_log.complete(job_id, thumbnail, now=self._clock.now())
        except StorageFailed as error:
            # it is sent without a thumbnail, later
            log.warning("a thumbnail was lost: %s", error)
            return
        self.tell_sender()

    def tell_sender(self) -> None:
        """Let an entry that was stored be sent soon."""
        if self.on_added is not None:
            self.on_added()

    async def _store(self, entry: LogEntry) -> None:
        try:
            stored = await self._stores.rulebooks.read(entry.guild_id)
            if not goes_to_log(stored.rulebook.moderation.log, entry):
                return
            await self._stores.moderation_log.add(entry, ready_at=self._clock.now())
        except StorageFailed as error:
            log.warning("an entry of the moderation log was lost: %s", error)
            return
        self.tell_sender()
