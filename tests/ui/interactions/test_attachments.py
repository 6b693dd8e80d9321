"""Embedded images are only downloaded from Discord's own servers, within limits."""

from collections.abc import AsyncGenerator
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from yarl import URL

from bot.errors import ReferenceFault, ReferenceRefused
from bot.ui.interactions.attachments import (
    ComponentMedia,
    EmbeddedImage,
    component_media,
    embedded_images,
    read_image,
)
from testkit.discord_loopback import payloads
from testkit.discord_loopback.media import HOSTS, Media, open_media
from testkit.discord_loopback.payloads import Json
from tests.ui.conftest import CardHarness

MOST = 10_000


@pytest.fixture
async def opened() -> AsyncGenerator[tuple[Media, aiohttp.ClientSession]]:
    async with open_media() as both:
        yield both


def embed(proxy_url: str | None, *, kind: str = "image") -> discord.Embed:
    media = {"url": "https://example.org/a.png", "width": 64, "height": 48}
    if proxy_url is not None:
        media["proxy_url"] = proxy_url
    return discord.Embed.from_dict({"type": "rich", kind: media})


async def read(
    session: aiohttp.ClientSession, url: str, *, max_bytes: int = MOST, within_s: float = 30
) -> bytes:
    interaction: Any = SimpleNamespace(
        followup=SimpleNamespace(session=session, proxy=None, proxy_auth=None)
    )
    return await read_image(
        EmbeddedImage(URL(url)), interaction, max_bytes=max_bytes, within_s=within_s
    )


@pytest.mark.parametrize("kind", ["image", "thumbnail"])
@pytest.mark.parametrize("host", HOSTS)
def test_an_image_that_discord_hands_out_is_known(host: str, kind: str) -> None:
    url = f"https://{host}/external/signed/https/example.org/a.png?width=64"
    [found] = embedded_images([embed(url, kind=kind)])
    assert str(found.url) == url
    assert not found.is_spoiler()


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.org/a.png",
        "http://media.discordapp.net/a.png",
        "https://media.discordapp.net:8443/a.png",
        "https://media.discordapp.net.example.org/a.png",
        "https://example.org/media.discordapp.net/a.png",
        "https://example.org#@media.discordapp.net/a.png",
        "https://example.org\\@media.discordapp.net/a.png",
        "https://me@media.discordapp.net/a.png",
        "https://me:secret@media.discordapp.net/a.png",
        "https://images-ext-3.discordapp.net/a.png",
        "https://media.discordapp.net./a.png",
        "https://[::1/a.png",
        "https://media.discordapp.net:99999/a.png",
        "file:///etc/passwd",
        "//media.discordapp.net/a.png",
    ],
)
def test_no_address_that_is_not_discords_is_an_image(url: str | None) -> None:
    assert list(embedded_images([embed(url), discord.Embed(title="no picture")])) == []


def media(name: str = "a.png", **facts: object) -> Json:
    url = f"https://media.discordapp.net/attachments/1/2/{name}"
    return {"url": url, "proxy_url": url, "content_type": "image/png", **facts}


def gallery(*items: Json) -> Json:
    return {"type": 12, "items": [{"spoiler": False, **one} for one in items]}


def section(thumbnail: Json) -> Json:
    text = {"type": 10, "content": "look"}
    return {"type": 9, "components": [text], "accessory": {"type": 11, **thumbnail}}


def shown(harness: CardHarness, *components: Json, attachments: int = 0) -> list[ComponentMedia]:
    """Return the images of a message with these components, and those of its forwarded copy."""
    files = [(str(number), 9) for number in range(1, attachments + 1)]
    plain: Any = payloads.message("1", "look", attachments=files, components=components)
    outer: Any = payloads.message("2", "") | {"message_snapshots": [{"message": plain}]}
    client: Any = harness.client
    channel: Any = discord.Object(7)
    first, second = (
        discord.Message(state=client._connection, channel=channel, data=data)
        for data in (plain, outer)
    )
    found = list(component_media(first))
    forwarded = list(component_media(second.message_snapshots[0]))
    assert [one.usable for one in forwarded] == [one.usable for one in found]
    assert list(component_media(second)) == []
    return found


