"""A job's card on Discord: during the interaction's lifetime, after it, and after a restart."""

import asyncio
import logging
from contextlib import ExitStack
from datetime import datetime

import discord

from bot.errors import AnswerLost, DuplicateEvent, ImagineError
from bot.i18n import Say, texts_for
from bot.policy.images.image import Generation
from bot.policy.images.request import Order
from bot.policy.jobs.delivery import DeliveryPath, Outcome, Trail, paths_of
from bot.policy.jobs.job import Draft, ReplyTarget, Requester
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.claim import Remaining
from bot.ports import Signals, Silence, Stale
from bot.ui.interactions.reply import CALL_FAILED, InteractionReply
from bot.ui.jobs.buttons import cancel_view, failure_view, image_view
from bot.ui.jobs.cards import (
    end_note,
    failure_card,
    fitting_card,
    generation_card,
    image_card,
    postponed_card,
    unreachable_note,
    waiting_card,
)
from bot.ui.jobs.delivery_paths import DeliveryPaths
from bot.ui.jobs.discord_refusals import was_never_answered
from bot.ui.jobs.image_files import open_files
from bot.ui.text import message_link

log = logging.getLogger(__name__)

#: Timeout of card edits and short messages that nothing waits for, in seconds.
_EDIT_S = 10


