"""How a wish is asked: by the command, by a button or by a form, they all come through here."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import discord

from bot.errors import AlreadyAsked
from bot.policy.job import Address, Asker
from bot.policy.request import ImageRequest, Reference
from bot.ports import Clock, References, Signals
from bot.service.imagine import Imagine
from bot.service.ticket import Ticket
from bot.ui.attachments import read_attachment
from bot.ui.picturecard import PictureCard
from bot.ui.place import address_of, can_be_late, missing_permissions, spot_of
from bot.ui.reply import Reply

log = logging.getLogger(__name__)

#: Discord wants an answer within three seconds and members within one; when the decision takes
#: longer than this, "thinking" is shown first.
_DECISION_S = 0.7

#: Attached pictures that are in memory at once.
_READING_AT_ONCE = 4


class Asking:
    """Admits what an interaction asks for, and starts its job."""

    def __init__(
        self, imagine: Imagine, references: References, clock: Clock, signals: Signals
    ) -> None:
        self._imagine = imagine
        self._references = references
        self._clock = clock
        self._signals = signals
        self._reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._told_channels: set[int | None] = set()

    async def ask(
        self,
        interaction: discord.Interaction[Any],
        request: ImageRequest,
        *,
        private: bool,
        spoiler: bool,
        image: discord.Attachment | None = None,
    ) -> None:
        """Admit a wish and answer with its card.

        Args:
            interaction: Not answered yet; its id becomes the job's.
            request: Without references.
            private: Whether only the member sees the answer.
            spoiler: Whether the picture is hidden until it is clicked.
            image: What goes along with the prompt.

        Raises:
            Refused: With the one reason that binds; nothing was taken.
            StorageFailed: The database does not work; the same.
        """
        reply = Reply.of(interaction, private=private)
        asker = self._asker(interaction, private=private)
        address = address_of(interaction, spoiler=spoiler)
        card = PictureCard(
            reply, address, asker, has_references=image is not None, signals=self._signals
        )
        reply.think_after(_DECISION_S)
        try:
            ticket = await self._admit(asker, request, address, image)
        except AlreadyAsked:
            log.info("the same interaction arrived twice: %s", interaction.id)
            await reply.leave()
            return
        self._imagine.start(ticket, card)

    async def _admit(
        self,
        asker: Asker,
        request: ImageRequest,
        address: Address,
        image: discord.Attachment | None,
    ) -> Ticket:
        if image is None:
            return await self._imagine.admit(asker, request, address)
        expected = Reference(Path(), image.content_type or "", image.size)
        await self._imagine.check(asker, request.with_references(expected))
        reference = await self._fetch(image)
        return await self._imagine.admit(asker, request.with_references(reference), address)

    async def _fetch(self, image: discord.Attachment) -> Reference:
        async with self._reading:
            data = await read_attachment(image, max_bytes=self._references.max_bytes)
            return await self._references.keep(data)

    def _asker(self, interaction: discord.Interaction[Any], *, private: bool) -> Asker:
        missing = missing_permissions(interaction) if interaction.is_guild_integration() else []
        if missing and interaction.channel_id not in self._told_channels:
            self._told_channels.add(interaction.channel_id)
            log.warning(
                "missing %s in channel %s of server %s: a picture that is not done within 14 "
                "minutes is given up there",
                ", ".join(missing),
                interaction.channel_id,
                interaction.guild_id,
            )
        return Asker(
            job_id=interaction.id,
            user_id=interaction.user.id,
            spot=spot_of(interaction),
            asked_at=self._clock.now(),
            private=private,
            can_be_late=can_be_late(interaction, private=private),
        )
