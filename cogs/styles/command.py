"""/styles list: the styles that members can use."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import StyleUnknown
from bot.i18n import Say, texts_for
from bot.policy.images.style import BUILT_IN, MOST_STYLE_LENGTH, Style, find_style
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import pages
from bot.ui.options.choices import Row, resolve_choice
from bot.ui.text import clip, escape
from cogs.styles.own_styles import ChosenName, own_styles, style_choices

_Interaction = discord.Interaction[Any]

#: Characters of a style's words in the list of styles.
_SHOWN_WORDS = 80


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class StylesCog(
    commands.GroupCog,
    group_name="styles",
    group_description="Style presets that add words to your prompt",
):
    """Lists styles."""

    def __init__(self, editor: RulebookEditor) -> None:
        self._editor = editor

    @app_commands.command(name="list", description="Styles you can use here")
    @app_commands.describe(name="Show everything this style adds")
    async def list_styles(self, interaction: _Interaction, name: ChosenName | None = None) -> None:
        """Show all styles, or one style with all its words.

        Raises:
            StyleUnknown: There is no such style here.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        say = texts_for(interaction.locale)
        own = await own_styles(interaction, self._editor)
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

    @list_styles.autocomplete("name")
    async def complete_any(
        self, interaction: _Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's own styles, then the built-in ones."""
        return await style_choices(interaction, self._editor, BUILT_IN, typed)


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
