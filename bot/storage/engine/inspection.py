"""Looks at a database without changing it, also while a bot of any version uses it."""

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, inspect, select
from sqlalchemy.pool import StaticPool

from bot.errors import StorageFailed, StorageFault
from bot.ports import LEASE
from bot.storage.engine.database import open_database
from bot.storage.engine.faults import DRIVER_ERRORS, storage_failure
from bot.storage.engine.schema import current_of
from bot.storage.jobs.job_json import application_of
from bot.storage.tables import jobs, leases

#: Seconds that a lock of another process is waited for.
_BUSY_S = 1.0

#: Instructions of SQLite's virtual machine between two looks at the deadline; a millisecond.
_STEPS = 10_000

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What a look at a database shows."""

    version: str | None
    """The last migration that has run; None before the first."""
    processes: frozenset[str]
    """The ids of the processes whose leases are valid."""
    is_sqlite: bool
    is_checked: bool = True
    """Whether all pages were checked in time; PostgreSQL checks its own."""
    is_readable_by_others: bool = False
    is_writable: bool = True
    """Whether this user can write to the file and its folder."""
    free_bytes: int | None = None
    """Space left beside a SQLite file."""
    application_id: int | None = None
    """The application on Discord that the newest job was for; None before the first."""


async def inspect_server(url: str, now: datetime) -> DatabaseFacts:
    """Look at a PostgreSQL database.

    Raises:
        ConfigError: The URL cannot be used.
        StorageFailed: The database does not work.
    """
    async with open_database(url, migrated=False) as database:
        return await database.read(lambda connection: _read(connection, now, is_sqlite=False))


def inspect_file(file: Path, now: datetime, *, within_s: float) -> DatabaseFacts:
    """Look at a SQLite database; blocks.

    Args:
        file: An existing file.
        now: The current time.
        within_s: Seconds for the integrity check, after which it is given up.

    Raises:
        StorageFailed: The file is damaged or cannot be read.
    """
    try:
        facts = _inspect_file(file, now, within_s, is_unused=not _is_in_use(file))
    except StorageFailed:
        if not _is_in_use(file):
            raise
        # a bot has opened it since: what was read may have been half of a change
        return _inspect_file(file, now, within_s, is_unused=False)
    return facts


def _inspect_file(file: Path, now: datetime, within_s: float, *, is_unused: bool) -> DatabaseFacts:
    try:
        with closing(_open(file, is_unused=is_unused)) as connection:
            is_checked = _check(connection, within_s)
            with _with_tables(connection) as tables:
                facts = _read(tables, now, is_sqlite=True)
        return replace(
            facts,
            is_checked=is_checked,
            is_readable_by_others=bool(file.stat().st_mode & _OTHERS),
            # SQLite creates its write-ahead log in the folder
            is_writable=os.access(file, os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK),
            free_bytes=shutil.disk_usage(file.parent).free,
        )
    except DRIVER_ERRORS as error:
        raise storage_failure(error) from error


def _is_in_use(file: Path) -> bool:
    names = (f"{file.name}-wal", f"{file.name}-journal")
    return any(file.with_name(name).exists() for name in names)


def _open(file: Path, *, is_unused: bool) -> sqlite3.Connection:
    """Open a file read-only.

    Without a write-ahead log no process uses it. Then `immutable` prevents SQLite from creating
    one: https://www.sqlite.org/wal.html#read_only_databases, read 2026-11-30.
    """
    mode = "mode=ro&immutable=1" if is_unused else "mode=ro"
    uri = f"file:{quote(str(file.absolute()))}?{mode}"
    return sqlite3.connect(
        uri, uri=True, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
    )


def _check(connection: sqlite3.Connection, within_s: float) -> bool:
    """Check all pages; return whether there was time for all.

    Raises:
        StorageFailed: The file is damaged.
    """
    connection.set_progress_handler(_deadline(within_s), _STEPS)
    try:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    finally:
        connection.set_progress_handler(None, 0)
    if found != "ok":
        raise StorageFailed(StorageFault.DAMAGED, "the integrity check failed")
    return True


def _deadline(within_s: float) -> Callable[[], int]:
    end = time.monotonic() + within_s
    return lambda: int(time.monotonic() >= end)


@contextmanager
def _with_tables(connection: sqlite3.Connection) -> Generator[Connection]:
    """Read through SQLAlchemy, which knows the types of the columns."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as tables:
        yield tables


def _read(connection: Connection, now: datetime, *, is_sqlite: bool) -> DatabaseFacts:
    version = current_of(connection)
    tables = inspect(connection).get_table_names()
    if leases.name not in tables:
        return DatabaseFacts(version, frozenset(), is_sqlite)
    alive = select(leases.c.owner).where(leases.c.seen_at.between(now - LEASE, now + LEASE))
    newest = select(jobs.c.draft).order_by(jobs.c.job_id.desc()).limit(1)
    draft = connection.execute(newest).scalar() if jobs.name in tables else None
    return DatabaseFacts(
        version,
        frozenset(connection.execute(alive).scalars()),
        is_sqlite,
        application_id=None if draft is None else application_of(draft),
    )
