"""A picture's card on Discord, within the interaction's life, after it, and after a restart."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from datetime import datetime

import discord

from bot.errors import (
    AlreadyAsked,
    AnswerLost,
    DeliveryFailed,
    DiscordUnavailable,
    ImagineError,
    NowhereToDeliver,
    SpoolFailed,
    TooLargeForDiscord,
)
from bot.policy.caption import file_stem
from bot.policy.claim import Left
from bot.policy.deadline import is_late
from bot.policy.job import Address, Asker, Draft
from bot.policy.line import Place
from bot.policy.picture import Painting
from bot.policy.request import Order
from bot.ports import Signals, Silence
from bot.speech import Say, speech_for
from bot.ui.answer import Answer, Files
from bot.ui.cards import (
    alt_text,
    end_note,
    failure_card,
    fitting_card,
    painting_card,
    picture_card,
    postponed_card,
    waiting_card,
)
from bot.ui.jobbuttons import cancel_view, failure_view, picture_view
from bot.ui.place import SMALLEST_UPLOAD_LIMIT
from bot.ui.reply import NOT_TAKEN, Reply
from bot.ui.upload import PictureFile

log = logging.getLogger(__name__)

# https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22
_UNKNOWN_MESSAGE = 10008
_TOKEN_UNKNOWN = {10015, 10062, 50027}
_NOT_FOUND = 404
_TOO_LARGE = 40005
_PAYLOAD_TOO_LARGE = 413
_RATE_LIMITED = 429
_SERVER_FAULT = 500

#: What a change of the card may take that nobody waits for.
_EDIT_S = 10

#: What is tried when Discord refuses a size below the limit that it named itself.
_SMALLER = 0.7

_Way = Callable[[str, Files, discord.ui.View | None], Awaitable[None]]


class PictureCard:
    """Implements `bot.ports.Card`.

    The first answer goes through the interaction's `Reply`. Then the card lets go of it, since
    an interaction takes more memory than everything else about a job that waits.
    """

    # thousands may wait in line
    __slots__ = (
        "_address",
        "_answer",
        "_asker",
        "_guild_id",
        "_is_edited",
        "_is_open",
        "_is_restored",
        "_reply",
        "_signals",
    )

    def __init__(
        self,
        source: Reply | discord.Client,
        address: Address,
        asker: Asker,
        *,
        signals: Signals | None = None,
    ) -> None:
        """Make a card that shows nothing yet.

        Args:
            source: Who gives the first answer; after a restart, the client alone.
            address: Where everything else goes.
            asker: Who asked.
            signals: Who counts what Discord does not take; nobody unless given.
        """
        if isinstance(source, Reply):
            self._reply: Reply | None = source
            client: discord.Client = source.interaction.client
            # the spot's is None where the bot itself is no member
            self._guild_id = source.interaction.guild_id
        else:
            self._reply, client = None, source
            self._guild_id = asker.spot.guild_id
        self._answer = Answer(client, address, asker)
        self._address = address
        self._asker = asker
        self._signals = signals or Silence()
        self._is_restored = self._reply is None
        self._is_open = self._is_restored and address.message_id is not None
        self._is_edited = False

    @property
    def message_id(self) -> int | None:
        """The message that shows the card, once it is known."""
        return self._answer.message_id

    @property
    def is_restored(self) -> bool:
        """Whether a restart lies between the command and this card."""
        return self._is_restored

    async def waiting(self, order: Order, *, place: Place) -> None:
        """Show the place in line and when the picture will most likely be ready."""
        await self._show_progress(waiting_card(order, place, say=self._speech), self._cancel)

    async def painting(self, order: Order, *, since: datetime) -> None:
        """Show which model paints, and since when."""
        content = painting_card(order, started=since, say=self._speech)
        await self._show_progress(content, self._cancel)

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the picture is painted and being made small enough."""
        await self._show_progress(fitting_card(order, started=since, say=self._speech), None)

    def upload_limit(self, *, now: datetime) -> int:
        """Return how many bytes one file of an answer sent now may have."""
        if not is_late(self._asker.asked_at, now):
            return self._address.upload_limit
        late = self._address.late_upload_limit
        return min(late, SMALLEST_UPLOAD_LIMIT) if self._asker.private else late

    async def deliver(self, painting: Painting, *, left: Left | None, now: datetime) -> None:
        """Show the pictures and what can be done with them: in the answer, else on their own.

        Twice is once: an edit changes nothing more, and Discord drops a message of the bot's with
        a nonce that it saw minutes ago. Only a follow-up knows no nonce, so it is taken only
        where the bot cannot write by itself.
        """
        say, asker = self._speech, self._asker
        content = picture_card(
            painting, left=left, mention=self._mention, say=say, is_restored=self._is_restored
        )

        def view(way: _Way) -> discord.ui.View:
            # a DM has no channel to share with
            is_private = asker.private and way != self._answer.write_privately
            return picture_view(painting, asker.job_id, is_private=is_private, say=say)

        await self._tell(content, painting, view, now=now)

    async def ping(self, *, is_ready: bool) -> None:
        """Mention the requester in a follow-up, if the end was shown by an edit."""
        if not self._is_edited or self.message_id is None:
            return
        where = (self._guild_id or "@me", self._address.channel_id, self.message_id)
        link = "https://discord.com/channels/{}/{}/{}".format(*where)
        note = end_note(link, mention=self._mention, is_ready=is_ready, say=self._speech)
        try:
            async with asyncio.timeout(_EDIT_S):
                await self._answer.add(note)
        except NOT_TAKEN as error:
            self._count(error)
            log.warning("the requester could not be told how it ended: %s", error)

    async def fail(self, error: ImagineError, *, now: datetime) -> None:
        """Show the sentence for an error in place of the progress, and what can be done now."""
        if isinstance(error, AlreadyAsked):
            # the card is another process's, whose picture this would overwrite
            return
        if isinstance(error, AnswerLost) and self._is_restored:
            # Discord knows of no answer, so nobody waits for one
            return
        say = self._speech
        content = failure_card(error, mention=self._mention, say=say)
        view = failure_view(error, self._asker.job_id, say=say)
        await self._tell(content, None, lambda _way: view, now=now)

    async def postpone(self, prompt: str, *, until: datetime | None) -> None:
        """Show that the bot stops and the job goes on at its next start."""
        if self._is_out_of_reach:
            return
        try:
            await self._show(postponed_card(prompt, until=until, say=self._speech), (), None)
        except NOT_TAKEN as error:
            self._count(error)
            log.warning("the card could not show that the bot stops: %s", error)

    @property
    def _mention(self) -> str:
        return f"<@{self._asker.user_id}>"

    @property
    def _speech(self) -> Say:
        return speech_for(self._address.language)

    @property
    def _cancel(self) -> discord.ui.View:
        return cancel_view(self._asker.job_id, say=self._speech)

    @property
    def _is_out_of_reach(self) -> bool:
        """Whether the answer's token is lost, so that nothing can be changed, nor learned of it."""
        return self._reply is None and not self._address.token

    async def _show_progress(self, content: str, view: discord.ui.View | None) -> None:
        if self._is_out_of_reach:
            return
        try:
            # the first answer has discord.py's own deadlines; no later one is worth a slot
            async with asyncio.timeout(_EDIT_S if self._is_open else None):
                await self._show(content, (), view)
        except NOT_TAKEN as error:
            self._count(error)
            is_lost = not self._is_restored or _was_never_answered(error)
            if is_lost and not self._is_open:
                raise AnswerLost from error
            log.warning("the card could not show its progress: %s", error)
        self._is_open = True

    async def _show(self, content: str, files: Files, view: discord.ui.View | None) -> None:
        """Show something in the first answer, which this may be."""
        reply = self._reply
        if reply is None:
            await self._answer.edit(content, files, view)
        else:
            await reply.show(content, files, view)
            self._answer.message_id = reply.message_id
            self._reply = None

    async def _tell(
        self,
        content: str,
        painting: Painting | None,
        view: Callable[[_Way], discord.ui.View | None],
        *,
        now: datetime,
    ) -> None:
        """Show something for good, the first way that works."""
        first_id = self.message_id
        for way in self._ways(now):
            with ExitStack() as opened:
                files = self._open_files(painting, opened) if painting else ()
                try:
                    await way(content, files, view(way))
                except NOT_TAKEN as error:
                    self._count(error)
                    fault = _classify(error, limit=self.upload_limit(now=now))
                    if fault is not None:
                        raise fault from error
                    log.info("this way is closed, trying the next: %s", error)
                else:
                    self._is_edited = way == self._show
                    break
        else:
            raise NowhereToDeliver
        is_stuck = is_late(self._asker.asked_at, now) or self._is_out_of_reach
        if is_stuck and first_id is not None and not self._asker.private:
            # nobody can change it any more, and it would say "Painting" for ever
            await self._answer.remove(first_id)

    def _count(self, error: Exception) -> None:
        self._signals.discord_failed(_kind_of(error))

    def _ways(self, now: datetime) -> Sequence[_Way]:
        answer, asker = self._answer, self._asker
        own: list[_Way] = []
        if not asker.private and self._address.channel_id is not None:
            own = [answer.write]
        last = answer.write_privately
        if is_late(asker.asked_at, now) or self._is_out_of_reach:
            return [*own, last]
        if asker.can_be_late:
            return [self._show, *own, answer.follow_up, last]
        return [self._show, answer.follow_up, *own, last]

    def _open_files(self, painting: Painting, opened: ExitStack) -> list[discord.File]:
        prompt, count = painting.order.prompt, len(painting.pictures)
        stem = file_stem(prompt)
        files: list[discord.File] = []
        for number, picture in enumerate(painting.pictures, 1):
            try:
                source = opened.enter_context(PictureFile(picture.path))
            except OSError as error:
                raise SpoolFailed from error
            name = f"{stem}{f'-{number}' if count > 1 else ''}.{picture.extension}"
            alt = alt_text(prompt, say=self._speech, number=number, of=count)
            file = discord.File(source, name, spoiler=self._address.spoiler, description=alt)
            opened.callback(file.close)
            files.append(file)
        return files


