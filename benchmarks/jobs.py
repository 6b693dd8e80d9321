"""Measures thousands of durable jobs: `python -m benchmarks.jobs`, under 3 minutes.

- Memory: 5,000 members send a request to `imagine-bot run`, a process on a loopback Discord, and
  all get a first response. The result is the resident set above that of the same process with all
  slots taken and an empty queue.
- Recovery: that process is killed and the next one started on its data. The time is from the start
  of the process until it has taken over every job, all slots are taken, and a new request has a
  response.
- The longest turn is CPU time of the event loop's thread between two callbacks that are due every
  millisecond, which excludes other programs. Pauses of the garbage collector are in wall time.
- Admission: `Imagine.admit` in this process, by many members at once; each call checks limits and
  stores reservation and job before it returns. The floor is one row per commit in a separate file,
  with the same driver.
"""

import asyncio
import itertools
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import ReplyTarget, Requester
from bot.policy.limits.effective import Spot
from bot.sandbox.painter import ScriptedAnswer
from bot.settings import load_settings
from bot.wiring import open_services
from testkit.bot_process import NO_LIMITS, BotProcess, settings_for, start_bot
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.painter_process import open_painter

JOBS = 5000
SLOTS = 32
ADMITTED = 3000
MEMBERS_AT_ONCE = 200

#: Commands without a response at a time, so that none waits for long.
UNANSWERED = 100

#: So long that no slot gets free.
LATENCY_S = 10_000

#: Seconds after which the benchmark gives up.
PATIENCE_S = 120

#: Seconds after which the process has released the memory that admission needed briefly.
REST_S = 8

#: The bars.
MAX_KB = 20
MIN_PER_S = 200
MAX_RECOVERY_S = 10

PROMPT = "a lighthouse at dusk, drawn from memory by a person who has never seen the sea"
_FIRST_MEMBER = 9 * 10**17


@dataclass
class Figures:
    """The measurements."""

    idle_mb: float = 0
    waiting_mb: float = 0
    asked_per_s: float = 0
    rush_gc_ms: float = 0
    waiting_cpu_ms: float = 0
    logged_in_s: float = 0
    recovered_s: float = 0
    recovered_mb: float = 0
    recovery_cpu_ms: float = 0
    admitted_per_s: float = 0
    floor_per_s: float = 0

    @property
    def kb_each(self) -> float:
        """Kilobytes per waiting job."""
        return (self.waiting_mb - self.idle_mb) * 1000 / JOBS


