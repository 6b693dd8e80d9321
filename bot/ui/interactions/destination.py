"""The spot of an interaction, and where its answer can be sent during and after its lifetime."""

from typing import Any

import discord

from bot.policy.jobs.job import ReplyTarget
from bot.policy.limits.effective import Spot
from bot.ui.interactions.channels import ChannelLookup
from bot.ui.interactions.facts import ChannelFacts, facts_of
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT

#: The permissions for a message of the bot's own; answers to interactions need none.
#: https://github.com/discord/discord-api-docs/issues/5316, read 2026-11-22
LATE_PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, attach_files=True
)


def missing_permissions(interaction: discord.Interaction[Any]) -> list[str]:
    """Return the permissions that the bot lacks for a message of its own in the channel."""
    facts = facts_of(interaction)
    is_thread = facts.channel is not None and facts.channel.is_thread
    sends = "send_messages_in_threads" if is_thread else "send_messages"
    held, needed = facts.app_permissions, ("view_channel", sends, "attach_files")
    return [name for name in needed if not getattr(held, name)]


def can_be_late(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Tell whether an image can certainly be delivered after the interaction's token has expired.

    In a server, the bot needs membership and permissions. A private image would be sent by DM,
    and whether DMs are open is only certain in a DM with the bot.
    """
    if interaction.guild_id is None:
        return interaction.context.dm_channel
    return (
        not private and interaction.is_guild_integration() and not missing_permissions(interaction)
    )


def reply_target_of(
    interaction: discord.Interaction[Any], *, spoiler: bool, private: bool
) -> ReplyTarget:
    """Return the address of an interaction's answer, with its language and upload limits.

    A late message has no interaction, so the limit of the server or DM applies to it as well.

    Args:
        interaction: The interaction to answer.
        spoiler: Whether the image is hidden until it is clicked.
        private: Whether only the member sees the answer, which is then in their language.
    """
    guild, limit = interaction.guild, interaction.filesize_limit
    late_limit = guild.filesize_limit if guild else SMALLEST_UPLOAD_LIMIT
    return ReplyTarget(
        application_id=interaction.application_id,
        token=interaction.token,
        channel_id=facts_of(interaction).channel_id,
        upload_limit=limit,
        late_upload_limit=min(limit, late_limit),
        spoiler=spoiler,
        language=language_of(interaction, private=private),
    )


def language_of(interaction: discord.Interaction[Any], *, private: bool) -> str:
    """Return the language of an answer: the server's if it is public there, else the member's."""
    facts = facts_of(interaction)
    return facts.locale if private or facts.guild_locale is None else facts.guild_locale


async def spot_of(interaction: discord.Interaction[Any]) -> Spot:
    """Return the spot of an interaction, which decides the limits that apply.

    A server counts only if the bot is a member there; elsewhere it is a user-installed app. For a
    thread, the parent channel may be requested from Discord, which takes at most a second; if that
    fails, its facts stay unknown.
    """
    facts = facts_of(interaction)
    if facts.guild_id is None or facts.channel is None:
        return known_spot_of(interaction)
    return await spot_in(facts.guild_id, facts.channel, facts.role_ids, lookup=_lookup(interaction))


def known_spot_of(interaction: discord.Interaction[Any]) -> Spot:
    """Return the spot of an interaction without a request to Discord, for autocompletion."""
    facts = facts_of(interaction)
    if facts.guild_id is None:
        return Spot(is_nsfw=bool(facts.channel and facts.channel.is_nsfw))
    return _spot(facts.guild_id, facts.channel, facts.role_ids, _lookup(interaction))


async def spot_in(
    guild_id: int, channel: ChannelFacts, role_ids: frozenset[int], *, lookup: ChannelLookup
) -> Spot:
    """Return the spot of a member with these roles in a channel of a server.

    Args:
        guild_id: A server that the bot is in.
        channel: A thread counts as its parent channel.
        role_ids: Without `@everyone`.
        lookup: Looks channels up or requests them.
    """
    spot, scope_id = _spot(guild_id, channel, role_ids, lookup), _scope_id(channel)
    if scope_id is None or (spot.is_category_known and spot.is_rating_known):
        return spot
    await lookup.ask(guild_id, scope_id)
    return _spot(guild_id, channel, role_ids, lookup)


def _spot(
    guild_id: int, channel: ChannelFacts | None, role_ids: frozenset[int], lookup: ChannelLookup
) -> Spot:
    if channel is None:
        return Spot(guild_id, role_ids=role_ids, is_category_known=False, is_rating_known=False)
    scope_id, is_nsfw = _scope_id(channel), channel.is_nsfw
    is_category_known = channel.is_parent_said and not channel.is_thread
    category_id = channel.parent_id if is_category_known else None
    if scope_id is not None and (is_nsfw is None or not is_category_known):
        known = lookup.known(guild_id, scope_id)
        if known is not None:
            category_id = category_id if is_category_known else known.category_id
            is_category_known = True
            is_nsfw = known.is_nsfw if is_nsfw is None else is_nsfw
    return Spot(
        guild_id,
        channel_id=scope_id,
        category_id=category_id,
        is_nsfw=bool(is_nsfw),
        role_ids=role_ids,
        is_category_known=is_category_known,
        is_rating_known=is_nsfw is not None,
    )


def _scope_id(channel: ChannelFacts) -> int | None:
    """Return the id of the channel whose limits apply: the parent of a thread."""
    return channel.parent_id if channel.is_thread else channel.id


def _lookup(interaction: discord.Interaction[Any]) -> ChannelLookup:
    return interaction.client.channel_lookup