def restored_card(client: discord.Client, signals: Signals, draft: Draft) -> PictureCard:
    """Return the card of a job whose command another process received."""
    return PictureCard(client, draft.address, draft.asker, signals=signals)


def _was_never_answered(error: Exception) -> bool:
    """Tell whether Discord knows of no answer, nor that there was one."""
    if not isinstance(error, discord.HTTPException) or error.code == _UNKNOWN_MESSAGE:
        return False
    return error.code in _TOKEN_UNKNOWN or error.status == _NOT_FOUND


def _kind_of(error: Exception) -> str:
    """Return what Discord's refusal is counted as: one of some twenty words."""
    if isinstance(error, discord.HTTPException):
        return f"http_{error.status}"
    return "timed_out" if isinstance(error, TimeoutError) else "connection"


def _classify(error: Exception, *, limit: int) -> DeliveryFailed | None:
    """Map what Discord said to our error; None when another way may work."""
    if not isinstance(error, discord.HTTPException):
        return DiscordUnavailable()
    if error.status == _PAYLOAD_TOO_LARGE or error.code == _TOO_LARGE:
        smaller = SMALLEST_UPLOAD_LIMIT if limit > SMALLEST_UPLOAD_LIMIT else int(limit * _SMALLER)
        return TooLargeForDiscord(smaller)
    if error.status >= _SERVER_FAULT or error.status == _RATE_LIMITED:
        return DiscordUnavailable()
    return None