class DiscordCard:
    """Implements `bot.ports.Card`.

    The first answer goes through the `InteractionReply`, which the card then releases: an
    interaction takes more memory than the rest of a queued job.
    """

    # thousands of jobs may be queued
    __slots__ = (
        "_address",
        "_edit_s",
        "_guild_id",
        "_is_open",
        "_is_restored",
        "_paths",
        "_requester",
    )

    def __init__(
        self,
        source: InteractionReply | discord.Client,
        address: ReplyTarget,
        requester: Requester,
        *,
        signals: Signals | None = None,
        edit_s: float = _EDIT_S,
        is_restored: bool | None = None,
    ) -> None:
        """Create a card that shows nothing yet.

        Args:
            source: The reply that gives the first answer; after a restart, the client.
            address: Where everything after the first answer is sent.
            requester: The member and their spot.
            signals: Counts failed calls to Discord; None to count none.
            edit_s: Timeout of edits that nothing waits for, in seconds.
            is_restored: Whether the bot restarted after the request; None if `source` tells.
        """
        self._edit_s = edit_s
        # the spot has no server where the bot is not a member
        is_new = isinstance(source, InteractionReply)
        self._guild_id = source.interaction.guild_id if is_new else requester.spot.guild_id
        self._paths = DeliveryPaths(source, address, requester, signals or Silence())
        self._address = address
        self._requester = requester
        self._is_restored = not is_new if is_restored is None else is_restored
        self._is_open = not is_new and address.message_id is not None

    @property
    def job_id(self) -> int:
        """The card's job."""
        return self._requester.job_id

    @property
    def is_private(self) -> bool:
        """Whether only the requester may see the card."""
        return self._requester.private

    @property
    def message_id(self) -> int | None:
        """The id of the message that shows the card, once it is known."""
        return self._paths.answer.message_id

    @property
    def is_restored(self) -> bool:
        """Whether the bot restarted between the command and this card."""
        return self._is_restored

    @property
    def stale(self) -> Stale | None:
        """The correction that the first answer needs after the end of the job, if any."""
        return self._paths.stale

    async def waiting(self, order: Order, *, place: QueuePosition) -> None:
        """Show the position in the queue and when the image will probably be ready."""
        await self._show_progress(waiting_card(order, place, say=self._speech), self._cancel)

    async def generating(self, order: Order, *, since: datetime) -> None:
        """Show which model generates the image, and since when."""
        content = generation_card(order, started=since, say=self._speech)
        await self._show_progress(content, self._cancel)

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the image is generated and its file is being reduced."""
        await self._show_progress(fitting_card(order, started=since, say=self._speech), None)

    def paths(self, trail: Trail, *, now: datetime) -> tuple[DeliveryPath, ...]:
        """Return the delivery paths that are open now, the best first."""
        return paths_of(self._requester, self._address, trail, now=now)

    def upload_limit(self, path: DeliveryPath) -> int:
        """Return the most bytes that one file may have on this path."""
        return self._paths.upload_limit(path)

    async def deliver(
        self,
        generation: Generation,
        path: DeliveryPath,
        *,
        left: Remaining | None,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        """Try to show the images and their controls by this path."""
        say, requester = self._speech, self._requester
        content = image_card(
            generation, left=left, mention=self._mention, say=say, is_restored=self._is_restored
        )
        # a DM has no channel to share with
        is_private = requester.private and path is not DeliveryPath.DM
        view = image_view(generation, requester.job_id, is_private=is_private, say=say)
        with ExitStack() as opened:
            files = open_files(generation, opened, spoiler=self._address.spoiler, say=say)
            found = await self._paths.read_first_answer(path, content, files, now=now)
            return found or await self._paths.attempt(
                path, content, files, view, now=now, within_s=within_s
            )

    async def ping(self, *, is_ready: bool) -> None:
        """Mention the requester in a follow-up if the result was shown by an edit."""
        if not self._paths.is_edited or self.message_id is None:
            return
        link = message_link(self._guild_id, self._address.channel_id, self.message_id)
        note = end_note(link, mention=self._mention, is_ready=is_ready, say=self._speech)
        try:
            async with asyncio.timeout(self._edit_s):
                await self._paths.answer.add(note)
        except CALL_FAILED as error:
            self._paths.count(error)
            log.warning("the requester could not be told how it ended: %s", error)

    async def fail(
        self, error: ImagineError, path: DeliveryPath, *, now: datetime, within_s: float
    ) -> Outcome:
        """Try to show an error and the buttons for what to do next by this path."""
        if isinstance(error, DuplicateEvent):
            # the answer belongs to another process, whose image this would overwrite
            self._paths.skip_correction()
            return Outcome.SHOWN
        if isinstance(error, AnswerLost) and self._is_restored:
            # Discord has no answer for this command, so the member is not waiting for one
            self._paths.skip_correction()
            return Outcome.SHOWN
        say = self._speech
        content = failure_card(error, mention=self._mention, say=say)
        view = failure_view(error, self._requester.job_id, say=say)
        self._paths.pending_sentence = content
        outcome = await self._paths.read_first_answer(path, content, (), now=now)
        outcome = outcome or await self._paths.attempt(
            path, content, (), view, now=now, within_s=within_s
        )
        if outcome is Outcome.SHOWN:
            self._paths.pending_sentence = None
        return outcome

    async def tell_unreachable(self, *, until: datetime | None) -> bool:
        """Tell the requester in the channel that their DMs are closed; False if that failed."""
        if self._address.channel_id is None:
            return False
        note = unreachable_note(self.job_id, until=until, mention=self._mention, say=self._speech)
        try:
            async with asyncio.timeout(self._edit_s):
                await self._paths.answer.note(note)
        except CALL_FAILED as error:
            self._paths.count(error)
            log.info("the requester could not be told that nothing reaches them: %s", error)
            return False
        return True

    async def postpone(self, prompt: str, *, until: datetime | None) -> None:
        """Show that the bot is restarting and will continue the job afterwards."""
        if self._paths.is_out_of_reach:
            return
        try:
            await self._paths.show(postponed_card(prompt, until=until, say=self._speech), (), None)
        except CALL_FAILED as error:
            self._paths.count(error)
            log.warning("the card could not show that the bot stops: %s", error)

    @property
    def _mention(self) -> str:
        return f"<@{self._requester.user_id}>"

    @property
    def _speech(self) -> Say:
        return texts_for(self._address.language)

    @property
    def _cancel(self) -> discord.ui.View:
        return cancel_view(self._requester.job_id, say=self._speech)

    async def _show_progress(self, content: str, view: discord.ui.View | None) -> None:
        if self._paths.is_out_of_reach:
            return
        try:
            # discord.py limits the first answer itself; later edits must not hold up the job
            async with asyncio.timeout(self._edit_s if self._is_open else None):
                await self._paths.show(content, (), view)
        except CALL_FAILED as error:
            self._paths.count(error)
            is_lost = not self._paths.is_answered
            if self._is_restored:
                is_lost = was_never_answered(error)
            if is_lost and not self._is_open:
                raise AnswerLost from error
            log.warning("the card could not show its progress: %s", error)
        self._is_open = True


def restored_card(client: discord.Client, signals: Signals, draft: Draft) -> DiscordCard:
    """Return the card of a job whose command was received by an earlier process."""
    return DiscordCard(client, draft.reply_target, draft.requester, signals=signals)


def late_card(client: discord.Client, signals: Signals, draft: Draft) -> DiscordCard:
    """Return the card of a request whose interaction is over, and which nothing has answered."""
    return DiscordCard(
        client, draft.reply_target, draft.requester, signals=signals, is_restored=False
    )
