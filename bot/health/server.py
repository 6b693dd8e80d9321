"""`/healthz`, `/readyz` and `/metrics` over HTTP, where `HTTP_PORT` asks for them."""

import asyncio
import errno
import logging
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.errors import ConfigError, StorageFailed
from bot.health.gauges import read_gauges
from bot.health.lag import LoopLag
from bot.health.metrics import PrometheusSignals
from bot.health.vitals import MOST_LAG_S, MOST_SILENCE_S, WHOLE, Heartbeat, Held, Vitals
from bot.logs import log_unexpected

log = logging.getLogger(__name__)

#: Nobody who asks here has more to say, or needs more connections; aiohttp alone would keep one
#: that never says anything for ever.
_MOST_LINE_BYTES = 2048
_MOST_HEADERS = 64
_MOST_CONNECTIONS = 64
_CLOSE_S = 2.0

#: https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md,
#: read 2026-11-22
_TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Server": "imagine-bot",
}


@dataclass(frozen=True, slots=True)
class HealthTiming:
    """How long things may take, in seconds."""

    most_lag_s: float = MOST_LAG_S
    most_silence_s: float = MOST_SILENCE_S
    database_s: float = 1.0
    """What the database gets to answer; it takes a millisecond."""
    connection_s: float = 20.0
    """How long one client may stay connected."""


_TIMING = HealthTiming()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: Connections that have not asked anything yet, the oldest first.
Silent = dict[web.RequestHandler, None]


class HealthPages:
    """Answers the three questions; tells no prompt, no member and no secret.

    Args:
        vitals: Where to look.
        signals: What was counted.
        lag: The event loop's.
        timing: From when on the process counts as dead, and what an answer may take.
    """

    def __init__(
        self,
        vitals: Vitals,
        signals: PrometheusSignals,
        lag: LoopLag,
        timing: HealthTiming = _TIMING,
    ) -> None:
        self._timing = timing
        self._vitals = vitals
        self._signals = signals
        self._lag = lag
        self._heartbeat = Heartbeat(vitals.heartbeat_age_s)
        # however many ask, a slow database gets one question at a time
        self._asking = asyncio.Lock()

    async def healthz(self, _: web.Request) -> web.Response:
        """Tell whether the process lives; if not, only a restart helps."""
        lag_s, silence_s = self._lag.worst_s, self._heartbeat.age_s()
        timing = self._timing
        is_alive = lag_s <= timing.most_lag_s and silence_s <= timing.most_silence_s
        facts = {
            "alive": is_alive,
            "event_loop_lag_s": round(lag_s, 3),
            "most_event_loop_lag_s": timing.most_lag_s,
            "heartbeat_age_s": round(silence_s, 1),
            "most_heartbeat_age_s": timing.most_silence_s,
        }
        return web.json_response(facts, status=200 if is_alive else 503)

    async def readyz(self, _: web.Request) -> web.Response:
        """Tell whether an image that is asked for now would be painted, and why not."""
        circuits = {WHOLE: "closed", **self._vitals.circuits()}
        closed = sorted(self._vitals.closed())
        reasons = [f"no pictures are taken: {reason}" for reason in closed]
        if circuits[WHOLE] == "open":
            reasons.append("OpenRouter failed again and again, and is left alone for a while")
        if await self._read_held() is None:
            reasons.append("the database does not answer, or takes no writes")
        on_hold = sorted(model for model, is_in in circuits.items() if model and is_in == "open")
        facts = {"ready": not reasons, "reasons": reasons, "models_on_hold": on_hold}
        return web.json_response(facts, status=503 if reasons else 200)

    async def metrics(self, _: web.Request) -> web.Response:
        """Tell everything that is counted and measured."""
        gauges = read_gauges(
            self._vitals,
            held=await self._read_held(),
            lag_s=self._lag.worst_s,
            silence_s=self._heartbeat.age_s(),
        )
        # with a hundred models it takes tens of milliseconds
        text = await asyncio.to_thread(self._signals.render, list(gauges))
        return web.Response(body=text, headers={"Content-Type": _TEXT_FORMAT})

    async def _read_held(self) -> Held | None:
        try:
            async with asyncio.timeout(self._timing.database_s), self._asking:
                return await self._vitals.held()
        except (TimeoutError, StorageFailed) as error:
            log.debug("the database does not answer: %s", error)
            return None


