"""Remixes: by the button under an image, and by the menu of any message."""

import base64
import io
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import discord
import pytest
from PIL import Image

from bot.policy.images.actions import Action, Audience
from bot.policy.jobs.job import Parent
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER
from bot.policy.members.defaults import MemberDefaults
from bot.sandbox.painter import ScriptedAnswer
from testkit.discord_loopback.media import open_media
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import (
    form_of,
    held_open,
    images_in,
    last_job,
    menu_in_dm,
    restart,
    unchanged,
)

MENU = "Remix image"


@pytest.fixture
async def free(open_harness: OpenBot) -> AsyncGenerator[BotHarness]:
    """A harness without a cooldown."""
    async with held_open(open_harness(cooldown_seconds=None, max_reference_mb=1)) as harness:
        yield harness


def as_url(data: bytes) -> str:
    """Return a PNG as a data URL."""
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def plain(color: str) -> bytes:
    """Return an image of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(file, "PNG")
    return file.getvalue()


async def generated(harness: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Request an image as Mia, and return its card."""
    result = await harness.mia.slash(harness.art, "imagine", **{"prompt": "a red fox", **options})
    return answer_of(result)


def reply_to(result: Any) -> str:  # noqa: ANN401 - as simcord has it
    """Return the private response, when there is no form and no image."""
    assert result.modal is None
    assert result.ephemeral
    return answer_of(result).content


async def test_the_button_asks_what_to_change_and_sends_the_image_along(free: BotHarness) -> None:
    card = await generated(free, ratio="16:9")
    parent_job = last_job(free)
    shown = await free.ben.click(card, label="Remix")
    assert list(form_of(shown)) == ["change"]
    remix = await free.ben.submit_modal(shown, {"change": "make it  night"})
    assert not remix.ephemeral
    assert answer_of(remix).attachments
    assert "> make it night" in answer_of(remix).content
    assert images_in(free.painter.requests[1]) == [as_url(await card.attachments[0].read())]
    stored = await free.services.imagine.read(last_job(free))
    where = (free.mia.guild.id, free.art.id, card.id)
    assert stored.draft.parent == Parent(Action.REMIX, parent_job, *where)
    assert stored.draft.request.ratio == "16:9"
    assert stored.draft.request.model == "google/gemini-2.5-flash-image"


async def test_one_of_several_images_is_chosen(free: BotHarness) -> None:
    free.painter.script(ScriptedAnswer(sketch=True, count=3))
    card = await generated(free)
    shown = await free.mia.click(card, label="Remix")
    await free.mia.submit_modal(shown, unchanged(shown, change="night", picture="2"))
    assert images_in(free.painter.requests[1]) == [as_url(await card.attachments[2].read())]


async def test_a_remix_is_tried_again_with_its_image_though_the_message_is_gone(
    free: BotHarness,
) -> None:
    card = await generated(free)
    shown = await free.mia.click(card, label="Remix")
    remix = await free.mia.submit_modal(shown, {"change": "night"})
    await card.message.delete()
    await restart(free)
    await free.mia.click(answer_of(remix), label="Again")
    [_, first, second] = free.painter.requests
    assert images_in(first) == images_in(second) != []


async def test_the_menu_remixes_an_image_of_somebody_else(free: BotHarness, png: bytes) -> None:
    message = await free.ben.send(free.art, "look", attachments=[("cat.png", png)])
    shown = await free.mia.context_menu(free.art, MENU, message)
    # the bot only has the data of the interaction
    await free.ben.delete(message)
    remix = await free.mia.submit_modal(shown, {"change": "as a drawing"})
    assert answer_of(remix).content.startswith(free.mia.mention)
    assert answer_of(remix).attachments
    assert images_in(free.painter.requests[0]) == [as_url(png)]
    stored = await free.services.imagine.read(last_job(free))
    where = (free.mia.guild.id, free.art.id, message.id)
    assert stored.draft.parent == Parent(Action.REMIX, None, *where)


