"""Measures how long the event loop stands still: `python -m benchmarks.stall`, under 2 minutes.

`imagine-bot run` is a process of its own on a small Discord on loopback, the painter another one,
all on the same cores. Eight members ask in the same instant, each image has 20 MB, and all are
uploaded. A stall is how late the loop is with a callback that is due every millisecond, from the
commands to the last upload. CPU is the most that the loop's own thread worked between two of these
callbacks. The floor is a process beside it that does nothing but the same waiting: so long the
machine itself lets a process wait. Where that was long, the round says little: another one is
made, and the quietest count.
"""

import asyncio
import multiprocessing
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from aiohttp import web

from bot.sandbox.painter import Say
from testkit.bot_process import NO_LIMITS, BotProcess, settings_for, start_bot
from testkit.discord_loopback import payloads
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.painter_process import open_painter

ROUNDS = 7
MOST_ROUNDS = 30
AT_ONCE = 8
MB = 10**6
IMAGE_BYTES = 20 * MB
LATENCY_S = 1.0
TICK_S = 0.001
PATIENCE_S = 60

#: A round in which an idle process stood still for longer calls for another one.
MAX_FLOOR_MS = 10

#: The bar.
MAX_STALL_MS = 25


@dataclass(frozen=True)
class Round:
    """Eight images at once."""

    stall_ms: float
    cpu_ms: float
    floor_ms: float
    took_s: float


@dataclass
class Case:
    """One upload limit and what was measured under it."""

    name: str
    upload_limit: int
    """Bytes."""
    rounds: list[Round] = field(default_factory=list[Round])

    def quiet(self) -> list[Round]:
        """Return the rounds that say something."""
        return [one for one in self.rounds if one.floor_ms <= MAX_FLOOR_MS]

    def counted(self) -> list[Round]:
        """Return the quietest rounds."""
        return sorted(self.rounds, key=lambda one: one.floor_ms)[:ROUNDS]


class _Gallery(LoopbackDiscord):
    """Counts uploads; keeps no bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.uploads: list[int] = []

    async def _take_call(self, request: web.Request) -> web.Response:
        response = await super()._take_call(request)
        for call in self.calls:
            self.uploads += map(len, call.files)
        self.calls.clear()
        for message in self.messages.all[-2 * AT_ONCE :]:
            message.files.clear()
        return response


def _tick(pipe: Connection) -> None:
    """Say how late a loop without work was since it was asked last; until killed."""
    worst_s, due = 0.0, time.perf_counter()
    while True:
        due = max(due, time.perf_counter()) + TICK_S
        while (left_s := due - time.perf_counter()) > 0:
            if pipe.poll(left_s):
                pipe.recv()
                pipe.send(worst_s)
                worst_s = 0.0
                due = time.perf_counter() + TICK_S
        worst_s = max(worst_s, time.perf_counter() - due)


@contextmanager
def _open_floor() -> Generator[Callable[[], float]]:
    """Yield what tells the worst stall of an idle process since the last call, in ms."""
    spawning = multiprocessing.get_context("spawn")
    mine, theirs = spawning.Pipe()
    process = spawning.Process(target=_tick, args=(theirs,), daemon=True)
    process.start()

    def ask() -> float:
        mine.send(None)
        return mine.recv() * 1000

    try:
        yield ask
    finally:
        process.terminate()
        process.join()


async def _measure(
    case: Case, painter: tuple[str, str], floor: Callable[[], float], folder: Path
) -> None:
    payloads._UPLOAD_LIMIT = case.upload_limit  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - a server that was boosted
    async with _Gallery() as discord:
        environment = {
            **settings_for(folder, discord=discord.base_url, painter=painter),
            **NO_LIMITS,
        }
        async with start_bot(folder, environment) as bot:
            await discord.wait_for_bot()
            # the first ones pay for what is imported and compiled once
            await _generate(discord)
            await asyncio.sleep(1)
            while len(case.quiet()) < ROUNDS and len(case.rounds) < MOST_ROUNDS:
                case.rounds.append(await _measure_round(bot, discord, floor))
            bot.signal(signal.SIGTERM)
            await bot.ended()


async def _measure_round(bot: BotProcess, discord: _Gallery, floor: Callable[[], float]) -> Round:
    await bot.look()
    floor()
    started = time.perf_counter()
    await _generate(discord)
    took_s = time.perf_counter() - started
    found = await bot.look()
    return Round(found.stall_ms, found.stall_cpu_ms, floor(), took_s)


async def _generate(discord: _Gallery) -> None:
    goal = len(discord.uploads) + AT_ONCE
    for nth in range(AT_ONCE):
        await discord.slash("imagine", user_id=f"9{nth:017}", prompt=f"a fox, {goal + nth}")
    async with asyncio.timeout(PATIENCE_S):
        while len(discord.uploads) < goal:  # noqa: ASYNC110 - a glance now and then costs the measured process nothing
            await asyncio.sleep(0.02)


def _print_table(cases: list[Case]) -> None:
    print(f"{AT_ONCE} pictures of {IMAGE_BYTES // MB} MB at once, the {ROUNDS} quietest rounds")
    print(f"{'':<24}{'longest stall, ms':>24}{'CPU, ms':>10}{'floor, ms':>11}", end="")
    print(f"{'all 8, s':>10}{'repeated':>10}")
    print(f"{'':<24}{'median':>12}{'worst':>12}{'worst':>10}{'worst':>11}{'median':>10}")
    for case in cases:
        rounds = case.counted()
        stalls_ms = [one.stall_ms for one in rounds]
        print(
            f"{case.name:<24}{median(stalls_ms):>12.1f}{max(stalls_ms):>12.1f}"
            f"{max(one.cpu_ms for one in rounds):>10.1f}"
            f"{max(one.floor_ms for one in rounds):>11.1f}"
            f"{median(one.took_s for one in rounds):>10.2f}{len(case.rounds) - ROUNDS:>10}"
        )


def main() -> int:
    """Print the table and the bar; return the exit code, 1 when it is missed."""
    cases = [
        Case("uploaded as they are", 100 * 2**20),
        Case("made smaller for 10 MiB", 10 * 2**20),
    ]
    say = Say(sketch=True, target_bytes=IMAGE_BYTES, latency_s=LATENCY_S)
    with (
        open_painter(say) as painter,
        _open_floor() as floor,
        tempfile.TemporaryDirectory() as folder,
    ):
        for nth, case in enumerate(cases):
            own = Path(folder, str(nth))
            own.mkdir()
            asyncio.run(_measure(case, painter, floor, own))
    _print_table(cases)
    stall_ms = max(median(one.stall_ms for one in case.counted()) for case in cases)
    holds = stall_ms <= MAX_STALL_MS
    verdict = "holds" if holds else "MISSED"
    print(f"{verdict:<6}  longest stall within {MAX_STALL_MS} ms: {stall_ms:.1f} ms")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
