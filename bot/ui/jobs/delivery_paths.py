"""Shows a card by one delivery path or another, and tracks the state of its first answer."""

import asyncio
import logging
from datetime import datetime
from functools import partial

import discord

from bot.policy.jobs.delivery import BY_TOKEN, FOLLOW_UPS, DeliveryPath, Outcome
from bot.policy.jobs.job import ReplyTarget, Requester, is_late
from bot.ports import Signals, Stale
from bot.ui.interactions.reply import CALL_FAILED, InteractionReply
from bot.ui.jobs.discord_refusals import check_size, is_shown, kind_of, outcome_of
from bot.ui.jobs.exchange import id_of
from bot.ui.jobs.job_replies import Files, JobReplies
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT

log = logging.getLogger(__name__)

#: Deadline for reading the first answer, in seconds; the next path waits for it.
_READ_S = 10


class DeliveryPaths:
    """Shows content by a delivery path, and tracks the state of the first answer.

    Attributes:
        answer: Sends everything except the first answer of a command that this process received.
        first_id: The first answer's message id, once it is known.
        is_edited: Whether the last content was shown by editing the first answer.
        pending_sentence: A sentence that could not be shown yet.
    """

    # thousands of jobs may be queued
    __slots__ = (
        "_address",
        "_is_unsure",
        "_needs_no_correction",
        "_reply",
        "_requester",
        "_signals",
        "_uncertain_paths",
        "answer",
        "first_id",
        "is_edited",
        "pending_sentence",
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
        self._uncertain_paths: frozenset[DeliveryPath] = frozenset()
        self._needs_no_correction = False
        self.pending_sentence: str | None = None

    @property
    def stale(self) -> Stale | None:
        """The correction that the first answer needs after the end of the job, if any."""
        may_exist = self.is_answered or self._is_unsure
        if self.is_out_of_reach and self.first_id is None:
            # neither its token nor its message is known, or there never was one
            return None
        if self._needs_no_correction or not may_exist:
            return None
        return Stale(self.first_id, self.pending_sentence)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the interaction's token is lost, so the answer cannot be read or changed."""
        return self._reply is None and not self._address.token

    @property
    def is_answered(self) -> bool:
        """Whether Discord accepted the first answer; assumed after a restart."""
        return self._reply is None or self._reply.is_answered

    def skip_correction(self) -> None:
        """Treat the first answer as correct, since this job has none of its own."""
        self._needs_no_correction = True

    def count(self, error: Exception) -> None:
        """Count a failed call to Discord in the metrics."""
        self._signals.discord_failed(kind_of(error))

    def upload_limit(self, path: DeliveryPath) -> int:
        """Return the most bytes that one file may have on this path."""
        if path in BY_TOKEN:
            return self._address.upload_limit
        late = self._address.late_upload_limit
        return min(late, SMALLEST_UPLOAD_LIMIT) if path is DeliveryPath.DM else late

    async def show(self, content: str, files: Files, view: discord.ui.View | None) -> bool:
        """Give the first answer, or edit it when there is one.

        Returns:
            Whether Discord confirmed it in a readable response.

        Raises:
            discord.HTTPException: Discord rejected it. Anything else in `NOT_TAKEN` is raised, too.
        """
        reply, is_confirmed = self._reply, True
        if reply is None:
            is_confirmed = await self.answer.edit(content, files, view)
        else:
            await reply.show(content, files, view)
            self.answer.message_id = reply.message_id
            self._reply = None
        self.first_id = self.answer.message_id
        return is_confirmed

    async def read_first_answer(
        self, path: DeliveryPath, content: str, files: Files, *, now: datetime
    ) -> Outcome | None:
        """Read the first answer before another message is sent.

        Args:
            path: The path to be tried next.
            content: The text to be shown.
            files: The images to be shown.
            now: The present.

        Returns:
            `GONE` when the answer was deleted, `SHOWN` when an unconfirmed edit did succeed, and
            None when the path has to be tried.
        """
        is_private = self._requester.private or path in {DeliveryPath.EPHEMERAL, DeliveryPath.DM}
        is_useful = self._is_unsure or not is_private or self.first_id is None
        if path is DeliveryPath.EDIT or not self.is_answered or not is_useful:
            return None
        return await self._read(content, files, now=now)

    async def _read(self, content: str, files: Files, *, now: datetime) -> Outcome | None:
        for message_id in self._readable(now):
            try:
                async with asyncio.timeout(_READ_S):
                    message = await self.answer.read(message_id)
            except CALL_FAILED as error:
                if outcome_of(error) is Outcome.GONE:
                    self._needs_no_correction = True
                    return Outcome.GONE
                log.info("the card could not be looked at: %s", error)
                continue
            self.first_id = self.first_id or id_of(message)
            if self._is_unsure and is_shown(message, content, len(files)):
                self.is_edited = self._needs_no_correction = True
                self.answer.message_id = self.first_id
                return Outcome.SHOWN
            return None
        return None

    def _readable(self, now: datetime) -> list[int | None]:
        """Return the message ids by which the first answer can be read; None is by its token."""
        found: list[int | None] = []
        if self._address.token and not is_late(self._requester.requested_at, now):
            found.append(None)
        if self.first_id is not None and not self._requester.private:
            found.append(self.first_id)
        return found

    async def attempt(
        self,
        path: DeliveryPath,
        content: str,
        files: Files,
        view: discord.ui.View,
        *,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        """Try to show content by a path, for at most `within_s` seconds.

        Raises:
            TooLargeForDiscord: Discord rejected the size.
        """
        answer = self.answer
        calls = {
            DeliveryPath.EDIT: self.show,
            DeliveryPath.CHANNEL: answer.write,
            DeliveryPath.FOLLOW_UP: answer.follow_up,
            DeliveryPath.EPHEMERAL: partial(answer.follow_up, is_ephemeral=True),
            DeliveryPath.DM: answer.write_privately,
        }
        try:
            async with asyncio.timeout(within_s):
                is_confirmed = await calls[path](content, files, view)
        except CALL_FAILED as error:
            self.count(error)
            check_size(error, limit_bytes=self.upload_limit(path))
            return self._failed(path, error)
        if not is_confirmed and (
            outcome := await self._check_unconfirmed(path, content, files, now)
        ):
            return outcome
        # Discord turns the first follow-up after "thinking" into the first answer
        is_in_place = path in FOLLOW_UPS and self.first_id in {None, answer.message_id}
        self.is_edited = self._needs_no_correction = path is DeliveryPath.EDIT or is_in_place
        return Outcome.SHOWN

    async def _check_unconfirmed(
        self, path: DeliveryPath, content: str, files: Files, now: datetime
    ) -> Outcome | None:
        """Find out whether content was shown although Discord's response was unreadable.

        Returns:
            The outcome of the attempt; None when the content can be assumed to be shown.
        """
        if path is DeliveryPath.EDIT:
            self._is_unsure = True
            return await self._read(content, files, now=now) or Outcome.OUTAGE
        # the nonce makes a retry safe; a second unreadable response counts as success
        is_first = path not in self._uncertain_paths
        self._uncertain_paths |= {path}
        return Outcome.OUTAGE if is_first else None

    def _failed(self, path: DeliveryPath, error: Exception) -> Outcome:
        outcome = outcome_of(error)
        log.info("way=%s outcome=%s: %s", path, outcome, error)
        if path is not DeliveryPath.EDIT:
            # the unknown message is not the first answer
            return Outcome.REFUSED if outcome is Outcome.GONE else outcome
        self._is_unsure = self._is_unsure or outcome is Outcome.OUTAGE
        self._needs_no_correction = outcome is Outcome.GONE
        return outcome
