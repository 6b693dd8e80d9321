"""Whatever goes wrong, somebody hears of it in one sentence."""

import asyncio
import re
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from simcord.results import InteractionResult

from bot.errors import MissingPermission
from bot.policy.jobs.job import Asker
from bot.service.jobs.admission import Ticket
from bot.ui.interactions.controls import SafeItem, SafeModal, SafeView
from bot.ui.interactions.first_response import FirstAnswers
from bot.ui.interactions.reply import Reply
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

REFERENCE = re.compile(r"reference [0-9a-f]{8}")


class Button(SafeItem, discord.ui.DynamicItem[discord.ui.Button[Any]], template="t:(?P<what>.+)"):
    """Fails in the way that its custom id names."""

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
            await Reply.of(interaction).show("done")


class BrokenModal(SafeModal, title="Broken"):
    """Fails when it is submitted."""

    words: discord.ui.TextInput[Any] = discord.ui.TextInput(label="words", custom_id="words")

    async def on_submit(self, _interaction: discord.Interaction[Any], /) -> None:
        raise RuntimeError("boom")


class BrokenView(SafeView):
    """Fails when its button is clicked."""

    @discord.ui.button(label="view", custom_id="view")
    async def click(self, _interaction: discord.Interaction[Any], _: object) -> None:
        raise RuntimeError("boom")


async def _post(stage: BotHarness, view: discord.ui.View) -> discord.Message:
    channel = stage.bot.get_channel(stage.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("here", view=view)


async def _click(stage: BotHarness, what: str) -> str:
    stage.bot.add_dynamic_items(Button)
    view = discord.ui.View(timeout=None)
    view.add_item(Button(what))
    message = await _post(stage, view)
    result = await stage.mia.click(message, custom_id=f"t:{what}")
    assert result.ephemeral
    return answer_of(result).content


async def test_a_dynamic_item_that_works_is_left_alone(stage: BotHarness) -> None:
    assert await _click(stage, "fine") == "done"


async def test_a_dynamic_items_mistake_is_told_by_reference(
    stage: BotHarness, caplog: pytest.LogCaptureFixture
) -> None:
    sentence = await _click(stage, "broken")
    [reference] = REFERENCE.findall(sentence)
    assert reference.replace(" ", "=") in caplog.text
    assert "boom" not in sentence


async def test_a_dynamic_items_refusal_is_told(stage: BotHarness) -> None:
    assert "don't have permission" in await _click(stage, "forbidden")


async def test_a_modals_mistake_is_told_by_reference(stage: BotHarness) -> None:
    stage.bot.add_dynamic_items(Button)
    view = discord.ui.View(timeout=None)
    view.add_item(Button("modal"))
    shown = await stage.mia.click(await _post(stage, view), custom_id="t:modal")
    result = await stage.mia.submit_modal(shown, {"words": "x"})
    stage.expected_errors = 1
    assert REFERENCE.search(answer_of(result).content)


async def test_a_views_mistake_is_told_by_reference(stage: BotHarness) -> None:
    message = await _post(stage, BrokenView(timeout=None))
    result = await stage.mia.click(message, custom_id="view")
    stage.expected_errors = 1
    assert REFERENCE.search(answer_of(result).content)


async def test_a_button_that_nobody_knows_any_more_gets_a_sentence(stage: BotHarness) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="old", custom_id="from-another-version"))
    message = await _post(stage, view)
    view.stop()
    result = await stage.mia.click(message, custom_id="from-another-version")
    assert result.ephemeral
    assert "no longer has this command or button" in answer_of(result).content


async def test_a_commands_mistake_is_told_by_reference(stage: BotHarness) -> None:
    async def broken(_interaction: discord.Interaction[Any]) -> None:
        raise RuntimeError("boom")

    command = app_commands.Command[Any, ..., None](name="broken", description="x", callback=broken)
    stage.bot.tree.add_command(command)
    await stage.bot.tree.sync()
    result = await stage.mia.slash(stage.art, "broken")
    assert result.ephemeral
    assert REFERENCE.search(answer_of(result).content)
    stage.expected_errors = 1


@pytest.fixture
def slow(stage: BotHarness, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """The decision takes until this event, and is a refusal."""
    event = asyncio.Event()

    async def admit(asker: Asker, *_: object, **__: object) -> Ticket:
        assert asker.user_id == stage.mia.id
        await stage.env.external_wait(event.wait(), reason="a slow database")
        raise MissingPermission

    monkeypatch.setattr(stage.services.imagine, "admit", admit)
    return event


async def _ask_slowly(
    stage: BotHarness, slow: asyncio.Event, *, private: bool
) -> InteractionResult:
    asking = asyncio.create_task(
        stage.mia.slash(stage.art, "imagine", prompt="a fox", private=private)
    )
    while not stage.requests("POST", "/callback"):
        await asyncio.sleep(0)
    slow.set()
    return await asking


async def test_a_slow_private_refusal_stands_in_place_of_thinking(
    stage: BotHarness, slow: asyncio.Event
) -> None:
    result = await _ask_slowly(stage, slow, private=True)
    assert result.ephemeral
    assert "don't have permission" in answer_of(result).content


async def test_a_slow_public_refusal_removes_thinking_before_it_is_told_privately(
    stage: BotHarness, slow: asyncio.Event
) -> None:
    await _ask_slowly(stage, slow, private=False)
    calls = [entry for entry in stage.env.http_requests if "/webhooks/" in entry.path]
    assert [call.method for call in calls] == ["DELETE", "POST"]
    assert calls[0].path.endswith("/messages/@original")
    told: Any = calls[1].json
    assert "don't have permission" in told["content"]
    assert told["flags"] == discord.MessageFlags(ephemeral=True).value
    assert stage.art.last_message is None


async def test_a_first_answer_that_discord_refuses_sends_nothing_and_gives_everything_back(
    stage: BotHarness,
) -> None:
    stage.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=None)
    await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    stage.env.backend.faults.clear()
    assert stage.painter.requests == []
    message = stage.art.last_message
    assert message is not None
    assert "Discord didn't accept the bot's reply" in message.content
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert not result.ephemeral


async def test_a_first_answer_whose_receipt_was_lost_is_taken_as_given(
    stage: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = FirstAnswers._send  # pyright: ignore[reportPrivateUsage] - what the network does

    async def send_and_lose(self: Any, *args: Any) -> object:  # noqa: ANN401 - as there
        said, session = await send(self, *args), args[2]
        if session.has_lost_an_answer:
            return said
        session.has_lost_an_answer = True
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(FirstAnswers, "_send", send_and_lose)
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert answer_of(result).attachments


async def test_an_attachment_is_not_fetched_for_somebody_who_has_to_wait(
    stage: BotHarness, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    fetched: list[int] = []

    async def read(self: discord.Attachment) -> bytes:
        fetched.append(self.id)
        return png

    monkeypatch.setattr(discord.Attachment, "read", read)
    refused = await stage.mia.slash(stage.art, "imagine", prompt="a fox", image=("a.png", png))
    assert refused.ephemeral
    assert fetched == []


async def test_an_attachment_that_discord_does_not_hand_over_is_told(
    stage: BotHarness, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(_self: discord.Attachment) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "read", read)
    refused = await stage.mia.slash(stage.art, "imagine", prompt="a fox", image=("a.png", png))
    assert refused.ephemeral
    assert "couldn't get the attached image" in answer_of(refused).content
