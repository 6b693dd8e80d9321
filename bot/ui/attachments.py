"""Reading the pictures and files in messages, within bounds."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from yarl import URL

from bot.errors import ReferenceFault, ReferenceRefused

_READING_S = 30

#: Discord's own servers of files, and of what it fetched for the embeds of messages; they stand in
#: each `proxy_url`. The other addresses in an embed were chosen by a stranger and are never asked.
#: https://docs.discord.com/developers/resources/message#embed-object, read 2026-11-22
_MEDIA_HOSTS = frozenset(
    {
        "cdn.discordapp.com",
        "media.discordapp.net",
        "images-ext-1.discordapp.net",
        "images-ext-2.discordapp.net",
    }
)

_HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """A picture that an embed of a message shows; as far as it goes, it looks like an attachment.

    Discord tells neither its type nor its size, so its bytes decide.
    """

    url: URL
    """Of one of Discord's own servers."""
    content_type: str | None = None
    size: int = 0

    def is_spoiler(self) -> bool:
        """Say that it is not hidden; only attachments are marked so."""
        return False


ShownPicture = discord.Attachment | EmbeddedPicture


def embedded_pictures(embeds: Iterable[discord.Embed]) -> Iterator[EmbeddedPicture]:
    """Return the images and thumbnails of embeds that Discord's own servers hand out."""
    for embed in embeds:
        for picture in (embed.image, embed.thumbnail):
            url = _media_url(picture.proxy_url or "")
            if url is not None:
                yield EmbeddedPicture(url)


async def read_picture(
    picture: ShownPicture, interaction: discord.Interaction[Any], *, max_bytes: int
) -> bytes:
    """Fetch a picture of a message at once, since Discord's links expire.

    Args:
        picture: Out of an interaction, which is where Discord says what is in the message.
        interaction: Whichever; its HTTP session is used.
        max_bytes: The most bytes that it may have.

    Raises:
        ReferenceRefused: It is too large, or cannot be had.
    """
    if isinstance(picture, discord.Attachment):
        return await read_attachment(picture, max_bytes=max_bytes)
    hook = interaction.followup
    try:
        async with (
            asyncio.timeout(_READING_S),
            # without our token, which discord.py adds to each request to its API by itself
            hook.session.get(
                picture.url,
                allow_redirects=False,
                headers={"Accept-Encoding": "identity"},
                proxy=hook.proxy,
                proxy_auth=hook.proxy_auth,
            ) as response,
        ):
            return await _read_answer(response, max_bytes)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise ReferenceRefused(ReferenceFault.UNAVAILABLE) from error


async def read_attachment(attachment: discord.Attachment, *, max_bytes: int) -> bytes:
    """Fetch an attached file at once, since Discord's links expire.

    Raises:
        ReferenceRefused: It is too large, which is known beforehand, or cannot be had.
    """
    if attachment.size > max_bytes:
        raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
    try:
        async with asyncio.timeout(_READING_S):
            return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise ReferenceRefused(ReferenceFault.UNAVAILABLE) from error


def _media_url(text: str) -> URL | None:
    try:
        url = URL(text)
        is_discords = url.scheme == "https" and url.host in _MEDIA_HOSTS and url.port == _HTTPS_PORT
    except ValueError:
        return None
    # `user` and `password` would be sent along
    return url if is_discords and url.user is None and url.password is None else None


async def _read_answer(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    # what is compressed could grow without bounds
    if response.status != HTTPStatus.OK or "Content-Encoding" in response.headers:
        raise ReferenceRefused(ReferenceFault.UNAVAILABLE)
    data = bytearray()
    if (response.content_length or 0) <= max_bytes:
        async for chunk in response.content.iter_any():
            data += chunk
            if len(data) > max_bytes:
                break
        else:
            return bytes(data)
    raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
