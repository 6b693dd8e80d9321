"""Transactions of SQLite that share a commit stay atomic."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, insert, text

from bot.errors import StorageFailed
from bot.storage.engine.commit import driver_of
from bot.storage.engine.database import open_database
from bot.storage.engine.sqlite import SqliteDatabase
from bot.storage.engine.transaction import Database, DatabaseTiming
from bot.storage.tables import notices
from testkit.event_loop import at_rest
from testkit.fakes import START
from tests.storage.samples import everything


class Wrong(Exception):
    """An error in the work of one call."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[SqliteDatabase]:
    async with open_database(f"sqlite:///{tmp_path / 'imagine.db'}") as database:
        assert isinstance(database, SqliteDatabase)
        yield database


def note(connection: Connection, key: str) -> str:
    connection.execute(insert(notices).values(key=key, kept_until=START))
    return key


@contextmanager
def at_each_commit(act: Callable[[Connection], None]) -> Generator[None]:
    event.listen(Engine, "commit", act)
    yield
    event.remove(Engine, "commit", act)


async def noted(database: Database) -> list[str]:
    return [str(row[0]) for row in (await everything(database))["notices"]]


async def at_once(database: SqliteDatabase, *waiting: Awaitable[object]) -> list[object]:
    """Start calls while the writer is blocked, so that they wait together."""
    began, let_go = threading.Event(), threading.Event()

    def hold_up(_: Connection) -> None:
        began.set()
        let_go.wait(10)

    first = asyncio.ensure_future(database.write(hold_up))
    await asyncio.to_thread(began.wait)
    tasks = [asyncio.ensure_future(one) for one in waiting]
    # now each one waits, or was cancelled while it waited
    await at_rest()
    let_go.set()
    await first
    return list(await asyncio.gather(*tasks, return_exceptions=True))


async def test_calls_that_wait_together_share_a_commit(database: SqliteDatabase) -> None:
    commits: list[object] = []
    with at_each_commit(commits.append):
        await at_once(
            database, *(database.write(lambda it, n=n: note(it, f"{n}")) for n in range(5))
        )
    assert await noted(database) == ["0", "1", "2", "3", "4"]
    assert len(commits) == 2


async def test_a_mistake_in_one_leaves_nothing_of_it_and_all_of_the_others(
    database: SqliteDatabase,
) -> None:
    def wrong(connection: Connection) -> None:
        note(connection, "wrong")
        raise Wrong

    outcomes = await at_once(
        database,
        database.write(lambda it: note(it, "a")),
        database.write(wrong),
        database.write(lambda it: note(it, "b")),
    )
    assert outcomes[0::2] == ["a", "b"]
    assert isinstance(outcomes[1], Wrong)
    assert await noted(database) == ["a", "b"]


async def test_a_failure_of_the_database_in_one_is_its_alone(database: SqliteDatabase) -> None:
    outcomes = await at_once(
        database,
        database.write(lambda it: note(it, "a")),
        database.write(lambda it: it.execute(text("DELETE FROM nowhere"))),
        database.write(lambda it: note(it, "b")),
    )
    assert outcomes[0::2] == ["a", "b"]
    assert isinstance(outcomes[1], StorageFailed)
    assert await noted(database) == ["a", "b"]


async def test_after_a_failed_commit_each_call_runs_alone(
    database: SqliteDatabase,
) -> None:
    left = [2]

    def fail(_: Connection) -> None:
        left[0] -= 1
        # the first commit is of the call that blocks the others
        if left[0] == 0:
            raise OSError

    waiting = [database.write(lambda it, n=n: note(it, f"{n}")) for n in range(3)]
    with at_each_commit(fail):
        assert await at_once(database, *waiting) == ["0", "1", "2"]
    assert await noted(database) == ["0", "1", "2"]


async def test_a_call_that_is_cancelled_while_it_waits_never_begins(
    database: SqliteDatabase,
) -> None:
    begun: list[str] = []

    async def cancelled() -> None:
        task = asyncio.ensure_future(database.write(lambda _: begun.append("x")))
        await asyncio.sleep(0)
        task.cancel()
        await task

    outcomes = await at_once(database, cancelled(), database.write(lambda _: begun.append("a")))
    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert begun == ["a"]


#: A single statement that takes minutes.
ENDLESS = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000000)"
    " SELECT count(*) FROM n"
)
ENDLESS_THAT_TELLS = text(
    "WITH RECURSIVE n(i) AS"
    " (SELECT coalesce(runs(), 1) UNION ALL SELECT i + 1 FROM n WHERE i < 4000000000)"
    " SELECT count(*) FROM n"
)


@pytest.mark.parametrize("name", ["read", "write"])
async def test_a_call_beyond_its_deadline_is_interrupted_and_blocks_no_other(
    database: SqliteDatabase, name: str
) -> None:
    database.timing = DatabaseTiming(deadline_s=0.2)
    call = database.read if name == "read" else database.write
    # one per reading thread
    slow = [call(lambda it: it.execute(ENDLESS).scalar()) for _ in range(2)]
    outcomes = await asyncio.gather(*slow, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageFailed] * 2
    database.timing = DatabaseTiming()
    async with asyncio.timeout(1):
        assert await call(lambda it: it.execute(text("SELECT 1")).scalar()) == 1


async def test_a_caller_that_is_cancelled_stops_its_read(database: SqliteDatabase) -> None:
    runs = threading.Semaphore(0)

    def work(connection: Connection) -> object:
        # only a running statement can be interrupted, so it signals that it runs
        driver_of(connection).create_function("runs", 0, runs.release)
        return connection.execute(ENDLESS_THAT_TELLS).scalar()

    reading = [asyncio.ensure_future(database.read(work)) for _ in range(2)]
    for _ in reading:
        await asyncio.to_thread(runs.acquire)
    for one in reading:
        one.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    async with asyncio.timeout(1):
        assert await database.read(lambda it: it.execute(text("SELECT 1")).scalar()) == 1


async def test_a_write_that_is_stopped_takes_nothing_of_others_with_it(
    database: SqliteDatabase,
) -> None:
    database.timing = DatabaseTiming(deadline_s=1)

    def slow(connection: Connection) -> object:
        note(connection, "slow")
        return connection.execute(ENDLESS).scalar()

    outcomes = await at_once(
        database, database.write(lambda it: note(it, "quick")), database.write(slow)
    )
    assert isinstance(outcomes[1], StorageFailed)
    assert "slow" not in await noted(database)
    # the calls that shared its commit ran again, or their callers got an error
    assert (outcomes[0] == "quick") is (await noted(database) == ["quick"])
