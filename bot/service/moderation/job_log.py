"""What the moderation log is told about jobs: images, rejected prompts, moderators' actions."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from bot.errors import StorageFailed
from bot.policy.images.image import Generation
from bot.policy.images.provenance import provenance_of
from bot.policy.jobs.job import Draft
from bot.policy.moderation.log import MOST_TEXT_LENGTH, EntryKind, LogEntry, goes_to_log
from bot.ports import Adapters
from bot.service.jobs.runner import Runner
from bot.service.moderation.log_writer import LogWriter

log = logging.getLogger(__name__)

#: Jobs whose files are kept for a thumbnail. Further ones are logged without, so that a burst of
#: images cannot fill the disk.
_MOST_WAITING = 100

#: Seconds for one thumbnail, including its wait for others. Its entry waits a minute.
_THUMBNAIL_S = 50


class JobLog:
    """Makes the entries of jobs. Nothing of a job waits for it, except for one rulebook."""

    def __init__(self, adapters: Adapters, writer: LogWriter, runner: Runner) -> None:
        self._stores = adapters.stores
        self._thumbnails = adapters.thumbnails
        self._clock = adapters.clock
        self._writer = writer
        self._runner = runner
        self._waiting = 0

    async def entry_of(self, draft: Draft) -> LogEntry | None:
        """Return the entry of a delivered image; None if its server's log does not take it."""
        entry = self._entry(draft, EntryKind.IMAGE)
        return entry if entry is not None and await self._is_wanted(entry) else None

    def illustrate(
        self, draft: Draft, generation: Generation, remove_files: Callable[[], None]
    ) -> None:
        """Add the thumbnail to the stored entry of a job, in the background.

        Args:
            draft: The ended job's.
            generation: Its images, whose files stay until `remove_files` is called.
            remove_files: Called once the files are no longer needed, whatever happens.
        """
        if self._waiting >= _MOST_WAITING:
            remove_files()
            return
        self._waiting += 1
        job_id = draft.requester.job_id
        self._runner.start(f"thumbnail:{job_id}", self._illustrate(draft, generation, remove_files))

    def note_rejection(self, draft: Draft) -> None:
        """Log that the provider rejected a prompt."""
        entry = self._entry(draft, EntryKind.REJECTION)
        if entry is not None:
            self._writer.post(entry)

    def note_action(self, draft: Draft, actor_id: int, action: str) -> None:
        """Log what a moderator did about an image.

        Args:
            draft: The image's job.
            actor_id: The moderator.
            action: As in `LogEntry.action`.
        """
        entry = self._entry(draft, EntryKind.ACTION)
        if entry is not None:
            self._writer.post(replace(entry, actor_id=actor_id, action=action, text=""))

    async def _illustrate(
        self, draft: Draft, generation: Generation, remove_files: Callable[[], None]
    ) -> None:
        thumbnail = None
        try:
            provenance = provenance_of(generation, asked_at=draft.requester.requested_at)
            async with asyncio.timeout(_THUMBNAIL_S):
                thumbnail = await self._thumbnails.make(generation.images, provenance=provenance)
        except TimeoutError:
            log.warning("the thumbnail took too long")
        finally:
            self._waiting -= 1
            remove_files()
        await self._writer.complete(draft.requester.job_id, thumbnail)

    def _entry(self, draft: Draft, kind: EntryKind) -> LogEntry | None:
        requester = draft.requester
        guild_id = requester.spot.guild_id
        if guild_id is None or (requester.private and not draft.shown_to_moderators):
            return None
        return LogEntry(
            kind,
            guild_id,
            self._clock.now(),
            user_id=requester.user_id,
            channel_id=draft.reply_target.channel_id,
            job_id=requester.job_id,
            text=draft.request.prompt[:MOST_TEXT_LENGTH],
            is_private=requester.private,
        )

    async def _is_wanted(self, entry: LogEntry) -> bool:
        try:
            stored = await self._stores.rulebooks.read(entry.guild_id)
        except StorageFailed as error:
            # the sender reads the settings again
            log.warning("not known whether an image is logged: %s", error)
            return True
        return goes_to_log(stored.rulebook.moderation.log, entry)
