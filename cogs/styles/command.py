"""/styles add, edit, remove, list: the styles of a server."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import ServersOnly, SettingRefused, StorageFailed, StyleUnknown
from bot.i18n import Say, admin_texts_for, texts_for
from bot.policy.images.style import (
    BUILT_IN,
    MOST_STYLE_LENGTH,
    MOST_STYLE_NAME_LENGTH,
    Style,
    find_style,
    fold_name,
    parse_style_name,
    parse_style_words,
)
from bot.policy.limits.rulebook import Rulebook
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.choices import MAX_CHOICE_NAME, Row, offer, resolve_choice
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import confirmed, pages
from bot.ui.text import clip, escape

_Interaction = discord.Interaction[Any]
_Name = app_commands.Range[str, 1, MOST_STYLE_NAME_LENGTH]
_ChosenName = app_commands.Range[str, 1, MAX_CHOICE_NAME]
_Words = app_commands.Range[str, 1, MOST_STYLE_LENGTH]

#: Characters of a style's words in the list of styles.
_SHOWN_WORDS = 80

_ADDS_DESCRIPTION = "Words to add after the prompt, such as: soft light, muted colours, film grain"


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class StylesCog(
    commands.GroupCog,
    group_name="styles",
    group_description="Style presets that add words to your prompt",
):
    """Lists styles, and lets moderators manage their server's own."""

    def __init__(self, editor: RulebookEditor) -> None:
        self._editor = editor

    @app_commands.command(description="Add a style to this server; for moderators")
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
        await self._change(interaction, change, note)

    @app_commands.command(description="Change a style of this server; for moderators")
    @app_commands.describe(name="A style of this server", adds=_ADDS_DESCRIPTION)
    async def edit(self, interaction: _Interaction, name: _ChosenName, adds: _Words) -> None:
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

        await self._change(interaction, change, say("styles-edited"))

    @app_commands.command(description="Remove a style from this server; for moderators")
    @app_commands.describe(name="A style of this server")
    async def remove(self, interaction: _Interaction, name: _ChosenName) -> None:
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

    @app_commands.command(name="list", description="Styles you can use here")
    @app_commands.describe(name="Show everything this style adds")
    async def list_styles(self, interaction: _Interaction, name: _ChosenName | None = None) -> None:
        """Show all styles, or one style with all its words.

        Raises:
            StyleUnknown: There is no such style here.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        say = texts_for(interaction.locale)
        own = await self._own(interaction)
        if name is None:
            first, *others = pages(_lines(own, say))
            await reply.show(first)
            for page in others:
                await reply.add(page)
            return
        style = find_style(resolve_choice(name, map(Row, (*own, *BUILT_IN))), own)
        if style is None:
            raise StyleUnknown(name)
        await reply.show(_line(style, MOST_STYLE_LENGTH, say))

    @edit.autocomplete("name")
    @remove.autocomplete("name")
    async def complete_own(
        self, interaction: _Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's own styles."""
        return await self._choices(interaction, {}, typed)

    @list_styles.autocomplete("name")
    async def complete_any(
        self, interaction: _Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's own styles, then the built-in ones."""
        return await self._choices(interaction, BUILT_IN, typed)

    async def _choices(
        self, interaction: _Interaction, others: Mapping[str, str], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            own = await self._own(interaction)
        except StorageFailed:
            return []
        wanted = fold_name(typed)
        names = (name for name in dict.fromkeys((*sorted(own), *others)) if wanted in name)
        return offer(map(Row, names))

    async def _own(self, interaction: _Interaction) -> Mapping[str, str]:
        """Return the words of the server's own styles, by name; empty outside the bot's servers."""
        guild_id = facts_of(interaction).guild_id
        return {} if guild_id is None else (await self._editor.read(guild_id)).rulebook.styles

    async def _change(
        self, interaction: _Interaction, change: Callable[[Rulebook], Rulebook], note: str
    ) -> None:
        reply = InteractionReply.of(interaction)
        reply.think_after()
        guild_id = facts_of(interaction).guild_id
        if guild_id is None:
            raise ServersOnly
        await require_moderator(interaction, self._editor)
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


def _lines(own: Mapping[str, str], say: Say) -> list[str]:
    built_in = [Style(name, adds) for name, adds in BUILT_IN.items() if name not in own]
    lines = [_line(Style(name, adds), _SHOWN_WORDS, say) for name, adds in sorted(own.items())]
    head = [say("styles-own"), *lines] if own else []
    return [
        *head,
        say("styles-everywhere"),
        *(_line(style, _SHOWN_WORDS, say) for style in built_in),
    ]


def _line(style: Style, length: int, say: Say) -> str:
    adds = escape(clip(style.adds, length))
    return f"- {say('styles-line', style=escape(style.name), adds=adds)}"
