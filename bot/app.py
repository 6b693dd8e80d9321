"""The composition root: the one place that names concrete classes and wires them."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import discord

from bot.client import ImagineBot, Services
from bot.errors import (
    ClosedReason,
    ConfigError,
    DiscordUnreachable,
    SpoolFailed,
    StartRefused,
    TokenRejected,
)
from bot.imaging.fit import PillowFitter
from bot.imaging.folder import ReferenceFolder
from bot.memory import trim
from bot.openrouter.catalog import Catalog
from bot.openrouter.client import open_session
from bot.openrouter.spool import Spool
from bot.ports import Adapters, Clock
from bot.service.admission import Admission
from bot.service.allowance import Allowance
from bot.service.bookkeeping import Bookkeeping
from bot.service.budget import BudgetWatch
from bot.service.imagine import Allowances, Desk, Imagine
from bot.service.intake import Intake
from bot.service.keywatch import KeyWatch
from bot.service.moderation import Moderation
from bot.service.noticeboard import Noticeboard
from bot.service.reconcile import Reconciler
from bot.service.runner import Runner
from bot.service.terms import Terms
from bot.settings import Settings
from bot.storage.database import default_url, open_database
from bot.storage.stores import open_stores
from bot.studio import MAX_REFERENCE_PIXELS, MEBIBYTE, SystemClock, load_catalog, wire_client
from bot.ui.sentences import explain

log = logging.getLogger(__name__)

#: How long a thread may keep the interpreter from another. With Python's 5 ms a transaction waits
#: so long behind a busy event loop at each of its statements, and the loop behind it.
_SWITCH_S = 0.0005

_CATALOG_EVERY_S = 24 * 3600
_CATALOG_RETRY_S = 10 * 60

#: Discord's close codes for a token or settings that will never work.
#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22
_AUTHENTICATION_FAILED = 4004


@asynccontextmanager
async def open_services(
    settings: Settings, *, clock: Clock | None = None, keep_alive: bool = True
) -> AsyncGenerator[Services]:
    """Wire everything but Discord, keep the catalogue fresh and the key watched.

    Args:
        settings: With an OpenRouter key.
        clock: The time to go by; the machine's unless given.
        keep_alive: Whether connections to OpenRouter wait for the next request.

    Raises:
        ConfigError: DATA_DIR cannot be used.
    """
    clock = clock or SystemClock()
    runner, background = Runner(), Runner()
    spool = _open_spool(settings)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(_database_url(settings)))
        stores = open_stores(database)
        session = await stack.enter_async_context(open_session(keep_alive=keep_alive))
        client = wire_client(settings, session, spool, clock)
        catalog = load_catalog(settings, session, clock)
        adapters = Adapters(client, catalog, stores, PillowFitter(), clock)
        key_watch, noticeboard = KeyWatch(client, Intake()), Noticeboard(runner)
        desk = _open_desk(
            settings, adapters, key_watch=key_watch, noticeboard=noticeboard, runner=runner
        )
        retention = timedelta(days=settings.retention_days)
        reconciler = Reconciler(stores, client, clock=clock, retention=retention)
        await reconciler.start()
        background.start("reconciler", reconciler.run())
        background.start("key-watch", key_watch.run())
        background.start("catalog", _keep_fresh(catalog))
        try:
            yield _services(settings, adapters, desk, noticeboard, runner)
        finally:
            await runner.drain(0)
            await background.drain(0)


def _open_desk(
    settings: Settings,
    adapters: Adapters,
    *,
    key_watch: KeyWatch,
    noticeboard: Noticeboard,
    runner: Runner,
) -> Desk:
    stores, clock = adapters.stores, adapters.clock
    budget = BudgetWatch(stores, noticeboard, clock=clock)
    return Desk(
        intake=key_watch.intake,
        admission=Admission(
            stores,
            adapters.models,
            _terms(settings),
            budget=budget,
            clock=clock,
            runner=runner,
        ),
        bookkeeping=Bookkeeping(stores, clock, runner, explain=explain),
        key_watch=key_watch,
    )


def _terms(settings: Settings) -> Terms:
    return Terms(
        settings.default_limits,
        settings.caps,
        refusals_per_hour=settings.refusals_per_hour,
        fallback_model=settings.budget_fallback_model,
        allow_dms=settings.allow_dms,
    )


def _services(
    settings: Settings, adapters: Adapters, desk: Desk, noticeboard: Noticeboard, runner: Runner
) -> Services:
    stores, clock = adapters.stores, adapters.clock
    defaults, caps = settings.default_limits, settings.caps
    allowances = Allowances(
        job_timeout=timedelta(seconds=settings.job_timeout_seconds),
        max_concurrent=settings.max_concurrent_pictures,
    )
    return Services(
        settings=settings,
        imagine=Imagine(adapters, allowances, desk=desk, runner=runner),
        moderation=Moderation(stores, defaults=defaults, caps=caps, clock=clock),
        allowance=Allowance(stores, _terms(settings), clock=clock),
        noticeboard=noticeboard,
        models=adapters.models,
        references=_references(settings),
        clock=clock,
        intake=desk.intake,
        runner=runner,
    )


def _database_url(settings: Settings) -> str:
    url = settings.database_url
    return url.get_secret_value() if url else default_url(settings.data_dir)


def _open_spool(settings: Settings) -> Spool:
    try:
        spool = Spool(_spool_folder(settings))
        spool.clear()
    except SpoolFailed as error:
        raise ConfigError((("DATA_DIR", f"cannot be used: {error.__cause__}"),)) from error
    return spool


def _spool_folder(settings: Settings) -> Path:
    return settings.data_dir / "spool"


def _references(settings: Settings) -> ReferenceFolder:
    return ReferenceFolder(
        _spool_folder(settings),
        max_bytes=int(settings.max_reference_mb * MEBIBYTE),
        max_pixels=MAX_REFERENCE_PIXELS,
    )


async def _keep_fresh(catalog: Catalog) -> None:
    while True:
        worked = await catalog.refresh()
        await asyncio.sleep(_CATALOG_EVERY_S if worked else _CATALOG_RETRY_S)


async def run_bot(
    settings: Settings, extensions: Sequence[str], *, announce: Callable[[str, str], None]
) -> None:
    """Run the bot on Discord until SIGTERM, SIGINT or a fault that no waiting mends.

    Args:
        settings: With a token and a key.
        extensions: The features to load.
        announce: Called with the bot's name and its invite link once it is logged in.

    Raises:
        TokenRejected: Discord does not accept the token.
        DiscordUnreachable: There is no way to Discord.
        StartRefused: Discord did not take the commands.
        ConfigError: DATA_DIR cannot be used.
    """
    sys.setswitchinterval(_SWITCH_S)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_services(settings) as services, ImagineBot(services, extensions) as bot:
        trim()
        serving = asyncio.create_task(_serve(bot, announce), name="discord")
        stopping = asyncio.create_task(stop.wait(), name="stop-signal")
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        services.intake.close(ClosedReason.STOPPING)
        log.info("stopping")
        await services.runner.drain(settings.shutdown_grace_seconds)
        if serving.done():
            serving.result()
        await bot.close()
        serving.cancel()  # it may still be logging in
        await asyncio.wait({serving})


async def _serve(bot: ImagineBot, announce: Callable[[str, str], None]) -> None:
    token = bot.services.settings.discord_token
    try:
        await bot.login(token.get_secret_value() if token else "")
        announce(str(bot.user), bot.invite_link())
        await bot.connect()
    except discord.LoginFailure as error:
        raise TokenRejected from error
    except discord.ConnectionClosed as error:
        raise (
            TokenRejected if error.code == _AUTHENTICATION_FAILED else DiscordUnreachable
        ) from error
    except (aiohttp.ClientError, OSError, discord.GatewayNotFound) as error:
        raise DiscordUnreachable from error
    except discord.HTTPException as error:
        if isinstance(error, discord.DiscordServerError):
            raise DiscordUnreachable from error
        raise StartRefused(error.text) from error
