"""Everything that is kept about one member. Every call raises `StorageFailed`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

#: What can be written as JSON.
Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept about a member, except for the images."""

    sections: Mapping[str, Sequence[Entry]]
    """By what it is about; the newest first where there can be many."""
    images: int
    """How many there are, whatever became of them."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What deleting came to."""

    images: int
    """How many were forgotten, whatever had become of them."""
    left: int
    """How many are not over, or may still be charged, and are kept; 0 where it is not whole."""
    is_whole: bool = True
    """False when the database failed on the way: what is left goes with another try."""


class PersonalData(Protocol):
    """Everything that is kept about one member. Each call but `forget` is one transaction."""

    async def record(self, user_id: int) -> Record:
        """Return what is kept about a member, except for the images."""
        ...

    async def images(
        self, user_id: int, *, before: int | None, limit: int
    ) -> tuple[tuple[int, Entry], ...]:
        """Return a member's jobs with their ids, the newest first.

        Args:
            user_id: Whose.
            before: Only those older than this job.
            limit: How many at most.
        """
        ...

    async def forget(self, user_id: int, *, now: datetime) -> Forgotten:
        """Forget a member, but for what limits need until it is of no more use.

        It is done a few rows at a time, so that nobody waits for long.

        What is counted and what stays: counts and cooldowns under the member's pseudonym, grants
        and strikes that still matter, audit entries. What an image cost stays without a name.
        """
        ...
