"""Protocols for the servers' filters, and for finding their words in a text."""

from collections.abc import Sequence
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

        At most one hit per keyword, preset or pattern of a rule, and per group of an operator's
        rule. Rules are compiled outside of the event loop and cached by server and version;
        exemptions are not considered.
        """
        ...

    async def prepare(self) -> None:
        """Compile the operator's rules, so that the first text needn't wait for them."""
        ...

    def check_pattern(self, typed: str) -> Sequence[PatternProblem]:
        """Return the errors of a pattern, or if it has none, what differs from AutoMod's flavor.

        Takes a few milliseconds at most.
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

        Versions begin at 1 again after the data of a server that the bot left was purged.

        Returns:
            False when another change came first; nothing was changed then.

        Raises:
            FilterInvalid: It is more than a filter can have, so it could not be read again.
            StorageFailed: It was not stored.
        """
        ...
