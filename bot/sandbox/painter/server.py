"""The loopback server: routes, the script of answers, and the record of what was asked."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self, cast

from aiohttp import web

from bot.policy.money import MICROS_PER_USD, micros_from_usd
from bot.sandbox.painter import checks, studio, wire
from bot.sandbox.painter.catalog import CATALOG, PaintedModel
from bot.sandbox.painter.checks import Commission, Refusal
from bot.sandbox.painter.playful import Moods
from bot.sandbox.painter.say import Say

#: Sixteen reference pictures as base64, with room to spare.
_MAX_REQUEST_BYTES: Final = 256 * 1024 * 1024
#: What still runs when the painter closes is cut off after this many seconds.
_CLOSE_S: Final = 0.05

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True, eq=False)
class Asked:
    """One picture request as it arrived."""

    path: str
    """`/images` or `/chat/completions`."""
    headers: dict[str, str]
    body: dict[str, Any]
    """The parsed JSON; empty when it was no JSON object."""
    when: float
    """The event loop's time of arrival, in seconds."""
    finished: bool = False
    """Whether the answer was sent to its end."""
    dropped: bool = False
    """Whether the client went away before that."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the painter is done with it, whichever way."""


class Painter:
    """OpenRouter on this machine, as an async context manager.

    Every public attribute may be changed while it runs.

    Attributes:
        base_url: `http://HOST:PORT/api/v1`, once it runs.
        key: The only key that is accepted.
        key_accepted: False makes that key a disabled one.
        key_status: What `GET /key` answers with.
        limit_usd: The key's limit in dollars; None is no limit.
        default: The answer to a picture request for which none was scripted.
        models: The living models by id; one of the catalogue that is missing here is retired.
        catalogue_status: What the lists of models answer with.
        catalogue_hangs: Whether they never answer.
        requests: Every picture request, refused ones included, in order of arrival.
        charged_micros: What all pictures together cost, in micro-dollars.
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
            key: The only key that is accepted.
            latency_s: Seconds that each unscripted picture takes.
            host: The address to listen on.
            port: 0 takes a free one.
            playful: Whether certain words in prompts make trouble, and pictures without a seed
                differ from one request to the next; for people who try the bot.
        """
        self.base_url = ""
        self.key = key
        self.key_accepted = True
        self.key_status = 200
        self.limit_usd: float | None = None
        self.default = Say(latency_s=latency_s)
        self.models: dict[str, PaintedModel] = {model.id: model for model in CATALOG}
        self.catalogue_status = 200
        self.catalogue_hangs = False
        self.requests: list[Asked] = []
        self.charged_micros = 0
        self._address = (host, port)
        self._script: deque[Say] = deque()
        self._moods = Moods() if playful else None
        self._generations: dict[str, dict[str, object]] = {}
        self._arrival = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[_refuse], client_max_size=_MAX_REQUEST_BYTES)
        root = "/api/v1"
        app.router.add_post(f"{root}/images", self._paint)
        app.router.add_post(f"{root}/chat/completions", self._paint)
        app.router.add_get(f"{root}/images/models", self._list_image_models)
        app.router.add_get(f"{root}/images/models/{{author}}/{{slug}}/endpoints", self._endpoints)
        app.router.add_get(f"{root}/models", self._list_models)
        app.router.add_get(f"{root}/key", self._show_key)
        app.router.add_get(f"{root}/credits", self._show_credits)
        app.router.add_get(f"{root}/generation", self._show_generation)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=_CLOSE_S, access_log=None
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, *self._address)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}{root}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def limit_remaining_usd(self) -> float | None:
        """What is left of the key's limit in dollars, or None without a limit."""
        if self.limit_usd is None:
            return None
        return max(0.0, self.limit_usd - self.charged_micros / MICROS_PER_USD)

    def script(self, *says: Say) -> None:
        """Set the answers to the next picture requests, in order, after those already set.

        A request that OpenRouter would refuse is refused and uses none of them up.
        """
        self._script.extend(says)

    async def wait_for_requests(self, count: int = 1) -> Asked:
        """Wait until so many picture requests have arrived in all; return the last of these."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.requests) >= count)
        return self.requests[count - 1]

    async def _paint(self, request: web.Request) -> web.StreamResponse:
        """Answer a picture request on either surface."""
        body = await _read_json(request)
        path = request.path.removeprefix("/api/v1")
        asked = Asked(path, dict(request.headers), body, asyncio.get_running_loop().time())
        self.requests.append(asked)
        async with self._arrival:
            self._arrival.notify_all()
        try:
            self._authorize(request)
            commission = self._check(path, body)
            return await self._answer(request, asked, commission, self._choose_say(commission))
        except (asyncio.CancelledError, ConnectionError):
            asked.dropped = True
            raise
        finally:
            asked.ended.set()

    def _authorize(self, request: web.Request) -> None:
        """Refuse a request without the right key."""
        given = request.headers.get("Authorization")
        if given is None:
            message = "No auth credentials found"
        elif given != f"Bearer {self.key}" or not self.key_accepted:
            message = "User not found."
        else:
            return
        raise Refusal(Say.error(401, error_type="authentication", message=message))

    def _check(self, path: str, body: Mapping[str, Any]) -> Commission:
        """Apply OpenRouter's rules to a request."""
        retired = {model.id: model for model in CATALOG if model.id not in self.models}
        model = checks.find_model(self.models, retired, body.get("model"))
        if self.limit_remaining_usd == 0:
            message = "Insufficient credits"
            raise Refusal(Say.error(402, error_type="payment_required", message=message))
        check = checks.check_images if path == "/images" else checks.check_chat
        return check(body, model)

    def _choose_say(self, commission: Commission) -> Say:
        if self._script:
            return self._script.popleft()
        return self._moods.answer(commission.prompt, self.default) if self._moods else self.default

    async def _answer(
        self, request: web.Request, asked: Asked, commission: Commission, say: Say
    ) -> web.StreamResponse:
        """Paint and send."""
        generation_id = f"gen-{'img-' if asked.path == '/images' else ''}{len(self.requests):06d}"
        if say.body is not None:
            return await self._send(request, asked, say, wire.Answer(say.body))
        salt = str(len(self.requests)) if self._moods else ""
        pictures = await asyncio.to_thread(studio.make_pictures, commission, say, salt)
        cost_usd = say.cost_usd
        if cost_usd is None:
            cost_usd = studio.list_price_usd(commission, len(pictures))
        bill = wire.Bill(generation_id, int(time.time()), cost_usd)
        write = wire.write_images if asked.path == "/images" else wire.write_chat
        answer = write(say, commission, pictures, bill)
        self._generations[generation_id] = {
            "id": generation_id,
            "model": commission.model.id,
            "provider_name": commission.model.provider,
            "total_cost": cost_usd,
            "num_media_completion": len(pictures),
            "finish_reason": say.finish_reason,
        }
        headers = {"X-Generation-Id": generation_id, "x-provider-name": commission.model.provider}
        say = replace(say, headers=(*headers.items(), *say.headers))
        return await self._send(request, asked, say, answer, micros_from_usd(cost_usd))
