"""A Discord on loopback: the REST and gateway that one bot in one server needs."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Self, cast

from aiohttp import web

from testkit.discord_loopback import interactions
from testkit.discord_loopback.failing_calls import FailingCalls
from testkit.discord_loopback.gateway import Gateway
from testkit.discord_loopback.guild import Server
from testkit.discord_loopback.interactions import ChosenOption, Invoker, SentInteraction
from testkit.discord_loopback.messages import BROKEN, Message, Messages, Refusal, Refused, new_ids
from testkit.discord_loopback.payloads import MEMBER_ID, Json
from testkit.discord_loopback.responses import error_response, json_response, read_body
from testkit.discord_loopback.rest import Call, Rest

ROOT = "/api/v10"
TOKEN = f"{'M' * 24}.{'G' * 6}.{'x' * 38}"

#: The longest wait for a condition, in seconds; a bot that takes longer will not get there.
_WAIT_S = 60

_WRONG_TOKEN = Refusal(401, 0, "401: Unauthorized")

#: https://docs.discord.com/developers/reference#snowflakes, read 2026-11-22
_EPOCH_MS = 1_420_070_400_000


class LoopbackDiscord:
    """Discord on this machine, as an async context manager.

    Bots can connect one after another; messages and commands stay.

    Attributes:
        base_url: The value for `discord.http.Route.BASE`; empty before the start.
        calls: Every REST call in the order of arrival.
        messages: The messages that the bot sent.
        token: The only accepted token.
        server: The server that the bot and its members are in.
    """

    def __init__(self) -> None:
        self.base_url = ""
        self.token = TOKEN
        self.calls: list[Call] = []
        self._new_id = new_ids(int(time.time() * 1000 - _EPOCH_MS) << 22)
        self.messages = Messages(self._new_id)
        self.server = Server()
        self._gateway = Gateway(self._notify, self.server)
        self._rest = Rest(self.messages, self._gateway, self.server, self._new_id)
        self._failing: list[FailingCalls] = []
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
        invoker: Invoker | None = None,
        **options: str | ChosenOption,
    ) -> SentInteraction:
        """Let a member use a command, once a bot is connected.

        Args:
            name: The command, followed by the names of its group and subcommand if any.
            user_id: The member, who uses it in the first channel.
            invoker: The member, channel and permissions; replaces `user_id`.
            options: The command's options.
        """
        await self.wait_for_bot()
        first, *path = name.split()
        [command] = [command for command in self.commands if command["name"] == first]
        sent, invoker = self._new_interaction(), invoker or Invoker(user_id)
        event = interactions.slash(
            sent.id, sent.token, command, options, path=path, invoker=invoker
        )
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        return sent

    async def menu(
        self, name: str, message: Json, *, invoker: Invoker | None = None
    ) -> SentInteraction:
        """Let a member use a message menu on any message."""
        await self.wait_for_bot()
        [command] = [command for command in self.commands if command["name"] == name]
        sent = self._new_interaction()
        event = interactions.menu(sent.id, sent.token, command, message, invoker=invoker)
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        return sent

    async def click(
        self,
        message: Message,
        label: str,
        *,
        user_id: str = MEMBER_ID,
        invoker: Invoker | None = None,
    ) -> SentInteraction:
        """Let a member click a button of a message, once a bot is connected."""
        await self.wait_for_bot()
        sent = self._new_interaction()
        self._rest.clicked[sent.token] = message
        invoker, pressed = invoker or Invoker(user_id), message.button(label)
        event = interactions.click(sent.id, sent.token, message.payload, pressed, invoker=invoker)
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        return sent

    @property
    def gateway_url(self) -> str:
        """The value for `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`, sent to reconnect."""
        return self._gateway.url

    async def lose_session(self) -> None:
        """Drop the connection and wait until the bot has a new session."""
        session = self.sessions + 1
        await self._gateway.drop()
        await self.wait_for_bot(session=session)

    async def announce_server(self) -> None:
        """Send GUILD_CREATE, as after an outage."""
        self.server.is_available = True
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
        """Let the next calls of one kind fail.

        Args:
            method: The HTTP method of the calls.
            path: A regular expression, found anywhere in their paths.
            refusal: The response.
            times: How many calls fail.
            retry_after_s: `Retry-After` of a 429, in seconds.
            takes_effect: Whether the calls are carried out and only their responses are lost.
        """
        pattern = re.compile(path)
        self._failing.append(
            FailingCalls(method, pattern, refusal, times, retry_after_s, takes_effect)
        )

    def close_with(self, code: int | None) -> None:
        """Close the connection of every bot that identifies, with this code; None accepts them."""
        self._gateway.closes_with = code

    async def send(self, event: str, data: Json) -> None:
        """Send a gateway event unchanged, once a bot is connected."""
        await self.wait_for_bot()
        await self._gateway.dispatch(event, data)

    def clear_failures(self) -> None:
        """Let calls succeed again."""
        self._failing.clear()

    @property
    def commands(self) -> list[Json]:
        """The registered application commands."""
        return self._rest.commands

    @property
    def application(self) -> Json:
        """Further facts about the application, to be changed by a test."""
        return self._rest.application

    @property
    def starts_left(self) -> int:
        """How often the bot may still connect today."""
        return self._rest.starts_left

    @starts_left.setter
    def starts_left(self, starts: int) -> None:
        self._rest.starts_left = starts

    @property
    def sessions(self) -> int:
        """The number of gateway sessions so far."""
        return self._gateway.sessions

    async def wait_for_bot(self, *, session: int = 1) -> None:
        """Wait until a bot is connected.

        Args:
            session: The least number of sessions so far, from 1.
        """
        gateway = self._gateway
        await self.wait_until(lambda: gateway.is_connected and gateway.sessions >= session)

    async def wait_for_call(self, method: str, path: str) -> Call:
        """Wait until the bot has made this call; return the first one."""
        found: list[Call] = []

        def arrived() -> bool:
            found[:] = [call for call in self.calls if call.method == method and call.path == path]
            return bool(found)

        await self.wait_until(arrived)
        return found[0]

    async def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until a condition holds. It is tested after each call, connect and disconnect.

        Raises:
            TimeoutError: It does not hold within 60 s.
        """
        async with asyncio.timeout(_WAIT_S), self._changed:
            await self._changed.wait_for(holds)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _new_interaction(self) -> SentInteraction:
        return SentInteraction(self._new_id(), f"aW50ZXJhY3Rpb24{self._new_id()}{'t' * 60}")

    async def _take_call(self, request: web.Request) -> web.Response:
        try:
            body, files = await read_body(request)
        except ConnectionError:
            return web.Response()  # the bot was killed while sending; no one reads the response
        call = Call(request.method, request.path.removeprefix(ROOT), body, files)
        self.calls.append(call)
        by_token = call.path.startswith(("/interactions/", "/webhooks/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            response = error_response(_WRONG_TOKEN)
        else:
            response = self._respond(call)
        await self._notify()
        if response.status == BROKEN.status and request.transport is not None:
            request.transport.abort()
        return response

    def _respond(self, call: Call) -> web.Response:
        failing = next((one for one in self._failing if one.has(call)), None)
        if failing is not None:
            failing.times -= 1
        try:
            data = None
            if failing is None or failing.takes_effect:
                data = self._rest.answer(call)
        except Refused as error:
            return error_response(error.refusal)
        if failing is not None:
            return error_response(failing.refusal, failing.retry_after_s)
        return web.Response(status=204) if data is None else json_response(data)