@asynccontextmanager
async def open_health(
    host: str,
    port: int,
    *,
    vitals: Vitals,
    signals: PrometheusSignals,
    timing: HealthTiming = _TIMING,
) -> AsyncGenerator[tuple[int, ...]]:
    """Serve the pages as long as it is entered, and measure the event loop meanwhile.

    Args:
        host: The address to listen on; a name may stand for several.
        port: 0 takes any free one.
        vitals: Where to look.
        signals: What was counted.
        timing: How long clients and the database may take, and the event loop.

    Yields:
        The ports that are listened on, one for each address.

    Raises:
        ConfigError: The port is taken, or the address is none of this machine's.
    """
    with LoopLag() as lag:
        silent: Silent = {}
        runner = _make_runner(HealthPages(vitals, signals, lag, timing), silent)
        await runner.setup()
        try:
            server = await _listen(
                runner, host, port, silent=silent, connection_s=timing.connection_s
            )
            try:
                addresses = [listening.getsockname()[:2] for listening in server.sockets]
                for address in addresses:
                    log.info("health and metrics are at http://%s:%s", *address)
                yield tuple(int(address[1]) for address in addresses)
            finally:
                server.close()
        finally:
            await runner.cleanup()


def _make_runner(pages: HealthPages, silent: Silent) -> web.AppRunner:
    @web.middleware
    async def listen(request: web.Request, handler: Handler) -> web.StreamResponse:
        silent.pop(request.protocol, None)
        return await handler(request)

    app = web.Application(middlewares=[listen, _finish])
    for name, page in (
        ("healthz", pages.healthz),
        ("readyz", pages.readyz),
        ("metrics", pages.metrics),
    ):
        app.router.add_get(f"/{name}", page)
    # aiohttp logs whatever is no HTTP with a traceback, which is every port scan
    quiet = logging.getLogger(f"{__name__}.http")
    quiet.setLevel(logging.CRITICAL)
    return web.AppRunner(
        app,
        access_log=None,
        logger=quiet,
        handler_cancellation=True,
        shutdown_timeout=_CLOSE_S,
        lingering_time=0,
        max_line_size=_MOST_LINE_BYTES,
        max_field_size=_MOST_LINE_BYTES,
        max_headers=_MOST_HEADERS,
    )


async def _listen(
    runner: web.AppRunner, host: str, port: int, *, silent: Silent, connection_s: float
) -> asyncio.Server:
    loop, http = asyncio.get_running_loop(), runner.server
    assert http is not None, "the runner is set up"  # noqa: S101 - for the type checker

    def accept() -> asyncio.Protocol:
        open_ones = http.connections
        for gone in silent.keys() - set(open_ones):
            del silent[gone]
        if len(open_ones) >= _MOST_CONNECTIONS:
            # whoever says nothing makes room for who may have a question
            oldest = next(iter(silent), None)
            if oldest is None:
                return _Turnstile()
            del silent[oldest]
            oldest.force_close()
        connection = http()
        silent[connection] = None
        loop.call_later(connection_s, connection.force_close)
        return connection

    try:
        return await loop.create_server(accept, host, port)
    except OSError as error:
        raise ConfigError((_explain(error, host, port),)) from error


class _Turnstile(asyncio.Protocol):
    """Turns a connection away."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


def _explain(error: OSError, host: str, port: int) -> tuple[str, str]:
    """Return which setting it is, and what is wrong with it."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return "HTTP_HOST", f"is {host!r}, but should be an address of this machine"
    if error.errno == errno.EADDRINUSE:
        return "HTTP_PORT", f"is {port}, which another program has"
    if error.errno == errno.EACCES:
        return "HTTP_PORT", f"is {port}, which this user may not have; take one from 1024 on"
    return "HTTP_PORT", f"{port} at {host} cannot be listened on: {error.strerror}"


@web.middleware
async def _finish(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let no answer be kept or guessed at, and no mistake of ours be told to strangers."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        _seal(error)
        raise
    except Exception as error:  # noqa: BLE001 - aiohttp would tell a traceback in debug mode
        reference = log_unexpected(error).reference
        response = web.json_response({"unexpected": True, "reference": reference}, status=500)
    _seal(response)
    return response


def _seal(response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
    # one question for each connection, so that its time is never up between two of them
    response.force_close()
