"""Migrates the tables to the version that this program works with."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import StorageFailed, StorageFault
from bot.storage.engine.transaction import Database

#: The last migration. Repeated here so that a start without migrations need not import Alembic.
HEAD = "0006"

_MIGRATIONS = Path(__file__).parent / "migrations"


async def upgrade(database: Database) -> str | None:
    """Run the missing migrations. Concurrent processes run one after another.

    Returns:
        The last migration that had already run; None if there was none.

    Raises:
        StorageFailed: `NEWER` if a later version of the program has migrated the tables.
    """
    found = await current(database)
    if found != HEAD:
        await database.migrate(_run_migrations)
    return found


async def current(database: Database) -> str | None:
    """Return the last migration that has run; None before the first.

    Raises:
        StorageFailed: The database does not work.
    """
    return await database.read(current_of)


def current_of(connection: Connection) -> str | None:
    """Return the last migration that has run, in a transaction of the caller."""
    # on SQLite, `has_table` may miss a table that another process has just created
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run_migrations(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    # another process may have run them since the caller checked
    found = current_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StorageFailed(StorageFault.NEWER, f"version {found}")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
