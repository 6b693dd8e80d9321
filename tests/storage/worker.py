"""A process that works on jobs until it is killed. Arguments: URL, number, jobs, cap."""

import asyncio
import random
import sys

from bot.errors import StorageFailed
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit
from bot.ports import Ending, Reserved, Settlement, Stores
from bot.storage.engine.database import open_database
from bot.storage.stores import open_stores
from testkit.fakes import START
from testkit.migrated_database import PATIENT
from tests.storage.samples import claim, draft, generation

#: Concurrent jobs of one process.
AT_ONCE = 4

ENDS = (
    Settlement(delivered=True, micros=30_000),
    Settlement(delivered=True, micros=None),
    Settlement(delivered=False, micros=0),
    Settlement(delivered=False, micros=None),
)


def tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def work(stores: Stores, job_id: int, cap: int, chance: random.Random) -> None:
    limits = {Limit.SERVER_IMAGES_PER_DAY: cap}
    wanted = claim(job_id, limits, user_id=job_id % 5 + 1)
    outcome = await stores.ledger.reserve(wanted, now=START, draft=draft(job_id))
    if not isinstance(outcome, Reserved):
        tell("refused")
        return
    tell("reserved")
    ending = chance.choice(ENDS)
    if ending.delivered or chance.random() < 0.8:
        await stores.jobs.begin(job_id, None, now=START)
        tell("sent")
    if ending.delivered:
        await stores.jobs.keep(job_id, generation(), now=START)
        tell("kept")
    state = State.DONE if ending.delivered else State.FAILED
    assert await stores.jobs.end(job_id, Ending(state, ending), now=START)
    tell("delivered" if ending.delivered else "failed")


async def main() -> None:
    url, number, jobs, cap = sys.argv[1], *map(int, sys.argv[2:])
    chance = random.Random(number)  # noqa: S311 - reproducible
    free = asyncio.Semaphore(AT_ONCE)
    async with open_database(url, timing=PATIENT) as database:
        stores = open_stores(database)

        async def one(job_id: int) -> None:
            async with free:
                try:
                    await work(stores, job_id, cap, chance)
                except StorageFailed as error:
                    tell(f"fault {error.fault} {error.detail}")

        await asyncio.gather(*(one(number * 1000 + n) for n in range(jobs)))


if __name__ == "__main__":
    asyncio.run(main())
