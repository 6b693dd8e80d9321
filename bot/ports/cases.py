"""Protocol for cases, and for the offenses that lead to automatic ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.policy.moderation.case import Appeal, Case


class Cases(Protocol):
    """The cases of all servers and of the operator. Every call raises `StorageFailed`."""

    async def add(self, case: Case) -> Case:
        """Store a case under the server's next number, and return it with that number.

        An unblock also lifts the subject's blocks of that server, in the same transaction.

        Args:
            case: Its number is ignored.
        """
        ...

    async def blocks(self, guild_id: int | None, user_id: int, *, now: datetime) -> Sequence[Case]:
        """Return the blocks in force of a user: the server's, and the operator's of both."""
        ...

    async def read(self, guild_id: int, number: int) -> Case | None:
        """Return one case; None when there is none."""
        ...

    async def page(
        self,
        guild_id: int,
        *,
        subject_id: int | None = None,
        before: int | None = None,
        limit: int,
    ) -> Sequence[Case]:
        """Return a server's cases, the newest first; one that cannot be read is left out.

        Args:
            guild_id: The server, or `OPERATOR`.
            subject_id: Only cases of this member; None for all.
            before: Only cases with smaller numbers.
            limit: The most cases.
        """
        ...

    async def amend(
        self,
        case: Case,
        *,
        reason: str,
        until: datetime | None,
        by: int,
        now: datetime,
    ) -> bool:
        """Change reason and end of a case; False when it changed since it was read."""
        ...

    async def lift(self, guild_id: int, number: int, *, now: datetime) -> bool:
        """End a block early; False when it is no longer in force."""
        ...

    async def appeal(self, guild_id: int, number: int, appeal: Appeal) -> bool:
        """Store a case's appeal; False when it has one already."""
        ...

    async def decide(self, guild_id: int, number: int, appeal: Appeal, *, now: datetime) -> bool:
        """Store the decision about an open appeal; False when it is decided already.

        An accepted appeal also lifts the block, in the same transaction.
        """
        ...

    async def add_offense(
        self, guild_id: int, user_id: int, job_id: int, *, now: datetime, since: datetime
    ) -> Sequence[datetime]:
        """Store an offense once per job, and return the member's offenses since an instant."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete offenses from before an instant; cases stay as long as their server."""
        ...