async def test_the_menu_knows_the_bots_own_images(free: BotHarness) -> None:
    card = await generated(free)
    parent_job = last_job(free)
    shown = await free.ben.context_menu(free.art, MENU, card.message)
    await free.ben.submit_modal(shown, {"change": "night"})
    stored = await free.services.imagine.read(last_job(free))
    assert stored.draft.parent is not None
    assert stored.draft.parent.job_id == parent_job


async def test_the_menu_takes_forwarded_images(free: BotHarness, png: bytes) -> None:
    message = await free.ben.send(free.art, "look", attachments=[("cat.png", png)])
    forwarded = await free.ben.forward(message, free.art)
    shown = await free.mia.context_menu(free.art, MENU, forwarded)
    await free.mia.submit_modal(shown, {"change": "as a drawing"})
    assert images_in(free.painter.requests[0]) == [as_url(png)]


async def test_the_menu_offers_only_what_can_be_used(free: BotHarness, png: bytes) -> None:
    other = plain("plum")
    files = [("a.txt", b"words"), ("cat.png", png), ("big.png", bytes(2 << 20)), ("d.png", other)]
    message = await free.ben.send(free.art, "look", attachments=files)
    shown = await free.mia.context_menu(free.art, MENU, message)
    assert len(form_of(shown)["picture"]["options"]) == 2
    await free.mia.submit_modal(shown, unchanged(shown, change="night", picture="1"))
    assert images_in(free.painter.requests[0]) == [as_url(other)]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"words", "no image in this message"),
        ("a.png", bytes(2 << 20), "larger than 1 MB"),
        ("a.tiff", b"II*\x00", "PNG"),
    ],
)
async def test_what_cannot_be_used_is_told_before_any_form(
    free: BotHarness, name: str, data: bytes, says: str
) -> None:
    message = await free.ben.send(free.art, "look", attachments=[(name, data)])
    assert says in reply_to(await free.mia.context_menu(free.art, MENU, message))


