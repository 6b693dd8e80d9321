"""Who can set a server's limits; checked here too, since servers can edit Discord's own check."""

from typing import Any

import discord

from bot.errors import MissingPermission
from bot.ports import StoredRulebook
from bot.service.limits.moderation import Moderation
from bot.ui.interactions.facts import facts_of


async def require_moderator(
    interaction: discord.Interaction[Any], moderation: Moderation
) -> StoredRulebook:
    """Let those pass who may manage the server, or have the role that an administrator named.

    Returns:
        The server's rulebook as it is now.

    Raises:
        MissingPermission: The member is neither, or this is no server that the bot is in.
        StorageFailed: The rulebook cannot be read.
    """
    facts = facts_of(interaction)
    # where the bot itself is not in, limits would be set in vain
    if facts.guild_id is None:
        raise MissingPermission
    stored = await moderation.read(facts.guild_id)
    may = facts.permissions.manage_guild or facts.permissions.administrator
    if not (may or stored.rulebook.moderator_role in facts.role_ids):
        raise MissingPermission
    return stored


def is_administrator(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the member may do everything in this server."""
    facts = facts_of(interaction)
    return facts.guild_id is not None and facts.permissions.administrator
