"""A picture's card on Discord, within the interaction's life and after it."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import discord

from bot.errors import (
    AnswerLost,
    DeliveryFailed,
    DiscordUnavailable,
    ImagineError,
    NowhereToDeliver,
    SpoolFailed,
    TooLargeForDiscord,
)
from bot.policy.caption import alt_text, file_stem
from bot.policy.claim import Left
from bot.policy.deadline import is_late
from bot.policy.picture import Painting
from bot.policy.request import Order
from bot.ui.cards import fitting_card, painting_card, picture_card, waiting_card
from bot.ui.place import SMALLEST_UPLOAD_LIMIT, upload_limit
from bot.ui.reply import NOT_TAKEN, Reply
from bot.ui.sentences import GIVEN_BACK, explain
from bot.ui.upload import PictureFile

log = logging.getLogger(__name__)

# https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22
_UNKNOWN_MESSAGE = 10008
_TOKEN_ENDED = {10015, 10062, 50027}
_TOO_LARGE = 40005
_PAYLOAD_TOO_LARGE = 413
_SERVER_FAULT = 500

#: What is tried when Discord refuses a size below the limit that it named itself.
_SMALLER = 0.7


class PictureCard:
    """Implements `bot.ports.Card` on one interaction."""

    def __init__(self, reply: Reply, *, asked_at: datetime, spoiler: bool) -> None:
        self._reply = reply
        self._interaction = reply.interaction
        self._asked_at = asked_at
        self._spoiler = spoiler
        self._is_open = False

    async def waiting(self, order: Order, *, since: datetime) -> None:
        """Show that the picture waits for a free place."""
        await self._show_progress(waiting_card(order, started=since))

    async def painting(self, order: Order, *, since: datetime) -> None:
        """Show which model paints, and since when."""
        await self._show_progress(painting_card(order, started=since))

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the picture is painted and being made small enough."""
        await self._show_progress(fitting_card(order, started=since))

    def upload_limit(self, *, now: datetime) -> int:
        """Return how many bytes one file of an answer sent now may have."""
        late = is_late(self._asked_at, now)
        return upload_limit(self._interaction, late=late, private=self._reply.private)

    async def deliver(self, painting: Painting, *, left: Left | None, now: datetime) -> None:
        """Show the pictures: in the answer, else as a message of their own."""
        content = picture_card(painting, left=left, mention=self._interaction.user.mention)
        await self._say(content, painting, now=now)

    async def fail(self, error: ImagineError, *, now: datetime) -> None:
        """Show the sentence for an error in place of the progress."""
        content = f"{self._interaction.user.mention} {explain(error)}\n-# {GIVEN_BACK}"
        try:
            await self._say(content, None, now=now)
        except DeliveryFailed as fault:
            log.warning("a failure could not be shown: %s", type(fault).__name__)

    async def _show_progress(self, content: str) -> None:
        try:
            await self._reply.show(content)
        except NOT_TAKEN as error:
            if not self._is_open:
                raise AnswerLost from error
            log.warning("the card could not show its progress: %s", error)
        self._is_open = True

    async def _say(self, content: str, painting: Painting | None, *, now: datetime) -> None:
        """Say something for good, the first way that works."""
        ways = [self._send_late]
        if not is_late(self._asked_at, now):
            ways = [self._reply.show, self._follow_up, self._send_late]
        for way in ways:
            with ExitStack() as opened:
                files = self._open_files(painting, opened) if painting else []
                try:
                    await way(content, files)
                except NOT_TAKEN as error:
                    fault = _classify(error, limit=self.upload_limit(now=now))
                    if fault is not None:
                        raise fault from error
                    log.info("this way is closed, trying the next: %s", error)
                else:
                    return
        raise NowhereToDeliver

    def _open_files(self, painting: Painting, opened: ExitStack) -> list[discord.File]:
        stem, alt = file_stem(painting.order.prompt), alt_text(painting.order.prompt)
        many = len(painting.pictures) > 1
        files: list[discord.File] = []
        for number, picture in enumerate(painting.pictures, 1):
            try:
                source = opened.enter_context(PictureFile(picture.path))
            except OSError as error:
                raise SpoolFailed from error
            name = f"{stem}{f'-{number}' if many else ''}.{picture.extension}"
            file = discord.File(source, name, spoiler=self._spoiler, description=alt)
            opened.callback(file.close)
            files.append(file)
        return files

    async def _follow_up(self, content: str, files: Sequence[discord.File]) -> None:
        """Answer anew, since the first answer was deleted."""
        await self._interaction.followup.send(
            content,
            files=files,
            ephemeral=self._reply.private,
            suppress_embeds=True,
            allowed_mentions=discord.AllowedMentions(users=[self._interaction.user]),
        )

    async def _send_late(self, content: str, files: Sequence[discord.File]) -> None:
        """Write a message of our own; the nonce makes a repeat within minutes the same message.

        https://docs.discord.com/developers/resources/message#create-message, read 2026-11-22
        """
        channel: Any = self._interaction.channel
        if self._reply.private or channel is None:
            channel = self._interaction.user
        await channel.send(
            content,
            files=files,
            suppress_embeds=True,
            allowed_mentions=discord.AllowedMentions(users=[self._interaction.user]),
            nonce=str(self._interaction.id),
        )
        await self._reply.remove_late()


def _classify(error: Exception, *, limit: int) -> DeliveryFailed | None:
    """Map what Discord said to our error; None when another way may work."""
    if not isinstance(error, discord.HTTPException):
        return DiscordUnavailable()
    if error.status == _PAYLOAD_TOO_LARGE or error.code == _TOO_LARGE:
        smaller = SMALLEST_UPLOAD_LIMIT if limit > SMALLEST_UPLOAD_LIMIT else int(limit * _SMALLER)
        return TooLargeForDiscord(smaller)
    if error.status >= _SERVER_FAULT:
        return DiscordUnavailable()
    if error.code == _UNKNOWN_MESSAGE or error.code in _TOKEN_ENDED:
        return None
    return NowhereToDeliver()
