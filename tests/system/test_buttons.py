"""The buttons under a card: cancel, try again, edit the prompt."""

import asyncio
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.client import ImagineBot
from bot.sandbox.painter import Say
from bot.ui.jobbuttons import JobAction, cancel_view, job_view
from cogs import EXTENSIONS
from tests.system.conftest import OpenStage, Stage

REFUSED = Say.error(403, metadata={"reasons": ["violence"]})
SLOW = Say(sketch=True, latency_s=30)


async def _card_with(stage: Stage, words: str) -> discord.Message:
    """Wait for the message that says so."""
    while True:
        for message in stage.art.history():
            if words in message.content:
                return message
        await asyncio.sleep(0)


async def _failed(stage: Stage, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Ask in vain, and return the card."""
    stage.painter.script(REFUSED)
    result = await stage.mia.slash(stage.art, "imagine", prompt="a red fox", **options)
    assert result.response is not None
    assert "refused this prompt" in result.response.content
    return result.response


def _asked(stage: Stage) -> list[str]:
    """The prompts that reached the painter, as far as they can be told apart."""
    return [str(asked.body) for asked in stage.painter.requests]


async def test_a_picture_that_waits_is_cancelled_for_nothing(open_stage: OpenStage) -> None:
    async with open_stage(max_concurrent_pictures=1) as stage:
        stage.painter.script(Say(sketch=True, latency_s=0.3))
        stage.dispatch(stage.mia, "imagine", prompt="a red fox")
        await stage.painter.wait_for_requests(1)
        stage.dispatch(stage.ben, "imagine", prompt="a blue fox")
        card = await _card_with(stage, "Next in line")
        await stage.ben.click(card, label="Cancel")
        cancelled = await _card_with(stage, f"{stage.ben.mention} you cancelled this picture.")
        assert "Nothing was charged." in cancelled.content
        assert "cooldown were given back" in cancelled.content
        assert len(stage.painter.requests) == 1
        again = await stage.ben.slash(stage.art, "imagine", prompt="a blue fox")
        assert again.response is not None
        assert again.response.attachments


@pytest.mark.parametrize("permission", ["manage_messages", "manage_guild", "administrator"])
async def test_a_moderator_cancels_what_is_painted_for_somebody_else(
    stage: Stage, permission: str
) -> None:
    stage.painter.script(SLOW)
    guild = stage.mia.guild
    role = guild.create_role("mods", permissions=discord.Permissions(**{permission: True}))
    zoe = guild.add_member(stage.env.create_user("zoe"), roles=[role])
    stage.dispatch(stage.mia, "imagine", prompt="a red fox")
    await stage.painter.wait_for_requests(1)
    result = await zoe.click(await _card_with(stage, "Painting with"), label="Cancel")
    assert result.response is None or not result.ephemeral
    cancelled = await _card_with(stage, f"{zoe.mention} cancelled this picture.")
    assert "charge" in cancelled.content
    assert stage.spooled() == []


async def test_nobody_else_cancels_a_picture(stage: Stage) -> None:
    stage.painter.script(Say(sketch=True, latency_s=0.3))
    stage.dispatch(stage.mia, "imagine", prompt="a red fox")
    await stage.painter.wait_for_requests(1)
    result = await stage.ben.click(await _card_with(stage, "Painting with"), label="Cancel")
    [told] = result.followups
    assert told.ephemeral
    assert "for the member who asked for the picture, and for moderators" in told.content
    [message] = stage.art.history()
    assert message.attachments


async def test_a_moderator_of_another_channel_cancels_nothing_here(stage: Stage) -> None:
    stage.painter.script(Say(sketch=True, latency_s=0.3))
    guild = stage.mia.guild
    role = guild.create_role("mods", permissions=discord.Permissions(manage_messages=True))
    zoe = guild.add_member(stage.env.create_user("zoe"), roles=[role])
    stage.dispatch(stage.mia, "imagine", prompt="a red fox")
    await stage.painter.wait_for_requests(1)
    # a control's id is not secret: whoever learns it can have it clicked wherever they may write
    elsewhere = stage.bot.get_channel(guild.create_text_channel("elsewhere").id)
    assert isinstance(elsewhere, discord.TextChannel)
    forged = await elsewhere.send("a card", view=cancel_view(_last_job(stage)))
    [told] = (await zoe.click(forged, label="Cancel")).followups
    assert told.ephemeral
    assert "and for moderators" in told.content
    [message] = stage.art.history()
    assert message.attachments


async def test_a_click_on_cancel_is_acknowledged_before_anything_is_looked_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    async def read(_job_id: int) -> None:
        seen.append(bool(stage.requests("POST", "/callback")))
        raise AssertionError

    monkeypatch.setattr(stage.services.imagine, "read", read)
    await stage.mia.click(await _post(stage, cancel_view(1)), label="Cancel")
    assert seen == [True]


async def _post(stage: Stage, view: discord.ui.View) -> discord.Message:
    """Let an older card with its buttons stand in the channel."""
    channel = stage.bot.get_channel(stage.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("an older card", view=view)


async def test_what_is_there_already_cannot_be_cancelled(stage: Stage) -> None:
    stage.dispatch(stage.mia, "imagine", prompt="a red fox")
    await stage.env.settle()
    [job_id] = [int(path.split("/")[2]) for path in stage.requests("POST", "/callback")]
    result = await stage.mia.click(await _post(stage, cancel_view(job_id)), label="Cancel")
    [told] = result.followups
    assert told.ephemeral
    assert "nothing left to cancel" in told.content


@pytest.mark.parametrize("label", ["Cancel", "Try again", "Edit prompt"])
async def test_a_job_that_nobody_knows_is_told(stage: Stage, label: str) -> None:
    message = await _post(stage, job_view(1, *JobAction))
    result = await stage.mia.click(message, label=label)
    told = result.followups[0] if label == "Cancel" else result.response
    assert told is not None
    assert told.ephemeral
    assert "has forgotten this picture" in told.content


async def test_trying_again_asks_for_the_same_in_a_new_card(stage: Stage) -> None:
    card = await _failed(stage, ratio="16:9", spoiler=True)
    again = await stage.mia.click(card, label="Try again")
    assert again.response is not None
    assert not again.ephemeral
    [picture] = again.response.attachments
    assert picture.is_spoiler()
    assert "> a red fox" in again.response.content
    assert "16:9" in again.response.content
    first, second = _asked(stage)
    assert first == second
    assert len(stage.art.history()) == 2


async def test_a_second_click_is_held_against_the_same_rules(stage: Stage) -> None:
    card = await _failed(stage)
    await stage.mia.click(card, label="Try again")
    second = await stage.mia.click(card, label="Try again")
    assert second.ephemeral
    assert second.response is not None
    assert "<t:" in second.response.content
    assert len(stage.painter.requests) == 2


@pytest.mark.parametrize("label", ["Try again", "Edit prompt"])
async def test_only_the_requester_tries_again(stage: Stage, label: str) -> None:
    card = await _failed(stage)
    result = await stage.ben.click(card, label=label)
    assert result.ephemeral
    assert result.response is not None
    assert "for the member who asked" in result.response.content
    assert len(stage.painter.requests) == 1


@pytest.mark.parametrize("label", ["Try again", "Edit prompt"])
async def test_a_private_picture_stays_private(stage: Stage, label: str) -> None:
    card = await _failed(stage, private=True)
    result = await stage.mia.click(card, label=label)
    if label == "Edit prompt":
        result = await stage.mia.submit_modal(result, {"prompt": "a blue fox"})
    assert result.ephemeral
    assert result.response is not None
    assert result.response.attachments
    assert stage.art.last_message is None


@pytest.mark.parametrize("label", ["Try again", "Edit prompt"])
async def test_an_attached_picture_has_to_be_attached_again(
    stage: Stage, png: bytes, label: str
) -> None:
    stage.painter.script(REFUSED)
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox", image=("a.png", png))
    assert result.response is not None
    assert result.response.components == []
    message = await _post(stage, job_view(_last_job(stage), *JobAction))
    told = await stage.mia.click(message, label=label)
    assert told.ephemeral
    assert told.response is not None
    assert "attach it again" in told.response.content


def _last_job(stage: Stage) -> int:
    return int(stage.requests("POST", "/callback")[-1].split("/")[2])


def _form(shown: Any) -> dict[str, Any]:  # noqa: ANN401 - as simcord has it
    [label] = shown.modal["components"]
    return label["component"]


async def test_the_prompt_is_edited_in_a_form_that_begins_with_it(stage: Stage) -> None:
    card = await _failed(stage, ratio="16:9")
    shown = await stage.mia.click(card, label="Edit prompt")
    assert _form(shown)["value"] == "a red fox"
    result = await stage.mia.submit_modal(shown, {"prompt": "a  blue\nfox"})
    assert not result.ephemeral
    assert result.response is not None
    assert result.response.attachments
    assert "> a blue fox" in result.response.content
    assert "16:9" in result.response.content


async def test_an_edited_prompt_is_checked_like_any_other(stage: Stage) -> None:
    shown = await stage.mia.click(await _failed(stage), label="Edit prompt")
    result = await stage.mia.submit_modal(shown, {"prompt": "\u200b \u200b"})
    stage.expected_errors = 1
    assert result.ephemeral
    assert result.response is not None
    assert "1 to 2,000" in result.response.content


async def test_the_longest_prompt_can_be_edited(stage: Stage) -> None:
    prompt = "fox " * 499 + "fox!"
    stage.painter.script(REFUSED)
    result = await stage.mia.slash(stage.art, "imagine", prompt=prompt)
    assert result.response is not None
    shown = await stage.mia.click(result.response, label="Edit prompt")
    assert _form(shown)["value"] == prompt


async def _click_after_a_restart(stage: Stage, member: MemberActor, card: Any) -> Any:  # noqa: ANN401 - as simcord has it
    await stage.env.restart_bot(ImagineBot(stage.services, EXTENSIONS))
    return await member.click(card, label="Try again")


async def test_the_buttons_work_after_a_restart(stage: Stage) -> None:
    again = await _click_after_a_restart(stage, stage.mia, await _failed(stage))
    assert again.response is not None
    assert again.response.attachments


async def test_a_finished_picture_has_no_buttons(stage: Stage) -> None:
    result = await stage.mia.slash(stage.art, "imagine", prompt="a red fox")
    assert result.response is not None
    assert result.response.components == []
