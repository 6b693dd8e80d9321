"""Builds the JSON body of an image request; reference images are read while it is sent."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pybase64

from bot.errors import Charge, SpoolFailed
from bot.openrouter.answers.wire import Surface
from bot.policy.images.request import Order, Reference
from bot.policy.images.tags import TRACE_NAME

#: Read size for references; a multiple of three, so that the base64 of the chunks concatenates.
_CHUNK_BYTES = 3 * 64 * 1024

#: Without a limit, OpenRouter reserves credit for the model's longest answer and rejects requests
#: on a small balance. The largest Gemini image is 2,520 tokens; the rest is for thinking and text.
#: https://openrouter.ai/docs/api-reference/limits, read 2026-11-22.
MAX_TOKENS = 8192

#: The chat surface uses another name for the smallest size.
#: https://openrouter.ai/docs/features/multimodal/image-generation, read 2026-11-22.
_CHAT_SIZES = {"512": "0.5K"}


@dataclass(frozen=True, slots=True)
class _File:
    """A reference whose base64 belongs at this position of the body."""

    path: Path
    size_bytes: int

    @property
    def encoded_bytes(self) -> int:
        return (self.size_bytes + 2) // 3 * 4


@dataclass(frozen=True, slots=True)
class RequestBody:
    """A JSON body as a sequence of literal bytes and files."""

    pieces: tuple[bytes | _File, ...]

    @property
    def size_bytes(self) -> int:
        """The value for `Content-Length`."""
        return sum(
            len(piece) if isinstance(piece, bytes) else piece.encoded_bytes for piece in self.pieces
        )

    async def read(self) -> AsyncIterator[bytes]:
        """Yield the body; at most one chunk of a reference is in memory.

        Raises:
            SpoolFailed: A reference is no longer readable, or shorter than it was.
        """
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
                continue
            for start in range(0, piece.size_bytes, _CHUNK_BYTES):
                yield await asyncio.to_thread(_encode, piece, start)

    async def text(self) -> str:
        """Return the whole body as text."""
        return b"".join([chunk async for chunk in self.read()]).decode()


def path_of(surface: Surface) -> str:
    """Return the path of the surface below the base URL."""
    return "/images" if surface == "images" else "/chat/completions"


def build_body(order: Order, surface: Surface) -> RequestBody:
    """Build the body for one order. The size of each reference is read from disk.

    Raises:
        SpoolFailed: A reference's file cannot be read.
    """
    # A random placeholder, which no prompt can contain, marks each reference in the JSON.
    placeholder = secrets.token_hex(16)
    urls = [f"data:{reference.media_type};base64,{placeholder}" for reference in order.references]
    make = _images_document if surface == "images" else _chat_document
    texts = json.dumps(make(order, urls)).encode().split(placeholder.encode())
    pieces: list[bytes | _File] = [texts[0]]
    for reference, text in zip(order.references, texts[1:], strict=True):
        pieces += [_measure(reference), text]
    return RequestBody(tuple(pieces))


def _images_document(order: Order, urls: list[str]) -> Mapping[str, object]:
    document: dict[str, object] = {"model": order.model.id, "prompt": order.sent_prompt}
    if order.ratio is not None:
        document["aspect_ratio"] = order.ratio
    if order.size is not None:
        document["resolution"] = order.size
    if order.seed is not None:
        document["seed"] = order.seed
    if urls:
        document["input_references"] = [_image_part(url) for url in urls]
    return document | _tags(order)


def _chat_document(order: Order, urls: list[str]) -> Mapping[str, object]:
    content: str | list[object] = order.sent_prompt
    if urls:
        content = [{"type": "text", "text": order.sent_prompt}, *(_image_part(url) for url in urls)]
    document: dict[str, object] = {
        "model": order.model.id,
        "messages": [{"role": "user", "content": content}],
        "modalities": ["image", "text"] if order.model.writes_text else ["image"],
        "max_tokens": MAX_TOKENS,
    }
    config: dict[str, object] = {}
    if order.ratio is not None:
        config["aspect_ratio"] = order.ratio
    if order.size is not None:
        config["image_size"] = _CHAT_SIZES.get(order.size, order.size)
    if config:
        document["image_config"] = config
    if order.seed is not None:
        document["seed"] = order.seed
    return document | _tags(order)


def _tags(order: Order) -> dict[str, object]:
    """Return the fields that attribute the request; both surfaces accept the same ones.

    OpenRouter's SDK 1.3.84, `ImageGenerationRequest` and `ChatRequest`, read 2026-11-30.
    """
    if order.tags is None:
        return {}
    return {
        "user": order.tags.user,
        "session_id": order.tags.session_id,
        "trace": {"trace_id": order.tags.trace_id, "trace_name": TRACE_NAME},
    }


def _image_part(url: str) -> dict[str, object]:
    return {"type": "image_url", "image_url": {"url": url}}


def _measure(reference: Reference) -> _File:
    try:
        return _File(reference.path, reference.path.stat().st_size)
    except OSError as error:
        raise _unreadable() from error


def _encode(file: _File, start: int) -> bytes:
    """Return the base64 of one chunk."""
    size_bytes = min(_CHUNK_BYTES, file.size_bytes - start)
    try:
        with file.path.open("rb") as stream:
            stream.seek(start)
            data = stream.read(size_bytes)
    except OSError as error:
        raise _unreadable() from error
    if len(data) < size_bytes:
        raise _unreadable()
    return pybase64.b64encode(data)


def _unreadable() -> SpoolFailed:
    # no charge: OpenRouter ignores a body that is shorter than its Content-Length
    return SpoolFailed("cannot read a reference", charge=Charge.NONE)
