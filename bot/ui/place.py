"""Where an answer can go: within the interaction's life, and after it."""

from typing import Any

import discord

from bot.policy.job import Address
from bot.policy.resolve import Spot

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


def address_of(interaction: discord.Interaction[Any], *, spoiler: bool, private: bool) -> Address:
    """Return where an interaction is answered, in which language and with how large a file.

    A late message has no interaction, so the server's own limit (or a DM's) binds as well.

    Args:
        interaction: What is answered.
        spoiler: Whether the picture is hidden until it is clicked.
        private: Whether only the member sees the answer, which is then in their language.
    """
    guild, limit = interaction.guild, interaction.filesize_limit
    own = guild.filesize_limit if guild else SMALLEST_UPLOAD_LIMIT
    return Address(
        application_id=interaction.application_id,
        token=interaction.token,
        channel_id=interaction.channel_id,
        upload_limit=limit,
        late_upload_limit=min(limit, own),
        spoiler=spoiler,
        language=str(language_of(interaction, private=private)),
    )


def language_of(interaction: discord.Interaction[Any], *, private: bool) -> discord.Locale:
    """Return the language of an answer: the server's where everybody sees it, else the member's."""
    if private or interaction.guild_id is None or interaction.guild_locale is None:
        return interaction.locale
    return interaction.guild_locale


def spot_of(interaction: discord.Interaction[Any]) -> Spot:
    """Return where an interaction happens, for the limits that hold there.

    A server counts only when the bot is in it: elsewhere the bot is a user's own app.
    """
    guild = interaction.guild
    if guild is None or interaction.client.get_guild(guild.id) is None:
        return Spot(is_nsfw=_is_nsfw(interaction.channel))
    member: Any = interaction.user
    return spot_in(guild, interaction.channel, member)


def spot_in(guild: discord.Guild, channel: Any, member: discord.Member | None) -> Spot:  # noqa: ANN401 - any channel, or none
    """Return a member's spot in a channel of a server; a thread counts as its parent."""
    roles = member.roles if member else []
    is_thread = isinstance(channel, discord.Thread)
    return Spot(
        guild_id=guild.id,
        channel_id=channel and (channel.parent_id if is_thread else channel.id),
        category_id=_category_id(channel),
        is_nsfw=_is_nsfw(channel),
        role_ids=frozenset(role.id for role in roles if role.id != guild.id),
    )


def _category_id(channel: Any) -> int | None:  # noqa: ANN401 - any channel, or none
    try:
        return getattr(channel, "category_id", None)
    except discord.ClientException:
        return None  # a thread whose parent is not known


def _is_nsfw(channel: Any) -> bool:  # noqa: ANN401 - any channel, or none
    ask = getattr(channel, "is_nsfw", None)
    return bool(ask and ask())
