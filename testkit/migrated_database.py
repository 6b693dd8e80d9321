"""SQLite databases with current tables, copied from one that was migrated."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Connection

from bot.storage.engine.commit import driver_of
from bot.storage.engine.database import open_database
from bot.storage.engine.transaction import Database, DatabaseTiming

#: For tests that are not about timeouts: other programs can keep a machine busy for seconds.
PATIENT = DatabaseTiming(deadline_s=40, busy_ms=30_000, statement_ms=30_000)


@asynccontextmanager
async def open_migrated(file: Path | None = None) -> AsyncGenerator[Database]:
    """Open a new database with current tables.

    Args:
        file: Its path; None for memory.
    """
    if file is not None:
        await write_migrated(file)
        url = f"sqlite:///{file}"
        async with open_database(url, migrated=False, timing=PATIENT) as database:
            yield database
        return
    content = await _content()
    async with open_database("sqlite://", migrated=False, timing=PATIENT) as database:
        await database.migrate(lambda connection: _fill(connection, content))
        yield database


async def write_migrated(file: Path) -> None:
    """Create a database file for a bot, unless it exists."""
    content = await _content()
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(content)


def _fill(connection: Connection, content: bytes) -> None:
    driver = driver_of(connection)
    # `deserialize` needs a connection without a transaction; the caller ends the new one
    driver.execute("COMMIT")
    driver.deserialize(content)
    driver.execute("BEGIN")


_cached: list[bytes] = []


async def _content() -> bytes:
    """Return the bytes of an empty migrated database, made once per process."""
    if not _cached:
        async with open_database("sqlite://") as database:
            _cached.append(
                await database.read(lambda connection: driver_of(connection).serialize())
            )
    return _cached[0]
