"""The use case behind /imagine on a real database in memory, with fakes for the rest."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import ReplyTarget, Requester
from bot.policy.jobs.queue import QueueLimits
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import SERVER, Scope
from bot.ports import Adapters, KeyStatus, Stores
from bot.service.delivery.stale_cards import StaleCardSweep
from bot.service.jobs.admission import Admission, AdmittedJob, OperatorLimits
from bot.service.jobs.bookkeeping import Bookkeeping
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.job_deps import JobDeps
from bot.service.jobs.queue import FairQueue
from bot.service.jobs.runner import Runner
from bot.service.limits.budget_alerts import BudgetWatch
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.text_check import TextCheck
from bot.service.notifications import Notifications
from bot.service.provider.health import ProviderHealth
from bot.service.provider.key_watch import KeyWatch
from bot.service.recovery.takeover import Takeover
from bot.service.timing import PRODUCTION
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.wiring.moderation import wire_moderation
from testkit.fakes import (
    FAKE_PRESETS,
    FakeCard,
    FakeClock,
    FakeFitter,
    FakeKey,
    FakeModels,
    FakeSignals,
    FakeSource,
    FakeTextFilter,
    FakeThumbnails,
)
from testkit.migrated_database import open_migrated

REQUEST = ImageRequest("a red fox", ratio="16:9")
GUILD, CHANNEL, CATEGORY, MODERATOR = 10, 20, 30, 99
SPOT = Spot(GUILD, CHANNEL, CATEGORY)
BOUNDS = QueueLimits(member=100, server=100, total=100)
COOLDOWN: Mapping[Limit, Value] = {Limit.COOLDOWN: 60}


REPLY_TARGET = ReplyTarget(
    application_id=3, token="t" * 40, channel_id=CHANNEL, upload_limit=100, late_upload_limit=50
)


class ServiceHarness:
    """The use case; `open` wires it again with other options, on the same database."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.source = FakeSource(folder)
        self.models = FakeModels()
        self.thumbnails = FakeThumbnails()
        self.clock = FakeClock()
        self.timing = PRODUCTION
        self.runners: list[Runner] = []
        self.needed_files: list[set[Path]] = []
        """The files that were to be kept, each time that leftovers were removed."""
        self._database = database
        self._requests = 0
        self._processes = itertools.count(1)
        self.restart()

    def restart(self) -> None:
        """Continue as another process."""
        self.process_id = f"process-{next(self._processes)}"
        self.runner = Runner()
        self.runners.append(self.runner)
        self.stores = open_stores(self._database, process_id=self.process_id)
        self.open()

    def another_process(self, process_id: str = "another") -> Stores:
        """Return the stores of a process that works on the same database."""
        return open_stores(self._database, process_id=process_id)

    def open(
        self,
        *,
        defaults: Mapping[Limit, Value] = COOLDOWN,
        caps: Mapping[Cap, int] | None = None,
        max_concurrent: int = 2,
        bounds: QueueLimits = BOUNDS,
        job_timeout: timedelta = timedelta(minutes=14),
        ping_after_s: float | None = None,
        **terms: object,
    ) -> None:
        """Wire the use case."""
        self.opened: dict[str, Any] = {
            "defaults": defaults,
            "caps": caps,
            "max_concurrent": max_concurrent,
            "bounds": bounds,
            "job_timeout": job_timeout,
            "ping_after_s": ping_after_s,
            **terms,
        }
        caps, runner, clock, timing = caps or {}, self.runner, self.clock, self.timing
        self.notifications = Notifications(runner)
        self.editor = RulebookEditor(self.stores, defaults=defaults, caps=caps, clock=clock)
        self.signals = FakeSignals()
        adapters = Adapters(
            self.source,
            self.models,
            self.stores,
            FakeFitter(),
            clock,
            self.signals,
            self.thumbnails,
        )
        operator = OperatorLimits(defaults, caps, **terms)  # pyright: ignore[reportArgumentType] - as the test says
        self.moderation = wire_moderation(
            adapters, operator, self.notifications, runner, sleep=self.pause
        )
        key = FakeKey(KeyStatus(accepted=True))
        self.key_watch = KeyWatch(key, self.notifications, self.stores.notices, clock=clock)
        self.intake = self.key_watch.intake
        self.provider = ProviderHealth(self.key_watch, clock=clock)
        self.queue = FairQueue(
            bounds, slots=max_concurrent, clock=clock, runner=runner, timing=timing
        )
        admission = Admission(
            adapters,
            operator,
            provider=self.provider,
            budget=BudgetWatch(self.stores, self.notifications, clock=clock),
            runner=runner,
        )
        self.stale_cards = StaleCardSweep(self.stores.stale_cards, timing=timing)
        self.bookkeeping = Bookkeeping(
            adapters,
            runner,
            notifications=self.notifications,
            explain=repr,
            stale_cards=self.stale_cards,
            timing=timing,
        )
        deps = JobDeps(
            adapters,
            self.bookkeeping,
            self.queue,
            self.provider,
            self.moderation.job_log,
            ping_after_s,
            timing,
            self.pause,
        )
        self.text_filter = FakeTextFilter()
        log_writer = LogWriter(self.stores, runner, clock=clock)
        self.text_check = TextCheck(self.stores, self.text_filter, log_writer, runner, clock=clock)
        self.filter_editor = FilterEditor(self.stores, self.text_filter, FAKE_PRESETS, clock=clock)
        self.imagine = Imagine(self.intake, admission, deps, runner, job_timeout, self.text_check)
        self.takeover = Takeover(self.imagine, adapters, leftovers=self)

    def set_timing(self, **waits: Any) -> None:  # noqa: ANN401 - any field of `Timing`
        """Change waits of the services from now on."""
        self.timing = self.runner.timing = replace(self.timing, **waits)
        self.open(**self.opened)

    def take_over_at_once(self, jobs: int) -> None:
        """Let a takeover read at most this many jobs at a time."""
        adapters = Adapters(
            self.source, self.models, self.stores, FakeFitter(), self.clock, self.signals
        )
        self.takeover = Takeover(self.imagine, adapters, leftovers=self, at_once=jobs)

    async def pause(self, seconds: float) -> None:
        """Advance the clock instead of waiting."""
        self.clock.advance(seconds=seconds)
        await asyncio.sleep(0)

    def find(self, path: Path) -> Path | None:
        """Find a file, as `Leftovers` does."""
        return path if path.parent == self.folder and path.is_file() else None

    def remove_leftovers(self, kept: Collection[Path]) -> None:
        """Record the files that are to be kept."""
        self.needed_files.append(set(kept))

    def requester(
        self,
        user_id: int = 1,
        *,
        spot: Spot = SPOT,
        private: bool = False,
        can_be_late: bool = False,
    ) -> Requester:
        self._requests += 1
        return Requester(self._requests, user_id, spot, self.clock.now(), private, can_be_late)

    async def admit(
        self, user_id: int = 1, request: ImageRequest = REQUEST, spot: Spot = SPOT
    ) -> AdmittedJob:
        return await self.imagine.admit(self.requester(user_id, spot=spot), request, REPLY_TARGET)

    async def finish(self) -> None:
        while len(self.runner):
            await asyncio.sleep(0)

    async def until_idle_but(self, number: int) -> None:
        """Wait until at most this many tasks remain."""
        while len(self.runner) > number:
            await asyncio.sleep(0)

    async def until_idle(self) -> None:
        """Wait until no task remains but the ticker of the queue."""
        while len(self.runner) > bool(self.queue.waiting):
            await asyncio.sleep(0)

    async def create(
        self,
        card: FakeCard | None = None,
        request: ImageRequest = REQUEST,
        *,
        user_id: int = 1,
        spot: Spot = SPOT,
    ) -> FakeCard:
        card = card or FakeCard()
        self.imagine.start(await self.admit(user_id, request, spot), card)
        await self.finish()
        return card

    async def set(self, limit: Limit, value: Value, scope: Scope = SERVER) -> None:
        """Set a limit as a moderator does."""
        await self.editor.set_limit(GUILD, MODERATOR, scope, limit, value)

    async def used(self, admitted: AdmittedJob) -> dict[str, int]:
        """Return the counters of an admitted job that are not 0."""
        assert admitted.claim is not None
        count = await self.stores.ledger.count(admitted.claim)
        return {key: number for key, number in count.used.items() if number}

    def files(self) -> list[Path]:
        return list(self.folder.iterdir())


@asynccontextmanager
async def open_service(folder: Path) -> AsyncGenerator[ServiceHarness]:
    """Open a harness on a database of its own."""
    async with open_migrated() as database:
        harness = ServiceHarness(folder, database)
        yield harness
        for runner in harness.runners:
            await runner.drain(0)
