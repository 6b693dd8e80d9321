"""/show: an earlier image again, with working buttons."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.actions import Action, Audience
from bot.policy.jobs.job import State
from bot.sandbox.painter import ScriptedAnswer
from bot.ui.text import MAX_CONTENT
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import last_job
from tests.system.reviewed_server import with_log

FREE = {"cooldown_seconds": None, "member_images_per_day": None}
_BUTTON, _SELECT = 2, 3


def card_of(result: InteractionResult) -> ResponseMessage:
    assert answer_of(result).ephemeral
    assert len(answer_of(result).content) <= MAX_CONTENT
    return answer_of(result)


def controls(card: ResponseMessage) -> list[str]:
    """Return the custom ids of the card's controls, without the job id."""
    rows = [one for row in card.components for one in row["components"]]
    return [one["custom_id"].split(":")[1] for one in rows]


async def generate(
    harness: BotHarness, prompt: str = "a red fox", **options: object
) -> tuple[int, Any]:
    """Request an image as Mia, and return its job id and its card."""
    result = await harness.mia.slash(harness.art, "imagine", prompt=prompt, **options)
    rows = [one for row in answer_of(result).components for one in row["components"]]
    return int(rows[0]["custom_id"].rpartition(":")[2]), answer_of(result)


async def show(
    harness: BotHarness, job_id: object, *, by: MemberActor | None = None
) -> ResponseMessage:
    return card_of(await (by or harness.mia).slash(harness.art, "show", id=str(job_id)))


def moderator(harness: BotHarness, **permissions: bool) -> MemberActor:
    guild = harness.mia.guild
    role = guild.create_role("mods", permissions=discord.Permissions(**permissions))
    return guild.add_member(harness.env.create_user("zoe"), roles=[role])


async def test_an_image_comes_once_more_with_live_buttons(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        job_id, card = await generate(harness)
        shown = await show(harness, job_id)
        assert "> a red fox" in shown.content
        assert f"/{harness.art.id}/{card.id})" in shown.content
        [image], [first] = shown.attachments, card.attachments
        assert image.filename == first.filename
        assert image.description == first.description
        assert await image.read() == await first.read()
        assert {"again", "edit", "remix", "more"} <= set(controls(shown))
        result = await harness.mia.click(shown, label="Again")
        assert answer_of(result).attachments


async def test_a_hidden_image_stays_hidden(harness: BotHarness) -> None:
    job_id, _ = await generate(harness, spoiler=True)
    [image] = (await show(harness, job_id)).attachments
    assert image.is_spoiler()


async def test_what_was_private_says_so_and_can_be_asked_for_again(harness: BotHarness) -> None:
    job_id, _ = await generate(harness, private=True)
    shown = await show(harness, job_id)
    assert "The image was private" in shown.content
    assert not shown.attachments
    assert controls(shown) == ["again", "edit"]


async def test_what_was_deleted_says_so(harness: BotHarness) -> None:
    job_id, card = await generate(harness)
    await card.message.delete()
    shown = await show(harness, job_id)
    assert "was deleted" in shown.content
    assert "https://" not in shown.content
    assert controls(shown) == ["again", "edit"]
    await harness.services.history.note_deleted(job_id)
    assert "was deleted" in (await show(harness, job_id)).content


async def test_a_channel_that_is_closed_to_the_bot_says_so(harness: BotHarness) -> None:
    job_id, _ = await generate(harness)

    harness.env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001)
    shown = await show(harness, job_id)
    assert "can't be fetched" in shown.content
    assert "[go to image](" in shown.content
    assert controls(shown) == ["again", "edit"]


