"""The use case behind /imagine with a real database in memory and fakes for the rest."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.policy.job import Asker
from bot.policy.limits import Cap, Limit, Value
from bot.policy.request import ImageRequest
from bot.policy.resolve import Spot
from bot.policy.rulebook import SERVER, Place
from bot.ports import Adapters, KeyStatus, Stores
from bot.service.admission import Admission
from bot.service.bookkeeping import Bookkeeping
from bot.service.budget import BudgetWatch
from bot.service.imagine import Allowances, Desk, Imagine
from bot.service.intake import Intake
from bot.service.job import Ticket
from bot.service.keywatch import KeyWatch
from bot.service.moderation import Moderation
from bot.service.noticeboard import Noticeboard
from bot.service.runner import Runner
from bot.service.terms import Terms
from bot.storage.database import open_database
from bot.storage.stores import open_stores
from tests.fakes import FakeCard, FakeClock, FakeFitter, FakeKey, FakeModels, FakeSource

REQUEST = ImageRequest("a red fox", ratio="16:9")
GUILD, CHANNEL, CATEGORY, MODERATOR = 10, 20, 30, 99
SPOT = Spot(GUILD, CHANNEL, CATEGORY)
COOLDOWN: Mapping[Limit, Value] = {Limit.COOLDOWN: 60}


class Bench:
    """The use case; `open` makes it anew with other terms, on the same database."""

    def __init__(self, folder: Path, stores: Stores) -> None:
        self.folder = folder
        self.stores = stores
        self.source = FakeSource(folder)
        self.models = FakeModels()
        self.clock = FakeClock()
        self.intake = Intake()
        self.runner = Runner()
        self._asked = 0
        self.open()

    def open(
        self,
        *,
        defaults: Mapping[Limit, Value] = COOLDOWN,
        caps: Mapping[Cap, int] | None = None,
        max_concurrent: int = 2,
        job_timeout: timedelta = timedelta(minutes=14),
        **terms: object,
    ) -> None:
        """Wire the use case."""
        caps = caps or {}
        budget = BudgetWatch(self.stores, Noticeboard(self.runner), clock=self.clock)
        self.moderation = Moderation(self.stores, defaults=defaults, caps=caps, clock=self.clock)
        self.imagine = Imagine(
            Adapters(self.source, self.models, self.stores, FakeFitter(), self.clock),
            Allowances(job_timeout, max_concurrent),
            desk=Desk(
                intake=self.intake,
                admission=Admission(
                    self.stores,
                    self.models,
                    Terms(defaults, caps, **terms),  # pyright: ignore[reportArgumentType] - as the test says
                    budget=budget,
                    clock=self.clock,
                    runner=self.runner,
                ),
                bookkeeping=Bookkeeping(self.stores, self.clock, self.runner, explain=repr),
                key_watch=KeyWatch(FakeKey(KeyStatus(accepted=True)), self.intake),
            ),
            runner=self.runner,
        )

    def asker(
        self,
        user_id: int = 1,
        *,
        spot: Spot = SPOT,
        private: bool = False,
        can_be_late: bool = False,
    ) -> Asker:
        self._asked += 1
        return Asker(self._asked, user_id, spot, self.clock.now(), private, can_be_late)

    async def admit(
        self, user_id: int = 1, request: ImageRequest = REQUEST, spot: Spot = SPOT
    ) -> Ticket:
        return await self.imagine.admit(self.asker(user_id, spot=spot), request)

    async def finish(self) -> None:
        while len(self.runner):
            await asyncio.sleep(0)

    async def ask(
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

    async def set(self, limit: Limit, value: Value, place: Place = SERVER) -> None:
        """Set a limit as a moderator does."""
        await self.moderation.set_limit(GUILD, MODERATOR, place, limit, value)

    async def used(self, ticket: Ticket) -> dict[str, int]:
        """What the counters of a ticket say now."""
        count = await self.stores.ledger.count(ticket.admitted.claim)
        return {key: number for key, number in count.used.items() if number}

    def files(self) -> list[Path]:
        return list(self.folder.iterdir())


@asynccontextmanager
async def open_bench(folder: Path) -> AsyncGenerator[Bench]:
    """Open a bench with a database of its own."""
    async with open_database("sqlite://") as database:
        bench = Bench(folder, open_stores(database))
        yield bench
        await bench.runner.drain(0)
