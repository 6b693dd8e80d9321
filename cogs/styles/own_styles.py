"""The styles of a server's own, for the commands about them."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.errors import StorageFailed
from bot.policy.images.style import fold_name
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.facts import facts_of
from bot.ui.options.choices import MAX_CHOICE_NAME, Row, offer

ChosenName = app_commands.Range[str, 1, MAX_CHOICE_NAME]


async def own_styles(
    interaction: discord.Interaction[Any], editor: RulebookEditor
) -> Mapping[str, str]:
    """Return the words of the server's own styles, by name; empty outside the bot's servers."""
    guild_id = facts_of(interaction).guild_id
    return {} if guild_id is None else (await editor.read(guild_id)).rulebook.styles


async def style_choices(
    interaction: discord.Interaction[Any],
    editor: RulebookEditor,
    others: Mapping[str, str],
    typed: str,
) -> list[app_commands.Choice[str]]:
    """Offer the server's own styles, then others."""
    try:
        own = await own_styles(interaction, editor)
    except StorageFailed:
        return []
    wanted = fold_name(typed)
    names = (name for name in dict.fromkeys((*sorted(own), *others)) if wanted in name)
    return offer(map(Row, names))
