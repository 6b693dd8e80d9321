"""What the moderators of each server have set, and who changed what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.policy.limits.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what."""

    at: datetime
    actor_id: int
    what: str
    """The setting and its place, such as `cooldown server` or `member-usd-per-day role:123`."""
    before: str
    after: str
    """As people read values; empty where nothing was set."""
    id: int = 0
    """Counts up; 0 before it is stored."""


@dataclass(frozen=True, slots=True)
class StoredRulebook:
    """A server's rulebook as it was read."""

    rulebook: Rulebook
    version: int
    """0 when nothing was ever stored."""


class Rulebooks(Protocol):
    """What the moderators of each server have set. Every call raises `StorageFailed`."""

    async def read(self, guild_id: int) -> StoredRulebook:
        """Return a server's rulebook; an empty one when nothing was set."""
        ...

    async def replace(
        self,
        guild_id: int,
        rulebook: Rulebook,
        entries: Sequence[AuditEntry],
        *,
        version: int,
        now: datetime,
    ) -> bool:
        """Store a rulebook in place of the version that was read, with its audit entries.

        Returns:
            False when somebody else was faster; nothing was changed then.
        """
        ...

    async def history(
        self, guild_id: int, *, limit: int, before_id: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return the last changes, the newest first."""
        ...

    async def note(self, guild_id: int, entry: AuditEntry) -> None:
        """Store an audit entry of something that is not in the rulebook."""
        ...

    async def set_left(self, guild_id: int, left_at: datetime | None) -> None:
        """Remember since when the bot is no longer in a server; None when it is in it."""
        ...

    async def presence(self) -> Mapping[int, datetime | None]:
        """Return all servers that something is kept of, and since when the bot has left them."""
        ...

    async def purge(self, *, left_before: datetime) -> None:
        """Forget everything about servers that the bot left before an instant."""
        ...
