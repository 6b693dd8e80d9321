"""Runs a bot under random faults: `python -m benchmarks.soak [MINUTES] [SEED]`, default 30 minutes.

`imagine-bot run` is a process on a loopback Discord, with a painter. Members send a few requests a
second, sometimes many at once, and cancel some of them. The painter fails in every documented way,
Discord with 5xx, 429, 403 and 404. In the first half the bot is killed or stopped every few minutes
and started again; the second half is one process, whose memory has to stay flat. At the end
everything comes to rest, the bot is killed once more during a rush, and the leftovers are checked.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak_report import Measurements, print_head, print_summary, verdicts
from testkit.bot_process import NO_LIMITS, BotProcess, settings_for, start_bot
from testkit.discord_loopback.flaky import FlakyDiscord
from testkit.discord_loopback.interactions import SentInteraction
from testkit.discord_loopback.messages import Refused
from testkit.flaky_painter import FlakyPainter
from testkit.invariants.ledger import Ledger

MINUTES = 30.0
REQUESTS_PER_S = 4
MEMBERS = 300
RUSH_EVERY_S = 45
RUSH = 60
CANCELLED = 0.05
"""The share of requests that their member cancels."""
RESTARTS = 8
"""In the first half; every other one is a kill."""
SAMPLE_S = 5
LAST_RUSH = 60

#: Seconds for a bot to log in.
START_S = 60

#: Seconds to come to rest: the longest job, a few turns of the reconciler, and the lifetime of idle
#: connections.
PATIENCE_S = 240

#: Files and sockets that a bot at rest can have open in addition to those of an unused one.
MAX_MORE_FILES = 2

_SETTINGS = {
    **NO_LIMITS,
    "MEMBER_JOBS_AT_ONCE": "8",
    "MAX_CONCURRENT_IMAGES": "12",
    "MAX_WAITING_PER_SERVER": "150",
    "JOB_TIMEOUT_SECONDS": "120",
    "ATTEMPT_TIMEOUT_SECONDS": "10",
    "SHUTDOWN_GRACE_SECONDS": "2",
    "PING_AFTER_SECONDS": "5",
    "MAX_IMAGE_MB": "16",
    "PROBE_TICK_MS": "5",
}
_FIRST_MEMBER = 12 * 10**17


@dataclass
class Soak:
    """One run."""

    folder: Path
    measured: Measurements
    discord: FlakyDiscord
    painter: FlakyPainter
    rng: random.Random
    ledger: Ledger
    next_row_s: float = 60
    started: float = field(default_factory=time.monotonic)

    @property
    def age_s(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    async def run(self) -> None:
        """Run all bots, one after another."""
        print_head()
        seconds = self.measured.seconds
        life_s = seconds / 2 / (RESTARTS + 1)
        for nth in range(RESTARTS):
            async with self._life("killed" if nth % 2 else "stopped") as bot:
                if self.measured.unused is None:
                    await asyncio.sleep(5)
                    self.measured.unused = await bot.read_probe()
                    self.measured.max_files = bot.files() + MAX_MORE_FILES
                await self._use(bot, lambda end=(nth + 1) * life_s: self.age_s < end)
        async with self._life("stopped") as bot:
            await self._use(bot, lambda: self.age_s < seconds)
            await self._come_to_rest(bot)
            await self._rush(LAST_RUSH)
            await asyncio.sleep(2)
            bot.signal(signal.SIGKILL)
        async with self._life("stopped") as bot:
            await self._come_to_rest(bot)

    @asynccontextmanager
    async def _life(self, end: str) -> AsyncGenerator[BotProcess]:
        """Run a bot until the context ends, then stop or kill it."""
        session = self.discord.sessions + 1
        environment = {
            **settings_for(
                self.folder,
                discord=self.discord.base_url,
                painter=(self.painter.base_url, self.painter.key),
            ),
            **_SETTINGS,
        }
        async with start_bot(self.folder, environment) as bot:
            async with asyncio.timeout(START_S):
                await self.discord.wait_for_bot(session=session)
            yield bot
            bot.signal(signal.SIGKILL if end == "killed" else signal.SIGTERM)
            status = await bot.ended()
            self.measured.lives["stopped" if status == 0 else "killed"] += 1
            if status not in {0, -signal.SIGKILL}:
                self.measured.problems.append(f"a bot ended with {status}")

    async def _use(self, bot: BotProcess, continues: Callable[[], bool]) -> None:
        """Send requests, cancel some and take samples, while `continues` holds."""
        async with asyncio.TaskGroup() as group:
            sampling = group.create_task(self._take_samples(bot), name="samples")
            cancelling: set[asyncio.Task[None]] = set()
            rush_at = self.age_s + RUSH_EVERY_S / 3
            while continues():
                if self.age_s > rush_at:
                    rush_at += RUSH_EVERY_S
                    await self._rush(RUSH)
                sent, member = await self._request()
                if self.rng.random() < CANCELLED:
                    cancelling.add(group.create_task(self._cancel(sent, member), name="cancel"))
                await asyncio.sleep(self.rng.expovariate(REQUESTS_PER_S))
            for task in (sampling, *cancelling):
                task.cancel()

    async def _rush(self, number: int) -> None:
        for _ in range(number):
            await self._request()

    async def _request(self) -> tuple[SentInteraction, str]:
        member = str(_FIRST_MEMBER + self.rng.randrange(MEMBERS))
        prompt = f"request number {len(self.measured.prompts)} of this long day"
        sent = await self.discord.slash("imagine", user_id=member, prompt=prompt)
        self.measured.prompts[int(sent.id)] = prompt
        return sent, member

    async def _cancel(self, sent: SentInteraction, member: str) -> None:
        await asyncio.sleep(self.rng.uniform(0, 3))
        try:
            card = self.discord.messages.find(sent.token, "@original")
        except Refused:
            return
        if "Cancel" in card.labels:
            await self.discord.click(card, "Cancel", user_id=member)

    async def _take_samples(self, bot: BotProcess) -> None:
        while True:
            await asyncio.sleep(SAMPLE_S)
            if self.age_s > self.measured.seconds / 2:
                self.measured.memory_mb.append((self.age_s, bot.memory_mb()))
            if self.age_s >= self.next_row_s:
                self.next_row_s = (self.age_s // 60 + 1) * 60
                await self._print_row(bot)

    async def _print_row(self, bot: BotProcess) -> None:
        reading, states = await bot.read_probe(), self.ledger.states()
        ended = [states[state] for state in ("done", "failed", "cancelled")]
        still_open = sum(states.values()) - sum(ended)
        print(
            f"{self.age_s / 60:>7.1f}{self.discord.sessions:>6}{bot.memory_mb():>9.1f}"
            f"{len(reading.tasks):>7}{bot.files():>7}{reading.stall_ms:>10.0f}"
            f"{len(self.measured.prompts):>8}{still_open:>7}"
            + "".join(f"{number:>8}" for number in ended)
            + f"{self.painter.charged_micros / 1e6:>10.3f}",
            flush=True,
        )

    async def _come_to_rest(self, bot: BotProcess) -> None:
        """Wait until everything has ended, and note the leftovers."""
        self.discord.is_calm = self.painter.is_calm = True
        checks: dict[str, Callable[[], bool]] = {
            "jobs are open": lambda: self.ledger.open_jobs() > 0,
            "charges can be reconciled": lambda: self.ledger.reconcilable_jobs(self.painter) > 0,
            "requests are unfinished": lambda: self.painter.unfinished > 0,
            "connections to the painter are open": lambda: self.painter.open_connections > 0,
            "files are left": lambda: bool(self.ledger.files()),
            # includes idle connections to Discord, which stay for some seconds
            "files or sockets are open": lambda: bot.files() > self.measured.max_files,
        }
        deadline = time.monotonic() + PATIENCE_S
        while any(fails() for fails in checks.values()) and time.monotonic() < deadline:  # noqa: ASYNC110 - polling does not disturb the measured process
            await asyncio.sleep(0.5)
        self.measured.problems += [f"at rest, {name}" for name, fails in checks.items() if fails()]
        self.measured.compare_tasks(await bot.read_probe())
        self.discord.is_calm = self.painter.is_calm = False


async def _soak(seconds: float, rng: random.Random, folder: Path) -> bool:
    async with FlakyDiscord(rng) as discord, FlakyPainter(rng) as painter:
        measured, ledger = Measurements(seconds), Ledger(folder / "data")
        await Soak(folder, measured, discord, painter, rng, ledger).run()
        print_summary(measured, ledger, discord, painter)
        output = (folder / "output").read_text(encoding="utf-8", errors="replace")
        bars = list(verdicts(measured, ledger, painter, output))
    for holds, bar in bars:
        print(f"{'holds' if holds else 'MISSED':<6}  {bar}")
    return all(holds for holds, _ in bars)


def main() -> int:
    """Print a row each minute, and the bars; return the exit code, 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to keep the bots' data and their log")
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - not for security
    with tempfile.TemporaryDirectory() as folder:
        kept: Path = options.folder or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        return 0 if asyncio.run(_soak(options.minutes * 60, rng, kept)) else 1


if __name__ == "__main__":
    sys.exit(main())
