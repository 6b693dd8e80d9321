"""Who may set limits; checked here as well, since a server can edit Discord's own check."""

from typing import Any

import discord

from bot.errors import NotPermitted
from bot.ports import StoredRulebook
from bot.service.moderation import Moderation


async def require_moderator(
    interaction: discord.Interaction[Any], moderation: Moderation
) -> StoredRulebook:
    """Let those pass who may manage the server, or have the role that an administrator named.

    Returns:
        The server's rulebook as it is now.

    Raises:
        NotPermitted: The member is neither, or this is no server that the bot is in.
        StorageFailed: The rulebook cannot be read.
    """
    guild = interaction.guild
    # where the bot itself is not in, limits would be set in vain
    if guild is None or interaction.client.get_guild(guild.id) is None:
        raise NotPermitted
    stored = await moderation.read(guild.id)
    permissions = interaction.permissions
    may = permissions.manage_guild or permissions.administrator
    if not (may or _has_moderator_role(interaction, stored)):
        raise NotPermitted
    return stored


def is_administrator(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the member may do everything in this server."""
    return interaction.guild_id is not None and interaction.permissions.administrator


def _has_moderator_role(interaction: discord.Interaction[Any], stored: StoredRulebook) -> bool:
    named, member = stored.rulebook.moderator_role, interaction.user
    return isinstance(member, discord.Member) and any(role.id == named for role in member.roles)
