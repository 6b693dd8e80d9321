"""Databases of SQLite whose tables are up to date at once, as copies of one that was migrated."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Connection

from bot.storage.engine.commit import driver_of
from bot.storage.engine.database import open_database
from bot.storage.engine.transaction import Database


@asynccontextmanager
async def open_migrated(file: Path | None = None) -> AsyncGenerator[Database]:
    """Open a new database, with the tables that `open_database` makes.

    Args:
        file: Where it is; in memory when None.
    """
    if file is not None:
        await write_migrated(file)
        async with open_database(f"sqlite:///{file}", migrated=False) as database:
            yield database
        return
    content = await _content()
    async with open_database("sqlite://", migrated=False) as database:
        await database.migrate(lambda connection: _fill(connection, content))
        yield database


async def write_migrated(file: Path) -> None:
    """Put a new database where a bot will find it, unless there is one."""
    content = await _content()
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(content)


def _fill(connection: Connection, content: bytes) -> None:
    driver = driver_of(connection)
    # nothing was written in it, and what begins here is ended by whoever began it
    driver.execute("COMMIT")
    driver.deserialize(content)
    driver.execute("BEGIN")


_made: list[bytes] = []


async def _content() -> bytes:
    """Return the bytes of a database without rows, which are made once in a process."""
    if not _made:
        async with open_database("sqlite://") as database:
            _made.append(await database.read(lambda connection: driver_of(connection).serialize()))
    return _made[0]
