"""A first answer is given once, whether a response was lost or another process answered."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import Route
from discord.webhook.async_ import async_context, interaction_response_params

from bot.errors import DuplicateEvent
from bot.ui.interactions.first_response import (
    ANSWERED_ELSEWHERE,
    FirstResponses,
    answering_once,
)
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.discord_loopback.messages import ALREADY_ANSWERED, BROKEN, Refusal

TOKEN = "aW50ZXJhY3Rpb24" + "t" * 60
CALLBACK = "/callback$"
OUTAGE = Refusal(500, 0, "upstream connect error")
PAGE = Refusal(200, 0, "", page="<html>hello</html>")
THINK, CHOICES = 5, 8


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[LoopbackDiscord]:
    async with LoopbackDiscord() as there:
        monkeypatch.setattr(Route, "BASE", there.base_url)
        monkeypatch.setattr(FirstResponses, "has_warned", False)
        yield there


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make discord.py retry without a pause."""
    sleep = asyncio.sleep

    async def hurry(_seconds: float) -> None:
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", hurry)


async def answer(
    kind: int = THINK, count: Callable[[str], None] | None = None
) -> Mapping[str, Any]:
    with answering_once(count), answering_once():
        adapter = async_context.get()
    async with aiohttp.ClientSession() as session:
        return await adapter.create_interaction_response(
            7, TOKEN, session=session, params=interaction_response_params(kind, {})
        )


def tries(there: LoopbackDiscord) -> int:
    return len([call for call in there.calls if call.path.endswith("/callback")])


async def test_an_answer_is_given(there: LoopbackDiscord) -> None:
    said = await answer()
    assert said["interaction"]["response_message_id"] == there.messages.all[0].id
    assert tries(there) == 1


async def test_a_refusal_of_the_first_try_means_that_somebody_else_has_answered(
    there: LoopbackDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    there.messages.answer(TOKEN, {"type": THINK}, (), None)
    counted: list[str] = []
    for _ in range(3):
        with pytest.raises(DuplicateEvent):
            await answer(count=counted.append)
    assert counted == [ANSWERED_ELSEWHERE] * 3
    warnings = [line for line in caplog.records if line.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "another process seems to use DISCORD_TOKEN" in warnings[0].getMessage()


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("lost", [OUTAGE, BROKEN])
async def test_a_refusal_after_a_lost_answer_means_that_it_was_our_own(
    there: LoopbackDiscord, lost: Refusal
) -> None:
    there.fail("POST", CALLBACK, lost, takes_effect=True)
    assert (await answer())["interaction"]["id"] == 7
    assert len(there.messages.all) == 1
    assert tries(there) == 2


async def test_a_connection_that_breaks_is_tried_once_more_and_no_more(
    there: LoopbackDiscord,
) -> None:
    there.fail("POST", CALLBACK, BROKEN)
    await answer()
    assert len(there.messages.all) == 1
    there.fail("POST", CALLBACK, BROKEN, times=2)
    with pytest.raises(aiohttp.ClientConnectionError):
        await answer()
    assert tries(there) == 4


async def test_other_refusals_are_told(there: LoopbackDiscord) -> None:
    there.fail("POST", CALLBACK, Refusal(404, 10062, "Unknown interaction"))
    with pytest.raises(discord.NotFound):
        await answer()


async def test_a_receipt_that_cannot_be_read_is_none_that_is_needed(
    there: LoopbackDiscord,
) -> None:
    there.fail("POST", CALLBACK, PAGE, takes_effect=True)
    assert await answer() == {"interaction": {"id": 7}}


async def test_whoever_offers_choices_later_is_left_alone(
    there: LoopbackDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    there.fail("POST", CALLBACK, ALREADY_ANSWERED)
    await answer(CHOICES)
    assert not [line for line in caplog.records if line.levelname == "WARNING"]
