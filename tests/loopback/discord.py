"""A small Discord on loopback: just enough REST and gateway for one bot in one server."""

import asyncio
import itertools
import json
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self, cast

from aiohttp import BodyPartReader, web

from tests.loopback import payloads
from tests.loopback.payloads import APPLICATION_ID, Json

ROOT = "/api/v10"
TOKEN = f"{'M' * 24}.{'G' * 6}.{'x' * 38}"

#: discord.py takes an answer for text unless its type is exactly this.
_JSON_TYPE = {"Content-Type": "application/json"}

#: An acknowledgement that comes at once is taken for one of the heartbeat before.
_ACK_S = 0.03


class Op(IntEnum):
    """https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    HELLO = 10
    HEARTBEAT_ACK = 11


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot's, as it arrived."""

    method: str
    path: str
    """Below `/api/v10`."""
    body: Any
    """The JSON, or what came as `payload_json`; None without a body."""
    files: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Slash:
    """One use of a slash command."""

    id: str
    token: str

    @property
    def callback(self) -> str:
        """The path of the first answer."""
        return f"/interactions/{self.id}/{self.token}/callback"

    @property
    def follow_up(self) -> str:
        """The path of further answers."""
        return f"/webhooks/{APPLICATION_ID}/{self.token}"

    @property
    def original(self) -> str:
        """The path at which the first answer is edited."""
        return f"{self.follow_up}/messages/@original"


class LoopbackDiscord:
    """Discord on this machine, as an async context manager; accepts `TOKEN` alone.

    Attributes:
        base_url: What `discord.http.Route.BASE` has to be, once it runs.
        calls: Every request in the order of arrival.
        commands: The registered application commands.
    """

    def __init__(self) -> None:
        self.base_url = ""
        self.calls: list[Call] = []
        self.commands: list[Json] = []
        self._gateway_url = ""
        self._ids = itertools.count(1_200_000_000_000_000_000)
        self._sequence = itertools.count(1)
        self._send: Callable[[Json], Awaitable[None]] | None = None
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway", self._serve_gateway)
        app.router.add_route("*", f"{ROOT}/{{path:.*}}", self._take_call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = cast("tuple[str, int]", self._runner.addresses[0][:2])
        self.base_url = f"http://{host}:{port}{ROOT}"
        self._gateway_url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def slash(self, name: str, *, user_id: str | None = None, **options: str) -> Slash:
        """Let a member use a command, as soon as the bot is in the server.

        Args:
            name: The command.
            user_id: Who uses it; None is always the same member.
            options: The command's options.
        """
        await self.wait_for_bot()
        [command] = [command for command in self.commands if command["name"] == name]
        used = Slash(str(next(self._ids)), f"aW50ZXJhY3Rpb24{next(self._ids)}{'t' * 60}")
        await self._dispatch(
            "INTERACTION_CREATE",
            payloads.slash(used.id, used.token, command, options, user_id=user_id),
        )
        return used

    async def wait_for_bot(self) -> None:
        """Wait until the bot is in the server."""
        await self._until(lambda: self._send is not None)

    async def wait_for_call(self, method: str, path: str) -> Call:
        """Wait until the bot has asked for this; return the first time that it did."""
        found: list[Call] = []

        def arrived() -> bool:
            found[:] = [call for call in self.calls if call.method == method and call.path == path]
            return bool(found)

        await self._until(arrived)
        return found[0]

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with self._changed:
            await self._changed.wait_for(holds)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _take_call(self, request: web.Request) -> web.Response:
        body, files = await _read(request)
        call = Call(request.method, request.path.removeprefix(ROOT), body, files)
        self.calls.append(call)
        await self._notify()
        by_token = call.path.startswith(("/interactions/", "/webhooks/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _answer({"message": "401: Unauthorized", "code": 0}, status=401)
        return self._reply(call)

    def _reply(self, call: Call) -> web.Response:
        match call.method, call.path.split("/")[1:]:
            case "GET", ["users", "@me"]:
                answer = payloads.BOT_USER
            case "GET", ["oauth2", "applications", "@me"]:
                answer = payloads.APPLICATION
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                answer = {"url": self._gateway_url, "shards": 1, "session_start_limit": limit}
            case "GET", ["applications", _, "commands"]:
                answer = self.commands
            case "PUT", ["applications", _, "commands"]:
                answer = self.commands = [self._registered(command) for command in call.body]
            case "POST", ["interactions", interaction_id, _, "callback"]:
                answer = self._callback(interaction_id, call.body)
            case "PATCH" | "POST", ["webhooks", *_]:
                answer = payloads.message(str(next(self._ids)), call.body["content"])
            case "DELETE", ["webhooks", *_]:
                return web.Response(status=204)
            case _:
                return _answer({"message": "404: Not Found", "code": 0}, status=404)
        return _answer(answer)

    def _registered(self, command: Json) -> Json:
        return {**command, "id": str(next(self._ids)), "application_id": APPLICATION_ID}

    def _callback(self, interaction_id: str, body: Json) -> Json:
        message = payloads.message(str(next(self._ids)), body.get("data", {}).get("content", ""))
        return {
            "interaction": {
                "id": interaction_id,
                "type": 2,
                "response_message_id": message["id"],
                "response_message_loading": False,
                "response_message_ephemeral": False,
            },
            "resource": {"type": body["type"], "message": message},
        }

    async def _serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        send = _sender(socket, compress=request.query.get("compress") == "zlib-stream")
        await send({"op": Op.HELLO, "d": {"heartbeat_interval": 41_250}})
        async for frame in socket:
            data = cast("Json", json.loads(frame.data))
            if data["op"] == Op.HEARTBEAT:
                await asyncio.sleep(_ACK_S)
                await send({"op": Op.HEARTBEAT_ACK})
            elif data["op"] == Op.IDENTIFY:
                self._send = send
                await self._dispatch("READY", payloads.ready(self._gateway_url, data["d"]["shard"]))
                await self._dispatch("GUILD_CREATE", payloads.GUILD)
                await self._notify()
        return socket

    async def _dispatch(self, event: str, data: Json) -> None:
        assert self._send is not None
        await self._send({"op": Op.DISPATCH, "s": next(self._sequence), "t": event, "d": data})


def _sender(socket: web.WebSocketResponse, *, compress: bool) -> Callable[[Json], Awaitable[None]]:
    """Return what sends one frame, in one zlib stream for the connection where that was asked."""
    if not compress:
        return socket.send_json
    stream = zlib.compressobj()

    async def send(frame: Json) -> None:
        data = stream.compress(json.dumps(frame).encode())
        await socket.send_bytes(data + stream.flush(zlib.Z_SYNC_FLUSH))

    return send


async def _read(request: web.Request) -> tuple[Any, tuple[bytes, ...]]:
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return json.loads(text) if text else None, ()
    body, files = None, list[bytes]()
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(data)
        else:
            files.append(data)
    return body, tuple(files)


def _answer(data: object, *, status: int = 200) -> web.Response:
    return web.Response(status=status, body=json.dumps(data).encode(), headers=_JSON_TYPE)
