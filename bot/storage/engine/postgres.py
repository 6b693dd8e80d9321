"""PostgreSQL through asyncpg."""

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

#: Seconds to connect; less than the deadline.
_CONNECT_S = 1.5

#: Seconds to say goodbye; a server that does not answer is left to find out by itself.
_CLOSE_S = 5.0

#: asyncpg's own come from connecting, everything later is wrapped by SQLAlchemy.
_ERRORS = (*DRIVER_ERRORS, asyncpg.PostgresError, asyncpg.InterfaceError)

_TRIES = 3

#: What locks out other processes while the tables are brought up to date; any number that no
#: other program takes will do.
_MIGRATION_LOCK = 0x1A61_3E80

#: https://www.postgresql.org/docs/current/runtime-config-client.html, read 2026-11-22. They end
#: what a dead or stuck process left behind.
_SESSION = {
    "application_name": "imagine-bot",
    "lock_timeout": "1500",
    "statement_timeout": "1800",
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
        timing: What each call may take.

    Raises:
        ConfigError: The URL cannot be read.
        StorageFailed: The server cannot be reached, or refuses the log-in.
    """
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: _connect(url),
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=timing.deadline_s,
        # a connection that a restart of the server has cut is noticed before it is used
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )
    database = PostgresDatabase(engine, timing)
    try:
        await database.read(lambda _: None)
        yield database
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await engine.dispose()


async def _connect(url: str) -> object:
    # it says nothing of its types
    connect = cast("Callable[..., Awaitable[object]]", asyncpg.connect)
    try:
        # asyncpg reads the URL itself, so that `sslmode` and sockets work as in other programs
        return await connect(url, timeout=_CONNECT_S, server_settings=_SESSION)
    except TimeoutError as error:
        raise StorageFailed(StorageFault.UNREACHABLE, "no connection in time") from error
    except ValueError:
        # its text may have a part of the password in it
        raise ConfigError((("DATABASE_URL", "cannot be read as an address"),)) from None


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
        def alone(connection: Connection) -> T:
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            return work(connection)

        return await self._run(alone)

    async def _within_deadline(self, work: Callable[[Connection], T]) -> T:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._run(work)
        except TimeoutError:
            answer = f"no answer within {self._deadline_s} s"
            raise StorageFailed(StorageFault.BUSY, answer) from None

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
                if tries == _TRIES or not is_transient(error):
                    raise storage_failure(error) from error
