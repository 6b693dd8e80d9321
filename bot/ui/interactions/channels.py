"""Looks up channel data that interactions lack: in the cache, or from Discord.

An interaction in a thread has neither the age restriction nor the category of the thread's parent
channel. The cache has them, unless the server is not loaded yet or Discord hides the channel from
the bot.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.service.jobs.runner import Runner
from bot.ui.interactions.reply import CALL_FAILED

log = logging.getLogger(__name__)

#: The name of a channel that Discord hides from bots without *View Channel*. Only its type,
#: position and category are correct.
#: https://github.com/discord/discord-api-docs/pull/8454, read 2026-11-30
HIDDEN_NAME = "___hidden___"

#: Concurrent requests; the global rate limit of a bot is 50 requests per second.
#: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit, read 2026-11-30
_REQUESTS_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class LookupTiming:
    """The deadline of a lookup and the lifetime of its result."""

    deadline_s: float = 1
    """In seconds; the interaction stays unanswered meanwhile, and Discord allows 3 s for that."""
    remembered_s: float = 60
    """In seconds; Discord sends no events for hidden channels, so results become stale."""
    failure_remembered_s: float = 10
    """The wait after a failed request before the next one, in seconds."""
    most_remembered: int = 1_000
    """The most results that are kept."""


@dataclass(frozen=True, slots=True)
class KnownChannel:
    """The known facts about a server's channel."""

    category_id: int | None
    is_nsfw: bool | None
    """Whether it is age-restricted; None if Discord hides that."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    guild_id: int
    known: KnownChannel | None
    until_s: float


_TIMING = LookupTiming()


class ChannelLookup:
    """Looks channels up in discord.py's cache and among recent results, or requests them."""

    def __init__(
        self,
        client: discord.Client,
        runner: Runner,
        now_s: Callable[[], float] = time.monotonic,
        *,
        timing: LookupTiming = _TIMING,
    ) -> None:
        """Start without results.

        Args:
            client: Provides the cache and sends the requests.
            runner: Owns the requests, which several interactions may await.
            now_s: A monotonic clock, in seconds.
            timing: Deadline and lifetimes.
        """
        self._client = client
        self._runner = runner
        self._now_s = now_s
        self._timing = timing
        self._remembered: dict[int, _Remembered] = {}
        self._requests: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(_REQUESTS_AT_ONCE)

    def known(self, guild_id: int, channel_id: int) -> KnownChannel | None:
        """Return the known facts about a server's channel without a request; None if unknown."""
        guild = self._client.get_guild(guild_id)
        channel = guild and guild.get_channel(channel_id)
        cached = None if channel is None else _known(channel)
        if cached is not None and cached.is_nsfw is not None:
            return cached
        remembered = self._recall(guild_id, channel_id)
        return (remembered and remembered.known) or cached

    async def ask(self, guild_id: int, channel_id: int) -> None:
        """Request a channel from Discord, so that `known` returns it afterwards.

        Concurrent calls share one request. A missing channel is remembered as well, so that it is
        not requested each time.
        """
        if self._recall(guild_id, channel_id):
            return
        request = self._requests.get(channel_id)
        if request is None:
            request = self._runner.start(f"channel:{channel_id}", self._fetch(guild_id, channel_id))
            self._requests[channel_id] = request
            request.add_done_callback(lambda _: self._requests.pop(channel_id, None))
        # `wait`, so that a cancelled caller does not cancel the request of the others
        await asyncio.wait({request})

    async def _fetch(self, guild_id: int, channel_id: int) -> None:
        known, lasts_s = None, self._timing.remembered_s
        try:
            async with asyncio.timeout(self._timing.deadline_s), self._slots:
                found = await self._client.fetch_channel(channel_id)
            if isinstance(found, discord.abc.GuildChannel) and found.guild.id == guild_id:
                known = _known(found)
        except (discord.Forbidden, discord.NotFound, discord.InvalidData) as error:
            log.info("Discord does not tell of channel %s: %s", channel_id, error)
        except CALL_FAILED as error:
            log.warning("channel %s could not be asked for: %s", channel_id, error)
            lasts_s = self._timing.failure_remembered_s
        while len(self._remembered) >= self._timing.most_remembered:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[channel_id] = _Remembered(guild_id, known, self._now_s() + lasts_s)

    def _recall(self, guild_id: int, channel_id: int) -> _Remembered | None:
        found = self._remembered.get(channel_id)
        if found is None or found.guild_id != guild_id:
            return None
        if self._now_s() >= found.until_s:
            del self._remembered[channel_id]
            return None
        return found


def is_hidden(channel: Any) -> bool:  # noqa: ANN401 - channels of all types
    """Tell whether Discord hides a channel from the bot, which makes its cached data unreliable."""
    return channel.name == HIDDEN_NAME


def _known(channel: Any) -> KnownChannel:  # noqa: ANN401 - channels of all types
    return KnownChannel(channel.category_id, None if is_hidden(channel) else channel.is_nsfw())
