"""Runs the painter's HTTP server: answers image requests from a script and records them."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self, cast

from aiohttp import web

from bot.policy.money import micros_from_usd
from bot.sandbox.painter.account import ROOT, Account
from bot.sandbox.painter.answers import (
    Answer,
    Bill,
    write_chat,
    write_generation,
    write_images,
)
from bot.sandbox.painter.checks import ImageOrder, Refusal, check_chat, check_images, find_model
from bot.sandbox.painter.drawing.render import list_price_usd, make_images, price_usd
from bot.sandbox.painter.playful import TriggerWords
from bot.sandbox.painter.scripted_answer import ECHO, ScriptedAnswer
from bot.sandbox.painter.wire import send

#: Largest request body: room for 16 reference images as base64.
_MAX_REQUEST_BYTES: Final = 256 * 1024 * 1024
#: Seconds that running requests get when the painter closes.
_CLOSE_S: Final = 0.05


@dataclass(slots=True, eq=False)
class RecordedRequest:
    """One received image request."""

    path: str
    """`/images` or `/chat/completions`."""
    headers: dict[str, str]
    body: dict[str, Any]
    """The parsed JSON; empty if it was not a JSON object."""
    when: float
    """Time of arrival in seconds of the event loop's clock."""
    finished: bool = False
    """Whether the answer was sent up to its scripted end."""
    dropped: bool = False
    """Whether the client disconnected before that."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the painter has finished with the request, whatever the outcome."""


class Painter(Account):
    """A simulated OpenRouter on this machine, as an async context manager.

    Attributes:
        base_url: `http://HOST:PORT/api/v1`; empty until it runs.
        default: The answer to image requests without a scripted one.
        requests: All image requests, refused ones included, in order of arrival.
    """

    def __init__(
        self,
        *,
        key: str = "sk-or-v1-sandbox",
        latency_s: float = 0.0,
        host: str = "127.0.0.1",
        port: int = 0,
        playful: bool = False,
    ) -> None:
        """Prepare a painter.

        Args:
            key: The only accepted key.
            latency_s: Latency of the default answer in seconds.
            host: The address to listen on.
            port: The port to listen on; 0 takes any free one.
            playful: Whether trigger words in prompts cause failures, and images without a seed
                differ between requests; for people who try the bot.
        """
        super().__init__(key)
        self.base_url = ""
        self.default = ScriptedAnswer(latency_s=latency_s)
        self.requests: list[RecordedRequest] = []
        self._address = (host, port)
        self._script: deque[ScriptedAnswer] = deque()
        self._triggers = TriggerWords() if playful else None
        self._arrival = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[_answer_refusals], client_max_size=_MAX_REQUEST_BYTES)
        app.router.add_post(f"{ROOT}/images", self._take_request)
        app.router.add_post(f"{ROOT}/chat/completions", self._take_request)
        self.add_routes(app.router)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=_CLOSE_S, access_log=None
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, *self._address).start()
        except OSError:
            await self._runner.cleanup()
            raise
        host, port = cast("tuple[str, int]", self._runner.addresses[0][:2])
        self.base_url = f"http://{host}:{port}{ROOT}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def script(self, *answers: ScriptedAnswer) -> None:
        """Append answers to the script, one for each of the next image requests.

        A request that breaks a rule is refused as by OpenRouter and uses no scripted answer.
        """
        self._script.extend(answers)

    async def wait_for_requests(self, count: int = 1) -> RecordedRequest:
        """Wait until `count` image requests have arrived in total; return the last of these."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.requests) >= count)
        return self.requests[count - 1]

    async def _take_request(self, request: web.Request) -> web.StreamResponse:
        """Record an image request and answer it."""
        body = await asyncio.to_thread(_parse, await request.read())
        path = request.path.removeprefix(ROOT)
        when = asyncio.get_running_loop().time()
        asked = RecordedRequest(path, dict(request.headers), body or {}, when)
        self.requests.append(asked)
        number = len(self.requests)
        async with self._arrival:
            self._arrival.notify_all()
        try:
            self.authorize(request)
            order = await asyncio.to_thread(self._accept, path, body)
            response = await self._answer(request, number, order)
            asked.finished = True
        except (asyncio.CancelledError, ConnectionError):
            asked.dropped = True
            raise
        finally:
            asked.ended.set()
        return response

    def _accept(self, path: str, body: Mapping[str, Any] | None) -> ImageOrder:
        """Check a request and return its order.

        Raises:
            Refusal: A rule is broken, or the credit is spent.
        """
        if body is None:
            raise Refusal(
                ScriptedAnswer.error(400, error_type="invalid_request", message="Invalid JSON")
            )
        model = find_model(self.models, self.retired, body.get("model"))
        self.check_credit()
        check = check_images if path == "/images" else check_chat
        return check(body, model)

    def _choose(self, prompt: str) -> ScriptedAnswer:
        """Return the next scripted answer, else that of a trigger word, else the default."""
        if self._script:
            return self._script.popleft()
        return self._triggers.answer(prompt, self.default) if self._triggers else self.default

    async def _answer(
        self, request: web.Request, number: int, order: ImageOrder
    ) -> web.StreamResponse:
        """Paint the images, send the answer and charge for it."""
        scripted = self._choose(order.prompt)
        if scripted.body is not None:
            return await send(request, scripted, Answer(_with_echo(scripted.body, order.prompt)))
        salt = str(number) if self._triggers else ""
        images = await asyncio.to_thread(make_images, order, scripted, salt)
        on_images = request.path == f"{ROOT}/images"
        bill = Bill(
            id=f"gen-{'img-' if on_images else ''}{number:06}",
            created=int(time.time()),
            cost_usd=price_usd(order, scripted, len(images)),
            upstream_usd=list_price_usd(order, len(images)) if scripted.own_key else None,
        )
        write = write_images if on_images else write_chat
        answer = await asyncio.to_thread(write, scripted, order, images, bill)

        def charge() -> None:
            self.charged_micros += micros_from_usd(bill.cost_usd)
            self.generations[bill.id] = write_generation(scripted, order, bill)

        headers = {"X-Generation-Id": bill.id, "x-provider-name": order.model.provider}
        return await send(request, scripted, answer, headers=headers, on_painted=charge)


def _with_echo(body: bytes, prompt: str) -> bytes:
    """Replace the placeholder for the prompt; it is within JSON in a JSON string."""
    return body.replace(ECHO.encode(), json.dumps(json.dumps(prompt)[1:-1])[1:-1].encode())


def _parse(data: bytes) -> dict[str, Any] | None:
    """Return the body as a JSON object; None if it is something else."""
    try:
        body: object = json.loads(data)
    except ValueError:
        return None
    return cast("dict[str, Any]", body) if isinstance(body, dict) else None


@web.middleware
async def _answer_refusals(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Send every refusal, including aiohttp's own, in OpenRouter's envelope."""
    try:
        return await handler(request)
    except Refusal as refusal:
        scripted = refusal.answer
    except web.HTTPException as error:
        scripted = ScriptedAnswer.error(error.status, message=error.reason)
    return web.Response(status=scripted.status, body=scripted.body, headers=scripted.headers)
