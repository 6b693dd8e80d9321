"""/my defaults: a member's values for options that /imagine leaves out."""

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
from bot.ui.options.choices import MAX_CHOICE_NAME, Row, offer, resolve_choice
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
        """Set the given defaults, and show all of them."""
        reply = InteractionReply.of(interaction)
        reply.think_after()
        server_styles = await self._server_styles(interaction)
        changes = MemberDefaults(
            model=model and self._model_id(model),
            ratio=ratio and _one_of("ratio", ratio, ratio_rows(None)),
            size=size and _one_of("size", size, self._size_rows()),
            style=style and read_style(style, server_styles).name,
            private=private,
        )
        if clear:
            await self.context.defaults.clear(interaction.user.id)
        current = await self.context.defaults.set(interaction.user.id, changes)
        await reply.show(self._text(current, server_styles, texts_for(interaction.locale)))

    @defaults.autocomplete("model")
    async def complete_model(self, _interaction: _Interaction, typed: str) -> _Choices:
        """Offer models; needs no I/O."""
        return model_choices(self.context.models, typed)

    @defaults.autocomplete("ratio")
    async def complete_ratio(self, interaction: _Interaction, typed: str) -> _Choices:
        """Offer all ratios."""
        return ratio_choices(None, typed, say=texts_for(interaction.locale))

    @defaults.autocomplete("size")
    async def complete_size(self, _interaction: _Interaction, typed: str) -> _Choices:
        """Offer the sizes of all models; needs no I/O."""
        return offer(row for row in self._size_rows() if row.fits(typed))

    @defaults.autocomplete("style")
    async def complete_style(self, _interaction: _Interaction, typed: str) -> _Choices:
        """Offer the built-in styles; needs no I/O."""
        return offer(row for row in style_rows({}) if row.fits(typed))

    def _model_id(self, wanted: str) -> str:
        """Return the id of an available model by its id or name.

        Raises:
            ModelUnknown: There is none.
        """
        choice = self.context.models.choose(read_model(wanted, self.context.models))
        if choice is None:
            raise ModelUnknown(wanted)
        return choice.model.id

    def _size_rows(self) -> Sequence[Row]:
        return [Row(size) for size in sizes_of(self.context.models.listed())]

    async def _server_styles(self, interaction: _Interaction) -> Mapping[str, str]:
        """Return the words of the server's own styles, by name; empty outside the bot's servers."""
        guild_id = facts_of(interaction).guild_id
        if guild_id is None:
            return {}
        return (await self.context.editor.read(guild_id)).rulebook.styles

    def _text(self, current: MemberDefaults, server_styles: Mapping[str, str], say: Say) -> str:
        lines: list[str] = []
        if current.model is not None:
            choice = self.context.models.choose(current.model)
            is_gone = choice is None or choice.gone is not None
            key = "mine-defaults-model-gone" if is_gone else "mine-defaults-model"
            name = current.model if choice is None or is_gone else choice.model.name
            lines.append(say(key, model=_clipped(name)))
        if current.ratio is not None:
            ratio = say("details-ratio-auto") if current.ratio == AUTO else _clipped(current.ratio)
            lines.append(say("mine-defaults-ratio", ratio=ratio))
        if current.size is not None:
            lines.append(say("mine-defaults-size", size=_clipped(current.size)))
        if current.style is not None:
            exists = find_style(current.style, server_styles) is not None
            key = "mine-defaults-style" if exists else "mine-defaults-style-missing"
            lines.append(say(key, style=_clipped(current.style)))
        if current.private is not None:
            lines.append(
                say("mine-defaults-private" if current.private else "mine-defaults-public")
            )
        if not lines:
            return say("mine-defaults-none")
        listed = (f"- {line}" for line in lines)
        return "\n".join((say("mine-defaults"), *listed, f"-# {say('mine-defaults-hint')}"))


def _one_of(option: str, typed: str, rows: Iterable[Row]) -> str:
    """Return the value that was typed, regardless of case.

    Args:
        option: The option's name, for the error.
        typed: Text of the option.
        rows: The accepted values.

    Raises:
        OptionRefused: It is not among the accepted values.
    """
    accepted = list(rows)
    wanted = resolve_choice(typed, accepted)
    values = tuple(row.value for row in accepted)
    if wanted not in values:
        raise OptionRefused(option, typed, values)
    return wanted


def _clipped(name: str) -> str:
    return escape(clip(name, _SHOWN_NAME))
