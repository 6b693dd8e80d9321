"""/manage-styles add, edit, remove: moderators manage their server's own styles."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import ServersOnly, SettingRefused, StyleUnknown
from bot.i18n import Say, admin_texts_for
from bot.policy.images.style import (
    BUILT_IN,
    MOST_STYLE_LENGTH,
    MOST_STYLE_NAME_LENGTH,
    fold_name,
    parse_style_name,
    parse_style_words,
)
from bot.policy.limits.rulebook import Rulebook
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.text_check import TextCheck
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import confirmed
from bot.ui.moderation.shown_texts import check_shown
from bot.ui.options.choices import Row, resolve_choice
from cogs.styles.own_styles import ChosenName, style_choices

_Interaction = discord.Interaction[Any]
_Name = app_commands.Range[str, 1, MOST_STYLE_NAME_LENGTH]
_Words = app_commands.Range[str, 1, MOST_STYLE_LENGTH]

_ADDS_DESCRIPTION = "Words to add after the prompt, such as: soft light, muted colours, film grain"


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class ManageStylesCog(
    commands.GroupCog,
    group_name="manage-styles",
    group_description="Add, change and remove the styles of this server",
):
    """Manages a server's own styles."""

    def __init__(self, editor: RulebookEditor, text_check: TextCheck) -> None:
        self._editor = editor
        self._text_check = text_check

    @app_commands.command(description="Add a style to this server")
    @app_commands.describe(name="The name that members choose", adds=_ADDS_DESCRIPTION)
    async def add(self, interaction: _Interaction, name: _Name, adds: _Words) -> None:
        """Add a style.

        Raises:
            SettingRefused: The name or the words are not valid, or the server has this name.
        """
        say = admin_texts_for(interaction.locale)
        wanted, words = _read_name(name, say), _read_words(adds, say)

        def change(rulebook: Rulebook) -> Rulebook:
            if wanted in rulebook.styles:
                raise SettingRefused("name", wanted, say("styles-wanted-free"), "dreamy")
            return replace(rulebook, styles={**rulebook.styles, wanted: words})

        note = say("styles-added-over" if wanted in BUILT_IN else "styles-added")
        await self._change(interaction, change, note, wanted, words)

    @app_commands.command(description="Change a style of this server")
    @app_commands.describe(name="A style of this server", adds=_ADDS_DESCRIPTION)
    async def edit(self, interaction: _Interaction, name: ChosenName, adds: _Words) -> None:
        """Change a style's words.

        Raises:
            SettingRefused: The words are not valid.
            StyleUnknown: The server has no such style of its own.
        """
        say = admin_texts_for(interaction.locale)
        words = _read_words(adds, say)

        def change(rulebook: Rulebook) -> Rulebook:
            wanted = _own_style(rulebook, name)
            return replace(rulebook, styles={**rulebook.styles, wanted: words})

        await self._change(interaction, change, say("styles-edited"), words)

    @app_commands.command(description="Remove a style from this server")
    @app_commands.describe(name="A style of this server")
    async def remove(self, interaction: _Interaction, name: ChosenName) -> None:
        """Remove a style.

        Raises:
            StyleUnknown: The server has no such style of its own.
        """

        def change(rulebook: Rulebook) -> Rulebook:
            wanted = _own_style(rulebook, name)
            remaining = {own: adds for own, adds in rulebook.styles.items() if own != wanted}
            return replace(rulebook, styles=remaining)

        note = admin_texts_for(interaction.locale)("styles-removed")
        await self._change(interaction, change, note)

    @edit.autocomplete("name")
    @remove.autocomplete("name")
    async def complete_own(
        self, interaction: _Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's own styles."""
        return await style_choices(interaction, self._editor, {}, typed)

    async def _change(
        self,
        interaction: _Interaction,
        change: Callable[[Rulebook], Rulebook],
        note: str,
        *texts: str,
    ) -> None:
        """Change the styles, unless the filter does not allow the texts.

        Raises:
            MissingPermission: The member is not a moderator.
            ServersOnly: It is not a server of the bot's.
            TextRefused: The filter does not allow the name or the words.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        guild_id = facts_of(interaction).guild_id
        if guild_id is None:
            raise ServersOnly
        await require_moderator(interaction, self._editor)
        await check_shown(interaction, self._text_check, *texts, is_offense=False)
        changes = await self._editor.edit(guild_id, interaction.user.id, change)
        await reply.show(confirmed(changes, note, admin_texts_for(interaction.locale)))


def _read_name(text: str, say: Say) -> str:
    try:
        return parse_style_name(text)
    except ValueError as error:
        wanted = say("styles-wanted-name", most=MOST_STYLE_NAME_LENGTH)
        raise SettingRefused("name", text, wanted, "dreamy") from error


def _read_words(text: str, say: Say) -> str:
    try:
        return parse_style_words(text)
    except ValueError as error:
        wanted = say("styles-wanted-words", most=MOST_STYLE_LENGTH)
        raise SettingRefused("adds", text, wanted, "soft light, muted colours") from error


def _own_style(rulebook: Rulebook, typed: str) -> str:
    """Return the name of one of the server's own styles.

    Raises:
        StyleUnknown: It has none of this name.
    """
    wanted = fold_name(resolve_choice(typed, map(Row, rulebook.styles)))
    if wanted not in rulebook.styles:
        raise StyleUnknown(typed)
    return wanted
