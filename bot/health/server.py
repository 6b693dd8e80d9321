"""Serves `/healthz`, `/readyz` and `/metrics` over HTTP if `HTTP_PORT` is set."""

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
from bot.health.vitals import ALL_MODELS, MAX_LAG_S, MAX_SILENCE_S, Heartbeat, Held, Vitals
from bot.logs import log_unexpected

log = logging.getLogger(__name__)

#: More than any monitoring needs. aiohttp by itself never closes a connection without a request.
_MAX_LINE_BYTES = 2048
_MAX_HEADERS = 64
_MAX_CONNECTIONS = 64
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
    """Time limits, in seconds."""

    max_lag_s: float = MAX_LAG_S
    max_silence_s: float = MAX_SILENCE_S
    database_s: float = 1.0
    """Timeout of the database, which usually responds within a millisecond."""
    connection_s: float = 20.0
    """Lifetime of a client's connection."""


_TIMING = HealthTiming()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: Connections that have not sent a request yet, the oldest first.
IdleConnections = dict[web.RequestHandler, None]


class HealthPages:
    """The three pages. They show no prompts, members or secrets.

    Args:
        vitals: The sources of the gauges and of the bot's condition.
        signals: The counters.
        lag: Measures the event loop.
        timing: Thresholds of a dead process, and timeouts.
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
        # one query at a time, however many clients wait for a slow database
        self._database_lock = asyncio.Lock()

    async def healthz(self, _: web.Request) -> web.Response:
        """Respond 200 if the process is alive; if not, only a restart helps."""
        lag_s, silence_s = self._lag.worst_s, self._heartbeat.age_s()
        timing = self._timing
        is_alive = lag_s <= timing.max_lag_s and silence_s <= timing.max_silence_s
        facts = {
            "alive": is_alive,
            "event_loop_lag_s": round(lag_s, 3),
            "most_event_loop_lag_s": timing.max_lag_s,
            "heartbeat_age_s": round(silence_s, 1),
            "most_heartbeat_age_s": timing.max_silence_s,
        }
        return web.json_response(facts, status=200 if is_alive else 503)

    async def readyz(self, _: web.Request) -> web.Response:
        """Respond 200 if an image could be created now, otherwise 503 with the reasons."""
        circuits = {ALL_MODELS: "closed", **self._vitals.circuits()}
        closed = sorted(self._vitals.closed())
        reasons = [f"the intake is closed: {reason}" for reason in closed]
        if circuits[ALL_MODELS] == "open":
            reasons.append("OpenRouter is on hold after repeated failures")
        if await self._read_held() is None:
            reasons.append("the database does not respond or does not accept writes")
        on_hold = sorted(model for model, state in circuits.items() if model and state == "open")
        facts = {"ready": not reasons, "reasons": reasons, "models_on_hold": on_hold}
        return web.json_response(facts, status=503 if reasons else 200)

    async def metrics(self, _: web.Request) -> web.Response:
        """Respond with all counters and gauges."""
        gauges = read_gauges(
            self._vitals,
            held=await self._read_held(),
            lag_s=self._lag.worst_s,
            silence_s=self._heartbeat.age_s(),
        )
        # in a thread: with a hundred models it takes tens of milliseconds
        text = await asyncio.to_thread(self._signals.render, list(gauges))
        return web.Response(body=text, headers={"Content-Type": _TEXT_FORMAT})

    async def _read_held(self) -> Held | None:
        try:
            async with asyncio.timeout(self._timing.database_s), self._database_lock:
                return await self._vitals.held()
        except (TimeoutError, StorageFailed) as error:
            log.debug("the database does not respond: %s", error)
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
    """Serve the pages and measure the event loop until the context ends.

    Args:
        host: The address to listen on; a name may resolve to several.
        port: 0 takes any free one.
        vitals: The sources of the gauges and of the bot's condition.
        signals: The counters.
        timing: Thresholds of a dead process, and timeouts.

    Yields:
        The ports that it listens on, one per address.

    Raises:
        ConfigError: The port is taken, or the address is not one of this machine's.
    """
    with LoopLag() as lag:
        idle: IdleConnections = {}
        runner = _make_runner(HealthPages(vitals, signals, lag, timing), idle)
        await runner.setup()
        try:
            server = await _listen(runner, host, port, idle=idle, connection_s=timing.connection_s)
            try:
                yield _log_ports(server)
            finally:
                server.close()
        finally:
            await runner.cleanup()


def _log_ports(server: asyncio.Server) -> tuple[int, ...]:
    addresses = [listening.getsockname()[:2] for listening in server.sockets]
    for address in addresses:
        log.info("health and metrics are at http://%s:%s", *address)
    return tuple(int(address[1]) for address in addresses)


def _make_runner(pages: HealthPages, idle: IdleConnections) -> web.AppRunner:
    @web.middleware
    async def mark_active(request: web.Request, handler: Handler) -> web.StreamResponse:
        idle.pop(request.protocol, None)
        return await handler(request)

    app = web.Application(middlewares=[mark_active, _finish])
    for name, page in (
        ("healthz", pages.healthz),
        ("readyz", pages.readyz),
        ("metrics", pages.metrics),
    ):
        app.router.add_get(f"/{name}", page)
    # aiohttp logs a traceback for everything that is not HTTP, such as every port scan
    quiet = logging.getLogger(f"{__name__}.http")
    quiet.setLevel(logging.CRITICAL)
    return web.AppRunner(
        app,
        access_log=None,
        logger=quiet,
        handler_cancellation=True,
        shutdown_timeout=_CLOSE_S,
        lingering_time=0,
        max_line_size=_MAX_LINE_BYTES,
        max_field_size=_MAX_LINE_BYTES,
        max_headers=_MAX_HEADERS,
    )


async def _listen(
    runner: web.AppRunner, host: str, port: int, *, idle: IdleConnections, connection_s: float
) -> asyncio.Server:
    loop, http = asyncio.get_running_loop(), runner.server
    assert http is not None, "the runner is set up"  # noqa: S101 - for the type checker

    def accept() -> asyncio.Protocol:
        connections = http.connections
        for closed in idle.keys() - set(connections):
            del idle[closed]
        if len(connections) >= _MAX_CONNECTIONS:
            # the oldest idle connection makes room
            oldest = next(iter(idle), None)
            if oldest is None:
                return _Rejection()
            del idle[oldest]
            oldest.force_close()
        connection = http()
        idle[connection] = None
        loop.call_later(connection_s, connection.force_close)
        return connection

    try:
        return await loop.create_server(accept, host, port)
    except OSError as error:
        raise ConfigError((_explain(error, host, port),)) from error


class _Rejection(asyncio.Protocol):
    """Closes a connection at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


def _explain(error: OSError, host: str, port: int) -> tuple[str, str]:
    """Return the setting at fault and the problem with it."""
    # without a number: no address of the host could be used, since Python 3.13
    if isinstance(error, socket.gaierror) or error.errno in {errno.EADDRNOTAVAIL, None}:
        return "HTTP_HOST", f"is {host!r}, but should be an address of this machine"
    if error.errno == errno.EADDRINUSE:
        return "HTTP_PORT", f"is {port}, which another program has"
    if error.errno == errno.EACCES:
        return "HTTP_PORT", f"is {port}, which this user may not have; take one from 1024 on"
    return "HTTP_PORT", f"{port} at {host} cannot be listened on: {error.strerror}"


@web.middleware
async def _finish(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Add the headers, and hide the details of unexpected errors from clients."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        _add_headers(error)
        raise
    except Exception as error:  # noqa: BLE001 - aiohttp would show a traceback in debug mode
        reference = log_unexpected(error).reference
        response = web.json_response({"unexpected": True, "reference": reference}, status=500)
    _add_headers(response)
    return response


def _add_headers(response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
    # one request per connection, so that its lifetime never ends between two requests
    response.force_close()
