"""Protocols for the servers' filters, and for finding their words in a text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.policy.moderation.filter import Filter, Hit
from bot.policy.moderation.pattern import PatternProblem
from bot.ports.rulebooks import AuditEntry


@dataclass(frozen=True, slots=True)
class StoredFilter:
    """A server's filter as read from the database."""

    guild_id: int | None
    """None outside of servers: only the operator's rules apply."""
    filter: Filter
    version: int
    """0 when none was ever stored."""


class TextFilter(Protocol):
    """Finds a filter's words and patterns in texts."""

    async def find(self, text: str, stored: StoredFilter) -> Sequence[Hit]:
        """Return the hits of all rules that are on, the operator's first, without allowed spans.

        At most one hit per keyword or pattern. Rules are compiled outside of the event loop and
        cached by server and version; exemptions are not considered.
        """
        ...


class Filters(Protocol):
    """The filters of all servers. Every call raises `StorageFailed`."""

    async def read(self, guild_id: int) -> StoredFilter:
        """Return a server's filter; an empty one when none is stored."""
        ...

    async def replace(
        self,
        guild_id: int,
        filter_: Filter,
        *,
        version: int,
        now: datetime,
        entries: Sequence[AuditEntry] = (),
    ) -> bool:
        """Store a filter and its audit entries by a compare-and-set on the version.

        Returns:
            False when another change came first; nothing was changed then.
        """
        ...


@dataclass(frozen=True, slots=True)
class WordTools:
    """What moderators need to know of the engine that finds words."""

    presets: tuple[str, ...]
    """The names of all presets, in the order in which they are offered."""
    check_pattern: Callable[[str], Sequence[PatternProblem]]
    """Returns what is wrong with a pattern, or what it means here; blocks for milliseconds."""
