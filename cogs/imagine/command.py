"""The /imagine command: from its options to a wish."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.policy.ratio import AUTO
from bot.policy.request import MAX_PROMPT_LENGTH, ImageRequest, normalise_prompt
from bot.ports import Models
from cogs.imagine.asking import Asking
from cogs.imagine.options import RATIO_CHOICES, model_choices, size_choices


class ImagineCog(commands.Cog):
    """Takes wishes for pictures."""

    def __init__(self, asking: Asking, models: Models) -> None:
        self._asking = asking
        self._models = models

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
        await self._asking.ask(interaction, request, private=private, spoiler=spoiler, image=image)

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
