"""Asks Discord for channels of which neither an interaction nor the cache tells the truth.

An interaction in a thread does not say whether the channel around it is age-restricted, nor in
which category that is. The cache knows, unless the server is not there yet or Discord hides the
channel from the bot.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.service.jobs.runner import Runner
from bot.ui.interactions.reply import NOT_TAKEN

log = logging.getLogger(__name__)

#: The name of a channel that Discord hides from bots without *View Channel*. Its type, position and
#: category are true, and nothing else.
#: https://github.com/discord/discord-api-docs/pull/8454, read 2026-11-30
HIDDEN_NAME = "___hidden___"

#: A bot may ask Discord 50 times a second for everything together.
#: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit, read 2026-11-30
_ASKED_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class LookupTiming:
    """What a question may take and how long its answer is of use, in seconds."""

    deadline_s: float = 1
    """While this is asked, nothing is answered, and Discord waits for 3 s."""
    remembered_s: float = 60
    """Discord tells of no change of what it hides, so that an answer is worth little for long."""
    failure_remembered_s: float = 10
    """How long Discord is not asked again after an outage."""
    most_remembered: int = 1_000
    """How many answers are remembered."""


@dataclass(frozen=True, slots=True)
class KnownChannel:
    """What is known of a channel of a server."""

    category_id: int | None
    is_nsfw: bool | None
    """Whether it is age-restricted; None where Discord hides that."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    guild_id: int
    known: KnownChannel | None
    until_s: float


_TIMING = LookupTiming()


class ChannelLookup:
    """Knows channels by the cache or by what was asked a moment ago; else it asks Discord once."""

    def __init__(
        self,
        client: discord.Client,
        runner: Runner,
        now_s: Callable[[], float] = time.monotonic,
        *,
        timing: LookupTiming = _TIMING,
    ) -> None:
        """Know nothing yet.

        Args:
            client: Whose cache is looked into, and who asks.
            runner: Owns the requests, which several interactions may wait for.
            now_s: Seconds of a clock that never goes back.
            timing: How long to wait and to remember.
        """
        self._client = client
        self._runner = runner
        self._now_s = now_s
        self._timing = timing
        self._remembered: dict[int, _Remembered] = {}
        self._asking: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(_ASKED_AT_ONCE)

    def known(self, guild_id: int, channel_id: int) -> KnownChannel | None:
        """Return what is known of a server's channel without asking; None for nothing."""
        guild = self._client.get_guild(guild_id)
        channel = guild and guild.get_channel(channel_id)
        cached = None if channel is None else _known(channel)
        if cached is not None and cached.is_nsfw is not None:
            return cached
        remembered = self._recall(guild_id, channel_id)
        return (remembered and remembered.known) or cached

    async def ask(self, guild_id: int, channel_id: int) -> None:
        """Have `known` know the channel, if Discord tells of it within a second.

        Whoever asks while somebody else does waits for the same answer, and an answer is
        remembered for a minute, so that a channel that Discord does not tell of costs no more.
        """
        if self._recall(guild_id, channel_id):
            return
        asking = self._asking.get(channel_id)
        if asking is None:
            asking = self._runner.start(f"channel:{channel_id}", self._fetch(guild_id, channel_id))
            self._asking[channel_id] = asking
            asking.add_done_callback(lambda _: self._asking.pop(channel_id, None))
        # a member who is gone does not take the answer from the others
        await asyncio.wait({asking})

    async def _fetch(self, guild_id: int, channel_id: int) -> None:
        known, lasts_s = None, self._timing.remembered_s
        try:
            async with asyncio.timeout(self._timing.deadline_s), self._slots:
                found = await self._client.fetch_channel(channel_id)
            if isinstance(found, discord.abc.GuildChannel) and found.guild.id == guild_id:
                known = _known(found)
        except (discord.Forbidden, discord.NotFound, discord.InvalidData) as error:
            log.info("Discord does not tell of channel %s: %s", channel_id, error)
        except NOT_TAKEN as error:
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
    """Tell whether Discord hides a channel from the bot, so that its cache holds no truth."""
    return channel.name == HIDDEN_NAME


def _known(channel: Any) -> KnownChannel:  # noqa: ANN401 - channels of all types
    return KnownChannel(channel.category_id, None if is_hidden(channel) else channel.is_nsfw())