async def test_an_image_that_discord_does_not_hand_over_says_so(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, _ = await generate(harness)

    async def gone(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "to_file", gone)
    shown = await show(harness, job_id)
    assert "can't be fetched" in shown.content
    assert not shown.attachments


async def test_an_image_that_is_too_large_here_says_so(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, _ = await generate(harness)
    limit = property(lambda _: 10, lambda _, __: None)
    monkeypatch.setattr(discord.Interaction, "filesize_limit", limit)
    shown = await show(harness, job_id)
    assert "too large to show here" in shown.content


async def test_an_image_that_discord_finds_too_large_all_the_same_says_so(
    harness: BotHarness,
) -> None:
    job_id, _ = await generate(harness)
    harness.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=413, code=40005)
    shown = await show(harness, job_id)
    assert "too large to show here" in shown.content
    assert not shown.attachments
    assert controls(shown) == ["again", "edit"]


async def test_a_failure_is_shown_with_what_can_be_done(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer.error(403, metadata={"reasons": ["violence"]}))
    job_id, card = await generate(harness)
    assert not card.attachments
    shown = await show(harness, job_id)
    assert "rejected this prompt" in shown.content
    assert "> a red fox" in shown.content
    assert controls(shown) == ["again", "edit"]
    assert shown.components[0]["components"][0]["label"] == "Try again"


async def test_an_image_that_is_not_done_can_be_cancelled(harness: BotHarness) -> None:
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.5))
    harness.dispatch(harness.mia, "imagine", prompt="a red fox")
    await harness.painter.wait_for_requests(1)
    [message] = harness.art.history()
    button: Any = message.components[0]
    job_id = button.children[0].custom_id.rpartition(":")[2]
    shown = await show(harness, job_id)
    assert "isn't ready yet" in shown.content
    assert controls(shown) == ["cancel"]


@pytest.mark.parametrize("permission", ["manage_messages", "manage_guild", "administrator"])
async def test_moderators_see_all_images_of_their_server(
    harness: BotHarness, permission: str
) -> None:
    job_id, _ = await generate(harness)
    shown = await show(harness, job_id, by=moderator(harness, **{permission: True}))
    assert harness.mia.mention in shown.content
    assert shown.attachments


async def test_nobody_else_sees_somebody_elses_image(harness: BotHarness) -> None:
    job_id, _ = await generate(harness)
    reply = await show(harness, job_id, by=harness.ben)
    assert "red fox" not in reply.content
    assert not reply.attachments


@pytest.mark.parametrize("private", [True, False])
async def test_what_a_server_keeps_to_the_author_no_moderator_sees(
    harness: BotHarness,
    private: bool,  # noqa: FBT001 - a parameter
) -> None:
    await with_log(harness, shows_private=True)
    await harness.services.moderation.consent.agree(harness.mia.guild.id, harness.mia.id)
    job_id, _ = await generate(harness, private=private)
    zoe = moderator(harness, administrator=True)
    assert "> a red fox" in (await show(harness, job_id, by=zoe)).content
    for audience in Audience.AUTHOR, Audience.NO_ONE:
        await harness.services.rulebook_editor.edit(
            harness.mia.guild.id,
            zoe.id,
            lambda book, audience=audience: replace(book, audiences={Action.DETAILS: audience}),
        )
        reply = await show(harness, job_id, by=zoe)
        assert "red fox" not in reply.content
        assert not reply.attachments
        assert "> a red fox" in (await show(harness, job_id)).content


async def test_a_moderator_of_another_server_sees_nothing(harness: BotHarness) -> None:
    job_id, _ = await generate(harness)
    elsewhere = harness.env.create_guild("Elsewhere")
    role = elsewhere.create_role("mods", permissions=discord.Permissions(administrator=True))
    zoe = elsewhere.add_member(harness.env.create_user("zoe"), roles=[role])
    channel = elsewhere.create_text_channel("general")
    reply = card_of(await zoe.slash(channel, "show", id=str(job_id)))
    assert "red fox" not in reply.content


async def test_what_somebody_asked_in_private_messages_is_theirs_alone(harness: BotHarness) -> None:
    result = await harness.mia.user.slash("imagine", prompt="a red fox")
    rows = [one for row in answer_of(result).components for one in row["components"]]
    job_id = rows[0]["custom_id"].rpartition(":")[2]
    reply = await show(harness, job_id, by=moderator(harness, administrator=True))
    assert "red fox" not in reply.content
    shown = card_of(await harness.mia.user.slash("show", id=job_id))
    assert shown.attachments


@pytest.mark.parametrize("typed", ["1", "9" * 19, "9" * 20, "-1", "fox", "１２"])  # noqa: RUF001 - digits of another script
async def test_what_is_no_image_is_told_in_a_sentence(harness: BotHarness, typed: str) -> None:
    assert "no longer has this image" in (await show(harness, typed)).content


