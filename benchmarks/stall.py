"""Measures how long the event loop is blocked: `python -m benchmarks.stall`, under 2 minutes.

`imagine-bot run` is a process on a loopback Discord, the painter another one, all on the same
cores. Eight members send a request at once, each image has 20 MB, and all are uploaded. A stall is
the longest delay of a callback that is due every millisecond, from the commands to the last upload.
CPU is the most CPU time of the loop's thread between two such callbacks. The floor is the longest
delay of an idle process, caused by the machine itself. A round with a high floor says little: it
is repeated, and the quietest rounds count.
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

from bot.sandbox.painter import ScriptedAnswer
from testkit.bot_process import NO_LIMITS, BotProcess, settings_for, start_bot
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.discord_loopback.interactions import Invoker
from testkit.painter_process import open_painter

ROUNDS = 7
MOST_ROUNDS = 30
AT_ONCE = 8
MB = 10**6
IMAGE_BYTES = 20 * MB
LATENCY_S = 1.0
TICK_S = 0.001
PATIENCE_S = 60

#: A round with a higher floor is repeated.
MAX_FLOOR_MS = 10

#: The bar.
MAX_STALL_MS = 25


@dataclass(frozen=True)
class Round:
    """The measurements of eight images at once."""

    stall_ms: float
    cpu_ms: float
    floor_ms: float
    took_s: float


@dataclass
class Case:
    """One upload limit, and the rounds measured under it."""

    name: str
    upload_limit: int
    """Bytes."""
    rounds: list[Round] = field(default_factory=list[Round])

    def quiet(self) -> list[Round]:
        """Return the rounds with a low floor."""
        return [one for one in self.rounds if one.floor_ms <= MAX_FLOOR_MS]

    def counted(self) -> list[Round]:
        """Return the rounds with the lowest floors."""
        return sorted(self.rounds, key=lambda one: one.floor_ms)[:ROUNDS]


class _UploadCounter(LoopbackDiscord):
    """Keeps the size of every upload, and no files."""

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
    """Answer each message with the longest delay since the last one, until killed."""
    worst_s, due = 0.0, time.perf_counter()
    while True:
        due = max(due, time.perf_counter()) + TICK_S
        while (remaining_s := due - time.perf_counter()) > 0:
            if pipe.poll(remaining_s):
                pipe.recv()
                pipe.send(worst_s)
                worst_s = 0.0
                due = time.perf_counter() + TICK_S
        worst_s = max(worst_s, time.perf_counter() - due)


@contextmanager
def _open_floor() -> Generator[Callable[[], float]]:
    """Yield a function: the longest stall of an idle process since its last call, in ms."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_tick, args=(theirs,), daemon=True)
    process.start()

    def longest_ms() -> float:
        ours.send(None)
        return ours.recv() * 1000

    try:
        yield longest_ms
    finally:
        process.terminate()
        process.join()


async def _measure(
    case: Case, painter: tuple[str, str], floor: Callable[[], float], folder: Path
) -> None:
    async with _UploadCounter() as discord:
        environment = {
            **settings_for(folder, discord=discord.base_url, painter=painter),
            **NO_LIMITS,
        }
        async with start_bot(folder, environment) as bot:
            await discord.wait_for_bot()
            # warm up: the first requests import and compile
            await _generate(discord, case.upload_limit)
            await asyncio.sleep(1)
            while len(case.quiet()) < ROUNDS and len(case.rounds) < MOST_ROUNDS:
                case.rounds.append(await _measure_round(bot, discord, floor, case.upload_limit))
            bot.signal(signal.SIGTERM)
            await bot.ended()


async def _measure_round(
    bot: BotProcess, discord: _UploadCounter, floor: Callable[[], float], upload_limit: int
) -> Round:
    await bot.read_probe()
    floor()
    started = time.perf_counter()
    await _generate(discord, upload_limit)
    took_s = time.perf_counter() - started
    reading = await bot.read_probe()
    return Round(reading.stall_ms, reading.stall_cpu_ms, floor(), took_s)


async def _generate(discord: _UploadCounter, upload_limit: int) -> None:
    goal = len(discord.uploads) + AT_ONCE
    for nth in range(AT_ONCE):
        invoker = Invoker(f"9{nth:017}", upload_limit=upload_limit)
        await discord.slash("imagine", invoker=invoker, prompt=f"a fox, {goal + nth}")
    async with asyncio.timeout(PATIENCE_S):
        while len(discord.uploads) < goal:  # noqa: ASYNC110 - polling does not disturb the measured process
            await asyncio.sleep(0.02)


def _print_table(cases: list[Case]) -> None:
    print(f"{AT_ONCE} images of {IMAGE_BYTES // MB} MB at once, the {ROUNDS} quietest rounds")
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
    scripted = ScriptedAnswer(sketch=True, target_bytes=IMAGE_BYTES, latency_s=LATENCY_S)
    with (
        open_painter(scripted) as painter,
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
