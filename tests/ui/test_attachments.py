"""Pictures of embeds come from Discord's own servers, within bounds, or not at all."""

from collections.abc import AsyncGenerator
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from yarl import URL

from bot.errors import ReferenceFault, ReferenceRefused
from bot.ui import attachments
from bot.ui.attachments import EmbeddedPicture, embedded_pictures, read_picture
from tests.media import HOSTS, Media, open_media

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


async def read(session: aiohttp.ClientSession, url: str, *, max_bytes: int = MOST) -> bytes:
    interaction: Any = SimpleNamespace(
        followup=SimpleNamespace(session=session, proxy=None, proxy_auth=None)
    )
    return await read_picture(EmbeddedPicture(URL(url)), interaction, max_bytes=max_bytes)


@pytest.mark.parametrize("kind", ["image", "thumbnail"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_picture_that_discord_hands_out_is_known(host: str, kind: str) -> None:
    url = f"https://{host}/external/signed/https/example.org/a.png?width=64"
    [found] = embedded_pictures([embed(url, kind=kind)])
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
def test_no_address_that_is_not_discords_is_a_picture(url: str | None) -> None:
    assert list(embedded_pictures([embed(url), discord.Embed(title="no picture")])) == []


async def test_a_picture_is_read_without_anything_that_tells_who_asks(
    opened: tuple[Media, aiohttp.ClientSession], png: bytes
) -> None:
    media, session = opened
    media.pictures["/a.png"] = png
    assert await read(session, "https://media.discordapp.net/a.png") == png
    [(asked, headers)] = media.asked
    assert asked == "media.discordapp.net/a.png"
    assert set(headers) == {"Host", "Accept", "Accept-Encoding", "User-Agent", "Connection"}


@pytest.mark.parametrize("path", ["/moved", "/missing", "/packed"])
async def test_what_is_not_handed_over_as_it_is_is_refused(
    opened: tuple[Media, aiohttp.ClientSession], png: bytes, path: str
) -> None:
    media, session = opened
    media.pictures["/a.png"] = png
    with pytest.raises(ReferenceRefused) as refusal:
        await read(session, f"https://cdn.discordapp.com{path}")
    assert refusal.value.fault is ReferenceFault.UNAVAILABLE
    assert len(media.asked) == 1


@pytest.mark.parametrize("path", ["/large.png", "/endless"])
async def test_no_more_is_read_than_a_picture_may_have(
    opened: tuple[Media, aiohttp.ClientSession], path: str
) -> None:
    media, session = opened
    media.pictures = {"/large.png": bytes(MOST + 1), "/just.png": bytes(MOST)}
    with pytest.raises(ReferenceRefused) as refusal:
        await read(session, f"https://cdn.discordapp.com{path}")
    assert (refusal.value.fault, refusal.value.limit) == (ReferenceFault.TOO_LARGE, MOST)
    assert await read(session, "https://cdn.discordapp.com/just.png") == bytes(MOST)


async def test_what_does_not_come_in_time_is_given_up(
    opened: tuple[Media, aiohttp.ClientSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, session = opened
    monkeypatch.setattr(attachments, "_READING_S", 0.05)
    with pytest.raises(ReferenceRefused) as refusal:
        await read(session, "https://cdn.discordapp.com/hang")
    assert refusal.value.fault is ReferenceFault.UNAVAILABLE
