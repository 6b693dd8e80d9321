"""Checks who can set a server's limits, since servers can override Discord's own check."""

from typing import Any

import discord

from bot.errors import MissingPermission
from bot.ports import StoredRulebook
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.facts import facts_of


async def require_moderator(
    interaction: discord.Interaction[Any], editor: RulebookEditor
) -> StoredRulebook:
    """Check that a member may manage the server, or has its moderator role.

    Returns:
        The server's current rulebook.

    Raises:
        MissingPermission: The member has neither, or the bot is not in the server.
        StorageFailed: The rulebook cannot be read.
    """
    facts = facts_of(interaction)
    # limits have no effect in servers without the bot
    if facts.guild_id is None:
        raise MissingPermission
    stored = await editor.read(facts.guild_id)
    is_manager = facts.permissions.manage_guild or facts.permissions.administrator
    if not (is_manager or stored.rulebook.moderator_role in facts.role_ids):
        raise MissingPermission
    return stored


def is_administrator(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the member has the *Administrator* permission in this server."""
    facts = facts_of(interaction)
    return facts.guild_id is not None and facts.permissions.administrator
