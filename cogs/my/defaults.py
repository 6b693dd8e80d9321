"""/my defaults: what holds where /imagine does not say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.errors import ModelUnknown, OptionRefused
from bot.i18n import Say, texts_for
from bot.policy.images.model import sizes_of
from bot.policy.images.ratio import AUTO
from bot.policy.images.style import find_style
from bot.policy.members.defaults import MemberDefaults
from bot.ui.interactions.choices import MAX_CHOICE_NAME, Row, offer, understood
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.image_options import (
    model_choices,
    ratio_choices,
    ratio_rows,
    read_model,
    read_style,
    style_rows,
)
from bot.ui.text import clip, escape
from cogs.my.base import MyCommands

_Interaction = discord.Interaction[Any]
_Choices = list[app_commands.Choice[str]]
_Name = app_commands.Range[str, 1, MAX_CHOICE_NAME]

_SHOWN_NAME = 100


class DefaultsCommand(MyCommands):
    """Shows and sets a member's defaults."""

    @app_commands.command(description="Default options for /imagine")
    @app_commands.describe(
        model="Model to use; type to search",
        ratio="Aspect ratio, such as 16:9",
        size="Resolution, if the model lets you choose",
        style="Style preset that adds words to your prompts",
        private="Show your images only to you",
        clear="Clear your defaults; options you set in the same command still apply",
    )
    async def defaults(  # noqa: PLR0913, PLR0917 - Discord passes one argument per option
        self,
        interaction: _Interaction,
        model: _Name | None = None,
        ratio: _Name | None = None,
        size: _Name | None = None,
        style: _Name | None = None,
        private: bool | None = None,  # noqa: FBT001 - an option of the command
        clear: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Set what is given, and show what holds then."""
        reply = InteractionReply.of(interaction)
        reply.think_after()
        own = await self._own_styles(interaction)
        given = MemberDefaults(
            model=model and self._model_id(model),
            ratio=ratio and _one_of("ratio", ratio, ratio_rows(None)),
            size=size and _one_of("size", size, self._size_rows()),
            style=style and read_style(style, own).name,
            private=private,
        )
        if clear:
            await self.context.preferences.clear(interaction.user.id)
        held = await self.context.preferences.set(interaction.user.id, given)
        await reply.show(self._text(held, own, texts_for(interaction.locale)))

    @defaults.autocomplete("model")
    async def complete_model(self, _interaction: _Interaction, typed: str) -> _Choices:
        """Offer models, from memory."""
        return model_choices(self.context.models, typed)

    @defaults.autocomplete("ratio")
    async def complete_ratio(self, interaction: _Interaction, typed: str) -> _Choices:
        """Offer all ratios."""
        return ratio_choices(None, typed, say=texts_for(interaction.locale))

    @defaults.autocomplete("size")
    async def complete_size(self, _interaction: _Interaction, typed: str) -> _Choices:
        """Offer the sizes of all models, from memory."""
        return offer(row for row in self._size_rows() if row.fits(typed))

    @defaults.autocomplete("style")
    async def complete_style(self, _interaction: _Interaction, typed: str) -> _Choices:
        """Offer the styles that are everywhere, from memory."""
        return offer(row for row in style_rows({}) if row.fits(typed))

    def _model_id(self, wanted: str) -> str:
        """Return the id of a living model, by its id or its name."""
        choice = self.context.models.choose(read_model(wanted, self.context.models))
        if choice is None:
            raise ModelUnknown(wanted)
        return choice.model.id

    def _size_rows(self) -> Sequence[Row]:
        return [Row(size) for size in sizes_of(self.context.models.listed())]

    async def _own_styles(self, interaction: _Interaction) -> Mapping[str, str]:
        """Return what the server has of its own; outside of the bot's servers nothing."""
        guild_id = facts_of(interaction).guild_id
        if guild_id is None:
            return {}
        return (await self.context.moderation.read(guild_id)).rulebook.styles

    def _text(self, held: MemberDefaults, own: Mapping[str, str], say: Say) -> str:
        lines: list[str] = []
        if held.model is not None:
            choice = self.context.models.choose(held.model)
            is_gone = choice is None or choice.gone is not None
            key = "mine-defaults-model-gone" if is_gone else "mine-defaults-model"
            name = held.model if choice is None or is_gone else choice.model.name
            lines.append(say(key, model=_shown(name)))
        if held.ratio is not None:
            ratio = say("card-ratio-auto") if held.ratio == AUTO else _shown(held.ratio)
            lines.append(say("mine-defaults-ratio", ratio=ratio))
        if held.size is not None:
            lines.append(say("mine-defaults-size", size=_shown(held.size)))
        if held.style is not None:
            is_there = find_style(held.style, own) is not None
            key = "mine-defaults-style" if is_there else "mine-defaults-style-missing"
            lines.append(say(key, style=_shown(held.style)))
        if held.private is not None:
            lines.append(say("mine-defaults-private" if held.private else "mine-defaults-public"))
        if not lines:
            return say("mine-defaults-none")
        listed = (f"- {line}" for line in lines)
        return "\n".join((say("mine-defaults"), *listed, f"-# {say('mine-defaults-hint')}"))


def _one_of(option: str, given: str, rows: Iterable[Row]) -> str:
    """Return the value that is meant, in any case.

    Raises:
        OptionRefused: It is none of them.
    """
    accepted = list(rows)
    wanted = understood(given, accepted)
    values = tuple(row.value for row in accepted)
    if wanted not in values:
        raise OptionRefused(option, given, values)
    return wanted


def _shown(name: str) -> str:
    return escape(clip(name, _SHOWN_NAME))
