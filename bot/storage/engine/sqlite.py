"""A SQLite database: one connection writes, two read, each in a thread of its own."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, final

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import QueuePool, StaticPool
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.storage.engine.commit import Call, Connections, driver_of, run_alone, run_together
from bot.storage.engine.faults import DRIVER_ERRORS
from bot.storage.engine.file_modes import make_private_database
from bot.storage.engine.transaction import PRODUCTION, Database, DatabaseTiming

T = TypeVar("T")

#: Milliseconds that a start waits while another process runs migrations.
_MIGRATION_MS = 60_000

_READERS = 2

#: Commits between checkpoints in the background, so that no commit waits for one. SQLite makes a
#: checkpoint within a commit only above the second number, in pages of 4 KiB.
_CHECKPOINT_EVERY = 50
_AUTOCHECKPOINT_PAGES = 10_000

#: How many transactions can share a commit.
_MAX_PER_COMMIT = 32


@asynccontextmanager
async def open_sqlite(
    file: Path | None, *, timing: DatabaseTiming = PRODUCTION
) -> AsyncGenerator["SqliteDatabase"]:
    """Open a file, which is created if necessary, or a database in memory.

    Raises:
        StorageFailed: The file cannot be opened or is not a database.
    """
    database = SqliteDatabase(file, timing)
    try:
        await database.check()
        yield database
    finally:
        await database.close()


@final
class SqliteDatabase(Database):
    """Implements `bot.storage.engine.transaction.Database`.

    Each transaction takes one switch to a thread and back, however many statements it has.
    Transactions that wait at the same time share a commit.
    """

    def __init__(self, file: Path | None, timing: DatabaseTiming = PRODUCTION) -> None:
        self.timing = timing
        self._file = file
        self._commits = 0
        self._waiting: deque[Call[Any]] = deque()
        self._writer = Connections(_engine(file), "BEGIN IMMEDIATE", timing.busy_ms)
        self._writing = ThreadPoolExecutor(1, "database-write")
        # a database in memory exists in one connection only
        self._reader = self._writer
        if file:
            self._reader = Connections(_engine(file, readers=_READERS), "BEGIN", timing.busy_ms)
        self._reading = ThreadPoolExecutor(_READERS, "database-read") if file else self._writing

    async def check(self) -> None:
        """Check that the database can be written.

        Raises:
            StorageFailed: It cannot, or the file is not a database.
        """
        await asyncio.to_thread(self._make_folder)
        # another process may hold the lock while it initializes an empty file
        await self.migrate(lambda _: None)

    @override
    async def write(self, work: Callable[[Connection], T]) -> T:
        call = Call(work)
        self._waiting.append(call)
        self._writing.submit(self._write_waiting)
        return await _outcome(call, self.timing.deadline_s)

    @override
    async def read(self, work: Callable[[Connection], T]) -> T:
        call = Call(work)
        self._reading.submit(self._run, self._reader, call)
        return await _outcome(call, self.timing.deadline_s)

    @override
    async def migrate(self, work: Callable[[Connection], T]) -> T:
        call = Call(work, _MIGRATION_MS)
        self._writing.submit(self._run, self._writer, call)
        return await _outcome(call, None)

    async def close(self) -> None:
        """Close the connections after the running transactions."""
        loop = asyncio.get_running_loop()
        if self._reading is not self._writing:
            await loop.run_in_executor(None, self._reading.shutdown)
            self._reader.engine.dispose()
        # closing the last connection moves the write-ahead log into the database
        await loop.run_in_executor(self._writing, self._writer.engine.dispose)
        self._writing.shutdown()

    def _make_folder(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            make_private_database(self._file)
        except OSError as error:
            raise StorageFailed(StorageFault.READ_ONLY, type(error).__name__) from error

    def _write_waiting(self) -> None:
        """Run the waiting calls. Each call submits this once, so none is left over."""
        calls: list[Call[Any]] = []
        while self._waiting and len(calls) < _MAX_PER_COMMIT:
            call = self._waiting.popleft()
            if call.future.set_running_or_notify_cancel():
                calls.append(call)
        if calls:
            run_together(self._writer, calls)
            self._commits += 1
            if self._commits % _CHECKPOINT_EVERY == 0:
                self._reading.submit(self._checkpoint)

    def _checkpoint(self) -> None:
        """Move the write-ahead log into the database while the writer continues."""
        # after a failure, a later checkpoint or the last close moves it
        with suppress(*DRIVER_ERRORS), self._reader.engine.connect() as connection:
            driver_of(connection).execute("PRAGMA wal_checkpoint(PASSIVE)")

    @staticmethod
    def _run(connections: Connections, call: Call[Any]) -> None:
        if call.future.set_running_or_notify_cancel():
            run_alone(connections, call)


async def _outcome(call: Call[T], deadline_s: float | None) -> T:
    try:
        async with asyncio.timeout(deadline_s):
            return await asyncio.wrap_future(call.future)
    except TimeoutError:
        raise StorageFailed(StorageFault.BUSY, f"no answer within {deadline_s} s") from None
    finally:
        call.abandon()


def _engine(file: Path | None, *, readers: int = 0) -> Engine:
    def connect() -> sqlite3.Connection:
        # without an isolation level, the sqlite3 module does not begin transactions itself
        connection = sqlite3.connect(
            file or ":memory:",
            timeout=PRODUCTION.busy_ms / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, readers=bool(readers))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    if file is None:
        return create_engine(
            "sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True
        )
    # with a creator, too: a URL would interpret some characters of a file name
    return create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=readers or 1,
        max_overflow=0,
        hide_parameters=True,
    )


def _prepare(connection: sqlite3.Connection, *, readers: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if readers:
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_AUTOCHECKPOINT_PAGES:d}")
