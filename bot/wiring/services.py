"""Opens all services: everything except Discord, wired together."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime, timedelta

from bot.client import Services
from bot.errors import ConfigError, SpoolFailed, StorageFailed
from bot.imaging.fit import PillowFitter
from bot.imaging.process import ATTACHMENTS
from bot.imaging.references.folder import ReferenceFolder
from bot.imaging.references.reference_files import KeptFiles
from bot.imaging.thumbnails import PillowThumbnails
from bot.openrouter.answers.spool import Spool
from bot.openrouter.catalogue.catalog import Catalog
from bot.openrouter.client import OpenRouterClient, open_session
from bot.ports import Adapters, Clock, Signals, Silence, Stores
from bot.service.delivery.failure_notice import Sleep
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.defaults import Defaults
from bot.service.members.history import History
from bot.service.members.privacy import Privacy
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import Reconciler
from bot.service.recovery.takeover import Takeover
from bot.service.timing import PRODUCTION, Timing
from bot.settings import Settings
from bot.storage.engine.database import default_url, open_database
from bot.storage.jobs.processes import ProcessFolder, open_process_folder
from bot.storage.stores import open_stores
from bot.studio import GIBIBYTE, MEBIBYTE, SystemClock, load_catalog, wire_client
from bot.wiring.jobs import JobParts, operator_limits, wire_jobs
from bot.wiring.moderation import wire_reviews

#: Number of stored latencies with which queue estimates start.
_LATENCIES = 500


@asynccontextmanager
async def open_services(
    settings: Settings,
    *,
    clock: Clock | None = None,
    signals: Signals | None = None,
    keep_alive: bool = True,
    sleep: Sleep = asyncio.sleep,
    timing: Timing = PRODUCTION,
) -> AsyncGenerator[Services]:
    """Wire everything except Discord, and run the background tasks while the block runs.

    Args:
        settings: Must have an OpenRouter key.
        clock: Default: the machine's clock.
        signals: Receives counts and durations for metrics. Default: none are recorded.
        keep_alive: Whether connections to OpenRouter are reused.
        sleep: Sleeps for a number of seconds; tests replace it.
        timing: Waits of the services.

    Raises:
        ConfigError: DATA_DIR cannot be used.
        StorageFailed: The database does not work.
    """
    clock, signals = clock or SystemClock(), signals or Silence()
    runner, background = Runner(timing=timing), Runner(timing=timing)
    async with AsyncExitStack() as stack:
        folder = _open_folder(settings, stack)
        database = await stack.enter_async_context(open_database(_database_url(settings)))
        stores = open_stores(database, process_id=folder.process_id, secret=_token(settings))
        # these have certainly ended, so don't wait for their leases to expire
        await stores.ledger.resign(folder.dead)
        session = await stack.enter_async_context(open_session(keep_alive=keep_alive))
        client = wire_client(settings, session, Spool(folder.path), clock)
        catalog = load_catalog(settings, session, clock)
        fitter, thumbnails = PillowFitter(folder.path), PillowThumbnails(folder.path)
        adapters = Adapters(client, catalog, stores, fitter, clock, signals, thumbnails)
        references = _references(settings, folder, stores, clock)
        parts = wire_jobs(settings, adapters, client, runner, sleep, timing)
        takeover = Takeover(parts.imagine, adapters, leftovers=folder)
        reconciler = _reconciler(settings, adapters, client, parts, takeover)
        await reconciler.start()
        parts.queue.learn(await stores.jobs.latencies(limit=_LATENCIES))
        services = _services(settings, adapters, parts, takeover, reconciler, references)
        _start(background, services, parts, (catalog, references))
        try:
            yield services
        finally:
            await runner.drain(0)
            await background.drain(0)
            await _release(stores, folder.process_id, now=clock.now())


async def _release(stores: Stores, process_id: str, *, now: datetime) -> None:
    """Release this process's jobs and its lease, so that the next process can take over at once."""
    with suppress(StorageFailed):
        # a member who was told that the request failed must not get an image after the restart
        await stores.ledger.recover(now=now)
        await stores.jobs.release()
        await stores.ledger.resign([process_id])


def _start(
    background: Runner, services: Services, parts: JobParts, cached: tuple[Catalog, ReferenceFolder]
) -> None:
    """Start the background tasks."""
    background.start("reconciler", services.reconciler.run())
    background.start("held-requests", services.reviews.run())
    catalog, references = cached
    background.start("catalog", catalog.run())
    background.start("references", references.run())
    background.start("key-watch", parts.key_watch.run())
    background.start("stale-cards", services.stale_cards.run())
    background.start("log-sender", services.moderation.log_sender.run())
    background.start("filter", services.moderation.text_check.prepare())


def _reconciler(
    settings: Settings,
    adapters: Adapters,
    client: OpenRouterClient,
    parts: JobParts,
    takeover: Takeover,
) -> Reconciler:
    stores, on_doubt = adapters.stores, parts.bookkeeping.note_doubt
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
    parts: JobParts,
    takeover: Takeover,
    reconciler: Reconciler,
    references: ReferenceFolder,
) -> Services:
    stores, clock = adapters.stores, adapters.clock
    defaults, caps = settings.default_limits, settings.caps
    return Services(
        settings=settings,
        imagine=parts.imagine,
        queue=parts.queue,
        provider=parts.provider,
        takeover=takeover,
        stale_cards=parts.stale_cards,
        rulebook_editor=RulebookEditor(stores, defaults=defaults, caps=caps, clock=clock),
        allowance=Allowance(stores, operator_limits(settings), clock=clock),
        history=History(stores.history),
        defaults=Defaults(stores.defaults),
        privacy=Privacy(stores, references, clock=clock),
        notifications=parts.notifications,
        moderation=parts.moderation,
        reviews=wire_reviews(parts.imagine, adapters, references, parts.moderation),
        models=adapters.models,
        ledger=stores.ledger,
        reconciler=reconciler,
        references=references,
        clock=clock,
        intake=parts.key_watch.intake,
        signals=adapters.signals,
        runner=parts.runner,
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
