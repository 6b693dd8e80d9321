"""Invariants of the ledger, from the database, the data folder and the painter's charges."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testkit.flaky_painter import FlakyPainter

_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Ledger:
    """The reservations of a bot and the states of their jobs.

    The painter charges once an image is painted, before it sends it: a request dropped earlier is
    free, one dropped or spoilt later is not. The bot often cannot tell which it was. Such a job is
    `unreconciled` and counts with its estimate until OpenRouter reports the cost, so its charge is
    taken from the painter.
    """

    data_dir: Path

    def rows(self, statement: str) -> list[Any]:
        """Run a query, whether a bot runs or not."""
        address = f"file:{self.data_dir / 'imagine.db'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as database:
            database.row_factory = sqlite3.Row
            return database.execute(statement).fetchall()

    def states(self) -> Counter[str]:
        """Count jobs by state."""
        found = self.rows("SELECT state, count(*) AS jobs FROM jobs GROUP BY state")
        return Counter({row["state"]: row["jobs"] for row in found})

    def reasons(self) -> Counter[str]:
        """Count jobs without an image by reason."""
        found = self.rows(
            "SELECT reason, count(*) AS jobs FROM jobs WHERE reason IS NOT NULL GROUP BY reason"
        )
        return Counter({row["reason"]: row["jobs"] for row in found})

    def open_jobs(self) -> int:
        """Return the number of jobs that have not ended."""
        return self.rows("SELECT count(*) AS jobs FROM jobs WHERE ended_at IS NULL")[0]["jobs"]

    def reconcilable_jobs(self, painter: FlakyPainter) -> int:
        """Return the number of unreconciled jobs whose charge the painter still reports."""
        found = self.rows("SELECT generation_id FROM reservations WHERE state = 'unreconciled'")
        return sum(row["generation_id"] in painter.generations for row in found)

    def files(self) -> list[str]:
        """Return the names of all files in the processes' folders, except locks."""
        found = sorted((self.data_dir / "processes").rglob("*"))
        return [path.name for path in found if path.is_file() and path.name != "lock"]


@dataclass(slots=True)
class LedgerSums:
    """Sums of the ledger and of the painter's charges, in micro-dollars."""

    charged: int
    """Everything that the painter charged."""
    settled: int = 0
    settled_jobs: int = 0
    unreconciled: int = 0
    """What the painter charged for unreconciled jobs."""
    unreconciled_jobs: int = 0
    estimated: int = 0
    """What the ledger counts for unreconciled jobs."""

    @property
    def difference(self) -> int:
        """Charges that belong to no job of the ledger."""
        return self.charged - self.settled - self.unreconciled


def compare_with_charges(
    ledger: Ledger, painter: FlakyPainter, prompts: Mapping[int, str]
) -> tuple[LedgerSums, list[str]]:
    """Compare ledger and charges job by job.

    Args:
        ledger: The ledger of a bot that has ended.
        painter: The painter that charged.
        prompts: Unique prompts by job id.

    Returns:
        The sums, and the problems of single jobs.
    """
    charged = painter.charged()
    sums, problems = LedgerSums(painter.charged_micros), list[str]()
    for row in ledger.rows(
        "SELECT r.job_id, r.state, r.micros, j.sent_at FROM reservations r LEFT JOIN jobs j"
        " ON j.job_id = r.job_id"
    ):
        charge, micros = charged.get(prompts[row["job_id"]], 0), row["micros"]
        if row["state"] == "settled":
            sums.settled_jobs += 1
            sums.settled += micros
        elif row["state"] == "unreconciled":
            sums.unreconciled_jobs += 1
            sums.unreconciled += charge
            sums.estimated += micros
        problems += [*_charge_problems(row, charge), *state_problems(row)]
    total = [f"{len(problems)} in all"] if problems else []
    return sums, [*problems[:_MOST_SHOWN], *total]


def state_problems(row: sqlite3.Row) -> Iterator[str]:
    """Return the problems of a reservation whose job has ended.

    Args:
        row: `job_id` and `state` of the reservation, and `sent_at` of its job.
    """
    if row["state"] not in {"settled", "unreconciled"}:
        yield f"the reservation of job {row['job_id']} is still {row['state']}"
    elif row["state"] == "unreconciled" and not row["sent_at"]:
        yield f"job {row['job_id']} is unreconciled, although nothing was sent"


def _charge_problems(row: sqlite3.Row, charged: int) -> Iterator[str]:
    job_id, state, micros = row["job_id"], row["state"], row["micros"]
    if state == "settled" and micros != charged:
        yield f"job {job_id} is settled at {micros}, but {charged} was charged"
    elif state == "unreconciled" and micros < charged:
        yield f"job {job_id} counts {micros}, but {charged} was charged"
