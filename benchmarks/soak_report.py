"""The measurements of `benchmarks.soak`: its table, its summary and its bars."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from testkit.bot_process import ProbeReading
from testkit.discord_loopback.flaky import FlakyDiscord
from testkit.flaky_painter import FlakyPainter
from testkit.invariants.ledger import Ledger, LedgerSums, compare_with_charges

#: The bar for the median memory of the last quarter of the run, above that of the third.
MAX_GROWTH_MB = 3.0


@dataclass
class Measurements:
    """Everything that is recorded during one run."""

    seconds: float
    """The length of the run."""
    prompts: dict[int, str] = field(default_factory=dict[int, str])
    """By job id."""
    lives: Counter[str] = field(default_factory=Counter[str])
    """Processes by how they ended."""
    memory_mb: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    """Of the second half: seconds since the start, and megabytes."""
    unused: ProbeReading | None = None
    """Of a bot before its first request."""
    max_files: int = 0
    """How many files and sockets a bot at rest can have open."""
    problems: list[str] = field(default_factory=list[str])

    def compare_tasks(self, at_rest: ProbeReading) -> None:
        """Note tasks of a bot at rest that it did not have before its first request."""
        if self.unused is None:
            raise RuntimeError("no reading of an unused bot")
        leftover = Counter(map(_kind, at_rest.tasks)) - Counter(map(_kind, self.unused.tasks))
        if leftover:
            self.problems.append(f"tasks that an unused bot does not have: {dict(leftover)}")

    def quarters_mb(self) -> tuple[list[float], list[float]]:
        """Return the memory samples of the third and of the last quarter."""
        middle_s = self.seconds * 3 / 4
        third = [mb for age_s, mb in self.memory_mb if age_s < middle_s]
        last = [mb for age_s, mb in self.memory_mb if age_s >= middle_s]
        return third, last


def verdicts(
    measured: Measurements, ledger: Ledger, painter: FlakyPainter, output: str
) -> Iterator[tuple[bool, str]]:
    """Compare with the bars.

    Args:
        measured: A complete run.
        ledger: The ledger; all bots have ended.
        painter: The painter, which has the charges.
        output: Everything that the bots wrote to stdout and stderr.

    Returns:
        Whether each bar holds, with a sentence.
    """
    third, last = measured.quarters_mb()
    growth_mb = median(last) - median(third)
    bar = f"memory of the second half grows by at most {MAX_GROWTH_MB:g} MB: {growth_mb:+.1f}"
    yield growth_mb <= MAX_GROWTH_MB, f"{bar} from {median(third):.1f}"
    leftover = [*measured.problems, *([f"files: {files}"] if (files := ledger.files()) else [])]
    if number := ledger.open_jobs():
        leftover.append(f"{number} jobs are open")
    found = "; ".join(leftover) or "none"
    yield not leftover, f"no task, file, connection or job is left: {found}"
    sums, wrong = compare_with_charges(ledger, painter, measured.prompts)
    yield (
        not wrong and not sums.difference,
        f"the ledger has every charge: {'; '.join(wrong) or _text(sums)}",
    )
    tracebacks = output.count("Traceback")
    yield not tracebacks, f"no traceback in the log: {tracebacks}"


def print_head() -> None:
    """Print the head of the table with one row per minute."""
    print(
        f"{'minute':>7}{'life':>6}{'MB':>9}{'tasks':>7}{'files':>7}{'stall ms':>10}{'asked':>8}"
        f"{'open':>7}{'done':>8}{'failed':>8}{'cancel.':>8}{'charged':>10}",
        flush=True,
    )


def print_summary(
    measured: Measurements, ledger: Ledger, discord: FlakyDiscord, painter: FlakyPainter
) -> None:
    """Print how bots ended and what failed."""
    print(f"\nlives: {dict(measured.lives)}; images shown: {discord.images}")
    print(f"Discord refused: {dict(sorted(discord.refused.items()))}")
    faults = painter.faults.seen
    print(f"the painter failed {faults.total()} times in {len(faults)} ways")
    print(f"without an image: {dict(ledger.reasons().most_common())}")


def _text(sums: LedgerSums) -> str:
    return (
        f"of {sums.charged} micro-dollars, {sums.settled} are settled ({sums.settled_jobs} jobs)"
        f" and {sums.unreconciled} unreconciled ({sums.unreconciled_jobs} jobs, counted with"
        f" {sums.estimated})"
    )


def _kind(task: str) -> str:
    """Return a task's name without its numbers."""
    return re.sub(r"\d+", "#", task)
