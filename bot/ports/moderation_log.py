"""Protocols for the moderation log: entries that wait to be sent, and where images were shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.policy.moderation.log import LogEntry

#: How long an image's entry waits for its thumbnail, before it is sent without one.
THUMBNAIL_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry of a log that was not sent yet."""

    id: int
    entry: LogEntry
    thumbnail: bytes | None
    """A WebP image of at most 512 pixels; None without one."""


class ModerationLog(Protocol):
    """Entries that wait for Discord. Every call raises `StorageFailed`."""

    async def add(self, entry: LogEntry, *, ready_at: datetime) -> int:
        """Store an entry and return its id.

        Args:
            entry: The entry.
            ready_at: Not sent before this instant, unless `complete` comes first; an image waits
                for its thumbnail.
        """
        ...

    async def complete(self, job_id: int, thumbnail: bytes | None, *, now: datetime) -> None:
        """Store the thumbnail of a job's entry that waits for it; it can be sent from now on."""
        ...

    async def take(
        self, process_id: str, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[WaitingEntry]:
        """Take entries that are ready, so that no other process sends them.

        Those that were ready first are taken first, and each call returns them by age. Entries that
        cannot be read are logged and deleted.

        So that a server's entries are sent in order, its entries stay while another process has
        some of them, or while some wait after `postpone`.

        Args:
            process_id: Who takes them.
            now: The present.
            until: From then on others may take them, should this process have died.
            limit: The most entries.
        """
        ...

    async def postpone(self, guild_id: int, *, until: datetime) -> None:
        """Let a server's entries, taken ones included, wait until an instant.

        With the present, any process can take them at once.
        """
        ...

    async def remove(self, entry_ids: Sequence[int]) -> None:
        """Delete entries that were sent, or can never be sent."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete entries from before an instant."""
        ...


class Place(StrEnum):
    """Where an image was shown. The values are stored and never change."""

    CARD = "card"
    SHARED = "shared"
    COPY = "copy"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of the bot that shows an image."""

    job_id: int
    channel_id: int
    message_id: int
    place: Place


class ShownMessages(Protocol):
    """Every message that shows an image. Every call raises `StorageFailed`."""

    async def add(self, shown: ShownMessage, *, now: datetime) -> None:
        """Store a message; a second time changes nothing."""
        ...

    async def of(self, job_id: int) -> Sequence[ShownMessage]:
        """Return the messages that show an image, the oldest first."""
        ...

    async def remove(self, message_ids: Sequence[int]) -> None:
        """Delete messages that are gone from Discord."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete messages that were stored before an instant."""
        ...
