"""The way of an image from the command to the channel, as members see it."""

import asyncio
import io
from dataclasses import replace
from importlib import import_module
from typing import Any, cast

import discord
import pytest
from PIL import Image

from bot.client import ImagineBot
from bot.errors import ClosedReason
from bot.policy.images.ratio import COMMON_RATIOS, has_ratio
from bot.sandbox.painter import ScriptedAnswer
from cogs import EXTENSIONS
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot


async def test_a_command_ends_in_an_image_with_everything_that_belongs_to_it(
    harness: BotHarness,
) -> None:
    result = await harness.mia.slash(harness.art, "imagine", prompt="a *red* fox", ratio="16:9")
    assert not result.ephemeral
    content = answer_of(result).content
    assert content.startswith(harness.mia.mention)
    assert "> a \\*red\\* fox" in content
    assert "16:9 · **Gemini 2.5 Flash Image** · $0.039" in content
    [image] = answer_of(result).attachments
    assert image.filename == "a-red-fox.png"
    assert image.description == "Generated image: a *red* fox"
    assert (await image.read())[:4] == b"\x89PNG"
    assert harness.spooled() == []


async def test_the_answer_shows_the_model_and_counts_while_the_image_is_generated(
    harness: BotHarness,
) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.3))
    asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
    await harness.painter.wait_for_requests(1)
    message = harness.art.last_message
    assert message is not None
    assert message.content.startswith("🎨 Generating with **Gemini 2.5 Flash Image** · started <t:")
    assert message.flags.suppress_embeds
    await asking


@pytest.mark.parametrize("ratio", COMMON_RATIOS)
async def test_the_pixels_have_the_asked_ratio(harness: BotHarness, ratio: str) -> None:
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", ratio=ratio)
    [image] = answer_of(result).attachments
    width, height = Image.open(io.BytesIO(await image.read())).size
    assert has_ratio(ratio, width, height)


async def test_a_second_command_within_the_cooldown_is_refused_to_the_member_alone(
    harness: BotHarness,
) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    refused = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert refused.ephemeral
    assert "<t:" in answer_of(refused).content
    others = await harness.ben.slash(harness.art, "imagine", prompt="a fox")
    assert not others.ephemeral
    harness.clock.advance(seconds=60)
    again = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert answer_of(again).attachments


async def test_a_failure_is_told_on_the_card_and_the_next_try_is_free(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer.error(403, metadata={"reasons": ["violence"]}))
    refused = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert "rejected this prompt" in answer_of(refused).content
    assert "cooldown was lifted" in answer_of(refused).content
    again = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert answer_of(again).attachments
    assert harness.spooled() == []


async def test_a_private_image_is_shown_to_the_member_alone(harness: BotHarness) -> None:
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", private=True)
    assert result.ephemeral
    assert answer_of(result).attachments
    assert harness.art.last_message is None


async def test_a_spoiler_is_hidden(harness: BotHarness) -> None:
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", spoiler=True)
    assert answer_of(result).attachments[0].is_spoiler()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"prompt": "\u200b \u200b"}, "1 to 2,000"),
        ({"prompt": "a fox", "model": "nobody/knows"}, "no model nobody/knows"),
        ({"prompt": "a fox", "ratio": "8:1"}, "doesn't support `ratio` 8:1"),
        ({"prompt": "a fox", "image": ("a.png", b"not a picture")}, "isn't a PNG"),
        ({"prompt": "a fox", "image": ("a.png", b"x" * (10 * 2**20 + 1))}, "larger than 10 MB"),
    ],
)
async def test_what_cannot_work_is_refused_before_anything_is_spent(
    harness: BotHarness, options: dict[str, object], words: str
) -> None:
    refused = await harness.mia.slash(harness.art, "imagine", **options)
    assert refused.ephemeral
    assert words in answer_of(refused).content
    assert harness.painter.requests == []
    assert harness.spooled() == []
    again = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert not again.ephemeral


async def test_an_attached_image_goes_along(harness: BotHarness, png: bytes) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="in winter", image=("a.png", png))
    [request] = harness.painter.requests
    assert "data:image/png;base64," in str(request.body)
    assert harness.spooled() == []


async def test_models_and_sizes_are_offered_with_their_prices(harness: BotHarness) -> None:
    models = await harness.mia.autocomplete(harness.art, "imagine", "model", "pro image")
    assert {"name": "Gemini 3 Pro Image · $0.134", "value": "google/gemini-3-pro-image"} in models
    sizes = await harness.mia.autocomplete(
        harness.art, "imagine", "size", "", prompt="x", model="google/gemini-3-pro-image"
    )
    assert [size["value"] for size in sizes] == ["1K", "2K", "4K"]


