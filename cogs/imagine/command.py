"""The /imagine command: from its options to an admitted job."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import AlreadyAsked
from bot.policy.job import Asker
from bot.policy.ratio import AUTO
from bot.policy.request import MAX_PROMPT_LENGTH, ImageRequest, Reference, normalise_prompt
from bot.ports import Clock, Models, References
from bot.service.imagine import Imagine
from bot.service.job import Ticket
from bot.ui.attachments import read_attachment
from bot.ui.picturecard import PictureCard
from bot.ui.place import can_be_late, missing_permissions, spot_of
from bot.ui.reply import Reply
from cogs.imagine.options import RATIO_CHOICES, model_choices, size_choices

log = logging.getLogger(__name__)

#: Discord wants an answer within three seconds and members within one; when the decision takes
#: longer than this, "thinking" is shown first.
_DECISION_S = 0.7

#: Attached pictures that are in memory at once.
_READING_AT_ONCE = 4


class ImagineCog(commands.Cog):
    """Takes wishes for pictures."""

    def __init__(
        self, imagine: Imagine, models: Models, references: References, clock: Clock
    ) -> None:
        self._imagine = imagine
        self._models = models
        self._references = references
        self._clock = clock
        self._reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._told_channels: set[int | None] = set()

    @app_commands.command(description="Paint a picture from your words")
    @app_commands.describe(
        prompt="What to paint",
        ratio="The picture's shape",
        model="Who paints it; type to search",
        size="How many pixels, where the model lets you choose",
        image="A picture to change or to take as an example",
        spoiler="Hide the picture until it is clicked",
        private="Show the picture only to you",
    )
    @app_commands.choices(ratio=RATIO_CHOICES)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def imagine(  # noqa: PLR0913, PLR0917 - Discord passes one argument per option
        self,
        interaction: discord.Interaction[Any],
        prompt: app_commands.Range[str, 1, MAX_PROMPT_LENGTH],
        ratio: str = AUTO,
        model: app_commands.Range[str, 1, 100] | None = None,
        size: app_commands.Range[str, 1, 100] | None = None,
        image: discord.Attachment | None = None,
        spoiler: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        private: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Admit the wish or refuse it, and answer either way."""
        request = ImageRequest(normalise_prompt(prompt), ratio=ratio, size=size, model=model)
        reply = Reply.of(interaction, private=private)
        asker = self._asker(interaction, private=private)
        card = PictureCard(reply, asked_at=asker.asked_at, spoiler=spoiler)
        reply.think_after(_DECISION_S)
        try:
            ticket = await self._admit(asker, request, image)
        except AlreadyAsked:
            log.info("the same command arrived twice: %s", interaction.id)
            await reply.leave()
            return
        self._imagine.start(ticket, card)

    @imagine.autocomplete("model")
    async def complete_model(
        self, _interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer models, from memory."""
        return model_choices(self._models, typed)

    @imagine.autocomplete("size")
    async def complete_size(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the chosen model's sizes, from memory."""
        return size_choices(self._models, interaction.namespace.model, typed)

    async def _admit(
        self, asker: Asker, request: ImageRequest, image: discord.Attachment | None
    ) -> Ticket:
        if image is None:
            return await self._imagine.admit(asker, request)
        expected = Reference(Path(), image.content_type or "", image.size)
        await self._imagine.check(asker, request.with_references(expected))
        reference = await self._fetch(image)
        return await self._imagine.admit(asker, request.with_references(reference))

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
