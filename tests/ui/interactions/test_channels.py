"""Channels are asked for once, within a second, and an answer is not remembered for long."""

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
    """A lookup in front of the small Discord, whose clock the test moves."""

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
async def desk(harness: CardHarness) -> AsyncGenerator[ChannelsHarness]:
    desk = ChannelsHarness(harness.server, harness.client)
    yield desk
    await desk.runner.drain(0)


async def test_many_at_once_ask_once_and_all_know(desk: ChannelsHarness) -> None:
    desk.server.server.add(guild.text_channel("8", "art", parent_id="6", nsfw=True))
    assert desk.lookup.known(GUILD, 8) is None
    await asyncio.gather(*(desk.lookup.ask(GUILD, 8) for _ in range(20)))
    assert desk.lookup.known(GUILD, 8) == KnownChannel(6, is_nsfw=True)
    assert desk.asked(8) == 1


async def test_who_gives_up_takes_the_answer_from_nobody(desk: ChannelsHarness) -> None:
    desk.server.server.add(guild.text_channel("8", "art"))
    first = asyncio.create_task(desk.lookup.ask(GUILD, 8), name="first")
    await asyncio.sleep(0)
    second = asyncio.create_task(desk.lookup.ask(GUILD, 8), name="second")
    await asyncio.sleep(0)
    first.cancel()
    await second
    assert desk.lookup.known(GUILD, 8) == KnownChannel(None, is_nsfw=False)
    assert desk.asked(8) == 1


async def test_an_answer_is_remembered_for_a_minute(desk: ChannelsHarness) -> None:
    channel = desk.server.server.add(guild.text_channel("8", "art"))
    await desk.lookup.ask(GUILD, 8)
    channel["nsfw"] = True
    for now_s, is_nsfw, asked in ((59.0, False, 1), (60.0, True, 2)):
        desk.now_s = now_s
        await desk.lookup.ask(GUILD, 8)
        assert desk.lookup.known(GUILD, 8) == KnownChannel(None, is_nsfw=is_nsfw)
        assert desk.asked(8) == asked


@pytest.mark.parametrize(
    ("refusal", "until_s"),
    [
        (Refusal(403, 50001, "Missing Access"), 60),
        (Refusal(404, 10003, "Unknown Channel"), 60),
        (Refusal(400, 0, "Bad Request"), 10),
    ],
)
async def test_a_refusal_is_remembered_as_well_and_an_outage_for_less_long(
    desk: ChannelsHarness, refusal: Refusal, until_s: int
) -> None:
    desk.server.fail("GET", "/channels/8$", refusal)
    desk.server.server.add(guild.text_channel("8", "art"))
    await desk.lookup.ask(GUILD, 8)
    desk.now_s = until_s - 1
    await desk.lookup.ask(GUILD, 8)
    assert (desk.lookup.known(GUILD, 8), desk.asked(8)) == (None, 1)
    desk.now_s = until_s
    await desk.lookup.ask(GUILD, 8)
    assert desk.lookup.known(GUILD, 8) == KnownChannel(None, is_nsfw=False)


async def test_a_channel_of_another_server_is_none_of_this_one(desk: ChannelsHarness) -> None:
    desk.server.server.add(guild.text_channel("8", "art"))
    await desk.lookup.ask(1, 8)
    assert desk.lookup.known(1, 8) is None
    assert desk.lookup.known(GUILD, 8) is None


async def test_what_hangs_is_given_up_and_ends(
    desk: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: int) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(desk.client, "fetch_channel", hang)
    desk = replace(desk, timing=LookupTiming(deadline_s=0.01))
    # more than are asked for at once, so that some do not even begin
    await asyncio.gather(*(desk.lookup.ask(GUILD, number) for number in range(30)))
    assert len(desk.runner) == 0


async def test_what_is_remembered_is_bounded(
    desk: ChannelsHarness,
) -> None:
    desk = replace(desk, timing=LookupTiming(most_remembered=2))
    for number in (8, 9, 10):
        desk.server.server.add(guild.text_channel(str(number), "art"))
        await desk.lookup.ask(GUILD, number)
    assert [bool(desk.lookup.known(GUILD, number)) for number in (8, 9, 10)] == [False, True, True]


@pytest.mark.parametrize("is_told", [True, False])
async def test_the_cache_knows_only_the_category_of_a_hidden_channel(
    desk: ChannelsHarness, *, is_told: bool
) -> None:
    real = guild.text_channel("8", "art", parent_id="6", nsfw=True)
    client: Any = desk.client
    client._connection._add_guild_from_data({**GUILD_PAYLOAD, "channels": [guild.hidden(real)]})
    assert desk.lookup.known(GUILD, 8) == KnownChannel(6, is_nsfw=None)
    desk.server.server.add(real, is_hidden=not is_told)
    await desk.lookup.ask(GUILD, 8)
    assert desk.lookup.known(GUILD, 8) == KnownChannel(6, is_nsfw=True if is_told else None)
