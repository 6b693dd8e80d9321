"""Reads the images and files in messages, within size and time limits."""

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

#: Discord's own servers for files and for its copies of embedded media, as in each `proxy_url`.
#: Other URLs in an embed are untrusted and never requested.
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
class EmbeddedImage:
    """An image in an embed or a component of a message, with an attachment's interface.

    Discord gives neither type nor size of an embed's image, so its bytes have to be checked.
    """

    url: URL
    """On one of Discord's own servers."""
    content_type: str | None = None
    size: int = 0
    """In bytes; 0 if unknown."""
    is_hidden: bool = False

    def is_spoiler(self) -> bool:
        """Tell whether it is hidden until it is clicked, as `discord.Attachment` does."""
        return self.is_hidden


ShownImage = discord.Attachment | EmbeddedImage


@dataclass(frozen=True, slots=True)
class ComponentMedia:
    """An image in a component of a message."""

    media: discord.UnfurledMediaItem
    size: int = 0
    """In bytes; 0 if unknown."""
    is_hidden: bool = False

    @property
    def usable(self) -> EmbeddedImage | None:
        """The image, if it is on one of Discord's own servers."""
        url = _media_url(self.media.proxy_url or "") or _media_url(self.media.url)
        if url is None:
            return None
        return EmbeddedImage(url, self.media.content_type, self.size, self.is_hidden)


def component_media(source: discord.Message | discord.MessageSnapshot) -> Iterator[ComponentMedia]:
    """Return the images in a message's galleries, sections, containers and files.

    Images that are attachments as well are left out.
    """
    attached = {attachment.id for attachment in source.attachments}
    for shown in _media_in(getattr(source, "components", ())):
        if shown.media.attachment_id not in attached:
            yield shown


def _media_in(
    components: Iterable[discord.Component], *, is_hidden: bool = False
) -> Iterator[ComponentMedia]:
    for component in components:
        match component:
            case discord.Container():
                hides = is_hidden or component.spoiler
                yield from _media_in(component.children, is_hidden=hides)
            case discord.SectionComponent():
                yield from _media_in([component.accessory], is_hidden=is_hidden)
            case discord.MediaGalleryComponent():
                for item in component.items:
                    yield from _image(item.media, is_hidden=is_hidden or item.spoiler)
            case discord.ThumbnailComponent():
                hides = is_hidden or component.spoiler
                yield from _image(component.media, is_hidden=hides)
            case discord.FileComponent() if component.media.content_type:
                hides, size = is_hidden or component.spoiler, component.size or 0
                yield from _image(component.media, size=size, is_hidden=hides)
            case _:
                pass


def _image(
    media: discord.UnfurledMediaItem, *, is_hidden: bool, size: int = 0
) -> Iterator[ComponentMedia]:
    # galleries show videos as well
    if media.content_type is None or media.content_type.startswith("image/"):
        yield ComponentMedia(media, size, is_hidden)


def embedded_images(embeds: Iterable[discord.Embed]) -> Iterator[EmbeddedImage]:
    """Return the images and thumbnails of embeds that are on Discord's own servers."""
    for embed in embeds:
        for image in (embed.image, embed.thumbnail):
            url = _media_url(image.proxy_url or "")
            if url is not None:
                yield EmbeddedImage(url)


async def read_image(
    image: ShownImage,
    interaction: discord.Interaction[Any],
    *,
    max_bytes: int,
    within_s: float = _READING_S,
) -> bytes:
    """Download an image of a message; call it promptly, since Discord's links expire.

    Args:
        image: As received in an interaction.
        interaction: Any; provides the HTTP session.
        max_bytes: The largest accepted size.
        within_s: Deadline for downloading an embedded image, in seconds.

    Raises:
        ReferenceRefused: It is too large or unavailable.
    """
    if isinstance(image, discord.Attachment):
        return await read_attachment(image, max_bytes=max_bytes)
    hook = interaction.followup
    try:
        async with (
            asyncio.timeout(within_s),
            # the plain session; discord.py adds the bot's token only to its own API calls
            hook.session.get(
                image.url,
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
    """Download an attached file; call it promptly, since Discord's links expire.

    Raises:
        ReferenceRefused: It is too large, as checked before the download, or unavailable.
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
    # credentials in the URL would be sent along
    return url if is_discords and url.user is None and url.password is None else None


async def _read_answer(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    # a compressed body could expand beyond any limit
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
