"""Opens the database of a URL and migrates it."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.errors import ConfigError
from bot.storage.engine.schema import upgrade
from bot.storage.engine.transaction import PRODUCTION, Database, DatabaseTiming

#: The file in DATA_DIR that is used when no URL is set.
DEFAULT_FILE = "imagine.db"

_VARIABLE = "DATABASE_URL"


def default_url(data_dir: Path) -> str:
    """Return the URL of the file that is used when none is set."""
    return f"sqlite:///{data_dir / DEFAULT_FILE}"


@asynccontextmanager
async def open_database(
    url: str, *, migrated: bool = True, timing: DatabaseTiming = PRODUCTION
) -> AsyncGenerator[Database]:
    """Connect, and run missing migrations.

    Args:
        url: `sqlite:///file` (four slashes for an absolute path), `sqlite://` for a database in
            memory, `postgresql://user:password@host/name` or the same with `postgres://`.
        migrated: False leaves the tables as they are.
        timing: Timeouts of each call.

    Raises:
        ConfigError: The URL cannot be used.
        StorageFailed: The database does not work, or a later version has migrated it.
    """
    async with _connected(url, timing) as database:
        if migrated:
            await upgrade(database)
        yield database


def sqlite_file(url: str) -> Path | None:
    """Return the file of a URL; None for a database in memory or on a server.

    Raises:
        ConfigError: The URL has a host where the file should be.
    """
    scheme, _, rest = url.partition("://")
    if scheme != "sqlite" or rest in {"", "/", "/:memory:"}:
        return None
    if not rest.startswith("/"):
        raise ConfigError(((_VARIABLE, "needs three slashes before the file: sqlite:///file"),))
    return Path(rest[1:])


def _connected(url: str, timing: DatabaseTiming) -> AbstractAsyncContextManager[Database]:
    # import only the driver that is needed
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        from bot.storage.engine.sqlite import open_sqlite  # noqa: PLC0415

        return open_sqlite(sqlite_file(url), timing=timing)
    if scheme in {"postgresql", "postgres"}:
        from bot.storage.engine.postgres import open_postgres  # noqa: PLC0415

        return open_postgres(f"postgresql://{rest}", timing=timing)
    problem = "isn't a URL that begins with postgresql:// or sqlite:///"
    raise ConfigError(((_VARIABLE, problem),))
