"""Options of commands that take a channel, with the types of channels that they offer."""

from typing import Any

import discord
from discord import app_commands

#: Channels and categories that rules can be set for.
ScopeChannel = app_commands.AppCommandChannel

#: Channels and threads where images can be created.
AnyChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread

_COMMON_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
)
_THREADS = (
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
)


#: The types of `ScopeChannel`. Threads and forum posts follow their parent.
SCOPE_CHANNEL_TYPES = (*_COMMON_TYPES, discord.ChannelType.category)


class _ChannelOption(app_commands.Transformer):
    """A channel option with explicit channel types.

    discord.py adds media channels wherever forums are allowed, but Discord's specification does
    not list them for options.
    https://github.com/discord/discord-api-spec/blob/main/specs/openapi.json, read 2026-11-22
    """

    def __init__(self, *types: discord.ChannelType) -> None:
        self._types = list(types)

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return self._types

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> Any:  # noqa: ANN401 - as discord.py has it
        # keep what Discord sent: the cache may lack the channel or be out of date
        return value


ScopeOption = app_commands.Transform[ScopeChannel, _ChannelOption(*SCOPE_CHANNEL_TYPES)]
AnyOption = app_commands.Transform[AnyChannel, _ChannelOption(*_COMMON_TYPES, *_THREADS)]
TextOption = app_commands.Transform[
    ScopeChannel, _ChannelOption(discord.ChannelType.text, discord.ChannelType.news)
]
