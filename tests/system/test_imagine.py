"""From the slash command to the picture in the channel, as members see it."""

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
from bot.sandbox.painter import Say
from cogs import EXTENSIONS
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot


async def test_a_command_ends_in_a_picture_with_everything_that_belongs_to_it(
    stage: BotHarness,
) -> None:
    result = await stage.mia.slash(stage.art, "imagine", prompt="a *red* fox", ratio="16:9")
    assert not result.ephemeral
    content = answer_of(result).content
    assert content.startswith(stage.mia.mention)
    assert "> a \\*red\\* fox" in content
    assert "16:9 · **Gemini 2.5 Flash Image** · $0.039" in content
    [picture] = answer_of(result).attachments
    assert picture.filename == "a-red-fox.png"
    assert picture.description == "Generated image: a *red* fox"
    assert (await picture.read())[:4] == b"\x89PNG"
    assert stage.spooled() == []


async def test_the_answer_shows_the_model_and_counts_while_the_picture_is_painted(
    stage: BotHarness,
) -> None:
    stage.painter.script(Say(sketch=True, latency_s=0.3))
    asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
    await stage.painter.wait_for_requests(1)
    message = stage.art.last_message
    assert message is not None
    assert message.content.startswith("🎨 Generating with **Gemini 2.5 Flash Image** · started <t:")
    assert message.flags.suppress_embeds
    await asking


@pytest.mark.parametrize("ratio", COMMON_RATIOS)
async def test_the_pixels_have_the_asked_ratio(stage: BotHarness, ratio: str) -> None:
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox", ratio=ratio)
    [picture] = answer_of(result).attachments
    width, height = Image.open(io.BytesIO(await picture.read())).size
    assert has_ratio(ratio, width, height)


async def test_a_second_command_within_the_cooldown_is_refused_to_the_member_alone(
    stage: BotHarness,
) -> None:
    await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    refused = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert refused.ephemeral
    assert "<t:" in answer_of(refused).content
    others = await stage.ben.slash(stage.art, "imagine", prompt="a fox")
    assert not others.ephemeral
    stage.clock.advance(seconds=60)
    again = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert answer_of(again).attachments


async def test_a_failure_is_told_on_the_card_and_the_next_try_is_free(stage: BotHarness) -> None:
    stage.painter.script(Say.error(403, metadata={"reasons": ["violence"]}))
    refused = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert "rejected this prompt" in answer_of(refused).content
    assert "cooldown were refunded" in answer_of(refused).content
    again = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert answer_of(again).attachments
    assert stage.spooled() == []


async def test_a_private_picture_is_shown_to_the_member_alone(stage: BotHarness) -> None:
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox", private=True)
    assert result.ephemeral
    assert answer_of(result).attachments
    assert stage.art.last_message is None


async def test_a_spoiler_is_hidden(stage: BotHarness) -> None:
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox", spoiler=True)
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
    stage: BotHarness, options: dict[str, object], words: str
) -> None:
    refused = await stage.mia.slash(stage.art, "imagine", **options)
    assert refused.ephemeral
    assert words in answer_of(refused).content
    assert stage.painter.requests == []
    assert stage.spooled() == []
    again = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert not again.ephemeral


async def test_an_attached_picture_goes_along(stage: BotHarness, png: bytes) -> None:
    await stage.mia.slash(stage.art, "imagine", prompt="in winter", image=("a.png", png))
    [asked] = stage.painter.requests
    assert "data:image/png;base64," in str(asked.body)
    assert stage.spooled() == []


async def test_models_and_sizes_are_offered_with_their_prices(stage: BotHarness) -> None:
    models = await stage.mia.autocomplete(stage.art, "imagine", "model", "pro image")
    assert {"name": "Gemini 3 Pro Image · $0.134", "value": "google/gemini-3-pro-image"} in models
    sizes = await stage.mia.autocomplete(
        stage.art, "imagine", "size", "", prompt="x", model="google/gemini-3-pro-image"
    )
    assert [size["value"] for size in sizes] == ["1K", "2K", "4K"]


async def test_a_gone_model_is_replaced_and_the_card_says_who_painted(stage: BotHarness) -> None:
    stage.painter.script(Say.error(404, availability={"code": "model_deprecated"}))
    wish = "google/gemini-2.5-flash-image"
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox", model=wish)
    assert "**Gemini 3.1 Flash Image**" in answer_of(result).content
    assert "is no longer available, so its successor was used" in answer_of(result).content
    assert [asked.body["model"] for asked in stage.painter.requests] == [
        "google/gemini-2.5-flash-image",
        "google/gemini-3.1-flash-image",
    ]


