"""Where an answer can go: within the interaction's life, and after it."""

from typing import Any

import discord

from bot.policy.jobs.job import ReplyTarget
from bot.policy.limits.effective import Spot
from bot.ui.interactions.channels import ChannelLookup
from bot.ui.interactions.facts import ChannelFacts, facts_of
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT

#: What a message of the bot's own needs in a channel; an answer to an interaction needs nothing.
#: https://github.com/discord/discord-api-docs/issues/5316, read 2026-11-22
LATE_PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, attach_files=True
)


def missing_permissions(interaction: discord.Interaction[Any]) -> list[str]:
    """Name what the bot lacks for a message of its own in the interaction's channel."""
    facts = facts_of(interaction)
    is_thread = facts.channel is not None and facts.channel.is_thread
    sends = "send_messages_in_threads" if is_thread else "send_messages"
    held, needed = facts.app_permissions, ("view_channel", sends, "attach_files")
    return [name for name in needed if not getattr(held, name)]


def can_be_late(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Tell whether an image surely reaches its member after the interaction's token has ended.

    In a server it takes the bot's membership and permissions; a private image would go by DM,
    and whether a member's DMs are open is known only in a DM with the bot.
    """
    if interaction.guild_id is None:
        return interaction.context.dm_channel
    return (
        not private and interaction.is_guild_integration() and not missing_permissions(interaction)
    )


def reply_target_of(
    interaction: discord.Interaction[Any], *, spoiler: bool, private: bool
) -> ReplyTarget:
    """Return where an interaction is answered, in which language and with how large a file.

    A late message has no interaction, so the server's own limit (or a DM's) binds as well.

    Args:
        interaction: What is answered.
        spoiler: Whether the image is hidden until it is clicked.
        private: Whether only the member sees the answer, which is then in their language.
    """
    guild, limit = interaction.guild, interaction.filesize_limit
    own = guild.filesize_limit if guild else SMALLEST_UPLOAD_LIMIT
    return ReplyTarget(
        application_id=interaction.application_id,
        token=interaction.token,
        channel_id=facts_of(interaction).channel_id,
        upload_limit=limit,
        late_upload_limit=min(limit, own),
        spoiler=spoiler,
        language=language_of(interaction, private=private),
    )


def language_of(interaction: discord.Interaction[Any], *, private: bool) -> str:
    """Return the language of an answer: the server's where everybody sees it, else the member's."""
    facts = facts_of(interaction)
    return facts.locale if private or facts.guild_locale is None else facts.guild_locale


async def spot_of(interaction: discord.Interaction[Any]) -> Spot:
    """Return where an interaction happens, for the limits that hold there.

    A server counts only when the bot is in it: elsewhere the bot is a user's own app. Of a thread
    Discord may be asked for the channel that it is in, which takes a second at most; what it does
    not tell stays unknown.
    """
    facts = facts_of(interaction)
    if facts.guild_id is None or facts.channel is None:
        return known_spot_of(interaction)
    return await spot_in(facts.guild_id, facts.channel, facts.role_ids, lookup=_lookup(interaction))


def known_spot_of(interaction: discord.Interaction[Any]) -> Spot:
    """Return the same by what is known already, for what cannot wait."""
    facts = facts_of(interaction)
    if facts.guild_id is None:
        return Spot(is_nsfw=bool(facts.channel and facts.channel.is_nsfw))
    return _spot(facts.guild_id, facts.channel, facts.role_ids, _lookup(interaction))


async def spot_in(
    guild_id: int, channel: ChannelFacts, role_ids: frozenset[int], *, lookup: ChannelLookup
) -> Spot:
    """Return the spot of somebody with such roles in a channel of a server.

    Args:
        guild_id: The server, which the bot is in.
        channel: A thread counts as the channel that it is in.
        role_ids: Without the one that everybody has.
        lookup: Knows channels, or asks Discord for them.
    """
    spot, around = _spot(guild_id, channel, role_ids, lookup), _around(channel)
    if around is None or (spot.is_category_known and spot.is_rating_known):
        return spot
    await lookup.ask(guild_id, around)
    return _spot(guild_id, channel, role_ids, lookup)


def _spot(
    guild_id: int, channel: ChannelFacts | None, role_ids: frozenset[int], lookup: ChannelLookup
) -> Spot:
    if channel is None:
        return Spot(guild_id, role_ids=role_ids, is_category_known=False, is_rating_known=False)
    around, is_nsfw = _around(channel), channel.is_nsfw
    is_said = channel.is_parent_said and not channel.is_thread
    category_id = channel.parent_id if is_said else None
    if around is not None and (is_nsfw is None or not is_said):
        known = lookup.known(guild_id, around)
        if known is not None:
            category_id, is_said = category_id if is_said else known.category_id, True
            is_nsfw = known.is_nsfw if is_nsfw is None else is_nsfw
    return Spot(
        guild_id,
        channel_id=around,
        category_id=category_id,
        is_nsfw=bool(is_nsfw),
        role_ids=role_ids,
        is_category_known=is_said,
        is_rating_known=is_nsfw is not None,
    )


def _around(channel: ChannelFacts) -> int | None:
    """Return the channel that limits are set for."""
    return channel.parent_id if channel.is_thread else channel.id


def _lookup(interaction: discord.Interaction[Any]) -> ChannelLookup:
    return interaction.client.channel_lookup
