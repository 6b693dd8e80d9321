"""The controls of a card without an image: Cancel, Try again, Edit prompt."""

import asyncio
from typing import Any

import discord
import pytest

from bot.i18n import ENGLISH
from bot.policy.images.actions import Action
from bot.sandbox.painter import ScriptedAnswer
from bot.ui.jobs.buttons import cancel_view, job_view
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import form_of, images_in, last_job, post, restart, unchanged

REFUSED = ScriptedAnswer.error(403, metadata={"reasons": ["violence"]})
SLOW = ScriptedAnswer(sketch=True, latency_s=30)


async def _card_with(harness: BotHarness, words: str) -> discord.Message:
    """Wait for the message with these words."""
    while True:
        for message in harness.art.history():
            if words in message.content:
                return message
        await asyncio.sleep(0)


async def _failed(harness: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Let a request fail, and return its card."""
    harness.painter.script(REFUSED)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a red fox", **options)
    assert "rejected this prompt" in answer_of(result).content
    return answer_of(result)


async def test_an_image_that_waits_is_cancelled_for_nothing(open_harness: OpenBot) -> None:
    async with open_harness(max_concurrent_images=1) as harness:
        harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.3))
        harness.dispatch(harness.mia, "imagine", prompt="a red fox")
        await harness.painter.wait_for_requests(1)
        harness.dispatch(harness.ben, "imagine", prompt="a blue fox")
        card = await _card_with(harness, "Next in the queue")
        await harness.ben.click(card, label="Cancel")
        cancelled = await _card_with(harness, f"{harness.ben.mention} You canceled this request.")
        assert "Nothing was charged." in cancelled.content
        assert "cooldown was lifted" in cancelled.content
        assert len(harness.painter.requests) == 1
        again = await harness.ben.slash(harness.art, "imagine", prompt="a blue fox")
        assert answer_of(again).attachments


@pytest.mark.parametrize("permission", ["manage_messages", "manage_guild", "administrator"])
async def test_a_moderator_cancels_what_is_generated_for_somebody_else(
    harness: BotHarness, permission: str
) -> None:
    harness.painter.script(SLOW)
    guild = harness.mia.guild
    role = guild.create_role("mods", permissions=discord.Permissions(**{permission: True}))
    zoe = guild.add_member(harness.env.create_user("zoe"), roles=[role])
    harness.dispatch(harness.mia, "imagine", prompt="a red fox")
    await harness.painter.wait_for_requests(1)
    result = await zoe.click(await _card_with(harness, "Generating with"), label="Cancel")
    assert result.response is None or not result.ephemeral
    cancelled = await _card_with(harness, f"{zoe.mention} canceled this request.")
    assert "charge" in cancelled.content
    assert harness.spooled() == []


async def test_asking_and_cancelling_in_a_loop_is_paid_no_more_often_than_the_limits_allow(
    open_harness: OpenBot,
) -> None:
    async with open_harness(member_images_per_day=3) as harness:
        harness.painter.default = SLOW
        for number in range(1, 4):
            harness.dispatch(harness.mia, "imagine", prompt=f"fox {number}")
            await harness.painter.wait_for_requests(number)
            card = await _card_with(harness, f"fox {number}")
            assert "it counts toward your limits even if you cancel" in card.content
            await harness.mia.click(card, label="Cancel")
            cancelled = await _card_with(harness, "You canceled this request.")
            assert "the image and the cooldown count toward your limits" in cancelled.content
            again = await harness.mia.slash(harness.art, "imagine", prompt="too soon")
            why = "next image" if number < 3 else "used 3 of your 3 images today"
            assert why in answer_of(again).content
            await cancelled.delete()
            harness.clock.advance(seconds=61)
        for _ in range(5):
            refused = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
            assert "used 3 of your 3 images today" in answer_of(refused).content
        assert len(harness.painter.requests) == 3


async def test_nobody_else_cancels_an_image(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.3))
    harness.dispatch(harness.mia, "imagine", prompt="a red fox")
    await harness.painter.wait_for_requests(1)
    result = await harness.ben.click(await _card_with(harness, "Generating with"), label="Cancel")
    [reply] = result.followups
    assert reply.ephemeral
    assert "Only the member who requested this image and moderators can" in reply.content
    [message] = harness.art.history()
    assert message.attachments


async def test_a_moderator_of_another_channel_cancels_nothing_here(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.3))
    guild = harness.mia.guild
    role = guild.create_role("mods of elsewhere")
    zoe = guild.add_member(harness.env.create_user("zoe"), roles=[role])
    may = discord.PermissionOverwrite(manage_messages=True)
    created = guild.create_text_channel("elsewhere", overwrites={role: may})
    harness.dispatch(harness.mia, "imagine", prompt="a red fox")
    await harness.painter.wait_for_requests(1)
    # custom ids are not secret: anyone can send a message with this button elsewhere
    elsewhere = harness.bot.get_channel(created.id)
    assert isinstance(elsewhere, discord.TextChannel)
    forged = await elsewhere.send("a card", view=cancel_view(last_job(harness), say=ENGLISH))
    [reply] = (await zoe.click(forged, label="Cancel")).followups
    assert reply.ephemeral
    assert "and moderators can" in reply.content
    [message] = harness.art.history()
    assert message.attachments


async def test_a_click_on_cancel_is_acknowledged_before_anything_is_looked_up(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    async def read(_job_id: int) -> None:
        seen.append(bool(harness.requests("POST", "/callback")))
        raise AssertionError

    monkeypatch.setattr(harness.services.imagine, "read", read)
    await harness.mia.click(await post(harness, cancel_view(1, say=ENGLISH)), label="Cancel")
    assert seen == [True]


def _older_view(job_id: int) -> discord.ui.View:
    actions = (Action.CANCEL, Action.AGAIN, Action.EDIT)
    return job_view(job_id, *actions, say=ENGLISH, is_failure=True)


async def test_what_is_there_already_cannot_be_cancelled(harness: BotHarness) -> None:
    harness.dispatch(harness.mia, "imagine", prompt="a red fox")
    await harness.env.settle()
    [job_id] = [int(path.split("/")[2]) for path in harness.requests("POST", "/callback")]
    result = await harness.mia.click(
        await post(harness, cancel_view(job_id, say=ENGLISH)), label="Cancel"
    )
    [reply] = result.followups
    assert reply.ephemeral
    assert "nothing left to cancel" in reply.content


@pytest.mark.parametrize("label", ["Cancel", "Try again", "Edit prompt"])
async def test_a_job_that_nobody_knows_is_told(harness: BotHarness, label: str) -> None:
    message = await post(harness, _older_view(1))
    result = await harness.mia.click(message, label=label)
    reply = result.followups[0] if label == "Cancel" else result.response
    assert reply is not None
    assert reply.ephemeral
    assert "no longer has this image" in reply.content


async def test_trying_again_asks_for_the_same_in_a_new_card(harness: BotHarness) -> None:
    card = await _failed(harness, ratio="16:9", spoiler=True)
    again = await harness.mia.click(card, label="Try again")
    assert not again.ephemeral
    [image] = answer_of(again).attachments
    assert image.is_spoiler()
    assert "> a red fox" in answer_of(again).content
    assert "16:9" in answer_of(again).content
    first, second = [request.body for request in harness.painter.requests]
    assert first.pop("trace") != second.pop("trace")
    assert first == second
    assert len(harness.art.history()) == 2


async def test_a_second_click_is_held_against_the_same_rules(harness: BotHarness) -> None:
    card = await _failed(harness)
    await harness.mia.click(card, label="Try again")
    harness.clock.advance(seconds=3)
    second = await harness.mia.click(card, label="Try again")
    assert second.ephemeral
    assert "<t:" in answer_of(second).content
    assert len(harness.painter.requests) == 2


async def test_everybody_tries_again_on_their_own_allowance(harness: BotHarness) -> None:
    result = await harness.ben.click(await _failed(harness), label="Try again")
    assert harness.ben.mention in answer_of(result).content
    assert answer_of(result).attachments
    harness.clock.advance(seconds=3)
    refused = await harness.ben.slash(harness.art, "imagine", prompt="a blue fox")
    assert refused.ephemeral
    accepted = await harness.mia.slash(harness.art, "imagine", prompt="a blue fox")
    assert not accepted.ephemeral


async def test_only_the_author_and_moderators_edit_a_prompt(harness: BotHarness) -> None:
    card = await _failed(harness)
    result = await harness.ben.click(card, label="Edit prompt")
    assert result.modal is None
    assert result.ephemeral
    assert (
        "Only the member who requested this image and moderators can" in answer_of(result).content
    )
    role = harness.mia.guild.create_role(
        "mods", permissions=discord.Permissions(manage_messages=True)
    )
    zoe = harness.mia.guild.add_member(harness.env.create_user("zoe"), roles=[role])
    assert (await zoe.click(card, label="Edit prompt")).modal is not None


@pytest.mark.parametrize("label", ["Try again", "Edit prompt"])
async def test_a_private_image_stays_private(harness: BotHarness, label: str) -> None:
    card = await _failed(harness, private=True)
    result = await harness.mia.click(card, label=label)
    if label == "Edit prompt":
        result = await harness.mia.submit_modal(result, unchanged(result, prompt="a blue fox"))
    assert result.ephemeral
    assert answer_of(result).attachments
    assert harness.art.last_message is None


@pytest.mark.parametrize("label", ["Try again", "Edit prompt"])
async def test_an_attached_image_goes_along_again(
    harness: BotHarness, png: bytes, label: str
) -> None:
    card = await _failed(harness, image=("a.png", png))
    harness.clock.advance(days=6, hours=23)
    result = await harness.mia.click(card, label=label)
    if label == "Edit prompt":
        result = await harness.mia.submit_modal(result, unchanged(result))
    assert answer_of(result).attachments
    first, second = harness.painter.requests
    assert images_in(first) == images_in(second)
    assert len(images_in(first)) == 1


@pytest.mark.parametrize("label", ["Try again", "Edit prompt"])
async def test_an_attached_image_that_is_gone_has_to_be_attached_again(
    harness: BotHarness, png: bytes, label: str
) -> None:
    card = await _failed(harness, image=("a.png", png))
    harness.clock.advance(days=7)
    reply = await harness.mia.click(card, label=label)
    assert reply.ephemeral
    assert reply.modal is None
    assert "attach it again" in answer_of(reply).content
    assert len(harness.painter.requests) == 1


async def test_a_request_is_edited_in_a_form_that_begins_with_it(harness: BotHarness) -> None:
    model = "google/gemini-3-pro-image"
    card = await _failed(harness, ratio="16:9", model=model, size="2K")
    shown = await harness.mia.click(card, label="Edit prompt")
    assert unchanged(shown) == {
        "prompt": "a red fox",
        "model": [model],
        "ratio": ["16:9"],
        "size": ["2K"],
        "count": ["1"],
    }
    result = await harness.mia.submit_modal(shown, unchanged(shown, prompt="a  blue\nfox"))
    assert not result.ephemeral
    assert answer_of(result).attachments
    assert "> a blue fox" in answer_of(result).content
    for fact in ("16:9", "Gemini 3 Pro Image", "2K"):
        assert fact in answer_of(result).content


async def test_every_option_can_be_edited(harness: BotHarness) -> None:
    shown = await harness.mia.click(await _failed(harness), label="Edit prompt")
    assert unchanged(shown) == {
        "prompt": "a red fox",
        "model": ["-"],
        "ratio": ["-"],
        "size": ["-"],
        "count": ["1"],
    }
    model = "google/gemini-3-pro-image"
    changes = unchanged(shown, model=model, ratio="9:16", size="2K")
    result = await harness.mia.submit_modal(shown, changes)
    for fact in ("9:16", "Gemini 3 Pro Image", "2K"):
        assert fact in answer_of(result).content


async def test_an_edit_that_the_model_cannot_do_is_refused_with_what_it_can(
    harness: BotHarness,
) -> None:
    shown = await harness.mia.click(await _failed(harness), label="Edit prompt")
    changes = unchanged(shown, model="google/gemini-3-pro-image", size="512")
    harness.expected_errors = 1
    result = await harness.mia.submit_modal(shown, changes)
    assert result.ephemeral
    assert "1K" in answer_of(result).content
    assert len(harness.painter.requests) == 1


async def test_an_edited_prompt_is_checked_like_any_other(harness: BotHarness) -> None:
    shown = await harness.mia.click(await _failed(harness), label="Edit prompt")
    harness.expected_errors = 1
    result = await harness.mia.submit_modal(shown, unchanged(shown, prompt="\u200b \u200b"))
    assert result.ephemeral
    assert "1 to 2,000" in answer_of(result).content


async def test_the_longest_prompt_can_be_edited(harness: BotHarness) -> None:
    prompt = "fox " * 499 + "fox!"
    harness.painter.script(REFUSED)
    result = await harness.mia.slash(harness.art, "imagine", prompt=prompt)
    shown = await harness.mia.click(answer_of(result), label="Edit prompt")
    assert form_of(shown)["prompt"]["value"] == prompt


async def test_the_buttons_work_after_a_restart(harness: BotHarness) -> None:
    card = await _failed(harness)
    await restart(harness)
    again = await harness.mia.click(card, label="Try again")
    assert answer_of(again).attachments


async def test_a_control_of_another_version_is_told(harness: BotHarness) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Animate", custom_id="job:animate:1"))
    view.stop()
    reply = await harness.mia.click(await post(harness, view), label="Animate")
    assert reply.ephemeral
    assert "no longer has this command or button" in answer_of(reply).content