async def test_a_gone_model_is_replaced_and_the_card_says_who_generated(
    harness: BotHarness,
) -> None:
    harness.painter.script(ScriptedAnswer.error(404, availability={"code": "model_deprecated"}))
    wish = "google/gemini-2.5-flash-image"
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", model=wish)
    assert "**Gemini 3.1 Flash Image**" in answer_of(result).content
    assert "is no longer available, so its successor was used" in answer_of(result).content
    assert [request.body["model"] for request in harness.painter.requests] == [
        "google/gemini-2.5-flash-image",
        "google/gemini-3.1-flash-image",
    ]


async def test_an_image_over_the_upload_limit_is_made_to_fit_and_says_so(
    harness: BotHarness,
) -> None:
    harness.painter.script(ScriptedAnswer(target_bytes=27_000_000))
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    [image] = answer_of(result).attachments
    assert image.filename == "a-fox.webp"
    assert image.size < 26_214_400
    assert "too large to upload here" in answer_of(result).content


async def test_a_413_all_the_same_is_fitted_and_sent_again(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer(target_bytes=12_000_000))
    harness.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=413, code=40005)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    [image] = answer_of(result).attachments
    assert image.size <= 10 * 2**20
    assert len(harness.painter.requests) == 1


async def test_past_the_tokens_life_the_image_comes_as_a_message_of_its_own(
    open_harness: OpenBot,
) -> None:
    async with open_harness(job_timeout_seconds=3600) as harness:
        harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.2))
        asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
        await harness.painter.wait_for_requests(1)
        harness.clock.advance(minutes=15)
        await asking
        message = harness.art.last_message
        assert message is not None
        assert message.attachments
        assert harness.mia.mention in message.content
        assert len(harness.requests("POST", f"/channels/{harness.art.id}/messages")) == 1
        # the first response must not stay at "Generating"
        await harness.until(lambda: len(harness.art.history()) == 1)


@pytest.mark.parametrize("minutes", [14, 14.9])
async def test_the_answer_is_used_as_long_as_its_token_lives(
    harness: BotHarness, minutes: float
) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.2))
    asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
    await harness.painter.wait_for_requests(1)
    harness.clock.advance(minutes=minutes)
    result = await asking
    assert answer_of(result).attachments
    assert harness.requests("POST", f"/channels/{harness.art.id}/messages") == []


async def test_in_a_rush_each_card_says_whether_it_waits(open_harness: OpenBot) -> None:
    async with open_harness(max_concurrent_images=1) as harness:
        harness.painter.default = ScriptedAnswer(sketch=True, latency_s=0.1)
        for member in (harness.mia, harness.ben):
            harness.dispatch(member, "imagine", prompt="a fox")
        await harness.env.settle()
        answers: list[str] = [
            cast("Any", entry.json)["data"]["content"]
            for entry in harness.env.http_requests
            if entry.path.endswith("/callback")
        ]
        assert ["Next in the queue · ready <t:" in answer for answer in answers] == [False, True]
        assert len([message for message in harness.art.history() if message.attachments]) == 2


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003)])
async def test_a_late_image_that_neither_channel_nor_dm_takes_is_given_back(
    open_harness: OpenBot, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    async with open_harness(job_timeout_seconds=3600) as harness:
        harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.2))
        path = f"/channels/{harness.art.id}/messages"
        harness.env.inject_error("POST", path, status=status, code=code, times=None)
        dms = f"/channels/{harness.mia.user.dm_channel.id}/messages"
        harness.env.inject_error("POST", dms, status=403, code=50007, times=None)
        asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
        await harness.painter.wait_for_requests(1)
        harness.clock.advance(minutes=15)
        await asking
        assert "NowhereToDeliver" in caplog.text
        again = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert answer_of(again).attachments
    assert harness.spooled() == []


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003)])
async def test_a_late_image_that_the_channel_does_not_take_comes_by_dm(
    open_harness: OpenBot, status: int, code: int
) -> None:
    async with open_harness(job_timeout_seconds=3600) as harness:
        harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.2))
        path = f"/channels/{harness.art.id}/messages"
        harness.env.inject_error("POST", path, status=status, code=code, times=None)
        asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
        await harness.painter.wait_for_requests(1)
        harness.clock.advance(minutes=15)
        await asking
        message = harness.mia.user.dm_channel.last_message
        assert message is not None
        assert message.attachments


