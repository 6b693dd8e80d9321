"""The loopback Discord over its socket: failing calls, and bots that connect one after another."""

from collections.abc import AsyncGenerator

import aiohttp
import pytest

from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.messages import Refusal
from testkit.discord_loopback.payloads import APPLICATION_ID, CHANNEL_ID

OUTAGE = Refusal(503, 0, "upstream connect error")
MESSAGES = f"/channels/{CHANNEL_ID}/messages"


@pytest.fixture
async def discord() -> AsyncGenerator[LoopbackDiscord]:
    async with LoopbackDiscord() as discord:
        yield discord


@pytest.fixture
async def session() -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session:
        yield session


async def write(discord: LoopbackDiscord, session: aiohttp.ClientSession) -> int:
    async with session.post(discord.base_url + MESSAGES, json={"content": "hello"}) as answer:
        return answer.status


async def test_a_trouble_strikes_as_often_as_it_was_told_and_changes_nothing(
    discord: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    discord.fail("POST", "/messages$", OUTAGE, times=2)
    assert [await write(discord, session) for _ in range(3)] == [503, 503, 200]
    assert len(discord.messages.all) == 1


async def test_an_answer_can_be_lost_after_the_call_took_effect(
    discord: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    discord.fail("POST", "/messages$", OUTAGE, takes_effect=True)
    assert await write(discord, session) == 503
    assert len(discord.messages.all) == 1


async def test_a_rate_limit_says_when_to_try_again(
    discord: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    discord.fail("POST", "/messages$", Refusal(429, 0, "slow down"), retry_after_s=0.5)
    async with session.post(discord.base_url + MESSAGES, json={}) as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "0.5"
        assert (await answer.json())["retry_after"] == 0.5


async def test_only_the_bots_own_token_is_accepted(discord: LoopbackDiscord) -> None:
    async with aiohttp.ClientSession() as stranger:
        assert await write(discord, stranger) == 401
    assert discord.messages.all == []


async def test_bots_come_one_after_another_each_with_a_session_of_its_own(
    discord: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"{discord.base_url}/gateway/bot") as answer:
        url = (await answer.json())["url"]
    for number in (1, 2):
        async with session.ws_connect(url) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 2, "d": {"shard": [0, 1]}})
            ready = await socket.receive_json()
            assert (ready["t"], ready["d"]["application"]["id"]) == ("READY", APPLICATION_ID)
            await discord.wait_for_bot(session=number)
    assert discord.sessions == 2
