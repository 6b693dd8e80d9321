"""The /imagine command and its autocompletion."""

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import StorageFailed, StorageFault
from bot.i18n import Say, texts_for
from bot.policy.images.model import Model
from bot.policy.images.request import MAX_PROMPT_LENGTH, MOST_IMAGES, MOST_SEED
from bot.policy.limits.rulebook import Rulebook
from bot.policy.members.defaults import MemberDefaults
from bot.ports import Models
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.defaults import Defaults
from bot.ui.interactions.destination import known_spot_of, spot_of
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.image_options import (
    count_choices,
    model_choices,
    ratio_choices,
    seed_choices,
    size_choices,
    style_choices,
)
from bot.ui.options.choices import MAX_CHOICE_NAME
from cogs.imagine.options_resolved import OptionContext, RawOptions, resolve_options, wanted_model
from cogs.imagine.submit import Submitter

_Interaction = discord.Interaction[Any]
_Choices = list[app_commands.Choice[str]]
_Numbers = list[app_commands.Choice[int]]
_Name = app_commands.Range[str, 1, MAX_CHOICE_NAME]

#: Timeout in seconds for reading the member's defaults. The reply cannot begin before, because a
#: default decides whether it is private, and Discord allows 3 s. It usually takes milliseconds.
_READING_S = 1.5

#: The same for autocompletion, in seconds.
_AUTOCOMPLETE_S = 0.1


class ImagineCog(commands.Cog):
    """Takes requests for images."""

    def __init__(
        self,
        submitter: Submitter,
        models: Models,
        defaults: Defaults,
        editor: RulebookEditor,
    ) -> None:
        self._submitter = submitter
        self._models = models
        self._defaults = defaults
        self._editor = editor

    @app_commands.command(description="Create an image from a prompt")
    @app_commands.describe(
        prompt="Describe the image",
        ratio="Aspect ratio, such as 16:9",
        model="Model to use; type to search",
        size="Resolution, if the model lets you choose",
        style="Style preset that adds words to your prompt",
        count="How many images (each counts toward your limits)",
        seed="Reuse a seed to get the same image again, if the model supports seeds",
        image="Image to change or use as a reference",
        image2="Another image, if the model supports several",
        image3="Another image, if the model supports several",
        image4="Another image, if the model supports several",
        spoiler="Hide the image until it's clicked",
        private="Show the image only to you",
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def imagine(  # noqa: PLR0913, PLR0917 - Discord passes one argument per option
        self,
        interaction: _Interaction,
        prompt: app_commands.Range[str, 1, MAX_PROMPT_LENGTH],
        ratio: _Name | None = None,
        model: _Name | None = None,
        size: _Name | None = None,
        style: _Name | None = None,
        count: app_commands.Range[int, 1, MOST_IMAGES] | None = None,
        seed: app_commands.Range[int, 0, MOST_SEED] | None = None,
        image: discord.Attachment | None = None,
        image2: discord.Attachment | None = None,
        image3: discord.Attachment | None = None,
        image4: discord.Attachment | None = None,
        spoiler: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        private: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Resolve the options and submit the request."""
        options = RawOptions(prompt, ratio, model, size, style, count, seed, private)
        resolved = resolve_options(options, await self._context(interaction), self._models)
        images = [one for one in (image, image2, image3, image4) if one is not None]
        await self._submitter.submit(
            interaction,
            resolved.request,
            private=resolved.private,
            spoiler=spoiler,
            images=images,
        )

    @imagine.autocomplete("model")
    async def complete_model(self, interaction: _Interaction, typed: str) -> _Choices:
        """Offer the models that are allowed here."""
        context = await self._autocomplete_context(interaction)
        say = _say(interaction)
        return model_choices(self._models, typed, allowed=context.allowed, say=say)

    @imagine.autocomplete("ratio")
    async def complete_ratio(self, interaction: _Interaction, typed: str) -> _Choices:
        """Offer the selected model's ratios."""
        model = self._model(interaction, await self._autocomplete_context(interaction))
        return ratio_choices(model, typed, say=_say(interaction))

    @imagine.autocomplete("size")
    async def complete_size(self, interaction: _Interaction, typed: str) -> _Choices:
        """Offer the selected model's sizes."""
        model = self._model(interaction, await self._autocomplete_context(interaction))
        return size_choices(model, typed, say=_say(interaction))

    @imagine.autocomplete("style")
    async def complete_style(self, interaction: _Interaction, typed: str) -> _Choices:
        """Offer the server's own styles and the built-in ones."""
        context = await self._autocomplete_context(interaction)
        return style_choices(context.rulebook.styles, typed)

    @imagine.autocomplete("count")
    async def complete_count(self, interaction: _Interaction, _typed: object) -> _Numbers:
        """Offer the allowed counts with their prices."""
        context = await self._autocomplete_context(interaction)
        model, size = self._model(interaction, context), interaction.namespace.size
        most = MOST_IMAGES if context.most_images is None else context.most_images
        return count_choices(model, size, most=most, say=_say(interaction))

    @imagine.autocomplete("seed")
    async def complete_seed(self, interaction: _Interaction, typed: object) -> _Numbers:
        """Offer the typed seed, or say that the selected model takes none."""
        model = self._model(interaction, await self._autocomplete_context(interaction))
        return seed_choices(model, str(typed).strip(), say=_say(interaction))

    def _model(self, interaction: _Interaction, context: OptionContext) -> Model | None:
        """Return the model that the current options select; None if none is usable."""
        model_id = wanted_model(interaction.namespace.model, context, self._models)
        choice = self._models.choose(model_id, allowed=context.allowed)
        return choice.model if choice else None

    async def _context(self, interaction: _Interaction) -> OptionContext:
        """Read the defaults and rules that decide about omitted options.

        Raises:
            StorageFailed: They could not be read, or not within `_READING_S`.
        """
        guild_id = facts_of(interaction).guild_id
        try:
            async with asyncio.timeout(_READING_S):
                defaults, rulebook, spot = await asyncio.gather(
                    self._defaults.read(interaction.user.id),
                    self._rulebook(guild_id),
                    spot_of(interaction),
                )
        except TimeoutError as error:
            raise StorageFailed(StorageFault.BUSY, "defaults could not be read in time") from error
        return OptionContext(defaults, rulebook, self._editor.rules(rulebook, spot))

    async def _autocomplete_context(self, interaction: _Interaction) -> OptionContext:
        """Read the same for autocompletion; on failure or timeout, use none of them."""
        spot = known_spot_of(interaction)
        defaults, rulebook = MemberDefaults(), Rulebook()
        try:
            async with asyncio.timeout(_AUTOCOMPLETE_S):
                defaults = await self._defaults.read(interaction.user.id)
                rulebook = await self._rulebook(spot.guild_id)
        except (TimeoutError, StorageFailed):
            pass
        return OptionContext(defaults, rulebook, self._editor.rules(rulebook, spot))

    async def _rulebook(self, guild_id: int | None) -> Rulebook:
        return Rulebook() if guild_id is None else (await self._editor.read(guild_id)).rulebook


def _say(interaction: _Interaction) -> Say:
    return texts_for(interaction.locale)
