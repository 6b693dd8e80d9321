"""The real server on loopback, and a bot in any condition that a test sets."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

import aiohttp
import pytest

from bot.errors import ClosedReason, StorageFailed, StorageFault
from bot.health.metrics import PrometheusSignals
from bot.health.server import open_health
from bot.health.vitals import Vitals
from bot.ports import Held

NOTHING_RESERVED = Held(jobs=0, micros=0)


@dataclass(slots=True)
class Condition:
    """The condition of the bot."""

    waiting: int = 0
    running: int = 0
    oldest_s: float = 0.0
    reserved: Held = NOTHING_RESERVED
    closed: frozenset[ClosedReason] = frozenset()
    circuits: dict[str | None, str] = field(default_factory=dict[str | None, str])
    heartbeat_age_s: float | None = 1.0
    latency_s: float = 0.05
    database_fails: bool = False
    database_hangs: bool = False
    reads_at_once: int = 0
    most_reads_at_once: int = 0

    async def held(self) -> Held:
        """Return the reservations, as a query would."""
        self.reads_at_once += 1
        self.most_reads_at_once = max(self.most_reads_at_once, self.reads_at_once)
        try:
            if self.database_hangs:
                await asyncio.Event().wait()
            if self.database_fails:
                raise StorageFailed(StorageFault.UNREACHABLE)
            return self.reserved
        finally:
            self.reads_at_once -= 1

    def vitals(self) -> Vitals:
        """Return the sources that read this condition."""
        return Vitals(
            queue=self,
            oldest_s=lambda: self.oldest_s,
            held=self.held,
            closed=lambda: self.closed,
            circuits=lambda: self.circuits,
            heartbeat_age_s=lambda: self.heartbeat_age_s,
            latency_s=lambda: self.latency_s,
        )


@pytest.fixture
def condition() -> Condition:
    """A healthy bot."""
    return Condition()


@pytest.fixture
def signals() -> PrometheusSignals:
    """Counters at zero."""
    return PrometheusSignals()


@pytest.fixture
async def port(condition: Condition, signals: PrometheusSignals) -> AsyncGenerator[int]:
    """The port of the server."""
    async with open_health("127.0.0.1", 0, vitals=condition.vitals(), signals=signals) as ports:
        yield ports[0]


@pytest.fixture
async def http(port: int) -> AsyncGenerator[aiohttp.ClientSession]:
    """A client of the server."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session
