"""Measures reservations on SQLite: `python -m benchmarks.reserve`, under 90 s.

The ledger is a file with 10^4, 10^5 and 10^6 ended jobs, and the same number of counters. Eight
callers, each with its own members, reserve one image after another under the default limits; each
reservation stores its job in the same transaction. Times are of whole calls, including the wait
for the other callers and the sync to disk. `alone` is a single caller.
"""

import asyncio
import math
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import Draft, ReplyTarget, Requester
from bot.policy.limits.claim import Claim, Count
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.rulebook import Rulebook
from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of
from bot.ports import Ledger
from bot.settings import load_settings
from bot.storage.engine.database import open_database
from bot.storage.jobs.job_json import dump_draft
from bot.storage.stores import open_stores

SIZES = (10**4, 10**5, 10**6)
CALLERS = 8
CALLS = 2000
ALONE = 500

#: Jobs per member and per server in the ledger.
_PER_MEMBER, _PER_GUILD = 20, 2000

#: The bars, for the largest ledger; growth is its median over that of the smallest.
MAX_P99_MS = 20
MAX_GROWTH = math.log(SIZES[-1]) / math.log(SIZES[0])

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_FIRST_JOB = 10**18

_KEY = pseudonym_key("")


@dataclass
class Case:
    """One size of the ledger, and the times measured with it."""

    size: int
    filled_s: float = 0
    megabytes: float = 0
    alone_ms: list[float] = field(default_factory=list)
    at_once_ms: list[float] = field(default_factory=list)


