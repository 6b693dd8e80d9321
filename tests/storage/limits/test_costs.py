"""Recent costs of images, kept for a week; on every engine."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.estimate import SAMPLES_LAST
from bot.policy.limits.cooldown import Strike
from bot.ports import COST_SAMPLES, Grant, Stores
from bot.storage.engine.transaction import Database
from bot.storage.limits import costs as module
from bot.storage.stores import open_stores
from bot.storage.tables import costs as table
from testkit.fakes import START
from tests.storage.samples import GUILD, MEMBER, everything

SECOND = timedelta(seconds=1)
MOST = 2**62


async def _highest(
    stores: Stores,
    model_id: str = "a/b",
    size: str | None = None,
    *,
    at_most: int = MOST,
    after: timedelta = timedelta(),
) -> int | None:
    return await stores.costs.highest(model_id, size, now=START + after, at_most=at_most)


async def _store(database: Database, recent: str) -> Stores:
    """Insert a raw row, and return stores that have not cached it."""
    row = {"model": "a/b", "size": "", "recent": recent}
    await database.write(lambda it: it.execute(insert(table), row))
    return open_stores(database)


async def _stored(database: Database) -> list[Any]:
    ((_, _, recent),) = (await everything(database))["costs"]
    return json.loads(recent)


async def test_the_highest_of_the_last_samples_counts(stores: Stores) -> None:
    costs = stores.costs
    assert await _highest(stores, size="2K") is None
    await costs.add("a/b", "2K", 900, now=START)
    for micros in range(COST_SAMPLES - 1):
        await costs.add("a/b", "2K", micros, now=START)
    assert await _highest(stores, size="2K") == 900
    await costs.add("a/b", "2K", 5, now=START)
    assert await _highest(stores, size="2K") == COST_SAMPLES - 2


async def test_models_and_sizes_are_apart(stores: Stores) -> None:
    await stores.costs.add("a/b", None, 2**40, now=START)
    assert await _highest(stores) == 2**40
    assert await _highest(stores, size="1K") is None
    assert await _highest(stores, "a/c") is None


async def test_none_is_lost_when_many_are_added_at_once(
    stores: Stores, others: Stores, database: Database
) -> None:
    added = range(COST_SAMPLES)
    await asyncio.gather(
        *((stores if n % 2 else others).costs.add("a/b", None, n, now=START) for n in added)
    )
    assert sorted(micros for micros, _ in await _stored(database)) == list(added)


async def test_each_is_of_use_for_a_week(stores: Stores, others: Stores) -> None:
    await stores.costs.add("a/b", None, 900, now=START)
    await stores.costs.add("a/b", None, 50, now=START + SECOND)
    for each in (stores, others):
        assert await _highest(each, after=SAMPLES_LAST - SECOND) == 900
        assert await _highest(each, after=SAMPLES_LAST) == 50
        assert await _highest(each, after=SAMPLES_LAST + SECOND) is None


async def test_old_samples_are_dropped_with_the_next_one(
    stores: Stores, database: Database
) -> None:
    await stores.costs.add("a/b", None, 900, now=START)
    await stores.costs.add("a/b", None, 50, now=START + SAMPLES_LAST)
    assert [micros for micros, _ in await _stored(database)] == [50]


async def test_one_of_a_clock_that_was_far_ahead_does_not_stay_for_good(stores: Stores) -> None:
    await stores.costs.add("a/b", None, 900, now=START + timedelta(days=400))
    assert await _highest(stores) is None


async def test_a_sample_above_the_maximum_does_not_hide_the_others(stores: Stores) -> None:
    await stores.costs.add("a/b", None, 12_000_000, now=START)
    await stores.costs.add("a/b", None, 50, now=START)
    assert await _highest(stores, at_most=780_000) == 50
    assert await _highest(stores, at_most=49) is None


class TestWhatOlderVersionsStored:
    async def test_it_counts_for_a_week_from_the_day_it_is_read_first(
        self, database: Database
    ) -> None:
        stores = await _store(database, "[900, 40]")
        assert await _highest(stores) == 900
        assert await _highest(open_stores(database), after=SAMPLES_LAST - SECOND) == 900
        assert await _highest(open_stores(database), after=SAMPLES_LAST) is None

    async def test_new_ones_come_behind_it(self, database: Database) -> None:
        stores = await _store(database, json.dumps(list(range(COST_SAMPLES))))
        await stores.costs.add("a/b", None, 900, now=START)
        assert [micros for micros, _ in await _stored(database)] == [*range(1, COST_SAMPLES), 900]

    async def test_a_single_sample_above_the_maximum_is_ignored(self, database: Database) -> None:
        stores = await _store(database, "[39000, 12000000]")
        assert await _highest(stores, at_most=780_000) == 39_000


DAMAGE = ["", "{", "null", "7", '"x"', '{"a": 1}', "[" * 100_000, "[" + "9" * 5000 + "]"]


class TestADamagedRow:
    @pytest.mark.parametrize("recent", DAMAGE)
    async def test_costs_only_its_samples(self, database: Database, recent: str) -> None:
        stores = await _store(database, recent)
        assert await _highest(stores) is None
        await stores.costs.add("a/b", None, 50, now=START)
        assert await _highest(open_stores(database)) == 50

    async def test_keeps_its_readable_part(self, database: Database) -> None:
        at = int(START.timestamp())
        bad: list[object] = [
            "x",
            None,
            True,
            -1,
            1.5,
            [],
            [1],
            [-1, at],
            [True, at],
            [1, True],
            [1, "x"],
            {},
        ]
        stores = await _store(database, json.dumps([*bad, [40, at], [10**30, 10**30]]))
        assert await _highest(stores) == 40


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@given(st.text() | json_values.map(json.dumps))
def test_whatever_is_stored_samples_are_amounts(stored: str) -> None:
    load = cast("Any", module)._load
    assert all(isinstance(each.micros, int) and each.micros >= 0 for each in load(stored))


class TestADamagedInstant:
    """SQLite stores any type in any column."""

    @pytest.fixture(params=["memory", "file"])
    def url(self, request: pytest.FixtureRequest, tmp_path: Path) -> str:
        return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'imagine.db'}"

    @pytest.mark.parametrize("value", ["yesterday", 7, b"\x00\xff", ""])
    async def test_a_damaged_instant_of_a_strike_keeps_its_member_from_nothing(
        self, stores: Stores, database: Database, value: object
    ) -> None:
        for job_id in (1, 2):
            await stores.members.note_strike(MEMBER, job_id, Strike(START))
        damage = text("UPDATE strikes SET at = :value WHERE job_id = 1")
        await database.write(lambda it: it.execute(damage, {"value": value}))
        assert await stores.members.strikes(MEMBER, since=START) == (Strike(START),)

    async def test_a_damaged_instant_of_a_grant_raises_damaged(
        self, stores: Stores, database: Database
    ) -> None:
        await stores.members.set_grant(GUILD, MEMBER, 3, START)
        assert await stores.members.grant(GUILD, MEMBER) == Grant(3, 0, START)
        await database.write(lambda it: it.execute(text("UPDATE grants SET until = 'never'")))
        with pytest.raises(StorageFailed) as failed:
            await stores.members.grant(GUILD, MEMBER)
        assert failed.value.fault is StorageFault.DAMAGED
