"""Lets a bot live among faults at random: `python -m benchmarks.soak [MINUTES] [SEED]`, else 30.

`imagine-bot run` is a process on a small Discord and a painter, all on loopback. Members ask, a few
a second and now and then all at once, and change their minds. The painter fails in every
documented way, Discord with 5xx, 429, 403 and 404. In the first half the bot is killed or stopped
every few minutes and started anew; the second half is one life, whose memory has to stay flat.
Then everything comes to its end, with a last kill in full swing, and what is left is looked at.
"""

import argparse
import asyncio
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from testkit.bot_process import NO_LIMITS, BotProcess, Finding, settings_for, start_bot
from testkit.discord_loopback.discord import Slash
from testkit.discord_loopback.messages import Refused
from testkit.flaky_discord import FlakyDiscord
from testkit.flaky_painter import FlakyPainter
from testkit.ledger_invariants import Ledger, LedgerSums, compare_with_charges

MINUTES = 30.0
WISHES_PER_S = 4
MEMBERS = 300
RUSH_EVERY_S = 45
RUSH = 60
REGRETTED = 0.05
DEATHS = 8
"""In the first half."""
SAMPLE_S = 5
LAST_RUSH = 60

#: What a bot gets to log in.
START_S = 60

#: What everything gets to come to its end: the longest job, a few turns of the reconciler, and
#: what idle connections are kept for.
PATIENCE_S = 240