async def embedding(harness: BotHarness, *urls: str) -> discord.Message:
    """A message of Ben with embeds, as Discord makes them from links."""
    backend = harness.env.backend
    embeds = [
        {
            "type": "image",
            "url": "https://example.org/",
            "thumbnail": {"url": url, "proxy_url": url},
        }
        for url in urls
    ]
    stored = backend.create_message(harness.art.id, harness.ben.id, "look", embeds=embeds)
    channel = harness.bot.get_channel(harness.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.fetch_message(stored.id)


async def test_the_menu_takes_what_an_embed_shows_from_discords_own_servers(
    free: BotHarness, png: bytes
) -> None:
    url = "https://images-ext-1.discordapp.net/external/a-b_c/https/example.org/a.png"
    message = await embedding(free, url, "https://example.org/a.png", url)
    async with open_media() as (media, session):
        media.images["/external/a-b_c/https/example.org/a.png"] = png
        free.bot.http._HTTPClient__session = session  # pyright: ignore[reportAttributeAccessIssue] -- simcord opens none
        shown = await free.mia.context_menu(free.art, MENU, message)
        assert media.requests == []
        assert list(form_of(shown)) == ["change"]
        remix = await free.mia.submit_modal(shown, {"change": "as a drawing"})
        assert answer_of(remix).attachments
        assert images_in(free.painter.requests[0]) == [as_url(png)]
        media.images.clear()
        shown = await free.mia.context_menu(free.art, MENU, message)
        free.expected_errors = 1
        refused = await free.mia.submit_modal(shown, {"change": "as a drawing"})
        assert "couldn't get the attached image" in reply_to(refused)


async def with_gallery(harness: BotHarness, *urls: str, **facts: object) -> discord.Message:
    """A message of Ben with images in a media gallery."""
    items = [{"media": {"url": url, "proxy_url": url, **facts}, "spoiler": True} for url in urls]
    components = [{"type": 17, "components": [{"type": 12, "items": items}], "spoiler": False}]
    backend = harness.env.backend
    stored = backend.create_message(
        harness.art.id, harness.ben.id, None, components=components, flags=1 << 15
    )
    channel = harness.bot.get_channel(harness.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.fetch_message(stored.id)


async def test_the_menu_takes_what_a_gallery_shows_and_it_stays_hidden(
    free: BotHarness, png: bytes
) -> None:
    url = "https://media.discordapp.net/attachments/1/2/cat.png"
    message = await with_gallery(free, url, url, content_type="image/png")
    async with open_media() as (media, session):
        media.images["/attachments/1/2/cat.png"] = png
        free.bot.http._HTTPClient__session = session  # pyright: ignore[reportAttributeAccessIssue] -- simcord opens none
        shown = await free.mia.context_menu(free.art, MENU, message)
        assert list(form_of(shown)) == ["change"]
        remix = await free.mia.submit_modal(shown, {"change": "night"})
    assert images_in(free.painter.requests[0]) == [as_url(png)]
    assert answer_of(remix).attachments[0].is_spoiler()


async def test_a_gallery_of_other_kinds_says_which_ones_can_be_used(free: BotHarness) -> None:
    url = "https://media.discordapp.net/attachments/1/2/cat.avif"
    message = await with_gallery(free, url, content_type="image/avif")
    assert "PNG" in reply_to(await free.mia.context_menu(free.art, MENU, message))


async def test_what_an_embed_shows_from_elsewhere_is_no_image(free: BotHarness) -> None:
    message = await embedding(free, "https://example.org/a.png")
    words = reply_to(await free.mia.context_menu(free.art, MENU, message))
    assert "no image in this message" in words


async def test_only_the_newest_form_of_each_member_is_remembered(
    free: BotHarness, png: bytes
) -> None:
    message = await free.ben.send(free.art, "look", attachments=[("cat.png", png)])
    older, newer = [await free.mia.context_menu(free.art, MENU, message) for _ in range(2)]
    others = await free.ben.context_menu(free.art, MENU, message)
    refused = await free.mia.submit_modal(older, {"change": "night"})
    assert "no longer has" in reply_to(refused)
    for member, shown in ((free.mia, newer), (free.ben, others)):
        remix = await member.submit_modal(shown, {"change": "night"})
        assert answer_of(remix).attachments


async def test_a_message_without_an_image_is_told(free: BotHarness) -> None:
    message = await free.ben.send(free.art, "https://example.org/cat.png")
    words = reply_to(await free.mia.context_menu(free.art, MENU, message))
    assert "no image in this message" in words


async def test_bytes_that_are_no_image_are_refused_for_nothing(free: BotHarness) -> None:
    message = await free.ben.send(free.art, "look", attachments=[("cat.png", b"no picture")])
    shown = await free.mia.context_menu(free.art, MENU, message)
    free.expected_errors = 1
    refused = await free.mia.submit_modal(shown, {"change": "night"})
    assert "isn't a PNG, JPEG, WebP or GIF image" in reply_to(refused)
    assert free.painter.requests == []


async def test_a_server_can_keep_others_images_from_it(free: BotHarness, png: bytes) -> None:
    card = await generated(free)
    message = await free.ben.send(free.art, "look", attachments=[("cat.png", png)])
    await free.services.rulebook_editor.edit(
        free.mia.guild.id, free.ben.id, lambda book: replace(book, remixes_others=False)
    )
    words = reply_to(await free.mia.context_menu(free.art, MENU, message))
    assert "only remix the bot's own images" in words
    assert (await free.mia.context_menu(free.art, MENU, card.message)).modal is not None
    # a server's rules do not apply elsewhere
    assert (await menu_in_dm(free, free.mia.user, MENU, ("cat.png", png))).modal is not None


async def test_the_menu_works_in_direct_messages(free: BotHarness, png: bytes) -> None:
    shown = await menu_in_dm(free, free.mia.user, MENU, ("cat.png", png))
    remix = await free.mia.user.submit_modal(shown, {"change": "night"})
    assert answer_of(remix).attachments
    assert images_in(free.painter.requests[0]) == [as_url(png)]
    shown = await free.mia.user.click(answer_of(remix), label="Remix")
    remix = await free.mia.user.submit_modal(shown, {"change": "day"})
    assert answer_of(remix).attachments


async def test_the_menu_is_no_way_around_who_may_remix(free: BotHarness) -> None:
    card = await generated(free)
    await free.services.rulebook_editor.edit(
        free.mia.guild.id,
        free.ben.id,
        lambda book: replace(book, audiences={Action.REMIX: Audience.AUTHOR}),
    )
    words = reply_to(await free.ben.context_menu(free.art, MENU, card.message))
    assert "Only the member who requested this image" in words
    assert (await free.mia.context_menu(free.art, MENU, card.message)).modal is not None


async def test_a_hidden_image_has_hidden_children(free: BotHarness, png: bytes) -> None:
    files = [("SPOILER_cat.png", png)]
    message = await free.ben.send(free.art, "look", attachments=files)
    shown = await free.mia.context_menu(free.art, MENU, message)
    remix = await free.mia.submit_modal(shown, {"change": "night"})
    assert answer_of(remix).attachments[0].is_spoiler()


async def test_a_model_that_takes_no_images_offers_no_remix(free: BotHarness) -> None:
    card = await generated(free, model="google/gemini-3.1-flash-lite-image")
    labels = [one.get("label") for row in card.components for one in row["components"]]
    assert "Remix" not in labels


async def test_a_member_whose_answers_are_private_gets_private_remixes(
    free: BotHarness, png: bytes
) -> None:
    await free.services.defaults.set(free.mia.id, MemberDefaults(private=True))
    message = await free.ben.send(free.art, "look", attachments=[("cat.png", png)])
    shown = await free.mia.context_menu(free.art, MENU, message)
    remix = await free.mia.submit_modal(shown, {"change": "night"})
    assert remix.ephemeral
    await free.services.rulebook_editor.set_limit(
        free.mia.guild.id, free.ben.id, SERVER, Limit.PRIVATE, 0
    )
    shown = await free.mia.context_menu(free.art, MENU, message)
    remix = await free.mia.submit_modal(shown, {"change": "night"})
    assert not remix.ephemeral


async def test_a_private_image_is_remixed_in_private(free: BotHarness) -> None:
    card = await generated(free, private=True)
    shown = await free.mia.click(card, label="Remix")
    assert (await free.mia.submit_modal(shown, {"change": "night"})).ephemeral


async def test_a_request_that_is_refused_fetches_nothing(
    open_harness: OpenBot, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[discord.Attachment] = []

    async def read(attachment: discord.Attachment, **_: object) -> bytes:
        fetched.append(attachment)
        return png

    monkeypatch.setattr(discord.Attachment, "read", read)
    async with open_harness(cooldown_seconds=None, member_images_per_day=1) as harness:
        message = await harness.ben.send(harness.art, "look", attachments=[("cat.png", png)])
        shown = await harness.mia.context_menu(harness.art, MENU, message)
        await harness.mia.submit_modal(shown, {"change": "night"})
        assert len(fetched) == 1
        harness.expected_errors = 1
        shown = await harness.mia.context_menu(harness.art, MENU, message)
        refused = await harness.mia.submit_modal(shown, {"change": "night"})
        assert "1 of your 1" in reply_to(refused)
        assert len(fetched) == 1
        assert len(harness.painter.requests) == 1


async def test_one_image_that_is_too_large_keeps_all_from_being_fetched(
    free: BotHarness, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(_attachment: discord.Attachment, **_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(discord.Attachment, "read", read)
    files = {"image": ("a.png", png), "image2": ("b.png", bytes(2 << 20))}
    refused = await free.mia.slash(free.art, "imagine", prompt="a fox", **files)
    assert "larger than 1 MB" in reply_to(refused)


async def test_images_go_along_in_their_order(free: BotHarness) -> None:
    kinds = [plain(color) for color in ("plum", "teal", "navy")]
    files = {
        f"image{number or ''}": (f"{number}.png", data)
        for number, data in zip(("", 2, 3), kinds, strict=True)
    }
    card = await generated(free, **files)
    await free.mia.click(card, label="Again")
    for asked in free.painter.requests:
        assert images_in(asked) == [as_url(data) for data in kinds]
