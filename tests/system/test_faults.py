"""Every error is reported to its member in one sentence."""

import asyncio
import re
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from simcord.results import InteractionResult

from bot.errors import MissingPermission
from bot.policy.jobs.job import Requester
from bot.service.jobs.admission import AdmittedJob
from bot.ui.interactions.controls import SafeItem, SafeModal, SafeView
from bot.ui.interactions.first_response import FirstResponses
from bot.ui.interactions.reply import InteractionReply
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

REFERENCE = re.compile(r"reference [0-9a-f]{8}")


class Button(SafeItem, discord.ui.DynamicItem[discord.ui.Button[Any]], template="t:(?P<what>.+)"):
    """A dynamic item that fails as its custom id says."""

    def __init__(self, what: str) -> None:
        super().__init__(discord.ui.Button(label=what, custom_id=f"t:{what}"))
        self.what = what

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, _item: object, match: re.Match[str], /
    ) -> "Button":
        return cls(match["what"])

    async def check(self, interaction: discord.Interaction[Any]) -> None:
        if self.what == "forbidden" or interaction.user.bot:
            raise MissingPermission

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        if self.what == "broken":
            raise RuntimeError("boom")
        if self.what == "modal":
            await interaction.response.send_modal(BrokenModal())
        else:
            await InteractionReply.of(interaction).show("done")


class BrokenModal(SafeModal, title="Broken"):
    """A modal that fails when it is submitted."""

    words: discord.ui.TextInput[Any] = discord.ui.TextInput(label="words", custom_id="words")

    async def on_submit(self, _interaction: discord.Interaction[Any], /) -> None:
        raise RuntimeError("boom")


class BrokenView(SafeView):
    """A view that fails when its button is clicked."""

    @discord.ui.button(label="view", custom_id="view")
    async def click(self, _interaction: discord.Interaction[Any], _: object) -> None:
        raise RuntimeError("boom")


async def _post(harness: BotHarness, view: discord.ui.View) -> discord.Message:
    channel = harness.bot.get_channel(harness.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("here", view=view)


async def _click(harness: BotHarness, what: str) -> str:
    harness.bot.add_dynamic_items(Button)
    view = discord.ui.View(timeout=None)
    view.add_item(Button(what))
    message = await _post(harness, view)
    result = await harness.mia.click(message, custom_id=f"t:{what}")
    assert result.ephemeral
    return answer_of(result).content


async def test_a_dynamic_item_that_works_is_left_alone(harness: BotHarness) -> None:
    assert await _click(harness, "fine") == "done"


async def test_a_dynamic_items_mistake_is_told_by_reference(
    harness: BotHarness, caplog: pytest.LogCaptureFixture
) -> None:
    sentence = await _click(harness, "broken")
    [reference] = REFERENCE.findall(sentence)
    assert reference.replace(" ", "=") in caplog.text
    assert "boom" not in sentence


async def test_a_dynamic_items_refusal_is_told(harness: BotHarness) -> None:
    assert "don't have permission" in await _click(harness, "forbidden")


async def test_a_modals_mistake_is_told_by_reference(harness: BotHarness) -> None:
    harness.bot.add_dynamic_items(Button)
    view = discord.ui.View(timeout=None)
    view.add_item(Button("modal"))
    shown = await harness.mia.click(await _post(harness, view), custom_id="t:modal")
    result = await harness.mia.submit_modal(shown, {"words": "x"})
    harness.expected_errors = 1
    assert REFERENCE.search(answer_of(result).content)


async def test_a_views_mistake_is_told_by_reference(harness: BotHarness) -> None:
    message = await _post(harness, BrokenView(timeout=None))
    result = await harness.mia.click(message, custom_id="view")
    harness.expected_errors = 1
    assert REFERENCE.search(answer_of(result).content)


async def test_a_button_that_nobody_knows_any_more_gets_a_sentence(harness: BotHarness) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="old", custom_id="from-another-version"))
    message = await _post(harness, view)
    view.stop()
    result = await harness.mia.click(message, custom_id="from-another-version")
    assert result.ephemeral
    assert "no longer has this command or button" in answer_of(result).content