async def test_a_picture_over_the_upload_limit_is_made_to_fit_and_says_so(
    stage: BotHarness,
) -> None:
    stage.painter.script(Say(target_bytes=27_000_000))
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    [picture] = answer_of(result).attachments
    assert picture.filename == "a-fox.webp"
    assert picture.size < 26_214_400
    assert "too large to upload here" in answer_of(result).content


async def test_a_413_all_the_same_is_fitted_and_sent_again(stage: BotHarness) -> None:
    stage.painter.script(Say(target_bytes=12_000_000))
    stage.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=413, code=40005)
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    [picture] = answer_of(result).attachments
    assert picture.size <= 10 * 2**20
    assert len(stage.painter.requests) == 1


async def test_past_the_tokens_life_the_picture_comes_as_a_message_of_its_own(
    open_stage: OpenBot,
) -> None:
    async with open_stage(job_timeout_seconds=3600) as stage:
        stage.painter.script(Say(sketch=True, latency_s=0.2))
        asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
        await stage.painter.wait_for_requests(1)
        stage.clock.advance(minutes=15)
        await asking
        message = stage.art.last_message
        assert message is not None
        assert message.attachments
        assert stage.mia.mention in message.content
        assert len(stage.requests("POST", f"/channels/{stage.art.id}/messages")) == 1
        # the first answer does not say "Painting" for ever
        await stage.until(lambda: len(stage.art.history()) == 1)


@pytest.mark.parametrize("minutes", [14, 14.9])
async def test_the_answer_is_used_as_long_as_its_token_lives(
    stage: BotHarness, minutes: float
) -> None:
    stage.painter.script(Say(sketch=True, latency_s=0.2))
    asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
    await stage.painter.wait_for_requests(1)
    stage.clock.advance(minutes=minutes)
    result = await asking
    assert answer_of(result).attachments
    assert stage.requests("POST", f"/channels/{stage.art.id}/messages") == []


async def test_in_a_rush_each_card_says_whether_it_waits(open_stage: OpenBot) -> None:
    async with open_stage(max_concurrent_images=1) as stage:
        stage.painter.default = Say(sketch=True, latency_s=0.1)
        for member in (stage.mia, stage.ben):
            stage.dispatch(member, "imagine", prompt="a fox")
        await stage.env.settle()
        answers: list[str] = [
            cast("Any", entry.json)["data"]["content"]
            for entry in stage.env.http_requests
            if entry.path.endswith("/callback")
        ]
        assert ["Next in the queue · ready <t:" in answer for answer in answers] == [False, True]
        assert len([message for message in stage.art.history() if message.attachments]) == 2


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003)])
async def test_a_late_picture_that_neither_channel_nor_dm_takes_is_given_back(
    open_stage: OpenBot, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    async with open_stage(job_timeout_seconds=3600) as stage:
        stage.painter.script(Say(sketch=True, latency_s=0.2))
        path = f"/channels/{stage.art.id}/messages"
        stage.env.inject_error("POST", path, status=status, code=code, times=None)
        dms = f"/channels/{stage.mia.user.dm_channel.id}/messages"
        stage.env.inject_error("POST", dms, status=403, code=50007, times=None)
        asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
        await stage.painter.wait_for_requests(1)
        stage.clock.advance(minutes=15)
        await asking
        assert "NowhereToDeliver" in caplog.text
        again = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
        assert answer_of(again).attachments
    assert stage.spooled() == []


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003)])
async def test_a_late_picture_that_the_channel_does_not_take_comes_by_dm(
    open_stage: OpenBot, status: int, code: int
) -> None:
    async with open_stage(job_timeout_seconds=3600) as stage:
        stage.painter.script(Say(sketch=True, latency_s=0.2))
        path = f"/channels/{stage.art.id}/messages"
        stage.env.inject_error("POST", path, status=status, code=code, times=None)
        asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
        await stage.painter.wait_for_requests(1)
        stage.clock.advance(minutes=15)
        await asking
        message = stage.mia.user.dm_channel.last_message
        assert message is not None
        assert message.attachments


async def test_an_outage_of_discord_is_waited_out_without_painting_again(
    stage: BotHarness,
) -> None:
    stage.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=503, times=1)
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert answer_of(result).attachments
    assert len(stage.painter.requests) == 1


