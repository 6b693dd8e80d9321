"""What has to hold of a bot's ledger, from its database, its folder and the painter's charges."""

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
    """The reservations of a bot, and what became of their jobs.

    The painter charges when an image is painted, before it sends it: what is dropped before that
    is free, what is dropped or spoilt afterwards is not. A bot whose request was dropped often
    cannot know which of the two it was. Such a job is `unreconciled` and counts with its estimate
    until OpenRouter tells; so what was charged for it is looked up in the painter's own books.
    """

    data_dir: Path

    def rows(self, statement: str) -> list[Any]:
        """Read something, whether a bot runs or not."""
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
        """Return how many jobs have not ended."""
        return self.rows("SELECT count(*) AS jobs FROM jobs WHERE ended_at IS NULL")[0]["jobs"]

    def to_be_told(self, painter: FlakyPainter) -> int:
        """Return of how many jobs the painter can still tell the charge."""
        found = self.rows("SELECT generation_id FROM reservations WHERE state = 'unreconciled'")
        return sum(row["generation_id"] in painter.generations for row in found)

    def files(self) -> list[str]:
        """Return what lies in the processes' folders, their locks aside."""
        found = sorted((self.data_dir / "processes").rglob("*"))
        return [path.name for path in found if path.is_file() and path.name != "lock"]


@dataclass(slots=True)
class LedgerSums:
    """The ledger beside the painter's books, in micro-dollars."""

    charged: int
    """What the painter charged in all."""
    settled: int = 0
    settled_jobs: int = 0
    unreconciled: int = 0
    """What the painter charged for jobs whose charge the bot does not know."""
    unreconciled_jobs: int = 0
    estimated: int = 0
    """What the bot counts for these."""

    @property
    def difference(self) -> int:
        """How much was charged that no job of the ledger has."""
        return self.charged - self.settled - self.unreconciled


def compare_with_charges(
    ledger: Ledger, painter: FlakyPainter, prompts: Mapping[int, str]
) -> tuple[LedgerSums, list[str]]:
    """Compare job by job.

    Args:
        ledger: Of a bot that has ended.
        painter: Who charged.
        prompts: By job id; no two jobs have the same.

    Returns:
        The sums, and what is wrong in single jobs.
    """
    charged = painter.charged()
    sums, wrong = LedgerSums(painter.charged_micros), list[str]()
    for row in ledger.rows(
        "SELECT r.job_id, r.state, r.micros, j.sent_at FROM reservations r LEFT JOIN jobs j"
        " ON j.job_id = r.job_id"
    ):
        truth, micros = charged.get(prompts[row["job_id"]], 0), row["micros"]
        if row["state"] == "settled":
            sums.settled_jobs += 1
            sums.settled += micros
        elif row["state"] == "unreconciled":
            sums.unreconciled_jobs += 1
            sums.unreconciled += truth
            sums.estimated += micros
        wrong += [*_charge_problems(row, truth), *state_problems(row)]
    return sums, [*wrong[:_MOST_SHOWN], *([f"and {len(wrong)} in all"] if wrong else [])]


def state_problems(row: sqlite3.Row) -> Iterator[str]:
    """Return what is wrong with the state of a reservation whose job has ended.

    Args:
        row: `job_id` and `state` of the reservation, and `sent_at` of its job.
    """
    if row["state"] not in {"settled", "unreconciled"}:
        yield f"the reservation of job {row['job_id']} is still {row['state']}"
    elif row["state"] == "unreconciled" and not row["sent_at"]:
        yield f"job {row['job_id']} is unreconciled, and nothing was sent"


def _charge_problems(row: sqlite3.Row, charged: int) -> Iterator[str]:
    job_id, state, micros = row["job_id"], row["state"], row["micros"]
    if state == "settled" and micros != charged:
        yield f"job {job_id} is settled at {micros}, and {charged} was charged"
    elif state == "unreconciled" and micros < charged:
        yield f"job {job_id} counts {micros}, and {charged} was charged"