async def test_a_commands_mistake_is_told_by_reference(harness: BotHarness) -> None:
    async def broken(_interaction: discord.Interaction[Any]) -> None:
        raise RuntimeError("boom")

    command = app_commands.Command[Any, ..., None](name="broken", description="x", callback=broken)
    harness.bot.tree.add_command(command)
    await harness.bot.tree.sync()
    result = await harness.mia.slash(harness.art, "broken")
    assert result.ephemeral
    assert REFERENCE.search(answer_of(result).content)
    harness.expected_errors = 1


@pytest.fixture
def slow(harness: BotHarness, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Delay admission until this event, then refuse."""
    event = asyncio.Event()

    async def admit(requester: Requester, *_: object, **__: object) -> AdmittedJob:
        assert requester.user_id == harness.mia.id
        await harness.env.external_wait(event.wait(), reason="a slow database")
        raise MissingPermission

    monkeypatch.setattr(harness.services.imagine, "admit", admit)
    return event


async def _ask_slowly(
    harness: BotHarness, slow: asyncio.Event, *, private: bool
) -> InteractionResult:
    asking = asyncio.create_task(
        harness.mia.slash(harness.art, "imagine", prompt="a fox", private=private)
    )
    while not harness.requests("POST", "/callback"):
        await asyncio.sleep(0)
    slow.set()
    return await asking


async def test_a_slow_private_refusal_stands_in_place_of_thinking(
    harness: BotHarness, slow: asyncio.Event
) -> None:
    result = await _ask_slowly(harness, slow, private=True)
    assert result.ephemeral
    assert "don't have permission" in answer_of(result).content


async def test_a_slow_public_refusal_removes_thinking_before_it_is_told_privately(
    harness: BotHarness, slow: asyncio.Event
) -> None:
    await _ask_slowly(harness, slow, private=False)
    calls = [entry for entry in harness.env.http_requests if "/webhooks/" in entry.path]
    assert [call.method for call in calls] == ["DELETE", "POST"]
    assert calls[0].path.endswith("/messages/@original")
    told: Any = calls[1].json
    assert "don't have permission" in told["content"]
    assert told["flags"] == discord.MessageFlags(ephemeral=True).value
    assert harness.art.last_message is None


async def test_a_first_answer_that_discord_refuses_sends_nothing_and_gives_everything_back(
    harness: BotHarness,
) -> None:
    harness.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=None)
    await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    harness.env.backend.faults.clear()
    assert harness.painter.requests == []
    message = harness.art.last_message
    assert message is not None
    assert "Discord didn't accept the bot's reply" in message.content
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert not result.ephemeral


async def test_a_first_answer_whose_receipt_was_lost_is_taken_as_given(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = FirstResponses._send  # pyright: ignore[reportPrivateUsage] - what the network does

    async def send_and_lose(self: Any, *args: Any) -> object:  # noqa: ANN401 - as there
        said, session = await send(self, *args), args[2]
        if session.has_lost_an_answer:
            return said
        session.has_lost_an_answer = True
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(FirstResponses, "_send", send_and_lose)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert answer_of(result).attachments


async def test_an_attachment_is_not_fetched_for_somebody_who_has_to_wait(
    harness: BotHarness, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    fetched: list[int] = []

    async def read(self: discord.Attachment) -> bytes:
        fetched.append(self.id)
        return png

    monkeypatch.setattr(discord.Attachment, "read", read)
    refused = await harness.mia.slash(harness.art, "imagine", prompt="a fox", image=("a.png", png))
    assert refused.ephemeral
    assert fetched == []


async def test_an_attachment_that_discord_does_not_hand_over_is_told(
    harness: BotHarness, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(_self: discord.Attachment) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "read", read)
    refused = await harness.mia.slash(harness.art, "imagine", prompt="a fox", image=("a.png", png))
    assert refused.ephemeral
    assert "couldn't get the attached image" in answer_of(refused).content
