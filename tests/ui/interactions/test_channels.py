"""Channels are requested once, for a second at most, and results expire soon."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from typing import Any

import discord
import pytest

from bot.service.jobs.runner import Runner
from bot.ui.interactions.channels import ChannelLookup, KnownChannel, LookupTiming
from testkit.discord_loopback import guild
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.discord_loopback.messages import Refusal
from testkit.discord_loopback.payloads import GUILD as GUILD_PAYLOAD
from testkit.discord_loopback.payloads import GUILD_ID
from tests.ui.conftest import CardHarness

GUILD = int(GUILD_ID)


@dataclass
class ChannelsHarness:
    """A lookup on the loopback Discord, with a clock that the test sets."""

    server: LoopbackDiscord
    client: discord.Client
    timing: LookupTiming = field(default_factory=LookupTiming)
    now_s: float = 0.0
    runner: Runner = field(default_factory=Runner)

    def __post_init__(self) -> None:
        self.lookup = ChannelLookup(
            self.client, self.runner, lambda: self.now_s, timing=self.timing
        )

    def asked(self, channel_id: int) -> int:
        path = f"/channels/{channel_id}"
        return sum(call.path == path for call in self.server.calls)


@pytest.fixture
async def channels(harness: CardHarness) -> AsyncGenerator[ChannelsHarness]:
    channels = ChannelsHarness(harness.server, harness.client)
    yield channels
    await channels.runner.drain(0)


async def test_many_at_once_ask_once_and_all_know(channels: ChannelsHarness) -> None:
    channels.server.server.add(guild.text_channel("8", "art", parent_id="6", nsfw=True))
    assert channels.lookup.known(GUILD, 8) is None
    await asyncio.gather(*(channels.lookup.ask(GUILD, 8) for _ in range(20)))
    assert channels.lookup.known(GUILD, 8) == KnownChannel(6, is_nsfw=True)
    assert channels.asked(8) == 1


async def test_who_gives_up_takes_the_answer_from_nobody(channels: ChannelsHarness) -> None:
    channels.server.server.add(guild.text_channel("8", "art"))
    first = asyncio.create_task(channels.lookup.ask(GUILD, 8), name="first")
    await asyncio.sleep(0)
    second = asyncio.create_task(channels.lookup.ask(GUILD, 8), name="second")
    await asyncio.sleep(0)
    first.cancel()
    await second
    assert channels.lookup.known(GUILD, 8) == KnownChannel(None, is_nsfw=False)
    assert channels.asked(8) == 1


async def test_an_answer_is_remembered_for_a_minute(channels: ChannelsHarness) -> None:
    channel = channels.server.server.add(guild.text_channel("8", "art"))
    await channels.lookup.ask(GUILD, 8)
    channel["nsfw"] = True
    for now_s, is_nsfw, asked in ((59.0, False, 1), (60.0, True, 2)):
        channels.now_s = now_s
        await channels.lookup.ask(GUILD, 8)
        assert channels.lookup.known(GUILD, 8) == KnownChannel(None, is_nsfw=is_nsfw)
        assert channels.asked(8) == asked


@pytest.mark.parametrize(
    ("refusal", "until_s"),
    [
        (Refusal(403, 50001, "Missing Access"), 60),
        (Refusal(404, 10003, "Unknown Channel"), 60),
        (Refusal(400, 0, "Bad Request"), 10),
    ],
)
async def test_a_refusal_is_remembered_as_well_and_an_outage_for_less_long(
    channels: ChannelsHarness, refusal: Refusal, until_s: int
) -> None:
    channels.server.fail("GET", "/channels/8$", refusal)
    channels.server.server.add(guild.text_channel("8", "art"))
    await channels.lookup.ask(GUILD, 8)
    channels.now_s = until_s - 1
    await channels.lookup.ask(GUILD, 8)
    assert (channels.lookup.known(GUILD, 8), channels.asked(8)) == (None, 1)
    channels.now_s = until_s
    await channels.lookup.ask(GUILD, 8)
    assert channels.lookup.known(GUILD, 8) == KnownChannel(None, is_nsfw=False)


async def test_a_channel_of_another_server_is_none_of_this_one(channels: ChannelsHarness) -> None:
    channels.server.server.add(guild.text_channel("8", "art"))
    await channels.lookup.ask(1, 8)
    assert channels.lookup.known(1, 8) is None
    assert channels.lookup.known(GUILD, 8) is None


async def test_what_hangs_is_given_up_and_ends(
    channels: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: int) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(channels.client, "fetch_channel", hang)
    channels = replace(channels, timing=LookupTiming(deadline_s=0.01))
    # more than the concurrent requests allowed, so that some never start
    await asyncio.gather(*(channels.lookup.ask(GUILD, number) for number in range(30)))
    assert len(channels.runner) == 0


async def test_what_is_remembered_is_bounded(
    channels: ChannelsHarness,
) -> None:
    channels = replace(channels, timing=LookupTiming(most_remembered=2))
    for number in (8, 9, 10):
        channels.server.server.add(guild.text_channel(str(number), "art"))
        await channels.lookup.ask(GUILD, number)
    assert [bool(channels.lookup.known(GUILD, number)) for number in (8, 9, 10)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("is_told", [True, False])
async def test_the_cache_knows_only_the_category_of_a_hidden_channel(
    channels: ChannelsHarness, *, is_told: bool
) -> None:
    real = guild.text_channel("8", "art", parent_id="6", nsfw=True)
    client: Any = channels.client
    client._connection._add_guild_from_data({**GUILD_PAYLOAD, "channels": [guild.hidden(real)]})
    assert channels.lookup.known(GUILD, 8) == KnownChannel(6, is_nsfw=None)
    channels.server.server.add(real, is_hidden=not is_told)
    await channels.lookup.ask(GUILD, 8)
    assert channels.lookup.known(GUILD, 8) == KnownChannel(6, is_nsfw=True if is_told else None)
