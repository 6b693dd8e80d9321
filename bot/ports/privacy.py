"""Protocol for all data stored about one member. Every call raises `StorageFailed`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

#: One record, serialisable as JSON.
Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Record:
    """All stored data about a member except for the images."""

    sections: Mapping[str, Sequence[Entry]]
    """Entries by topic; the newest first where there can be many."""
    images: int
    """Number of the member's jobs in any state."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The result of a deletion."""

    images: int
    """Number of deleted jobs in any state."""
    left: int
    """Number of kept jobs, which are open or may still be charged; 0 unless `is_whole`."""
    cases: int = 0
    """Number of kept cases, which are in force; 0 unless `is_whole`."""
    is_whole: bool = True
    """False when the database failed on the way; another attempt deletes the rest."""


class PersonalData(Protocol):
    """All stored data about one member. Each call but `forget` is one transaction."""

    async def record(self, user_id: int) -> Record:
        """Return all stored data about a member except for the images."""
        ...

    async def images(
        self, user_id: int, *, before: int | None, limit: int
    ) -> tuple[tuple[int, Entry], ...]:
        """Return a member's jobs with their ids, the newest first.

        Args:
            user_id: The member.
            before: Only jobs older than this one.
            limit: The most jobs.
        """
        ...

    async def forget(self, user_id: int, *, now: datetime) -> Forgotten:
        """Delete a member's data, except for what limits still need.

        Deletes a few rows per transaction, so that other writers do not wait for long.

        Kept are counters and cooldowns under the member's pseudonym, grants and strikes that still
        apply, cases in force, offenses that a filter may still count, audit entries, and the costs
        of images without the member's name.
        """
        ...
