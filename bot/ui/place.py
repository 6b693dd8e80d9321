"""Where an answer can go: within the interaction's life, and after it."""

from typing import Any

import discord

#: What a message of the bot's own needs in a channel; an answer to an interaction needs nothing.
#: https://github.com/discord/discord-api-docs/issues/5316, read 2026-11-22
LATE_PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, attach_files=True
)

#: https://docs.discord.com/developers/reference#uploading-files, read 2026-11-22
SMALLEST_UPLOAD_LIMIT = 10 * 1024 * 1024


def missing_permissions(interaction: discord.Interaction[Any]) -> list[str]:
    """Name what the bot lacks for a message of its own in the interaction's channel."""
    sends = "send_messages"
    if isinstance(interaction.channel, discord.Thread):
        sends = "send_messages_in_threads"
    held = interaction.app_permissions
    needed = ("view_channel", sends, "attach_files")
    return [name for name in needed if not getattr(held, name)]


def can_be_late(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Tell whether a picture surely reaches its member after the interaction's token has ended.

    In a server it takes the bot's membership and permissions; a private picture would go by DM,
    and whether a member's DMs are open is known only in a DM with the bot.
    """
    if interaction.guild_id is None:
        return interaction.context.dm_channel
    return (
        not private and interaction.is_guild_integration() and not missing_permissions(interaction)
    )


def upload_limit(interaction: discord.Interaction[Any], *, late: bool, private: bool) -> int:
    """Return how many bytes one file may have.

    A late message has no interaction, so the server's own limit (or a DM's) binds as well.
    """
    if not late:
        return interaction.filesize_limit
    guild = None if private else interaction.guild
    own = guild.filesize_limit if guild else SMALLEST_UPLOAD_LIMIT
    return min(interaction.filesize_limit, own)
