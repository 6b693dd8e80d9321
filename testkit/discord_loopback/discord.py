"""A small Discord on loopback: just enough REST and gateway for one bot in one server."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, cast

from aiohttp import BodyPartReader, web

from testkit.discord_loopback import payloads
from testkit.discord_loopback.gateway import Gateway
from testkit.discord_loopback.messages import BROKEN, Message, Messages, Refusal, Refused, new_ids
from testkit.discord_loopback.payloads import APPLICATION_ID, MEMBER_ID, Asked, Chosen, Json
from testkit.discord_loopback.places import Server
from testkit.discord_loopback.rest import Call, Rest

ROOT = "/api/v10"
TOKEN = f"{'M' * 24}.{'G' * 6}.{'x' * 38}"

#: discord.py takes an answer for text unless its type is exactly this, and a 429 without `Via`
#: for one of Cloudflare's.
_HEADERS = {"Content-Type": "application/json", "Via": "1.1 loopback"}

_WRONG_TOKEN = Refusal(401, 0, "401: Unauthorized")

#: https://docs.discord.com/developers/reference#snowflakes, read 2026-11-22
_EPOCH_MS = 1_420_070_400_000


@dataclass(frozen=True, slots=True)
class Slash:
    """One use of a slash command or a button."""

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


@dataclass(slots=True)
class Trouble:
    """Some calls fail."""

    method: str
    path: re.Pattern[str]
    refusal: Refusal
    times: int
    retry_after_s: float | None
    takes_effect: bool
    """Whether only the answer is lost."""


class LoopbackDiscord:
    """Discord on this machine, as an async context manager; accepts `TOKEN` alone.

    Bots may come one after another; messages and commands stay.

    Attributes:
        base_url: What `discord.http.Route.BASE` has to be, once it runs.
        calls: Every request in the order of arrival.
        messages: What members see.
        server: Where it all happens.
    """

    def __init__(self) -> None:
        self.base_url = ""
        self.calls: list[Call] = []
        self._new_id = new_ids(int(time.time() * 1000 - _EPOCH_MS) << 22)
        self.messages = Messages(self._new_id)
        self.server = Server()
        self._gateway = Gateway(self._notify, self.server)
        self._rest = Rest(self.messages, self._gateway, self.server, self._new_id)
        self._troubles: list[Trouble] = []
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway", self._gateway.serve)
        app.router.add_route("*", f"{ROOT}/{{path:.*}}", self._take_call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = cast("tuple[str, int]", self._runner.addresses[0][:2])
        self.base_url = f"http://{host}:{port}{ROOT}"
        self._gateway.url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def slash(
        self,
        name: str,
        *,
        user_id: str = MEMBER_ID,
        asked: Asked | None = None,
        **options: str | Chosen,
    ) -> Slash:
        """Let a member use a command, as soon as the bot is in the server.

        Args:
            name: The command, with that of its subcommand where it has some.
            user_id: Who uses it, in the first channel.
            asked: By whom and where, if not so.
            options: The command's options.
        """
        await self.wait_for_bot()
        first, *path = name.split()
        [command] = [command for command in self.commands if command["name"] == first]
        used, asked = self._new_use(), asked or Asked(user_id)
        event = payloads.slash(used.id, used.token, command, options, path=path, asked=asked)
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        return used

    async def menu(self, name: str, message: Json, *, asked: Asked | None = None) -> Slash:
        """Let a member use a menu on a message, which may be anybody's."""
        await self.wait_for_bot()
        [command] = [command for command in self.commands if command["name"] == name]
        used = self._new_use()
        event = payloads.menu(used.id, used.token, command, message, asked=asked)
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        return used

    async def click(
        self,
        message: Message,
        label: str,
        *,
        user_id: str = MEMBER_ID,
        asked: Asked | None = None,
    ) -> Slash:
        """Let a member click a button of a message, as soon as the bot is in the server."""
        await self.wait_for_bot()
        used = self._new_use()
        self._rest.clicked[used.token] = message
        asked, pressed = asked or Asked(user_id), message.button(label)
        event = payloads.click(used.id, used.token, message.payload, pressed, asked=asked)
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        return used

    @property
    def gateway_url(self) -> str:
        """What `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` has to be to come anew."""
        return self._gateway.url

    async def lose_session(self) -> None:
        """Have the bot come anew, as after a lost connection, and wait until it has."""
        session = self.sessions + 1
        await self._gateway.drop()
        await self.wait_for_bot(session=session)

    async def tell_of_server(self) -> None:
        """Tell the bot of the server, as after an outage."""
        self.server.is_there = True
        await self._gateway.dispatch("GUILD_CREATE", self.server.payload)

    def fail(
        self,
        method: str,
        path: str,
        refusal: Refusal,
        *,
        times: int = 1,
        retry_after_s: float | None = None,
        takes_effect: bool = False,
    ) -> None:
        """Let the next calls of a kind fail.

        Args:
            method: Of the calls.
            path: A regular expression that is found in their paths.
            refusal: What they are told.
            times: How many fail.
            retry_after_s: After which a 429 says to try again.
            takes_effect: Whether they are carried out, and only the answer is lost.
        """
        pattern = re.compile(path)
        self._troubles.append(Trouble(method, pattern, refusal, times, retry_after_s, takes_effect))

    def close_with(self, code: int | None) -> None:
        """Let every bot be sent away with a close code as it identifies; None lets them in."""
        self._gateway.closes_with = code

    async def send(self, event: str, data: Json) -> None:
        """Send an event as it is, as soon as the bot is in the server."""
        await self.wait_for_bot()
        await self._gateway.dispatch(event, data)

    def mend(self) -> None:
        """Let nothing fail any more."""
        self._troubles.clear()

    @property
    def commands(self) -> list[Json]:
        """The registered application commands."""
        return self._rest.commands

    @property
    def sessions(self) -> int:
        """How many bots have been in the server so far."""
        return self._gateway.sessions

    async def wait_for_bot(self, *, session: int = 1) -> None:
        """Wait until a bot is in the server.

        Args:
            session: The first one, or a later one.
        """
        gateway = self._gateway
        await self.wait_until(lambda: gateway.is_connected and gateway.sessions >= session)

    async def wait_for_call(self, method: str, path: str) -> Call:
        """Wait until the bot has asked for this; return the first time that it did."""
        found: list[Call] = []

        def arrived() -> bool:
            found[:] = [call for call in self.calls if call.method == method and call.path == path]
            return bool(found)

        await self.wait_until(arrived)
        return found[0]

    async def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; it is looked at after each call, and as bots come and go."""
        async with self._changed:
            await self._changed.wait_for(holds)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _new_use(self) -> Slash:
        return Slash(self._new_id(), f"aW50ZXJhY3Rpb24{self._new_id()}{'t' * 60}")

    async def _take_call(self, request: web.Request) -> web.Response:
        try:
            body, files = await _read(request)
        except ConnectionError:
            return web.Response()  # the bot was killed while it sent, so nobody hears this
        call = Call(request.method, request.path.removeprefix(ROOT), body, files)
        self.calls.append(call)
        by_token = call.path.startswith(("/interactions/", "/webhooks/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {TOKEN}":
            response = _refuse(_WRONG_TOKEN)
        else:
            response = self._respond(call)
        await self._notify()
        if response.status == BROKEN.status and request.transport is not None:
            request.transport.abort()
        return response

    def _respond(self, call: Call) -> web.Response:
        trouble = next((one for one in self._troubles if _is_hit(one, call)), None)
        if trouble is not None:
            trouble.times -= 1
        try:
            answer = None
            if trouble is None or trouble.takes_effect:
                answer = self._rest.answer(call)
        except Refused as error:
            return _refuse(error.refusal)
        if trouble is not None:
            return _fail(trouble)
        return web.Response(status=204) if answer is None else _json(answer)


def _is_hit(trouble: Trouble, call: Call) -> bool:
    is_meant = trouble.method == call.method and trouble.path.search(call.path) is not None
    return is_meant and trouble.times > 0


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


def _json(data: object, *, status: int = 200) -> web.Response:
    return web.Response(status=status, body=json.dumps(data).encode(), headers=_HEADERS)


def _fail(trouble: Trouble) -> web.Response:
    return _refuse(trouble.refusal, trouble.retry_after_s)


def _refuse(refusal: Refusal, retry_after_s: float | None = None) -> web.Response:
    if refusal.page:
        # Cloudflare's own answers have no `Via`
        return web.Response(status=refusal.status, text=refusal.page, content_type="text/html")
    if refusal.page is not None:
        return web.Response(status=refusal.status, headers=_HEADERS)
    body: Json = {"message": refusal.text, "code": refusal.code}
    if retry_after_s is None:
        return _json(body, status=refusal.status)
    response = _json(body | {"retry_after": retry_after_s, "global": False}, status=refusal.status)
    response.headers["Retry-After"] = f"{retry_after_s:g}"
    return response
