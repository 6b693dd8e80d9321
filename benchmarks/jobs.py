"""Measures durable jobs by the thousand: `python -m benchmarks.jobs`, under 3 minutes.

- Memory: 5,000 members ask `imagine-bot run`, a process of its own on a small Discord on loopback,
  and all have their first answer. It is the resident set above that of the same process with its
  slots taken and nobody in line.
- Recovery: that process is killed, and the next one started on what it left. The time is from the
  start of the process until it has taken over every job, all slots are taken, and somebody who
  asks anew has an answer.
- Work in one go is CPU time of the event loop's thread between two callbacks that are due every
  millisecond, so that other programs do not count; the collector's pauses are in wall time.
- Admission: `Imagine.admit` in this process, members at once, each with limits, reservation and
  job row on the disk when it returns. The floor is one row per commit in a file of its own, by the
  same driver.
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
from bot.sandbox.painter import Say
from bot.settings import load_settings
from bot.wiring import open_services
from testkit.bot_process import NO_LIMITS, BotProcess, settings_for, start_bot
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.painter_process import open_painter

JOBS = 5000
SLOTS = 32
ADMITTED = 3000
MEMBERS_AT_ONCE = 200

#: Commands without an answer at once, so that none of them waits for long.
UNANSWERED = 100

#: So that nobody's turn comes.
LATENCY_S = 10_000

#: What has not happened by then will not.
PATIENCE_S = 120

#: After this the process has given back what admitting took for a moment.
REST_S = 8

#: The bars.
MAX_KB = 20
MIN_PER_S = 200
MAX_RECOVERY_S = 10

PROMPT = "a lighthouse at dusk, painted from memory by somebody who has never seen the sea"
_FIRST_MEMBER = 9 * 10**17


@dataclass
class Figures:
    """What was measured."""

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
        """Memory per waiting job."""
        return (self.waiting_mb - self.idle_mb) * 1000 / JOBS


class _Crowd(LoopbackDiscord):
    """Counts first answers; keeps no calls."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = 0

    async def _take_call(self, request: web.Request) -> web.Response:
        if request.path.endswith("/callback"):
            self.answered += 1
        response = await super()._take_call(request)
        self.calls.clear()
        return response

    async def ask(self, number: int) -> None:
        """Let so many members ask, and wait until each has an answer."""
        goal = self.answered + number
        ends = time.perf_counter() + PATIENCE_S
        for nth in range(number):
            member = str(_FIRST_MEMBER + self.answered * 10**6 + nth)
            await self.slash("imagine", user_id=member, prompt=f"{PROMPT}, {nth}")
            while goal - number + nth + 1 - self.answered >= UNANSWERED:  # noqa: ASYNC110 - as below
                await asyncio.sleep(0.005)
        while self.answered < goal and time.perf_counter() < ends:  # noqa: ASYNC110 - a glance now and then costs the measured process nothing
            await asyncio.sleep(0.01)
        if self.answered < goal:
            raise LookupError(f"{goal - self.answered} of {number} had no answer")


async def _measure_bots(figures: Figures, painter: tuple[str, str], folder: Path) -> None:
    async with _Crowd() as discord:
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


async def _measure_waiting(figures: Figures, bot: BotProcess, discord: _Crowd) -> None:
    await discord.wait_for_bot()
    await discord.ask(SLOTS)
    await asyncio.sleep(REST_S)
    figures.idle_mb = bot.memory_mb()
    started = time.perf_counter()
    await discord.ask(JOBS)
    figures.asked_per_s = JOBS / (time.perf_counter() - started)
    rush = await bot.look()
    await asyncio.sleep(REST_S)
    metrics = await bot.metrics()
    if metrics["jobs_queued"] != JOBS:
        raise LookupError(f"{metrics['jobs_queued']} jobs wait\n{bot.output[-2000:]}")
    found = await bot.look()
    figures.waiting_mb = bot.memory_mb()
    figures.rush_gc_ms, figures.waiting_cpu_ms = rush.gc_ms, found.stall_cpu_ms


