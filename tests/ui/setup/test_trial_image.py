"""A test image is deleted even if the bot stops meanwhile."""

import asyncio
from datetime import UTC, datetime
from typing import Any, cast

import discord
import pytest

from bot.i18n import ENGLISH
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.facts import ChannelFacts
from bot.ui.setup.state import ChosenChannel
from bot.ui.setup.trial_image import send_test_image

CHANNEL = ChosenChannel(ChannelFacts(5, type=0), 0, datetime(2026, 11, 30, tzinfo=UTC))


class _Message:
    id = 7

    def __init__(self) -> None:
        self.is_edited = asyncio.Event()
        self.is_deleted = False

    async def edit(self, *, content: str) -> None:
        assert content
        self.is_edited.set()
        await asyncio.Event().wait()

    async def delete(self) -> None:
        # another task runs, as during a request
        await asyncio.sleep(0)
        self.is_deleted = True


class _Client:
    """Serves one channel whose messages can't be edited in time."""

    def __init__(self, message: _Message) -> None:
        self.http = self
        self._message = message

    async def get_channel(self, channel_id: int) -> object:
        return {"id": str(channel_id), "guild_id": "1"}

    def get_partial_messageable(self, channel_id: int) -> "_Client":
        assert channel_id == CHANNEL.id
        return self

    async def send(self, content: str, *, file: discord.File, **_options: object) -> _Message:
        assert content
        assert file.fp.read(8) == b"\x89PNG\r\n\x1a\n"
        return self._message


async def test_a_test_that_is_cancelled_deletes_its_image() -> None:
    message = _Message()
    client, rights = cast("discord.Client", _Client(message)), cast("ChannelRights", None)
    trial = asyncio.create_task(send_test_image(client, rights, 1, CHANNEL, ENGLISH), name="test")
    await message.is_edited.wait()
    trial.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trial
    assert message.is_deleted


async def test_a_call_without_an_answer_ends_at_its_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.ui.setup.trial_image._CALL_S", 0.01)
    message: Any = _Message()
    client, rights = cast("discord.Client", _Client(message)), cast("ChannelRights", None)
    result = await send_test_image(client, rights, 1, CHANNEL, ENGLISH)
    assert (result.failure, result.link) == ("outage", None)
    assert message.is_deleted