async def test_images_are_offered_by_their_prompts_to_whom_they_belong(
    open_harness: OpenBot,
) -> None:
    async with open_harness(**FREE) as harness:
        job_id, _ = await generate(harness, "a red fox")
        await generate(harness, "w" * 300)
        offered = await harness.mia.autocomplete(harness.art, "show", "id", "RED")
        assert [(one["name"], one["value"]) for one in offered] == [("a red fox", str(job_id))]
        offered = await harness.mia.autocomplete(harness.art, "show", "id", "")
        assert [len(one["name"]) for one in offered] == [100, 9]
        assert await harness.ben.autocomplete(harness.art, "show", "id", "") == []


async def test_nothing_is_offered_while_the_database_is_away(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StorageFailed(StorageFault.BUSY)

    monkeypatch.setattr(type(harness.services.history.store), "page", fail)
    assert await harness.mia.autocomplete(harness.art, "show", "id", "") == []


@asynccontextmanager
async def waiting_for_discord(
    open_harness: OpenBot, *, private: bool = True
) -> AsyncGenerator[tuple[BotHarness, int]]:
    """Generate an image for Mia while every delivery path fails."""
    rests = asyncio.Event()

    async def pause(seconds: float) -> None:
        if seconds > 2:
            rests.set()
            # longer than simcord's own timeouts
            await asyncio.sleep(seconds * 1000)

    async with open_harness(pause=pause, **FREE) as harness:
        hooks = "/webhooks/*"
        for method, path in (("PATCH", f"{hooks}/messages/@original"), ("POST", hooks)):
            harness.env.inject_error(method, path, status=404, code=10015)
        dms = f"/channels/{harness.mia.user.dm_channel.id}/messages"
        harness.env.inject_error("POST", dms, status=403, code=50007)
        if not private:
            # the public follow-up, and the channel message
            harness.env.inject_error("POST", hooks, status=404, code=10015)
            channel = f"/channels/{harness.art.id}/messages"
            harness.env.inject_error("POST", channel, status=403, code=50013)
        await harness.mia.slash(harness.art, "imagine", prompt="a red fox", private=private)
        async with asyncio.timeout(20):
            await rests.wait()
        yield harness, last_job(harness)


class TestWhatWaitsForDiscord:
    """An image that was generated while every delivery path failed."""

    async def test_an_undelivered_image_is_shown_by_the_command(
        self, open_harness: OpenBot
    ) -> None:
        async with waiting_for_discord(open_harness) as (harness, job_id):
            note = harness.art.last_message
            assert note is not None
            assert f"Get it with `/show id:{job_id}`" in note.content
            shown = await show(harness, job_id)
            assert "> a red fox" in shown.content
            [image] = shown.attachments
            assert await image.read()
            assert {"again", "edit", "remix", "more"} <= set(controls(shown))
            await harness.until(lambda: not harness.spooled())
            assert (await harness.services.imagine.read(job_id)).state is State.DONE
            assert "The image was private" in (await show(harness, job_id)).content

    async def test_an_undelivered_public_image_is_shown_publicly_once_its_response_cannot_be_edited(
        self, open_harness: OpenBot
    ) -> None:
        async with waiting_for_discord(open_harness, private=False) as (harness, job_id):
            early = await show(harness, job_id)
            assert "This image has been generated" in early.content
            assert not early.attachments
            await harness.env.advance_time(15 * 60)
            shown = await show(harness, job_id)
            assert shown.attachments
            await harness.until(lambda: not harness.spooled())
            assert (await harness.services.imagine.read(job_id)).state is State.DONE

    async def test_an_undelivered_image_is_not_shown_to_a_moderator(
        self, open_harness: OpenBot
    ) -> None:
        async with waiting_for_discord(open_harness) as (harness, job_id):
            shown = await show(harness, job_id, by=moderator(harness, manage_messages=True))
            assert not shown.attachments
            assert harness.spooled()

    @pytest.mark.parametrize("limit", [10, 10 << 20])
    async def test_an_undelivered_image_that_is_gone_or_too_large_is_said_to_be_generated(
        self, open_harness: OpenBot, monkeypatch: pytest.MonkeyPatch, limit: int
    ) -> None:
        async with waiting_for_discord(open_harness) as (harness, job_id):
            known = property(lambda _: limit, lambda _, __: None)
            monkeypatch.setattr(discord.Interaction, "filesize_limit", known)
            if limit > 10:
                [path] = harness.spooled()
                path.rename(path.with_suffix(".away"))
            shown = await show(harness, job_id)
            assert "This image has been generated" in shown.content
            assert not shown.attachments
            assert "cancel" not in str(shown.components)
