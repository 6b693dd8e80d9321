"""The composition root: the one place that names concrete classes and wires them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.client import Services
from bot.errors import ConfigError, SpoolFailed, StorageFailed
from bot.imaging.fit import PillowFitter
from bot.imaging.process import ATTACHMENTS
from bot.imaging.references.folder import ReferenceFolder
from bot.imaging.references.reference_files import KeptFiles
from bot.openrouter.answers.spool import Spool
from bot.openrouter.catalogue.catalog import Catalog
from bot.openrouter.client import OpenRouterClient, open_session
from bot.policy.money import micros_from_usd
from bot.ports import Adapters, Clock, Signals, Silence, Stores
from bot.service.delivery.failure_notice import Pause
from bot.service.delivery.stale_cards import StaleCardSweep
from bot.service.jobs.admission import Admission, OperatorLimits
from bot.service.jobs.bookkeeping import Bookkeeping
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.job_deps import JobDeps
from bot.service.jobs.queue import FairQueue
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.budget_alerts import BudgetWatch
from bot.service.limits.moderation import Moderation
from bot.service.members.defaults import Defaults
from bot.service.members.history import History
from bot.service.members.privacy import Privacy
from bot.service.notifications import Notifications
from bot.service.provider.health import ProviderHealth
from bot.service.provider.key_watch import KeyWatch
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import Reconciler
from bot.service.recovery.takeover import Takeover
from bot.service.timing import PRODUCTION, Timing
from bot.settings import Settings
from bot.storage.engine.database import default_url, open_database
from bot.storage.jobs.processes import ProcessFolder, open_process_folder
from bot.storage.stores import open_stores
from bot.studio import GIBIBYTE, MEBIBYTE, SystemClock, load_catalog, wire_client
from bot.ui.sentences import explain

#: Paintings of before the start that estimates begin with.
_LATENCIES = 500

_CATALOG_EVERY_S = 24 * 3600
_CATALOG_RETRY_S = 10 * 60

_REFERENCES_EVERY_S = 3600


@asynccontextmanager
async def open_services(
    settings: Settings,
    *,
    clock: Clock | None = None,
    signals: Signals | None = None,
    keep_alive: bool = True,
    pause: Pause = asyncio.sleep,
    timing: Timing = PRODUCTION,
) -> AsyncGenerator[Services]:
    """Wire everything but Discord, keep the catalogue fresh and the key watched.

    Args:
        settings: With an OpenRouter key.
        clock: The time to go by; the machine's unless given.
        signals: Who counts; nobody unless given.
        keep_alive: Whether connections to OpenRouter wait for the next request.
        pause: Waits so many seconds for Discord.
        timing: How long the services wait.

    Raises:
        ConfigError: DATA_DIR cannot be used.
        StorageFailed: The database does not work.
    """
    clock = clock or SystemClock()
    runner, background = Runner(timing=timing), Runner(timing=timing)
    async with AsyncExitStack() as stack:
        folder = _open_folder(settings, stack)
        database = await stack.enter_async_context(open_database(_database_url(settings)))
        stores = open_stores(database, process_id=folder.process_id, secret=_token(settings))
        # earlier processes have ended for sure, so nothing has to wait for their leases
        await stores.ledger.resign(folder.dead)
        session = await stack.enter_async_context(open_session(keep_alive=keep_alive))
        client = wire_client(settings, session, Spool(folder.path), clock)
        catalog = load_catalog(settings, session, clock)
        fitter = PillowFitter(folder.path)
        adapters = Adapters(client, catalog, stores, fitter, clock, signals or Silence())
        references = _references(settings, folder, stores, clock)
        works = _open_works(settings, adapters, client, runner, pause, timing)
        takeover = Takeover(works.imagine, adapters, leftovers=folder)
        reconciler = _reconciler(settings, adapters, client, works, takeover)
        await reconciler.start()
        works.line.learn(await stores.jobs.latencies(limit=_LATENCIES))
        background.start("reconciler", reconciler.run())
        works.start(background, catalog, references)
        try:
            yield _services(settings, adapters, works, takeover, reconciler, references)
        finally:
            await runner.drain(0)
            await background.drain(0)
            await _leave(stores, folder.process_id, now=clock.now())


async def _leave(stores: Stores, process_id: str, *, now: datetime) -> None:
    """Let the next process go on at once."""
    with suppress(StorageFailed):
        # whoever learned that nothing was reserved must not get an image after the start
        await stores.ledger.recover(now=now)
        await stores.jobs.release()
        await stores.ledger.resign([process_id])


@dataclass(frozen=True, slots=True)
class _Works:
    """What sees images through."""

    imagine: Imagine
    bookkeeping: Bookkeeping
    line: FairQueue
    provider: ProviderHealth
    key_watch: KeyWatch
    notifications: Notifications
    tidying: StaleCardSweep
    runner: Runner

    def start(self, background: Runner, catalog: Catalog, references: ReferenceFolder) -> None:
        """Start what works beside the images."""
        background.start("catalog", _keep_fresh(catalog))
        background.start("references", _keep_swept(references))
        background.start("key-watch", self.key_watch.run())
        background.start("stale-cards", self.tidying.run())


def _open_works(
    settings: Settings,
    adapters: Adapters,
    client: OpenRouterClient,
    runner: Runner,
    pause: Pause,
    timing: Timing,
) -> _Works:
    stores, clock = adapters.stores, adapters.clock
    notifications = Notifications(runner, stores.notices, clock=clock)
    levels = [micros_from_usd(amount) for amount in settings.low_credit_usd]
    key_watch = KeyWatch(
        client, notifications, stores.notices, clock=clock, levels=levels, timing=timing
    )
    provider = ProviderHealth(key_watch, clock=clock)
    line = FairQueue(
        settings.queue_limits,
        slots=settings.max_concurrent_images,
        clock=clock,
        runner=runner,
        timing=timing,
    )
    admission = Admission(
        adapters,
        _terms(settings),
        provider=provider,
        budget=BudgetWatch(stores, notifications, clock=clock),
        runner=runner,
    )
    tidying = StaleCardSweep(stores.stale_cards, timing=timing)
    books = Bookkeeping(
        adapters,
        runner,
        notifications=notifications,
        explain=explain,
        stale_cards=tidying,
        timing=timing,
    )
    deps = JobDeps(adapters, books, line, provider, settings.ping_after_seconds, timing, pause)
    job_timeout = timedelta(seconds=settings.job_timeout_seconds)
    imagine = Imagine(key_watch.intake, admission, deps, runner, job_timeout)
    return _Works(imagine, books, line, provider, key_watch, notifications, tidying, runner)


def _terms(settings: Settings) -> OperatorLimits:
    return OperatorLimits(
        settings.default_limits,
        settings.caps,
        refusals_per_hour=settings.refusals_per_hour,
        fallback_model=settings.budget_fallback_model,
        allow_dms=settings.allow_dms,
    )


def _reconciler(
    settings: Settings,
    adapters: Adapters,
    client: OpenRouterClient,
    works: _Works,
    takeover: Takeover,
) -> Reconciler:
    stores, on_doubt = adapters.stores, works.bookkeeping.note_doubt
    return Reconciler(
        stores,
        JobCharges(client, stores.jobs, adapters.models, on_doubt=on_doubt),
        clock=adapters.clock,
        retention=timedelta(days=settings.retention_days),
        takeover=takeover,
    )


def _services(
    settings: Settings,
    adapters: Adapters,
    works: _Works,
    takeover: Takeover,
    reconciler: Reconciler,
    references: ReferenceFolder,
) -> Services:
    stores, clock = adapters.stores, adapters.clock
    defaults, caps = settings.default_limits, settings.caps
    return Services(
        settings=settings,
        imagine=works.imagine,
        queue=works.line,
        provider=works.provider,
        takeover=takeover,
        stale_cards=works.tidying,
        moderation=Moderation(stores, defaults=defaults, caps=caps, clock=clock),
        allowance=Allowance(stores, _terms(settings), clock=clock),
        history=History(stores.history),
        defaults=Defaults(stores.defaults),
        privacy=Privacy(stores, references, clock=clock),
        notifications=works.notifications,
        models=adapters.models,
        ledger=stores.ledger,
        reconciler=reconciler,
        references=references,
        clock=clock,
        intake=works.key_watch.intake,
        signals=adapters.signals,
        runner=works.runner,
    )


def _database_url(settings: Settings) -> str:
    url = settings.database_url
    return url.get_secret_value() if url else default_url(settings.data_dir)


def _open_folder(settings: Settings, stack: AsyncExitStack) -> ProcessFolder:
    try:
        return stack.enter_context(open_process_folder(settings.data_dir))
    except SpoolFailed as error:
        raise ConfigError((("DATA_DIR", f"cannot be used: {error.__cause__}"),)) from error


def _token(settings: Settings) -> str:
    return settings.discord_token.get_secret_value() if settings.discord_token else ""


def _references(
    settings: Settings, folder: ProcessFolder, stores: Stores, clock: Clock
) -> ReferenceFolder:
    return ReferenceFolder(
        KeptFiles(folder.references, clock, max_bytes=int(settings.max_references_gb * GIBIBYTE)),
        max_bytes=int(settings.max_reference_mb * MEBIBYTE),
        max_pixels=ATTACHMENTS.pixels,
        name_of=stores.members.pseudonym,
    )


async def _keep_fresh(catalog: Catalog) -> None:
    while True:
        worked = await catalog.refresh()
        await asyncio.sleep(_CATALOG_EVERY_S if worked else _CATALOG_RETRY_S)


async def _keep_swept(references: ReferenceFolder) -> None:
    while True:
        await references.sweep()
        await asyncio.sleep(_REFERENCES_EVERY_S)
