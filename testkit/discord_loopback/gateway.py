"""The gateway of the loopback Discord: one session at a time."""

import asyncio
import itertools
import json
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import IntEnum
from typing import cast

from aiohttp import web

from testkit.discord_loopback import payloads
from testkit.discord_loopback.guild import Server
from testkit.discord_loopback.payloads import Json

#: Delay of an acknowledgement in seconds: discord.py would count an immediate one for the heartbeat
#: before.
_ACK_S = 0.03

#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-30
_UNKNOWN_ERROR = 4000


class Op(IntEnum):
    """https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


Send = Callable[[Json], Awaitable[None]]


class Gateway:
    """Accepts bots and sends events to the one that identified last.

    Attributes:
        url: Its address; empty until the server listens.
        sessions: The number of IDENTIFYs accepted so far.
        closes_with: The close code in response to an IDENTIFY; None accepts it.
    """

    def __init__(self, changed: Callable[[], Awaitable[None]], server: Server) -> None:
        """Create a gateway.

        Args:
            changed: Called after a bot connected or disconnected.
            server: The server that GUILD_CREATE describes.
        """
        self.url = ""
        self.sessions = 0
        self.closes_with: int | None = None
        self._changed = changed
        self._server = server
        self._sequence = itertools.count(1)
        self._send: Send | None = None
        self._socket: web.WebSocketResponse | None = None

    @property
    def is_connected(self) -> bool:
        """Whether a bot has identified and is still connected."""
        return self._send is not None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        send = _sender(socket, compress=request.query.get("compress") == "zlib-stream")
        try:
            with suppress(ConnectionError):  # the bot was killed
                await send({"op": Op.HELLO, "d": {"heartbeat_interval": 41_250}})
                async for frame in socket:
                    received = cast("Json", json.loads(frame.data))
                    if received["op"] == Op.IDENTIFY and self.closes_with is not None:
                        await socket.close(code=self.closes_with)
                        break
                    await self._take(received, send)
        finally:
            if self._send is send:
                self._send = None
            await self._changed()
        return socket

    async def dispatch(self, event: str, data: Json) -> bool:
        """Send an event; tell whether a bot received it."""
        frame = {"op": Op.DISPATCH, "s": next(self._sequence), "t": event, "d": data}
        if self._send is None:
            return False
        try:
            await self._send(frame)
        except ConnectionError:
            return False
        return True

    async def drop(self) -> None:
        """Close the newest connection; its session cannot be resumed."""
        if self._socket is not None:
            await self._socket.close(code=_UNKNOWN_ERROR)

    async def _take(self, frame: Json, send: Send) -> None:
        match frame["op"]:
            case Op.HEARTBEAT:
                await asyncio.sleep(_ACK_S)
                await send({"op": Op.HEARTBEAT_ACK})
            case Op.RESUME:
                await send({"op": Op.INVALID_SESSION, "d": False})
            case Op.IDENTIFY:
                self._send = send
                self.sessions += 1
                await self.dispatch("READY", payloads.ready(self.url, frame["d"]["shard"]))
                if self._server.is_available:
                    await self.dispatch("GUILD_CREATE", self._server.payload)
                await self._changed()
            case _:
                pass


def _sender(socket: web.WebSocketResponse, *, compress: bool) -> Send:
    """Return a function that sends one frame, compressed in one zlib stream if requested."""
    if not compress:
        return socket.send_json
    stream = zlib.compressobj()

    async def send(frame: Json) -> None:
        data = stream.compress(json.dumps(frame).encode())
        await socket.send_bytes(data + stream.flush(zlib.Z_SYNC_FLUSH))

    return send
