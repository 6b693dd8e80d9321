"""Blocks, warnings, and the check that refuses blocked members."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, Literal
from weakref import WeakValueDictionary

from bot.errors import (
    AlreadyBlocked,
    Blocked,
    CaseBusy,
    CaseEnded,
    CaseUnknown,
    NotBlocked,
    Protection,
    SubjectProtected,
)
from bot.policy.json_reader import MOST_ID
from bot.policy.moderation.case import MOST_REASON_LENGTH, OPERATOR, Case, CaseKind, binding_block
from bot.policy.moderation.filter import Step
from bot.policy.moderation.log import EntryKind, LogEntry
from bot.ports import Clock, Stores
from bot.service.moderation.cases.author import CaseAuthor, CheckText, allow_text
from bot.service.moderation.cases.ladder import is_first, ladder_words
from bot.service.moderation.log_writer import LogWriter

#: How often a change is tried while others change the same case.
_TRIES = 3


class _Unchanged(Enum):
    UNCHANGED = "unchanged"


#: Keeps a case's end; None would mean that it never ends.
UNCHANGED: Final = _Unchanged.UNCHANGED

End = datetime | None | Literal[_Unchanged.UNCHANGED]


class CaseService:
    """Blocks, unblocks and warns members, and tells whether they are blocked."""

    def __init__(
        self,
        stores: Stores,
        log_writer: LogWriter,
        *,
        clock: Clock,
        check_text: CheckText = allow_text,
    ) -> None:
        self.check_text = check_text
        """The filter for reasons."""
        self.on_untold: Callable[[Case], None] | None = None
        """Called for a case whose member no command tells: it sends a message in the background."""
        self._stores = stores
        self._log_writer = log_writer
        self._clock = clock
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
        """One lock per server and member, so that two clicks do not act twice."""

    async def check(
        self, guild_id: int | None, user_id: int, *, place_id: int | None = None
    ) -> None:
        """Refuse a blocked member; reads the database, since other processes block, too.

        Args:
            guild_id: The server; None outside, where only the operator's blocks apply.
            user_id: The member.
            place_id: A server that does not have the bot, where a member brings it along; of its
                blocks, only the operator's apply.

        Raises:
            Blocked: By the block that lasts longest.
            StorageFailed: The database does not work.
        """
        now = self._clock.now()
        found = await self._stores.cases.blocks(guild_id or place_id, user_id, now=now)
        if guild_id is None:
            found = [one for one in found if one.guild_id == OPERATOR]
        block = binding_block(found, now=now)
        if block is not None:
            raise Blocked.by(block)

    async def block(
        self, by: CaseAuthor, subject_id: int, *, until: datetime | None, reason: str = ""
    ) -> Case:
        """Block a member in the author's server.

        Args:
            by: The moderator.
            subject_id: The member, who may have left the server.
            until: After now; None for never.
            reason: Shown to the member.

        Raises:
            AlreadyBlocked: By this server; the case can be amended.
            SubjectProtected: Moderators cannot block themselves.
            Refused: The filter does not allow the reason.
            StorageFailed: The database does not work.
        """
        reason = await self._checked(by, subject_id, reason)
        async with self._lock(by.guild_id, subject_id):
            block = await self._own_block(by.guild_id, subject_id)
            if block is not None:
                raise AlreadyBlocked(block.number, block.until)
            return await self._add(by, subject_id, CaseKind.BLOCK, until=until, reason=reason)

    async def unblock(self, by: CaseAuthor, subject_id: int, *, reason: str = "") -> Case:
        """End all blocks that the author's server gave a member.

        Raises:
            NotBlocked: The server has not blocked them.
            SubjectProtected: Moderators cannot unblock themselves.
            Refused: The filter does not allow the reason.
            StorageFailed: The database does not work.
        """
        reason = await self._checked(by, subject_id, reason)
        async with self._lock(by.guild_id, subject_id):
            if await self._own_block(by.guild_id, subject_id) is None:
                others = await self._blocks(by.guild_id, subject_id)
                raise NotBlocked(by_operator=bool(others))
            return await self._add(by, subject_id, CaseKind.UNBLOCK, reason=reason)

    async def warn(self, by: CaseAuthor, subject_id: int, *, reason: str = "") -> Case:
        """Warn a member; the warning expires as the server has set it.

        Raises:
            SubjectProtected: Moderators cannot warn themselves.
            Refused: The filter does not allow the reason.
            StorageFailed: The database does not work.
        """
        reason = await self._checked(by, subject_id, reason)
        stored = await self._stores.rulebooks.read(by.guild_id)
        days = stored.rulebook.moderation.warning_days
        until = self._clock.now() + timedelta(days=days) if days else None
        return await self._add(by, subject_id, CaseKind.WARNING, until=until, reason=reason)

    async def block_automatically(
        self, guild_id: int, user_id: int, step: Step, channel_id: int | None
    ) -> Case | None:
        """Block a member who reached a step of the ladder.

        Returns:
            The case; None while a block of at least that length is in force.

        Raises:
            StorageFailed: The database does not work.
        """
        async with self._lock(guild_id, user_id):
            now = self._clock.now()
            for block in await self._blocks(guild_id, user_id):
                if block.until is None or block.until - block.at >= step.block:
                    return None
            if not await is_first(self._stores, guild_id, user_id, step, now=now):
                return None
            case = await self._stores.cases.add(
                Case(
                    guild_id,
                    0,
                    CaseKind.BLOCK,
                    user_id,
                    None,
                    now,
                    ladder_words(step),
                    now + step.block,
                    channel_id,
                )
            )
        self._post(case, CaseKind.BLOCK)
        self.tell(case)
        return case

    def tell(self, case: Case) -> None:
        """Have a member told about a case in the background."""
        if self.on_untold is not None:
            self.on_untold(case)

    async def amend(
        self, by: CaseAuthor, number: int, *, reason: str | None = None, until: End = UNCHANGED
    ) -> Case:
        """Change the reason or the end of one of the server's cases.

        Args:
            by: The moderator.
            number: The case's.
            reason: None keeps it.
            until: After now; `UNCHANGED` keeps it.

        Raises:
            CaseUnknown: There is no such case.
            CaseEnded: It was lifted, or a new end was given and it is no longer in force.
            CaseBusy: Others keep changing it.
            SubjectProtected: Moderators cannot change cases about themselves.
            Refused: The filter does not allow the reason.
            StorageFailed: The database does not work.
        """
        if reason is not None:
            reason = await self._checked(by, None, reason)
        for _ in range(_TRIES):
            case, now = await self.read(by.guild_id, number), self._clock.now()
            new_end = case.until if until is UNCHANGED else until
            is_over = not case.is_in_force(now) and until is not UNCHANGED
            if case.subject_id == by.user_id:
                raise SubjectProtected(Protection.SELF)
            if case.lifted_at is not None or is_over:
                raise CaseEnded(number)
            new_reason = case.reason if reason is None else reason
            if await self._stores.cases.amend(
                case, reason=new_reason, until=new_end, by=by.user_id, now=now
            ):
                amended = await self.read(by.guild_id, number)
                self._post(amended, "case-edit", by)
                return amended
        raise CaseBusy(number)

    async def read(self, guild_id: int, number: int) -> Case:
        """Return one of a server's cases.

        Raises:
            CaseUnknown: There is no such case.
            StorageFailed: The database does not work.
        """
        # custom ids may hold any number
        is_id = max(guild_id, number) <= MOST_ID
        case = await self._stores.cases.read(guild_id, number) if is_id else None
        if case is None:
            raise CaseUnknown(number)
        return case

    async def page(
        self,
        guild_id: int,
        *,
        subject_id: int | None = None,
        before: int | None = None,
        limit: int,
    ) -> Sequence[Case]:
        """Return a server's cases, the newest first, as `bot.ports.Cases.page` does."""
        return await self._stores.cases.page(
            guild_id, subject_id=subject_id, before=before, limit=limit
        )

    async def _checked(self, by: CaseAuthor, subject_id: int | None, reason: str) -> str:
        """Return a reason on one line, once the filter has allowed it."""
        if by.user_id == subject_id:
            raise SubjectProtected(Protection.SELF)
        reason = " ".join(reason.split())[:MOST_REASON_LENGTH]
        if reason:
            await self.check_text(by, reason, is_offense=False)
        return reason

    async def _blocks(self, guild_id: int, user_id: int) -> Sequence[Case]:
        return await self._stores.cases.blocks(guild_id, user_id, now=self._clock.now())

    async def _own_block(self, guild_id: int, user_id: int) -> Case | None:
        found = await self._blocks(guild_id, user_id)
        own = [block for block in found if block.guild_id == guild_id]
        return binding_block(own, now=self._clock.now())

    async def _add(
        self,
        by: CaseAuthor,
        subject_id: int,
        kind: CaseKind,
        *,
        until: datetime | None = None,
        reason: str,
    ) -> Case:
        now, guild_id = self._clock.now(), by.guild_id
        channel_id = by.spot.channel_id
        new = Case(guild_id, 0, kind, subject_id, by.user_id, now, reason, until, channel_id)
        case = await self._stores.cases.add(new)
        self._post(case, kind, by)
        return case

    def _post(self, case: Case, action: str, by: CaseAuthor | None = None) -> None:
        self._log_writer.post(
            LogEntry(
                EntryKind.ACTION,
                case.guild_id,
                self._clock.now(),
                user_id=case.subject_id,
                actor_id=by and by.user_id,
                channel_id=case.channel_id,
                case_number=case.number,
                action=action,
                text=case.reason,
                until=case.until,
            )
        )

    def _lock(self, guild_id: int, user_id: int) -> asyncio.Lock:
        return self._locks.setdefault((guild_id, user_id), asyncio.Lock())
