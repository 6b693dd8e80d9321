"""Sends an answer as scripted: promptly, late, slowly, partially or not at all."""

import asyncio
import gzip
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from bot.sandbox.painter.answers import Answer
from bot.sandbox.painter.say import Say

_PIECE_BYTES: Final = 256 * 1024

#: Bytes that an unended answer announces in addition to those that it sends.
_MISSING_BYTES: Final = 10


async def send(
    request: web.Request,
    say: Say,
    answer: Answer,
    *,
    headers: Mapping[str, str] | None = None,
    on_painted: Callable[[], None] | None = None,
) -> web.StreamResponse:
    """Send an answer with the timing and the end that `say` describes.

    Args:
        request: The request to answer.
        say: Describes the response.
        answer: The body.
        headers: Headers in addition to those of `say`, which win.
        on_painted: Called after the latency, before the body is sent.

    Raises:
        ConnectionError: The client disconnected.
    """
    if say.gzip:
        answer = await asyncio.to_thread(_compress, answer)
    response = web.StreamResponse(status=say.status, headers=_headers(say, headers or {}))
    if say.chunked or say.keepalives:
        response.enable_chunked_encoding()
    else:
        response.content_length = len(answer) + (_MISSING_BYTES if say.ends == "unended" else 0)
    await _take_time(request, response, say)
    if say.ends == "reset":
        _reset(request)
        return response
    if on_painted is not None:
        on_painted()
    if not response.prepared:
        await response.prepare(request)
    await _write(request, response, say, answer)
    return response


def _headers(say: Say, more: Mapping[str, str]) -> dict[str, str]:
    encoding = {"Content-Encoding": "gzip"} if say.gzip else {}
    return {"Content-Type": "application/json", **encoding, **more, **dict(say.headers)}


async def _take_time(request: web.Request, response: web.StreamResponse, say: Say) -> None:
    """Wait for the latency; send keep-alives meanwhile if the answer has any."""
    if say.keepalives:
        await response.prepare(request)
    for _ in range(say.keepalives):
        await response.write(b"\n")
        await asyncio.sleep(say.latency_s / say.keepalives)
    if not say.keepalives:
        await asyncio.sleep(say.latency_s)
    if say.ends == "hang":
        await asyncio.Event().wait()


async def _write(
    request: web.Request, response: web.StreamResponse, say: Say, answer: Answer
) -> None:
    """Send the body up to its scripted end."""
    is_all = say.ends in {"whole", "unended"}
    until = len(answer) if is_all else int(len(answer) * say.ends_at)
    for piece in answer.pieces(until, say.drip_bytes or _PIECE_BYTES):
        await response.write(piece)
        if say.drip_bytes:
            await asyncio.sleep(say.drip_pause_s)
    if say.ends == "hang body":
        await asyncio.Event().wait()
    elif say.ends in {"cut", "unended"} and request.transport is not None:
        request.transport.close()
    else:
        await response.write_eof()


def _compress(answer: Answer) -> Answer:
    return Answer(gzip.compress(b"".join(answer.pieces(len(answer), _PIECE_BYTES)), 1))


def _reset(request: web.Request) -> None:
    """Close the connection with a TCP reset."""
    if request.transport is None:
        return
    connection: socket.socket | None = request.transport.get_extra_info("socket")
    if connection is not None:
        # a linger time of 0 makes TCP send RST instead of FIN
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