class _ResponseCounter(LoopbackDiscord):
    """Counts first responses; keeps no calls."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = 0

    async def _take_call(self, request: web.Request) -> web.Response:
        if request.path.endswith("/callback"):
            self.answered += 1
        response = await super()._take_call(request)
        self.calls.clear()
        return response

    async def request(self, number: int) -> None:
        """Send a request from each of `number` members, and wait until all have a response."""
        goal = self.answered + number
        ends = time.perf_counter() + PATIENCE_S
        for nth in range(number):
            member = str(_FIRST_MEMBER + self.answered * 10**6 + nth)
            await self.slash("imagine", user_id=member, prompt=f"{PROMPT}, {nth}")
            while goal - number + nth + 1 - self.answered >= UNANSWERED:  # noqa: ASYNC110 - as below
                await asyncio.sleep(0.005)
        while self.answered < goal and time.perf_counter() < ends:  # noqa: ASYNC110 - polling does not disturb the measured process
            await asyncio.sleep(0.01)
        if self.answered < goal:
            raise LookupError(f"{goal - self.answered} of {number} requests have no response")


async def _measure_bots(figures: Figures, painter: tuple[str, str], folder: Path) -> None:
    async with _ResponseCounter() as discord:
        environment = {
            **settings_for(folder, discord=discord.base_url, painter=painter),
            **NO_LIMITS,
            "MAX_CONCURRENT_IMAGES": str(SLOTS),
        }
        async with start_bot(folder, environment) as bot:
            await _measure_waiting(figures, bot, discord)
            bot.signal(signal.SIGKILL)
            await bot.ended()
        await _measure_recovery(figures, environment, folder, discord)


async def _measure_waiting(figures: Figures, bot: BotProcess, discord: _ResponseCounter) -> None:
    await discord.wait_for_bot()
    await discord.request(SLOTS)
    await asyncio.sleep(REST_S)
    figures.idle_mb = bot.memory_mb()
    started = time.perf_counter()
    await discord.request(JOBS)
    figures.asked_per_s = JOBS / (time.perf_counter() - started)
    rush = await bot.read_probe()
    await asyncio.sleep(REST_S)
    metrics = await bot.metrics()
    if metrics["jobs_queued"] != JOBS:
        raise LookupError(f"{metrics['jobs_queued']} jobs wait\n{bot.output[-2000:]}")
    reading = await bot.read_probe()
    figures.waiting_mb = bot.memory_mb()
    figures.rush_gc_ms, figures.waiting_cpu_ms = rush.gc_ms, reading.stall_cpu_ms


async def _measure_recovery(
    figures: Figures, environment: Mapping[str, str], folder: Path, discord: _ResponseCounter
) -> None:
    started = time.perf_counter()
    async with start_bot(folder, environment) as bot:
        await discord.wait_for_bot(session=2)
        figures.logged_in_s = time.perf_counter() - started
        await discord.request(1)
        while not await _has_all(bot):
            if time.perf_counter() - started > PATIENCE_S:
                raise LookupError(f"not all jobs were taken over\n{bot.output[-2000:]}")
            await asyncio.sleep(0.1)
        figures.recovered_s = time.perf_counter() - started
        figures.recovery_cpu_ms = (await bot.read_probe()).stall_cpu_ms
        await asyncio.sleep(REST_S)
        figures.recovered_mb = bot.memory_mb()


async def _has_all(bot: BotProcess) -> bool:
    """Tell whether a bot has taken over all jobs and admitted one more."""
    metrics: dict[str, float] = {}
    with suppress(aiohttp.ClientError, KeyError):
        metrics = await bot.metrics()
    is_full = metrics.get("jobs_running") == SLOTS
    return is_full and metrics.get("jobs_queued") == JOBS + 1 - SLOTS


async def _measure_admission(figures: Figures, painter: tuple[str, str], folder: Path) -> None:
    variables = {**settings_for(folder, discord="", painter=painter), **NO_LIMITS}
    # the default limits, as far as they admit these members
    for name in ("COOLDOWN_SECONDS", "MEMBER_IMAGES_PER_DAY", "MEMBER_JOBS_AT_ONCE"):
        del variables[name]
    base = load_settings(env_file=None)
    changes = {name.lower(): value for name, value in variables.items()}
    settings = base.model_validate(changes)
    async with open_services(settings) as services:
        await asyncio.sleep(1)  # for the first update of the catalogue
        numbers = itertools.count()

        async def member() -> None:
            for nth in numbers:
                if nth >= ADMITTED:
                    return
                await services.imagine.admit(_requester(nth), ImageRequest(PROMPT), _REPLY_TARGET)

        started = time.perf_counter()
        await asyncio.gather(*(member() for _ in range(MEMBERS_AT_ONCE)))
        figures.admitted_per_s = ADMITTED / (time.perf_counter() - started)
    figures.floor_per_s = await asyncio.to_thread(_commits_per_s, folder / "floor.db")


# interaction tokens have about 200 characters
_REPLY_TARGET = ReplyTarget(1, "a" * 200, 1, 10 * 2**20, 10 * 2**20)


def _requester(nth: int) -> Requester:
    spot = Spot(10**18 + nth % 50, 10**18 + nth % 50)
    now = datetime.now(UTC)
    return Requester(2 * 10**18 + nth, 3 * 10**18 + nth, spot, now, private=False, can_be_late=True)


def _commits_per_s(file: Path) -> float:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE jobs (job_id INTEGER PRIMARY KEY, draft TEXT)")
        started = time.perf_counter()
        for nth in range(ADMITTED):
            connection.execute("INSERT INTO jobs VALUES (?, ?)", (nth, "x" * 800))
        return ADMITTED / (time.perf_counter() - started)


def _print_table(figures: Figures) -> None:
    rows = (
        (f"{SLOTS} generating, none waiting", f"{figures.idle_mb:.1f} MB"),
        (f"{JOBS:,} more waiting", f"{figures.waiting_mb:.1f} MB, {figures.kb_each:.1f} KB each"),
        ("  admitted, with a response", f"{figures.asked_per_s:.0f} a second"),
        ("  longest garbage collection", f"{figures.rush_gc_ms:.0f} ms"),
        ("  longest turn at rest", f"{figures.waiting_cpu_ms:.1f} ms"),
        ("killed; logged in again after", f"{figures.logged_in_s:.2f} s"),
        ("  all jobs taken over after", f"{figures.recovered_s:.2f} s"),
        ("  longest turn until then", f"{figures.recovery_cpu_ms:.0f} ms"),
        ("  memory then", f"{figures.recovered_mb:.1f} MB"),
        (f"admitted, {MEMBERS_AT_ONCE} at once", f"{figures.admitted_per_s:.0f} a second"),
        ("  floor: one row per commit", f"{figures.floor_per_s:.0f} a second"),
    )
    for name, value in rows:
        print(f"{name:<36}{value:>26}")


def _verdicts(figures: Figures) -> Iterator[tuple[bool, str]]:
    each, rate, recovery_s = figures.kb_each, figures.admitted_per_s, figures.recovered_s
    yield each <= MAX_KB, f"at most {MAX_KB} KB for each of {JOBS:,} waiting jobs: {each:.1f}"
    yield rate >= MIN_PER_S, f"at least {MIN_PER_S} admitted a second: {rate:.0f}"
    yield recovery_s <= MAX_RECOVERY_S, f"recovered within {MAX_RECOVERY_S} s: {recovery_s:.2f} s"


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when one is missed."""
    figures = Figures()
    with (
        open_painter(ScriptedAnswer(sketch=True, latency_s=LATENCY_S)) as painter,
        tempfile.TemporaryDirectory() as folder,
    ):
        for part, measure in (("a", _measure_admission), ("b", _measure_bots)):
            own = Path(folder, part)
            own.mkdir()
            asyncio.run(measure(figures, painter, own))
    _print_table(figures)
    verdicts = list(_verdicts(figures))
    for holds, said in verdicts:
        print(f"{'holds' if holds else 'MISSED':<6}  {said}")
    return 0 if all(holds for holds, _ in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
