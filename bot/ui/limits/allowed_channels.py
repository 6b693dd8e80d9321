"""Finds other channels in which a member can create images."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import discord

from bot.policy.limits.rulebook import ChannelList, ChannelMode
from bot.ui.interactions.channels import is_hidden

#: The most channels that a sentence links to.
_MOST = 5


def channels_elsewhere(
    interaction: discord.Interaction[Any], channels: ChannelList
) -> tuple[int, ...]:
    """Return at most five channels that the list allows and the member can use, in display order.

    Only cached channels are considered, so there may be others.
    """
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return ()
    return tuple(islice(_usable(guild, member, channels), _MOST))


def _usable(guild: discord.Guild, member: discord.Member, channels: ChannelList) -> Iterator[int]:
    is_allowed_list = channels.mode is ChannelMode.ONLY
    for channel in (*guild.text_channels, *guild.forums, *guild.voice_channels):
        is_listed = bool(channels.ids & {channel.id, channel.category_id})
        # a hidden channel's permissions are hidden, too
        if is_listed is not is_allowed_list or is_hidden(channel):
            continue
        held = channel.permissions_for(member)
        if held.view_channel and held.use_application_commands:
            yield channel.id
