"""The ways by which a card reaches its member, and what is known of its first answer."""

import asyncio
import logging
from datetime import datetime
from functools import partial

import discord

from bot.policy.jobs.delivery import BY_TOKEN, FOLLOW_UPS, DeliveryPath, Outcome
from bot.policy.jobs.job import ReplyTarget, Requester, is_late
from bot.ports import Signals, Stale
from bot.ui.interactions.reply import NOT_TAKEN, InteractionReply
from bot.ui.jobs.discord_refusals import check_size, is_shown, kind_of, outcome_of
from bot.ui.jobs.exchange import id_of
from bot.ui.jobs.job_replies import Files, JobReplies
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT

log = logging.getLogger(__name__)

#: What a look at the first answer may take; another way waits for it.
_LOOK_S = 10


class DeliveryPaths:
    """Shows something one way or another, and remembers what became of the first answer.

    Attributes:
        answer: Everything but the first answer of a command that this process received.
        first_id: The first answer's message, once it is known.
        is_edited: Whether what was shown last stands in the first answer.
        unsaid: A sentence that was to be shown and is not.
    """

    # thousands may wait in line
    __slots__ = (
        "_address",
        "_doubted",
        "_is_right",
        "_is_unsure",
        "_reply",
        "_requester",
        "_signals",
        "answer",
        "first_id",
        "is_edited",
        "unsaid",
    )

    def __init__(
        self,
        source: InteractionReply | discord.Client,
        address: ReplyTarget,
        requester: Requester,
        signals: Signals,
    ) -> None:
        is_reply = isinstance(source, InteractionReply)
        self._reply = source if is_reply else None
        self.answer = JobReplies(
            source.interaction.client if is_reply else source, address, requester
        )
        self._address = address
        self._requester = requester
        self._signals = signals
        self.first_id = address.message_id
        self.is_edited = False
        self._is_unsure = False
        self._doubted: frozenset[DeliveryPath] = frozenset()
        self._is_right = False
        self.unsaid: str | None = None

    @property
    def stale(self) -> Stale | None:
        """What is to be put right of the first answer once the job has ended."""
        may_be_there = self.is_answered or self._is_unsure
        if self._is_right or not may_be_there:
            return None
        return Stale(self.first_id, self.unsaid)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the answer's token is lost, so that nothing can be changed, nor learned of it."""
        return self._reply is None and not self._address.token

    @property
    def is_answered(self) -> bool:
        """Whether Discord took the first answer; always, as far as is known, after a restart."""
        return self._reply is None or self._reply.is_answered

    def let_be(self) -> None:
        """Take the first answer for right, since nobody sees one."""
        self._is_right = True

    def count(self, error: Exception) -> None:
        """Count something that Discord did not take."""
        self._signals.discord_failed(kind_of(error))

    def upload_limit(self, way: DeliveryPath) -> int:
        """Return how many bytes one file may have that takes this way."""
        if way in BY_TOKEN:
            return self._address.upload_limit
        late = self._address.late_upload_limit
        return min(late, SMALLEST_UPLOAD_LIMIT) if way is DeliveryPath.DM else late

    async def show(self, content: str, files: Files, view: discord.ui.View | None) -> bool:
        """Show something in the first answer, which this may be.

        Returns:
            Whether Discord said so in words that can be read.

        Raises:
            discord.HTTPException: Or whatever else is in `NOT_TAKEN`.
        """
        reply, is_told = self._reply, True
        if reply is None:
            is_told = await self.answer.edit(content, files, view)
        else:
            await reply.show(content, files, view)
            self.answer.message_id = reply.message_id
            self._reply = None
        self.first_id = self.answer.message_id
        return is_told

    async def look(
        self, way: DeliveryPath, content: str, files: Files, *, now: datetime
    ) -> Outcome | None:
        """Look at the first answer before anything is said beside it.

        Args:
            way: The way that is to be tried.
            content: What is to be said.
            files: What is to be shown.
            now: The present.

        Returns:
            What is known of the answer now: it is gone, or shows this although Discord did not say
            so. None when the way is to be tried.
        """
        is_private = self._requester.private or way in {DeliveryPath.EPHEMERAL, DeliveryPath.DM}
        is_of_use = self._is_unsure or not is_private or self.first_id is None
        if way is DeliveryPath.EDIT or not self.is_answered or not is_of_use:
            return None
        return await self._read(content, files, now=now)

    async def _read(self, content: str, files: Files, *, now: datetime) -> Outcome | None:
        for message_id in self._readable(now):
            try:
                async with asyncio.timeout(_LOOK_S):
                    message = await self.answer.read(message_id)
            except NOT_TAKEN as error:
                if outcome_of(error) is Outcome.GONE:
                    self._is_right = True
                    return Outcome.GONE
                log.info("the card could not be looked at: %s", error)
                continue
            self.first_id = self.first_id or id_of(message)
            if self._is_unsure and is_shown(message, content, len(files)):
                self.is_edited = self._is_right = True
                self.answer.message_id = self.first_id
                return Outcome.SHOWN
            return None
        return None

    def _readable(self, now: datetime) -> list[int | None]:
        """Return as which messages the first answer may be read; None is by its token."""
        found: list[int | None] = []
        if self._address.token and not is_late(self._requester.requested_at, now):
            found.append(None)
        if self.first_id is not None and not self._requester.private:
            found.append(self.first_id)
        return found

    async def attempt(
        self,
        way: DeliveryPath,
        content: str,
        files: Files,
        view: discord.ui.View,
        *,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        """Try to show something this way.

        Raises:
            TooLargeForDiscord: Discord refused the size.
        """
        answer = self.answer
        takes = {
            DeliveryPath.EDIT: self.show,
            DeliveryPath.CHANNEL: answer.write,
            DeliveryPath.FOLLOW_UP: answer.follow_up,
            DeliveryPath.EPHEMERAL: partial(answer.follow_up, is_ephemeral=True),
            DeliveryPath.DM: answer.write_privately,
        }
        try:
            async with asyncio.timeout(within_s):
                is_told = await takes[way](content, files, view)
        except NOT_TAKEN as error:
            self.count(error)
            check_size(error, limit_bytes=self.upload_limit(way))
            return self._not_taken(way, error)
        if not is_told and (outcome := await self._doubt(way, content, files, now)):
            return outcome
        # Discord puts the first follow-up to "thinking" in its place, where the answer may stand
        is_in_place = way in FOLLOW_UPS and self.first_id in {None, answer.message_id}
        self.is_edited = self._is_right = way is DeliveryPath.EDIT or is_in_place
        return Outcome.SHOWN

    async def _doubt(
        self, way: DeliveryPath, content: str, files: Files, now: datetime
    ) -> Outcome | None:
        """Find out whether something was shown though Discord's answer could not be read.

        Returns:
            What came of the try; None when it was shown as far as can be known.
        """
        if way is DeliveryPath.EDIT:
            self._is_unsure = True
            return await self._read(content, files, now=now) or Outcome.OUTAGE
        # once more is shown once, for its nonce; twice in doubt is as good as told
        is_first = way not in self._doubted
        self._doubted |= {way}
        return Outcome.OUTAGE if is_first else None

    def _not_taken(self, way: DeliveryPath, error: Exception) -> Outcome:
        outcome = outcome_of(error)
        log.info("way=%s outcome=%s: %s", way, outcome, error)
        if way is not DeliveryPath.EDIT:
            # what is not there is something else
            return Outcome.REFUSED if outcome is Outcome.GONE else outcome
        self._is_unsure = self._is_unsure or outcome is Outcome.OUTAGE
        self._is_right = outcome is Outcome.GONE
        return outcome