#: The bars. Memory is compared by the medians of the third and the last quarter of the run.
MAX_GROWTH_MB = 3.0
MAX_FILES_MORE = 2

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
    seconds: float
    discord: FlakyDiscord
    painter: FlakyPainter
    chance: random.Random
    ledger: Ledger
    prompts: dict[int, str] = field(default_factory=dict[int, str])
    lives: Counter[str] = field(default_factory=Counter[str])
    memory_mb: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    """Of the second half: seconds since the start, and megabytes."""
    at_first: Finding | None = None
    """In a bot for which nobody has asked anything yet."""
    at_last: Finding | None = None
    most_files: int = 0
    """How many files a bot at rest may have open."""
    next_note_s: float = 60
    wrong: list[str] = field(default_factory=list[str])
    started: float = field(default_factory=time.monotonic)

    @property
    def age_s(self) -> float:
        """How long it has lasted."""
        return time.monotonic() - self.started

    async def run(self) -> None:
        """Live through it."""
        _print_head()
        life_s = self.seconds / 2 / (DEATHS + 1)
        for nth in range(DEATHS):
            async with self._life("killed" if nth % 2 else "stopped") as bot:
                if self.at_first is None:
                    await asyncio.sleep(5)
                    self.at_first = await bot.look()
                    self.most_files = bot.files() + MAX_FILES_MORE
                await self._use(bot, lambda end=(nth + 1) * life_s: self.age_s < end)
        async with self._life("stopped") as bot:
            await self._use(bot, lambda: self.age_s < self.seconds)
            await self._come_to_rest(bot)
            await self._rush(LAST_RUSH)
            await asyncio.sleep(2)
            bot.signal(signal.SIGKILL)
        async with self._life("stopped") as bot:
            await self._come_to_rest(bot)

    @asynccontextmanager
    async def _life(self, end: str) -> AsyncGenerator[BotProcess]:
        """Start a bot, and end it."""
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
            self.lives["stopped" if status == 0 else "killed"] += 1
            if status not in {0, -signal.SIGKILL}:
                self.wrong.append(f"a bot ended with {status}")

    async def _use(self, bot: BotProcess, goes_on: Callable[[], bool]) -> None:
        """Ask, change minds and take notes as long as it goes on."""
        async with asyncio.TaskGroup() as group:
            notes = group.create_task(self._take_notes(bot), name="notes")
            regrets: set[asyncio.Task[None]] = set()
            rush_at = self.age_s + RUSH_EVERY_S / 3
            while goes_on():
                if self.age_s > rush_at:
                    rush_at += RUSH_EVERY_S
                    await self._rush(RUSH)
                used, member = await self._ask()
                if self.chance.random() < REGRETTED:
                    regrets.add(group.create_task(self._regret(used, member), name="regret"))
                await asyncio.sleep(self.chance.expovariate(WISHES_PER_S))
            for task in (notes, *regrets):
                task.cancel()

    async def _rush(self, number: int) -> None:
        for _ in range(number):
            await self._ask()

    async def _ask(self) -> tuple[Slash, str]:
        member = str(_FIRST_MEMBER + self.chance.randrange(MEMBERS))
        prompt = f"wish number {len(self.prompts)} of this long day"
        used = await self.discord.slash("imagine", user_id=member, prompt=prompt)
        self.prompts[int(used.id)] = prompt
        return used, member

    async def _regret(self, used: Slash, member: str) -> None:
        await asyncio.sleep(self.chance.uniform(0, 3))
        try:
            card = self.discord.messages.find(used.token, "@original")
        except Refused:
            return
        if "Cancel" in card.labels:
            await self.discord.click(card, "Cancel", user_id=member)

    async def _take_notes(self, bot: BotProcess) -> None:
        while True:
            await asyncio.sleep(SAMPLE_S)
            if self.age_s > self.seconds / 2:
                self.memory_mb.append((self.age_s, bot.memory_mb()))
            if self.age_s >= self.next_note_s:
                self.next_note_s = (self.age_s // 60 + 1) * 60
                await self._print_note(bot)

    async def _print_note(self, bot: BotProcess) -> None:
        found, states = await bot.look(), self.ledger.states()
        ended = [states[state] for state in ("done", "failed", "cancelled")]
        still = sum(states.values()) - sum(ended)
        print(
            f"{self.age_s / 60:>7.1f}{self.discord.sessions:>6}{bot.memory_mb():>9.1f}"
            f"{len(found.tasks):>7}{bot.files():>7}{found.stall_ms:>10.0f}"
            f"{len(self.prompts):>8}{still:>7}"
            + "".join(f"{number:>8}" for number in ended)
            + f"{self.painter.charged_micros / 1e6:>10.3f}",
            flush=True,
        )

    async def _come_to_rest(self, bot: BotProcess) -> None:
        """Wait until everything has ended, and look at what does not."""
        self.discord.is_calm = self.painter.is_calm = True
        checks: dict[str, Callable[[], bool]] = {
            "jobs are open": lambda: self.ledger.open_jobs() > 0,
            "charges can still be told": lambda: self.ledger.to_be_told(self.painter) > 0,
            "requests are unfinished": lambda: self.painter.unfinished > 0,
            "connections to the painter are open": lambda: self.painter.open_connections > 0,
            "files are left": lambda: bool(self.ledger.files()),
            # idle connections to Discord are among them, for some seconds
            "files or sockets are open": lambda: bot.files() > self.most_files,
        }
        ends = time.monotonic() + PATIENCE_S
        while any(is_left() for is_left in checks.values()) and time.monotonic() < ends:  # noqa: ASYNC110 - a glance now and then costs the measured process nothing
            await asyncio.sleep(0.5)
        self.wrong += [f"at rest, {name}" for name, is_left in checks.items() if is_left()]
        self.at_last = await bot.look()
        self._compare_with_first()
        self.discord.is_calm = self.painter.is_calm = False

    def _compare_with_first(self) -> None:
        if self.at_first is None or self.at_last is None:
            raise RuntimeError("nobody looked")
        first, last = self.at_first, self.at_last
        left = Counter(map(_kind, last.tasks)) - Counter(map(_kind, first.tasks))
        if left:
            self.wrong.append(f"tasks that an unused bot does not have: {dict(left)}")

    def verdicts(self) -> Iterator[tuple[bool, str]]:
        """Say what holds, once all bots have ended."""
        third, last = self._quarters()
        growth_mb = median(last) - median(third)
        said = f"memory of the second half grows by at most {MAX_GROWTH_MB:g} MB: {growth_mb:+.1f}"
        yield growth_mb <= MAX_GROWTH_MB, f"{said} from {median(third):.1f}"
        left = [*self.wrong, *([f"files: {files}"] if (files := self.ledger.files()) else [])]
        if number := self.ledger.open_jobs():
            left.append(f"{number} jobs are open")
        yield not left, f"no task, file, connection or job is left: {'; '.join(left) or 'none'}"
        sums, wrong = compare_with_charges(self.ledger, self.painter, self.prompts)
        yield (
            not wrong and not sums.difference,
            f"the ledger has what was charged: {'; '.join(wrong) or _say(sums)}",
        )
        output = (self.folder / "output").read_text(encoding="utf-8", errors="replace")
        mistakes = output.count("Traceback")
        yield not mistakes, f"no traceback in the log: {mistakes}"

    def _quarters(self) -> tuple[list[float], list[float]]:
        middle_s = self.seconds * 3 / 4
        third = [mb for age_s, mb in self.memory_mb if age_s < middle_s]
        last = [mb for age_s, mb in self.memory_mb if age_s >= middle_s]
        return third, last


def _say(sums: LedgerSums) -> str:
    return (
        f"{sums.charged} micro-dollars, of which {sums.settled} are settled ({sums.settled_jobs}"
        f" jobs) and {sums.unreconciled} not reconciled ({sums.unreconciled_jobs} jobs, counted"
        f" with {sums.estimated})"
    )


def _kind(task: str) -> str:
    """Return a task's name without its numbers."""
    return re.sub(r"\d+", "#", task)


def _print_head() -> None:
    print(
        f"{'minute':>7}{'life':>6}{'MB':>9}{'tasks':>7}{'files':>7}{'stall ms':>10}{'asked':>8}"
        f"{'open':>7}{'done':>8}{'failed':>8}{'cancel.':>8}{'charged':>10}",
        flush=True,
    )


def _print_summary(soak: Soak) -> None:
    print(f"\nlives: {dict(soak.lives)}; pictures shown: {soak.discord.images}")
    print(f"Discord refused: {dict(sorted(soak.discord.refused.items()))}")
    faults = soak.painter.faults.seen
    print(f"the painter failed {faults.total()} times in {len(faults)} ways")
    print(f"without a picture: {dict(soak.ledger.reasons().most_common())}")


async def _soak(seconds: float, chance: random.Random, folder: Path) -> bool:
    async with FlakyDiscord(chance) as discord, FlakyPainter(chance) as painter:
        ledger = Ledger(folder / "data")
        soak = Soak(folder, seconds, discord, painter, chance, ledger)
        await soak.run()
        _print_summary(soak)
        verdicts = list(soak.verdicts())
    for holds, said in verdicts:
        print(f"{'holds' if holds else 'MISSED':<6}  {said}")
    return all(holds for holds, _ in verdicts)


def main() -> int:
    """Print a line each minute, and the bars; return the exit code, 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to leave the bots' data and their log")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - no secret depends on it
    with tempfile.TemporaryDirectory() as folder:
        kept: Path = given.folder or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        return 0 if asyncio.run(_soak(given.minutes * 60, chance, kept)) else 1


if __name__ == "__main__":
    sys.exit(main())
