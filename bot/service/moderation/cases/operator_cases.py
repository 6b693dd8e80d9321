"""The operator's blocks of users and servers; running bots read them at each request."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import AlreadyBlocked, NotBlocked
from bot.policy.moderation.case import (
    MOST_REASON_LENGTH,
    OPERATOR,
    Case,
    CaseKind,
    binding_block,
)
from bot.ports import Cases, Clock

#: How many cases are read to find a subject's block in force.
_MOST_SEARCHED = 100


class OperatorCases:
    """Blocks and unblocks for all servers."""

    def __init__(self, cases: Cases, *, clock: Clock) -> None:
        self._cases = cases
        self._clock = clock

    async def block(
        self, subject_id: int, *, is_server: bool, until: datetime | None, reason: str = ""
    ) -> Case:
        """Block a user, or everyone in a server.

        Args:
            subject_id: The user's or server's id.
            is_server: Whether it is a server.
            until: After now; None for never.
            reason: Shown to members.

        Raises:
            AlreadyBlocked: The operator has blocked it.
            StorageFailed: The database does not work.
        """
        block = await self._block_of(subject_id, is_server=is_server)
        if block is not None:
            raise AlreadyBlocked(block.number, block.until)
        return await self._add(CaseKind.BLOCK, subject_id, reason, until, is_server=is_server)

    async def unblock(self, subject_id: int, *, is_server: bool, reason: str = "") -> Case:
        """End the operator's blocks of a user or server.

        Raises:
            NotBlocked: The operator has not blocked it.
            StorageFailed: The database does not work.
        """
        if await self._block_of(subject_id, is_server=is_server) is None:
            raise NotBlocked
        return await self._add(CaseKind.UNBLOCK, subject_id, reason, None, is_server=is_server)

    async def page(
        self, guild_id: int | None, *, subject_id: int | None = None, limit: int
    ) -> Sequence[Case]:
        """Return the newest cases of a server, or the operator's own for None."""
        return await self._cases.page(guild_id or OPERATOR, subject_id=subject_id, limit=limit)

    async def _block_of(self, subject_id: int, *, is_server: bool) -> Case | None:
        found = await self._cases.page(OPERATOR, subject_id=subject_id, limit=_MOST_SEARCHED)
        same = [case for case in found if case.is_server is is_server]
        return binding_block(same, now=self._clock.now())

    async def _add(
        self,
        kind: CaseKind,
        subject_id: int,
        reason: str,
        until: datetime | None,
        *,
        is_server: bool,
    ) -> Case:
        reason, now = " ".join(reason.split())[:MOST_REASON_LENGTH], self._clock.now()
        new = Case(
            OPERATOR, 0, kind, subject_id, None, now, reason, until=until, is_server=is_server
        )
        return await self._cases.add(new)