@pytest.mark.parametrize(
    "component",
    [
        gallery({"media": media()}),
        section({"media": media()}),
        {"type": 17, "components": [gallery({"media": media()})]},
        {"type": 17, "components": [section({"media": media()})]},
        {"type": 13, "file": media(), "name": "a.png"},
        gallery({"media": media(content_type=None)}),
    ],
)
async def test_an_image_in_any_component_is_known(harness: CardHarness, component: Json) -> None:
    [found] = shown(harness, {"type": 10, "content": "words"}, component)
    assert found.usable is not None
    assert found.usable.url.name == "a.png"
    assert not found.usable.is_spoiler()


@pytest.mark.parametrize(
    "component",
    [
        gallery({"media": media(), "spoiler": True}),
        section({"media": media(), "spoiler": True}),
        {"type": 17, "spoiler": True, "components": [gallery({"media": media()})]},
        {"type": 17, "spoiler": True, "components": [section({"media": media()})]},
        {"type": 13, "file": media(), "name": "a.png", "size": 9, "spoiler": True},
    ],
)
async def test_what_a_component_hides_stays_hidden(harness: CardHarness, component: Json) -> None:
    [found] = shown(harness, component)
    assert found.usable is not None
    assert found.usable.is_spoiler()


@pytest.mark.parametrize(
    "component",
    [
        gallery({"media": media(content_type="video/mp4")}),
        {"type": 13, "file": media(content_type="application/pdf"), "name": "a.pdf"},
        {"type": 13, "file": media(content_type=None), "name": "a"},
        {"type": 1, "components": [{"type": 2, "style": 5, "url": "https://example.org"}]},
        {"type": 14, "divider": True, "spacing": 1},
    ],
)
async def test_other_components_are_no_images(harness: CardHarness, component: Json) -> None:
    assert shown(harness, component) == []


async def test_an_image_from_elsewhere_is_shown_but_never_asked_for(harness: CardHarness) -> None:
    stranger = {"url": "https://example.org/a.png", "proxy_url": "https://example.org/b.png"}
    [found] = shown(harness, gallery({"media": media() | stranger}))
    assert found.usable is None


async def test_what_is_attached_as_well_is_one_image(harness: CardHarness) -> None:
    items = [{"media": media(attachment_id=str(number))} for number in (1, 2)]
    found = shown(harness, gallery(*items), attachments=1)
    assert [one.media.attachment_id for one in found] == [2]


async def test_an_image_is_read_without_anything_that_tells_who_asks(
    opened: tuple[Media, aiohttp.ClientSession], png: bytes
) -> None:
    media, session = opened
    media.images["/a.png"] = png
    assert await read(session, "https://media.discordapp.net/a.png") == png
    [(asked, headers)] = media.requests
    assert asked == "media.discordapp.net/a.png"
    assert set(headers) == {"Host", "Accept", "Accept-Encoding", "User-Agent", "Connection"}


@pytest.mark.parametrize("path", ["/moved", "/missing", "/packed"])
async def test_what_is_not_handed_over_as_it_is_is_refused(
    opened: tuple[Media, aiohttp.ClientSession], png: bytes, path: str
) -> None:
    media, session = opened
    media.images["/a.png"] = png
    with pytest.raises(ReferenceRefused) as refusal:
        await read(session, f"https://cdn.discordapp.com{path}")
    assert refusal.value.fault is ReferenceFault.UNAVAILABLE
    assert len(media.requests) == 1


@pytest.mark.parametrize("path", ["/large.png", "/endless"])
async def test_no_more_is_read_than_an_image_may_have(
    opened: tuple[Media, aiohttp.ClientSession], path: str
) -> None:
    media, session = opened
    media.images = {"/large.png": bytes(MOST + 1), "/just.png": bytes(MOST)}
    with pytest.raises(ReferenceRefused) as refusal:
        await read(session, f"https://cdn.discordapp.com{path}")
    assert (refusal.value.fault, refusal.value.limit) == (ReferenceFault.TOO_LARGE, MOST)
    assert await read(session, "https://cdn.discordapp.com/just.png") == bytes(MOST)


async def test_what_does_not_come_in_time_is_given_up(
    opened: tuple[Media, aiohttp.ClientSession],
) -> None:
    _, session = opened
    with pytest.raises(ReferenceRefused) as refusal:
        await read(session, "https://cdn.discordapp.com/hang", within_s=0.05)
    assert refusal.value.fault is ReferenceFault.UNAVAILABLE
