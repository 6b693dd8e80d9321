"""Measures what moderation adds to a request: `python -m benchmarks.moderation`, under 20 s.

The database is a file with 10^3 and 10^5 cases of 50 servers and of the operator, a tenth of them
in force, and a filter per server. Before a reservation, a request reads the blocks of its member
and server, and the version of the server's filter. Times are of both reads of one caller.
"""

import asyncio
import math
import random
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import Connection, insert

from benchmarks.reserve import NOW, percentile
from bot.policy.moderation.filter import Filter, FilterRule
from bot.ports import Stores
from bot.storage.engine.database import open_database
from bot.storage.stores import open_stores
from bot.storage.tables import cases

SIZES = (10**3, 10**5)
CALLS = 2000

#: Servers with cases; 0 stands for the operator.
_GUILDS = 50

#: The bars, for the largest table; growth is its median over that of the smallest.
MAX_P99_MS = 5
MAX_GROWTH = math.log(SIZES[-1]) / math.log(SIZES[0])


def _fill(connection: Connection, size: int) -> None:
    case = {"kind": "block", "is_server": False, "reason": "spam", "at": NOW}
    rows = [
        {
            **case,
            "guild_id": n % _GUILDS,
            "number": n,
            "subject_id": n // 5 + 1,
            "until": None if n % 10 == 0 else NOW,
        }
        for n in range(size)
    ]
    connection.execute(insert(cases), rows)


async def _measure(stores: Stores, size: int) -> list[float]:
    rng = random.Random(size)  # noqa: S311 - no secret depends on it
    times_ms: list[float] = []
    for _ in range(CALLS):
        guild, member = rng.randrange(1, _GUILDS), rng.randrange(size // 5) + 1
        started = time.perf_counter()
        await stores.cases.blocks(guild, member, now=NOW)
        await stores.filters.read(guild)
        times_ms.append((time.perf_counter() - started) * 1000)
    return times_ms


async def _run(file: Path, size: int) -> list[float]:
    async with open_database(f"sqlite:///{file}") as database:
        # one transaction of everything takes longer than a write may
        await database.migrate(lambda connection: _fill(connection, size))
        stores = open_stores(database)
        words = tuple(f"word{n}" for n in range(1000))
        for guild in range(1, _GUILDS):
            filter_ = Filter((FilterRule("words", words),))
            await stores.filters.replace(guild, filter_, version=0, now=NOW)
        return await _measure(stores, size)


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        found = [asyncio.run(_run(Path(folder) / f"{size}.db", size)) for size in SIZES]
    print("the blocks and the filter of one request in ms")
    print(f"{'cases':>9} {'p50':>7} {'p99':>7} {'max':>7}")
    for size, times_ms in zip(SIZES, found, strict=True):
        shown = (f"{percentile(times_ms, share):>7.2f}" for share in (0.5, 0.99, 1.0))
        print(f"{size:>9,}", *shown)
    p99_ms = percentile(found[-1], 0.99)
    growth = percentile(found[-1], 0.5) / percentile(found[0], 0.5)
    bars = (
        (p99_ms <= MAX_P99_MS, f"p99 within {MAX_P99_MS} ms: {p99_ms:.1f} ms"),
        (
            growth <= MAX_GROWTH,
            f"median grows at most {MAX_GROWTH:.2f} x: {growth:.2f} x",
        ),
    )
    for holds, bar in bars:
        print(f"{'holds' if holds else 'MISSED':<6}  {bar}")
    return 0 if all(holds for holds, _ in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
