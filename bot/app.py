"""Runs the bot on Discord, from its start to its stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.client import ImagineBot
from bot.errors import ClosedReason
from bot.memory import trim
from bot.ports import Held
from bot.service.timing import PRODUCTION, Timing
from bot.settings import Settings
from bot.ui.start_faults import START_FAULTS, why_not_started
from bot.wiring import open_services

if TYPE_CHECKING:
    from bot.health.metrics import PrometheusSignals

log = logging.getLogger(__name__)

#: Seconds that a thread may hold the interpreter lock. With Python's default of 5 ms, each
#: statement of a transaction waits that long for a busy event loop, and the loop for the statement.
_SWITCH_INTERVAL_S = 0.0005


async def run_bot(
    settings: Settings,
    extensions: Sequence[str],
    *,
    announce: Callable[[str, str], None],
    timing: Timing = PRODUCTION,
) -> None:
    """Run the bot on Discord until SIGTERM, SIGINT or a permanent fault.

    Args:
        settings: Must have a Discord token and an OpenRouter key.
        extensions: Names of the cogs to load.
        announce: Called with the bot's name and its invite link after login.
        timing: Waits of the services.

    Raises:
        TokenRejected: Discord does not accept the token.
        NoConnectionAtStart: Discord is unreachable.
        StartRefused: Discord does not let the bot log in or connect.
        ConfigError: DATA_DIR cannot be used.
        StorageFailed: The database does not work.
    """
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    signals = _open_signals(settings)
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(
            open_services(settings, signals=signals, timing=timing)
        )
        bot = await stack.enter_async_context(ImagineBot(services, extensions))
        await stack.enter_async_context(_health(bot, signals))
        trim()
        serving = asyncio.create_task(_serve(bot, announce), name="discord")
        stopping = asyncio.create_task(stop.wait(), name="stop-signal")
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await _stop(bot, serving)


async def _stop(bot: ImagineBot, serving: asyncio.Task[None]) -> None:
    """Accept no more requests, let running jobs finish for a while, and disconnect.

    Raises:
        Exception: The error that ended the connection, if one did.
    """
    services = bot.services
    services.intake.close(ClosedReason.STOPPING)
    log.info("stopping")
    services.takeover.stop()
    services.imagine.postpone()
    await services.runner.drain(services.settings.shutdown_grace_seconds)
    if serving.done():
        serving.result()
    await bot.close()
    serving.cancel()  # the login may still be in progress
    await asyncio.wait({serving})


def _open_signals(settings: Settings) -> "PrometheusSignals | None":
    if settings.http_port is None:
        return None
    from bot.health.metrics import PrometheusSignals  # noqa: PLC0415 - only with HTTP_PORT

    return PrometheusSignals()


@asynccontextmanager
async def _health(bot: ImagineBot, signals: "PrometheusSignals | None") -> AsyncGenerator[None]:
    """Serve health checks and metrics while the block runs, if `HTTP_PORT` is set."""
    services, settings = bot.services, bot.services.settings
    if settings.http_port is None or signals is None:
        yield
        return
    from bot.health.server import open_health  # noqa: PLC0415 - only with HTTP_PORT
    from bot.health.vitals import Vitals  # noqa: PLC0415 - as above

    async def held() -> Held:
        services.reconciler.check_writes()
        return await services.ledger.held()

    vitals = Vitals(
        queue=services.queue,
        oldest_s=lambda: services.queue.oldest_s(services.clock.now()),
        held=held,
        closed=services.provider.closed,
        circuits=services.provider.state,
        heartbeat_age_s=bot.heartbeat_age_s,
        latency_s=lambda: bot.latency,
    )
    async with open_health(settings.http_host, settings.http_port, vitals=vitals, signals=signals):
        yield


async def _serve(bot: ImagineBot, announce: Callable[[str, str], None]) -> None:
    token = bot.services.settings.discord_token
    try:
        await bot.login(token.get_secret_value() if token else "")
        announce(str(bot.user), bot.invite_link())
        await bot.connect()
    except START_FAULTS as error:
        raise why_not_started(error) from error
