"""Concurrent reservations, in one process and in many that are killed, never exceed a limit."""

import asyncio
import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit
from bot.ports import LEASE, Ending, Reserved, Settlement, Stores
from bot.storage.engine.database import open_database
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import counts, jobs, reservations
from testkit.fakes import START
from testkit.migrated_database import PATIENT
from tests.storage.samples import SERVER_IMAGES, SERVER_MICROS, claim

pytestmark = pytest.mark.takes_long

ROOT = Path(__file__).parents[2]
DEAD = START + LEASE + timedelta(seconds=1)
ROOM = 37


async def test_exactly_as_many_of_many_at_once_are_taken_as_there_is_room_for(
    stores: Stores, others: Stores
) -> None:
    limits = {Limit.SERVER_IMAGES_PER_DAY: ROOM}
    wanted = [claim(n, limits, user_id=n % 7 + 1) for n in range(120)]
    outcomes = await asyncio.gather(
        *((stores if one.job_id % 2 else others).ledger.reserve(one, now=START) for one in wanted)
    )
    taken = [one for one in outcomes if isinstance(one, Reserved)]
    assert len(taken) == ROOM
    assert max(one.used[SERVER_IMAGES] for one in taken) == ROOM


async def test_concurrent_requests_of_one_member_get_one_image(
    stores: Stores, others: Stores
) -> None:
    limits = {Limit.MEMBER_JOBS_AT_ONCE: 1, Limit.COOLDOWN: 60}
    outcomes = await asyncio.gather(
        *((stores if n % 2 else others).ledger.reserve(claim(n, limits), now=START)
          for n in range(40))
    )  # fmt: skip
    assert sum(isinstance(one, Reserved) for one in outcomes) == 1


async def test_taking_and_giving_back_at_once_ends_where_it_began(
    stores: Stores, others: Stores
) -> None:
    async def come_and_go(job_id: int) -> None:
        mine = stores if job_id % 2 else others
        outcome = await mine.ledger.reserve(
            claim(job_id, {Limit.COOLDOWN: 60}, user_id=job_id % 9 + 1), now=START
        )
        if isinstance(outcome, Reserved):
            await mine.ledger.settle(job_id, Settlement(delivered=False, micros=0), now=START)

    await asyncio.gather(*(come_and_go(n) for n in range(100)))
    for user_id in range(1, 10):
        count = await stores.ledger.count(claim(0, {Limit.COOLDOWN: 60}, user_id=user_id))
        assert set(count.used.values()) <= {0}
        assert count.free_at is None


@pytest.mark.timeout(300)  # runs up to eight processes, perhaps beside other programs
async def test_processes_that_are_killed_never_exceed_a_cap_and_leave_nothing_hanging(
    new_url: str,
) -> None:
    # SQLite has one writer for all processes, so fewer make the same contention
    processes, jobs = (8, 25) if new_url.startswith("postgres") else (4, 25)
    told: Counter[str] = Counter()
    chance = random.Random(7)  # noqa: S311 - reproducible
    # each job prints at least one line
    killed = [chance.randint(3, jobs) if n % 2 else None for n in range(processes)]
    async with asyncio.timeout(240):
        await asyncio.gather(
            *(_run(new_url, n, jobs, kill_at, told) for n, kill_at in enumerate(killed))
        )
    assert told["killed"] == processes // 2
    assert not [word for word in told if word.startswith("fault")], told
    async with open_database(new_url, timing=PATIENT) as database:
        assert await _count(database, SERVER_IMAGES) <= ROOM
        await _recover(database)
        await _check(database, told)


async def _run(url: str, number: int, jobs: int, kill_at: int | None, told: Counter[str]) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.storage.worker", url, str(number), str(jobs), str(ROOM),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout
    lines = 0
    async for line in child.stdout:
        told[line.decode().strip()] += 1
        lines += 1
        if lines == kill_at:
            child.kill()
            told["killed"] += 1
    await child.wait()


async def _recover(database: Database) -> None:
    """Recover in two processes at once, as after a crash of the machine."""
    both = [open_stores(database) for _ in range(2)]
    await asyncio.gather(*(stores.ledger.recover(now=DEAD) for stores in both))
    taken = await asyncio.gather(*(_end_what_is_left(stores) for stores in both))
    # each is ended by exactly one
    assert not set(taken[0]) & set(taken[1])
    # settle the remaining dollars, as happens a day later
    ledger = both[0].ledger
    for job in await ledger.unreconciled(limit=1000):
        await ledger.settle(job.job_id, Settlement(delivered=False, micros=job.micros), now=DEAD)


async def _end_what_is_left(stores: Stores) -> list[int]:
    ended: list[int] = []
    while left := await stores.jobs.take_over(now=DEAD, limit=3):
        for job in left:
            job_id, micros = job.draft.requester.job_id, 0 if job.state is State.QUEUED else None
            ending = Ending(State.FAILED, Settlement(delivered=False, micros=micros), "left")
            assert await stores.jobs.end(job_id, ending, now=DEAD)
            ended.append(job_id)
    return ended


async def _check(database: Database, told: Counter[str]) -> None:
    states = await database.read(
        lambda it: set(it.execute(select(reservations.c.state).distinct()).scalars())
    )
    assert states <= {"settled"}
    open_jobs = select(func.count()).where(jobs.c.ended_at.is_(None))
    assert await database.read(lambda it: it.execute(open_jobs).scalar()) == 0
    running = select(func.sum(counts.c.used)).where(counts.c.key.endswith(":jobs"))
    assert await database.read(lambda it: it.execute(running).scalar()) == 0
    spent = select(func.sum(reservations.c.micros))
    assert await database.read(lambda it: it.execute(spent).scalar()) == await _count(
        database, SERVER_MICROS
    )
    images = await _count(database, SERVER_IMAGES)
    # a process may be killed between a delivery and its output, once per concurrent job
    assert told["delivered"] <= images <= min(ROOM, told["delivered"] + 4 * told["killed"])


async def _count(database: Database, key: str) -> int:
    found = select(counts.c.used).where(counts.c.key == key)
    return int(await database.read(lambda it: it.execute(found).scalar()) or 0)