async def test_the_operator_is_told_once_where_a_late_picture_could_not_go(
    open_stage: OpenBot, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_stage(cooldown_seconds=0) as stage:
        nothing = discord.PermissionOverwrite(send_messages=False, attach_files=False)
        locked = stage.mia.guild.create_text_channel(
            "locked", overwrites={stage.bot.user: nothing} if stage.bot.user else {}
        )
        for _ in range(2):
            stage.dispatch(stage.mia, "imagine", channel=locked, prompt="a fox")
            await stage.env.settle()
        assert len([message for message in locked.history() if message.attachments]) == 2
        told = [record for record in caplog.records if "missing send_messages" in record.message]
        assert len(told) == 1


async def test_no_more_channels_are_remembered_than_fit(
    open_stage: OpenBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_stage(cooldown_seconds=0) as stage:
        # the module that this bot has loaded
        monkeypatch.setattr(import_module("cogs.imagine.submit"), "_MOST_TOLD", 2)
        nothing = discord.PermissionOverwrite(send_messages=False, attach_files=False)
        assert stage.bot.user is not None
        locked = [
            stage.mia.guild.create_text_channel(name, overwrites={stage.bot.user: nothing})
            for name in ("one", "two", "three")
        ]
        # the third one takes the place of the others, which are told of again
        for number in (0, 1, 0, 1, 2, 2, 0):
            stage.dispatch(stage.mia, "imagine", channel=locked[number], prompt="a fox")
            await stage.env.settle()
        told = [record for record in caplog.records if "missing send_messages" in record.message]
        assert len(told) == 4


async def test_a_late_private_picture_comes_by_dm(stage: BotHarness) -> None:
    stage.painter.script(Say(sketch=True, latency_s=0.2))
    asking = asyncio.create_task(
        stage.mia.slash(stage.art, "imagine", prompt="a fox", private=True)
    )
    await stage.painter.wait_for_requests(1)
    stage.clock.advance(minutes=15)
    await asking
    assert stage.art.last_message is None
    message = stage.mia.user.dm_channel.last_message
    assert message is not None
    assert message.attachments


async def test_who_waited_long_is_mentioned_in_a_message_with_a_link(stage: BotHarness) -> None:
    stage.painter.script(Say(sketch=True, latency_s=0.2))
    asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
    await stage.painter.wait_for_requests(1)
    stage.clock.advance(minutes=2)
    result = await asking
    [ping] = result.followups
    place = f"{stage.mia.guild.id}/{stage.art.id}/{answer_of(result).id}"
    link = f"https://discord.com/channels/{place}"
    assert ping.content == f"{stage.mia.mention} your image is ready: {link}"


async def test_who_waited_long_in_vain_is_mentioned_too(stage: BotHarness) -> None:
    refused = Say.error(403, metadata={"reasons": ["violence"]})
    stage.painter.script(replace(refused, latency_s=0.2))
    asking = asyncio.create_task(stage.mia.slash(stage.art, "imagine", prompt="a fox"))
    await stage.painter.wait_for_requests(1)
    stage.clock.advance(minutes=2)
    result = await asking
    [ping] = result.followups
    place = f"{stage.mia.guild.id}/{stage.art.id}/{answer_of(result).id}"
    link = f"https://discord.com/channels/{place}"
    assert ping.content == f"{stage.mia.mention} your image couldn't be created: {link}"


async def test_a_deleted_card_does_not_lose_the_picture(stage: BotHarness) -> None:
    stage.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=10008)
    result = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    [followup] = result.followups
    assert followup.attachments


async def test_stopping_refuses_new_pictures_with_a_sentence(stage: BotHarness) -> None:
    stage.services.intake.close(ClosedReason.STOPPING)
    refused = await stage.mia.slash(stage.art, "imagine", prompt="a fox")
    assert refused.ephemeral
    assert "is restarting" in answer_of(refused).content


async def test_commands_are_registered_only_when_they_changed(stage: BotHarness) -> None:
    assert len(stage.requests("PUT", "/commands")) == 1
    await stage.env.restart_bot(ImagineBot(stage.services, EXTENSIONS))
    assert len(stage.requests("PUT", "/commands")) == 1


async def test_the_invite_link_asks_for_just_what_is_needed(stage: BotHarness) -> None:
    link = stage.bot.invite_link()
    assert "scope=bot+applications.commands" in link
    permissions = discord.Permissions(int(link.rpartition("permissions=")[2]))
    assert {name for name, given in permissions if given} == {
        "read_messages",  # discord.py's name for View Channel
        "send_messages",
        "send_messages_in_threads",
        "attach_files",
    }