async def _measure_recovery(
    figures: Figures, environment: Mapping[str, str], folder: Path, discord: _Crowd
) -> None:
    started = time.perf_counter()
    async with start_bot(folder, environment) as bot:
        await discord.wait_for_bot(session=2)
        figures.logged_in_s = time.perf_counter() - started
        await discord.ask(1)
        while not await _has_all(bot):
            if time.perf_counter() - started > PATIENCE_S:
                raise LookupError(f"not all were taken over\n{bot.output[-2000:]}")
            await asyncio.sleep(0.1)
        figures.recovered_s = time.perf_counter() - started
        figures.recovery_cpu_ms = (await bot.look()).stall_cpu_ms
        await asyncio.sleep(REST_S)
        figures.recovered_mb = bot.memory_mb()


async def _has_all(bot: BotProcess) -> bool:
    """Tell whether a bot has everything that waited, and one more that asked it anew."""
    metrics: dict[str, float] = {}
    with suppress(aiohttp.ClientError, KeyError):
        metrics = await bot.metrics()
    is_full = metrics.get("jobs_running") == SLOTS
    return is_full and metrics.get("jobs_queued") == JOBS + 1 - SLOTS


async def _measure_admission(figures: Figures, painter: tuple[str, str], folder: Path) -> None:
    variables = {**settings_for(folder, discord="", painter=painter), **NO_LIMITS}
    # the limits that a fresh bot has, with room for these members
    for name in ("COOLDOWN_SECONDS", "MEMBER_IMAGES_PER_DAY", "MEMBER_JOBS_AT_ONCE"):
        del variables[name]
    base = load_settings(env_file=None)
    known = {name.lower(): value for name, value in variables.items()}
    settings = base.model_validate(known)
    async with open_services(settings) as services:
        await asyncio.sleep(1)  # the catalogue's first look
        numbers = itertools.count()

        async def member() -> None:
            for nth in numbers:
                if nth >= ADMITTED:
                    return
                await services.imagine.admit(_requester(nth), ImageRequest(PROMPT), _ADDRESS)

        started = time.perf_counter()
        await asyncio.gather(*(member() for _ in range(MEMBERS_AT_ONCE)))
        figures.admitted_per_s = ADMITTED / (time.perf_counter() - started)
    figures.floor_per_s = await asyncio.to_thread(_commits_per_s, folder / "floor.db")


# what interactions' tokens are like
_ADDRESS = ReplyTarget(1, "a" * 200, 1, 10 * 2**20, 10 * 2**20)


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
        (f"{SLOTS} painted, nobody waits", f"{figures.idle_mb:.1f} MB"),
        (f"{JOBS:,} more wait", f"{figures.waiting_mb:.1f} MB, {figures.kb_each:.1f} KB each"),
        ("  asked and answered", f"{figures.asked_per_s:.0f} a second"),
        ("  longest pause of the collector", f"{figures.rush_gc_ms:.0f} ms"),
        ("  longest work in one go at rest", f"{figures.waiting_cpu_ms:.1f} ms"),
        ("killed, and logged in again after", f"{figures.logged_in_s:.2f} s"),
        ("  everything at work again after", f"{figures.recovered_s:.2f} s"),
        ("  longest work in one go till then", f"{figures.recovery_cpu_ms:.0f} ms"),
        ("  memory then", f"{figures.recovered_mb:.1f} MB"),
        (f"admitted, {MEMBERS_AT_ONCE} at once", f"{figures.admitted_per_s:.0f} a second"),
        ("  floor: one row per commit", f"{figures.floor_per_s:.0f} a second"),
    )
    for name, value in rows:
        print(f"{name:<36}{value:>26}")


def _verdicts(figures: Figures) -> Iterator[tuple[bool, str]]:
    each, rate, recovery_s = figures.kb_each, figures.admitted_per_s, figures.recovered_s
    yield each <= MAX_KB, f"at most {MAX_KB} KB for each of {JOBS:,} that wait: {each:.1f}"
    yield rate >= MIN_PER_S, f"at least {MIN_PER_S} admitted a second: {rate:.0f}"
    yield recovery_s <= MAX_RECOVERY_S, f"at work within {MAX_RECOVERY_S} s: {recovery_s:.2f} s"


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when one is missed."""
    figures = Figures()
    with (
        open_painter(Say(sketch=True, latency_s=LATENCY_S)) as painter,
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
