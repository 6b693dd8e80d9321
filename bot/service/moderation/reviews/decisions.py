"""Decides about held requests: allows, denies, or lets them expire."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.errors import (
    AllowedRefused,
    DuplicateEvent,
    HeldDecided,
    HeldExpired,
    ImagineError,
    ReferenceFault,
    ReferenceRefused,
    Refused,
    StorageFailed,
)
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import Draft
from bot.policy.json_reader import MOST_ID
from bot.ports import HELD_FOR, Card, Clock, HeldRequest, HeldState, References, Stores
from bot.service.jobs.imagine import Imagine
from bot.service.moderation.reviews.member_notes import HeldEnd, HeldNote, MemberNotes

log = logging.getLogger(__name__)

#: Seconds between two searches for expired requests.
_EXPIRE_EVERY_S = 60


class Reviews:
    """Lets moderators decide about held requests."""

    def __init__(
        self,
        imagine: Imagine,
        stores: Stores,
        references: References,
        notes: MemberNotes,
        *,
        clock: Clock,
    ) -> None:
        self._imagine = imagine
        self._stores = stores
        self._references = references
        self._notes = notes
        self._clock = clock

    async def read(self, job_id: int) -> HeldRequest:
        """Return a held request, decided or not.

        Raises:
            HeldExpired: It has waited too long, or is not stored.
            StorageFailed: The database does not work.
        """
        # custom ids may hold any number
        is_id = job_id <= MOST_ID
        held = await self._stores.held_requests.read(job_id) if is_id else None
        if held is None or held.at <= self._clock.now() - HELD_FOR:
            raise HeldExpired
        return held

    async def allow(self, job_id: int, actor_id: int, open_card: Callable[[Draft], Card]) -> None:
        """Admit a held request by today's rules, with the roles that its member had.

        A request that was allowed but not admitted can be allowed again.

        Args:
            job_id: The request.
            actor_id: The moderator.
            open_card: Returns the card of a request whose interaction is over.

        Raises:
            HeldDecided: A moderator has decided about it.
            HeldExpired: It has waited too long.
            AllowedRefused: Another rule refuses it now; the member is told, too.
            StorageFailed: The database does not work.
        """
        held = await self._allowed(job_id, actor_id)
        # its deadline and the age of its card begin now, not when it was requested
        requester = replace(held.draft.requester, requested_at=self._clock.now())
        draft = replace(held.draft, requester=requester)
        card = open_card(draft)
        try:
            admitted = await self._imagine.admit(
                requester,
                await self._renewed(draft.request),
                draft.reply_target,
                parent=draft.parent,
                allowed_rule=held.rule,
            )
            self._imagine.start(admitted, card)
        except DuplicateEvent:
            raise HeldDecided(is_allowed=True, decided_by=held.decided_by) from None
        except Refused as error:
            if await self._is_news(job_id):
                self._note(held, HeldEnd.REFUSED, error)
            raise AllowedRefused(error) from error

    async def deny(self, job_id: int, actor_id: int) -> None:
        """Deny a held request, and tell its member.

        Raises:
            HeldDecided: A moderator has decided about it.
            HeldExpired: It has waited too long.
            StorageFailed: The database does not work.
        """
        held = await self._decide(job_id, HeldState.DENIED, actor_id)
        if held is None:
            raise _decided(await self.read(job_id))
        self._note(held, HeldEnd.DENIED)

    async def expire(self) -> None:
        """Delete requests that have waited too long, and tell members who have not heard of them.

        Raises:
            StorageFailed: The database does not work.
        """
        before = self._clock.now() - HELD_FOR
        for held in await self._stores.held_requests.purge(before=before):
            is_waiting = held.state is HeldState.WAITING
            # or the bot stopped after it was allowed, unless another rule refused it then
            if is_waiting or await self._is_news(held.draft.requester.job_id):
                self._note(held, HeldEnd.EXPIRED)

    async def run(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Let requests expire until canceled."""
        is_logged = False
        while True:
            await sleep(_EXPIRE_EVERY_S)
            try:
                await self.expire()
            except StorageFailed as error:
                if not is_logged:
                    log.warning("held requests could not expire yet: %s", error)
                is_logged = True
            else:
                is_logged = False

    async def _decide(self, job_id: int, state: HeldState, actor_id: int) -> HeldRequest | None:
        since = self._clock.now() - HELD_FOR
        return await self._stores.held_requests.decide(job_id, state, by=actor_id, since=since)

    async def _allowed(self, job_id: int, actor_id: int) -> HeldRequest:
        """Return a request that was allowed now, or earlier without becoming a job."""
        held = await self._decide(job_id, HeldState.ALLOWED, actor_id)
        if held is not None:
            return held
        held = await self.read(job_id)
        is_stuck = held.state is HeldState.ALLOWED and not await self._stores.jobs.read(job_id)
        if not is_stuck:
            raise _decided(held)
        return held

    async def _renewed(self, request: ImageRequest) -> ImageRequest:
        if not request.references:
            return request
        found = await self._references.renew(request.references)
        if found is None:
            raise ReferenceRefused(ReferenceFault.GONE)
        return request.with_references(*found)

    async def _is_news(self, job_id: int) -> bool:
        """Tell whether the member has not been told about the refusal yet."""
        key, kept_until = f"allowed-refused:{job_id}", self._clock.now() + HELD_FOR
        try:
            return await self._stores.notices.claim(key, kept_until=kept_until)
        except StorageFailed as error:
            log.warning("it is not known whether a member was told: %s", error.fault)
            return True

    def _note(self, held: HeldRequest, end: HeldEnd, reason: ImagineError | None = None) -> None:
        draft = held.draft
        target = draft.reply_target
        self._notes.post(
            HeldNote(
                draft.requester.user_id,
                end,
                draft.request.prompt,
                target.channel_id,
                target.language,
                reason,
            )
        )


def _decided(held: HeldRequest) -> HeldDecided:
    return HeldDecided(is_allowed=held.state is HeldState.ALLOWED, decided_by=held.decided_by)
