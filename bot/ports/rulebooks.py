"""Protocol for the servers' rulebooks and their audit entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.policy.limits.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change by a moderator."""

    at: datetime
    actor_id: int
    what: str
    """The setting and its scope, such as `cooldown server` or `member-usd-per-day role:123`."""
    before: str
    after: str
    """Values as people read them; empty where nothing was set."""
    id: int = 0
    """Ascending; 0 before it is stored."""


@dataclass(frozen=True, slots=True)
class StoredRulebook:
    """A server's rulebook as read from the database."""

    rulebook: Rulebook
    version: int
    """0 when none was ever stored."""


class Rulebooks(Protocol):
    """The rulebooks of all servers. Every call raises `StorageFailed`."""

    async def read(self, guild_id: int) -> StoredRulebook:
        """Return a server's rulebook; an empty one when none is stored."""
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
        """Store a rulebook and its audit entries by a compare-and-set on the version.

        Returns:
            False when another change came first; nothing was changed then.
        """
        ...

    async def history(
        self, guild_id: int, *, limit: int, before_id: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return the last changes, the newest first."""
        ...

    async def note(self, guild_id: int, entry: AuditEntry) -> None:
        """Store an audit entry of a change outside the rulebook."""
        ...

    async def set_left(self, guild_id: int, left_at: datetime | None) -> None:
        """Store when the bot left a server; None when it is in the server."""
        ...

    async def presence(self) -> Mapping[int, datetime | None]:
        """Return when the bot left each server with stored data; None where it is still in it."""
        ...

    async def purge(self, *, left_before: datetime) -> None:
        """Delete all data of servers that the bot left before an instant."""
        ...
