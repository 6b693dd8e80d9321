"""A database on a PostgreSQL server, through asyncpg."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar, cast, final

import asyncpg
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from typing_extensions import override

from bot.errors import ConfigError, StorageFailed, StorageFault
from bot.storage.engine.faults import DRIVER_ERRORS, is_transient, storage_failure
from bot.storage.engine.transaction import PRODUCTION, Database, DatabaseTiming

T = TypeVar("T")

_CONNECTIONS = 8

#: Seconds to connect; must be less than the deadline.
_CONNECT_S = 1.5

#: Seconds to close the connections; after that, they are dropped.
_CLOSE_S = 5.0

#: SQLAlchemy wraps asyncpg's errors, except those while connecting.
_ERRORS = (*DRIVER_ERRORS, asyncpg.PostgresError, asyncpg.InterfaceError)

_MAX_TRIES = 3

#: The key of the advisory lock that serializes migrations; any number that no other program uses.
_MIGRATION_LOCK = 0x1A61_3E80

#: Milliseconds until the transaction of a dead or stuck process is ended.
#: https://www.postgresql.org/docs/current/runtime-config-client.html, read 2026-11-22
_SESSION = {
    "application_name": "imagine-bot",
    "idle_in_transaction_session_timeout": "10000",
    "timezone": "UTC",
    "jit": "off",
}


@asynccontextmanager
async def open_postgres(
    url: str, *, timing: DatabaseTiming = PRODUCTION
) -> AsyncGenerator["PostgresDatabase"]:
    """Connect to a server.

    Args:
        url: `postgresql://user:password@host:port/name`, with libpq's parameters.
        timing: Timeouts of each call.

    Raises:
        ConfigError: The URL cannot be read.
        StorageFailed: The server cannot be reached or refuses the login.
    """
    engine = _create_engine(url, timing)
    database = PostgresDatabase(engine, timing)
    try:
        await database.read(lambda _: None)
        yield database
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await engine.dispose()


def _create_engine(url: str, timing: DatabaseTiming) -> AsyncEngine:
    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: _connect(url, timing),
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=timing.deadline_s,
        # detect connections that a restart of the server has closed
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )


_NO_ADDRESS = (
    "can't be read as an address; in a password, write / as %2F, # as %23, ? as %3F and @ as %40"
)


async def _connect(url: str, timing: DatabaseTiming) -> object:
    timeouts = {
        "lock_timeout": str(timing.busy_ms),
        "statement_timeout": str(timing.statement_ms),
    }
    # asyncpg has no type hints
    connect = cast("Callable[..., Awaitable[object]]", asyncpg.connect)
    try:
        # asyncpg parses the URL itself, so that `sslmode` and sockets work as with libpq
        return await connect(url, timeout=_CONNECT_S, server_settings=_SESSION | timeouts)
    except TimeoutError as error:
        raise StorageFailed(StorageFault.UNREACHABLE, "no connection in time") from error
    except ValueError:
        # the text of the error may contain a part of the password
        raise ConfigError((("DATABASE_URL", _NO_ADDRESS),)) from None


@final
class PostgresDatabase(Database):
    """Implements `bot.storage.engine.transaction.Database`."""

    def __init__(self, engine: AsyncEngine, timing: DatabaseTiming) -> None:
        self._engine = engine
        self._deadline_s = timing.deadline_s

    @override
    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._within_deadline(work)

    @override
    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._within_deadline(work)

    @override
    async def migrate(self, work: Callable[[Connection], T]) -> T:
        def locked(connection: Connection) -> T:
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            return work(connection)

        return await self._run(locked)

    async def _within_deadline(self, work: Callable[[Connection], T]) -> T:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._run(work)
        except TimeoutError:
            detail = f"no answer within {self._deadline_s} s"
            raise StorageFailed(StorageFault.BUSY, detail) from None

    async def _run(self, work: Callable[[Connection], T]) -> T:
        tries = 0
        while True:
            tries += 1
            try:
                async with self._engine.connect() as connection, connection.begin():
                    return await connection.run_sync(work)
            except TimeoutError:
                raise
            except _ERRORS as error:
                if tries == _MAX_TRIES or not is_transient(error):
                    raise storage_failure(error) from error