async def test_an_outage_of_discord_is_waited_out_without_generation_again(
    harness: BotHarness,
) -> None:
    harness.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=503, times=1)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert answer_of(result).attachments
    assert len(harness.painter.requests) == 1


async def test_the_operator_is_told_once_where_a_late_image_could_not_go(
    open_harness: OpenBot, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_harness(cooldown_seconds=0) as harness:
        nothing = discord.PermissionOverwrite(send_messages=False, attach_files=False)
        locked = harness.mia.guild.create_text_channel(
            "locked", overwrites={harness.bot.user: nothing} if harness.bot.user else {}
        )
        for _ in range(2):
            harness.dispatch(harness.mia, "imagine", channel=locked, prompt="a fox")
            await harness.env.settle()
        assert len([message for message in locked.history() if message.attachments]) == 2
        warnings = [
            record for record in caplog.records if "missing send_messages" in record.message
        ]
        assert len(warnings) == 1


async def test_no_more_channels_are_remembered_than_fit(
    open_harness: OpenBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_harness(cooldown_seconds=0) as harness:
        # the module that this bot has loaded
        monkeypatch.setattr(import_module("cogs.imagine.submit"), "_MAX_WARNED_CHANNELS", 2)
        nothing = discord.PermissionOverwrite(send_messages=False, attach_files=False)
        assert harness.bot.user is not None
        locked = [
            harness.mia.guild.create_text_channel(name, overwrites={harness.bot.user: nothing})
            for name in ("one", "two", "three")
        ]
        # the third channel evicts the others, so they are reported again
        for number in (0, 1, 0, 1, 2, 2, 0):
            harness.dispatch(harness.mia, "imagine", channel=locked[number], prompt="a fox")
            await harness.env.settle()
        warnings = [
            record for record in caplog.records if "missing send_messages" in record.message
        ]
        assert len(warnings) == 4


async def test_a_late_private_image_comes_by_dm(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.2))
    asking = asyncio.create_task(
        harness.mia.slash(harness.art, "imagine", prompt="a fox", private=True)
    )
    await harness.painter.wait_for_requests(1)
    harness.clock.advance(minutes=15)
    await asking
    assert harness.art.last_message is None
    message = harness.mia.user.dm_channel.last_message
    assert message is not None
    assert message.attachments


async def test_who_waited_long_is_mentioned_in_a_message_with_a_link(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.2))
    asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
    await harness.painter.wait_for_requests(1)
    harness.clock.advance(minutes=2)
    result = await asking
    [ping] = result.followups
    place = f"{harness.mia.guild.id}/{harness.art.id}/{answer_of(result).id}"
    link = f"https://discord.com/channels/{place}"
    assert ping.content == f"{harness.mia.mention} your image is ready: {link}"


async def test_who_waited_long_in_vain_is_mentioned_too(harness: BotHarness) -> None:
    refused = ScriptedAnswer.error(403, metadata={"reasons": ["violence"]})
    harness.painter.script(replace(refused, latency_s=0.2))
    asking = asyncio.create_task(harness.mia.slash(harness.art, "imagine", prompt="a fox"))
    await harness.painter.wait_for_requests(1)
    harness.clock.advance(minutes=2)
    result = await asking
    [ping] = result.followups
    place = f"{harness.mia.guild.id}/{harness.art.id}/{answer_of(result).id}"
    link = f"https://discord.com/channels/{place}"
    assert ping.content == f"{harness.mia.mention} your image couldn't be created: {link}"


async def test_a_deleted_card_does_not_lose_the_image(harness: BotHarness) -> None:
    harness.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=10008)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    [followup] = result.followups
    assert followup.attachments


async def test_stopping_refuses_new_images_with_a_sentence(harness: BotHarness) -> None:
    harness.services.intake.close(ClosedReason.STOPPING)
    refused = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert refused.ephemeral
    assert "is restarting" in answer_of(refused).content


async def test_commands_are_registered_only_when_they_changed(harness: BotHarness) -> None:
    assert len(harness.requests("PUT", "/commands")) == 1
    await harness.env.restart_bot(ImagineBot(harness.services, EXTENSIONS))
    assert len(harness.requests("PUT", "/commands")) == 1


async def test_the_invite_link_asks_for_just_what_is_needed(harness: BotHarness) -> None:
    link = harness.bot.invite_link()
    assert "scope=bot+applications.commands" in link
    permissions = discord.Permissions(int(link.rpartition("permissions=")[2]))
    assert {name for name, is_set in permissions if is_set} == {
        "read_messages",  # discord.py's name for View Channel
        "send_messages",
        "send_messages_in_threads",
        "attach_files",
    }