def _old_jobs(size: int) -> Iterator[tuple[object, ...]]:
    for n in range(size):
        at = f"{NOW - timedelta(days=90) * (1 - n / size):%Y-%m-%d %H:%M:%S.%f}"
        member, guild = n % (size // _PER_MEMBER), n % (size // _PER_GUILD)
        yield (_FIRST_JOB + n, guild, member, "settled", 1, 39_000, "nobody", f"gen-{n}", at, at)


def _old_stored_jobs(size: int) -> Iterator[tuple[object, ...]]:
    text = dump_draft(_draft(0, 0, 0))
    for job_id, guild, member, *_, at in _old_jobs(size):
        yield (job_id, guild, member, at, at, text)


def _draft(job_id: int, guild: int, member: int) -> Draft:
    requester = Requester(job_id, member, Spot(guild, 1), NOW, private=False, can_be_late=True)
    # interaction tokens have about 200 characters
    target = ReplyTarget(1, "a" * 200, 1, 10 * 2**20, 10 * 2**20)
    return Draft(requester, ImageRequest("a lighthouse at dusk, " * 8), None, target, NOW)


def _old_counts(size: int) -> Iterator[tuple[object, ...]]:
    kept = f"{NOW + timedelta(days=2):%Y-%m-%d %H:%M:%S.%f}"
    for n in range(size):
        member, day = n % (size // _PER_MEMBER), n // (size // _PER_MEMBER)
        name = pseudonym_of(member, _KEY)
        key = f"member:{member % 99}:{name}:pictures:day:2026-10-{day + 1:02}T00:00Z"
        yield (key, 1, 10, kept)


def _fill(file: Path, size: int) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.executemany(
            "INSERT INTO jobs (job_id, guild_id, user_id, state, attempts, model, latency_s,"
            " created_at, ended_at, draft) VALUES (?, ?, ?, 'done', 1, 'a/b', 9.5, ?, ?, ?)",
            _old_stored_jobs(size),
        )
        connection.executemany(
            "INSERT INTO reservations (job_id, guild_id, user_id, state, pictures, micros, owner,"
            " generation_id, created_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _old_jobs(size),
        )
        connection.executemany(
            "INSERT INTO counts (key, used, cap, kept_until) VALUES (?, ?, ?, ?)",
            _old_counts(size),
        )
    connection.close()


def _claims(size: int, first: int, number: int, rng: random.Random) -> Iterator[Claim]:
    settings = load_settings(env_file=None)
    rulebook = Rulebook()
    for n in range(number):
        guild = rng.randrange(size // _PER_GUILD)
        # every claim has its own member, so that no limit refuses it
        member = _FIRST_JOB + first + n
        name = pseudonym_of(member, _KEY)
        job = JobSize(_FIRST_JOB + member, member, Spot(guild), 1, 1, name)
        rules = resolve(rulebook, job.spot, settings.default_limits)
        yield claim_for(job, rulebook, rules, settings.caps, now=NOW)


async def _call(ledger: Ledger, claims: Sequence[Claim]) -> list[float]:
    times_ms: list[float] = []
    for claim in claims:
        started = time.perf_counter()
        draft = _draft(claim.job_id, claim.guild_id or 0, claim.user_id)
        outcome = await ledger.reserve(claim, now=NOW, draft=draft)
        times_ms.append((time.perf_counter() - started) * 1000)
        if isinstance(outcome, Count):
            raise LookupError(f"a limit refused the claim: {outcome}")  # noqa: TRY004 - not a type error
    return times_ms


async def _measure(case: Case, folder: Path) -> None:
    file = folder / f"{case.size}.db"
    async with open_database(f"sqlite:///{file}"):
        pass
    started = time.perf_counter()
    await asyncio.to_thread(_fill, file, case.size)
    case.filled_s = time.perf_counter() - started
    case.megabytes = file.stat().st_size / 10**6
    rng = random.Random(case.size)  # noqa: S311 - no secret depends on it
    each = CALLS // CALLERS
    async with open_database(f"sqlite:///{file}") as database:
        ledger = open_stores(database).ledger
        await _call(ledger, list(_claims(case.size, 0, 50, rng)))
        case.alone_ms = await _call(ledger, list(_claims(case.size, 10_000, ALONE, rng)))
        crowd = [
            list(_claims(case.size, 100_000 * (caller + 1), each, rng)) for caller in range(CALLERS)
        ]
        for times_ms in await asyncio.gather(*(_call(ledger, claims) for claims in crowd)):
            case.at_once_ms += times_ms


def percentile(times_ms: Sequence[float], share: float) -> float:
    """Return the time that a share of the calls, from 0 to 1, did not exceed."""
    return sorted(times_ms)[math.ceil(share * len(times_ms)) - 1]


def _print_table(cases: Sequence[Case]) -> None:
    print(f"one reservation in ms; {CALLERS} callers at once, {CALLS} calls")
    print(f"{'':>9} {'':>7} {'alone':>15} {'at once':>23}")
    print(f"{'rows':>9} {'MB':>7} {'p50':>7} {'p99':>7} {'p50':>7} {'p99':>7} {'max':>7}")
    for case in cases:
        print(f"{case.size:>9,} {case.megabytes:>7.1f}", end="")
        for times_ms, shares in ((case.alone_ms, (0.5, 0.99)), (case.at_once_ms, (0.5, 0.99, 1.0))):
            for share in shares:
                print(f" {percentile(times_ms, share):>7.2f}", end="")
        print()


def _print_bars(cases: Sequence[Case]) -> bool:
    """Print each bar and tell whether all hold."""
    p99_ms = percentile(cases[-1].at_once_ms, 0.99)
    growth = percentile(cases[-1].at_once_ms, 0.5) / percentile(cases[0].at_once_ms, 0.5)
    bars = (
        (
            p99_ms <= MAX_P99_MS,
            f"p99 within {MAX_P99_MS} ms at {SIZES[-1]:,} rows: {p99_ms:.1f} ms",
        ),
        (growth <= MAX_GROWTH, f"median grows at most as log n, {MAX_GROWTH:g} x: {growth:.2f} x"),
    )
    for holds, bar in bars:
        print(f"{'holds' if holds else 'MISSED':<6}  {bar}")
    return all(holds for holds, _ in bars)


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when a bar is missed."""
    cases = [Case(size) for size in SIZES]
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            asyncio.run(_measure(case, Path(folder)))
    _print_table(cases)
    return 0 if _print_bars(cases) else 1


if __name__ == "__main__":
    sys.exit(main())
