"""Sends an answer as scripted: promptly, late, slowly, partially or not at all."""

import asyncio
import gzip
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from bot.sandbox.painter.answers import Answer
from bot.sandbox.painter.scripted_answer import ScriptedAnswer

_PIECE_BYTES: Final = 256 * 1024

#: Bytes that a truncated answer announces in addition to those that it sends.
_MISSING_BYTES: Final = 10


async def send(
    request: web.Request,
    scripted: ScriptedAnswer,
    answer: Answer,
    *,
    headers: Mapping[str, str] | None = None,
    on_painted: Callable[[], None] | None = None,
) -> web.StreamResponse:
    """Send an answer with the timing and the end that `scripted` describes.

    Args:
        request: The request to answer.
        scripted: Describes the response.
        answer: The body.
        headers: Headers in addition to those of `scripted`, which win.
        on_painted: Called after the latency, before the body is sent.

    Raises:
        ConnectionError: The client disconnected.
    """
    if scripted.gzip:
        answer = await asyncio.to_thread(_compress, answer)
    response = web.StreamResponse(status=scripted.status, headers=_headers(scripted, headers or {}))
    if scripted.chunked or scripted.keepalives:
        response.enable_chunked_encoding()
    else:
        response.content_length = len(answer) + (
            _MISSING_BYTES if scripted.ends == "unended" else 0
        )
    await _take_time(request, response, scripted)
    if scripted.ends == "reset":
        _reset(request)
        return response
    if on_painted is not None:
        on_painted()
    if not response.prepared:
        await response.prepare(request)
    await _write(request, response, scripted, answer)
    return response


def _headers(scripted: ScriptedAnswer, more: Mapping[str, str]) -> dict[str, str]:
    encoding = {"Content-Encoding": "gzip"} if scripted.gzip else {}
    return {"Content-Type": "application/json", **encoding, **more, **dict(scripted.headers)}


async def _take_time(
    request: web.Request, response: web.StreamResponse, scripted: ScriptedAnswer
) -> None:
    """Wait for the latency; send keep-alives meanwhile if the answer has any."""
    if scripted.keepalives:
        await response.prepare(request)
    for _ in range(scripted.keepalives):
        await response.write(b"\n")
        await asyncio.sleep(scripted.latency_s / scripted.keepalives)
    if not scripted.keepalives:
        await asyncio.sleep(scripted.latency_s)
    if scripted.ends == "hang":
        await asyncio.Event().wait()


async def _write(
    request: web.Request, response: web.StreamResponse, scripted: ScriptedAnswer, answer: Answer
) -> None:
    """Send the body up to its scripted end."""
    is_all = scripted.ends in {"whole", "unended"}
    until = len(answer) if is_all else int(len(answer) * scripted.ends_at)
    for piece in answer.pieces(until, scripted.drip_bytes or _PIECE_BYTES):
        await response.write(piece)
        if scripted.drip_bytes:
            await asyncio.sleep(scripted.drip_pause_s)
    if scripted.ends == "hang body":
        await asyncio.Event().wait()
    elif scripted.ends in {"cut", "unended"} and request.transport is not None:
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
