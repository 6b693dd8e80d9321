"""`imagine-bot db`: migrations and backups of the database."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.settings import open_settings
from bot.errors import ConfigError

db = typer.Typer(no_args_is_help=True, help="Maintain the database.")


@db.command(epilog="Example: imagine-bot db upgrade")
def upgrade() -> None:
    """Update the database tables, as `run` does at startup."""
    asyncio.run(_upgrade(database_url()))


@db.command(epilog="Example: imagine-bot db current")
def current() -> None:
    """Show the version of the tables, and the version that this program needs."""
    asyncio.run(_current(database_url()))


@db.command(epilog="Example: imagine-bot db backup imagine-copy.db")
def backup(
    file: Annotated[Path, typer.Argument(help="File to write the copy to.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Copy a SQLite database into one file, even while the bot is running.

    For PostgreSQL, use pg_dump.
    """
    from bot.storage.engine.backup import back_up
    from bot.storage.engine.database import sqlite_file

    source = sqlite_file(database_url())
    if source is None:
        raise ConfigError((("DATABASE_URL", "isn't a SQLite file; use pg_dump for PostgreSQL"),))
    size = back_up(source, file, force=force)
    typer.echo(f"Saved {file}: {size:,} bytes")


def database_url() -> str:
    """Return the URL of the bot's database.

    Raises:
        ConfigError: Settings are missing or malformed.
    """
    from bot.storage.engine.database import default_url

    # no other setting matters, and the files of secrets may not be readable here
    only = ("DATABASE_URL", "DATA_DIR")
    settings = open_settings(only=only, log_level="ERROR", log_format="console")
    url = settings.database_url
    return url.get_secret_value() if url else default_url(settings.data_dir)


def existing_database() -> str:
    """Return the URL of the bot's database, which is not created if it's a file.

    Raises:
        ConfigError: It doesn't exist, or settings are malformed.
    """
    from bot.storage.engine.database import sqlite_file

    url = database_url()
    file = sqlite_file(url)
    if file is not None and not file.exists():
        problem = f"leads to no database at {file}: correct it, or start the bot once"
        raise ConfigError((("DATA_DIR or DATABASE_URL", problem),))
    return url


async def _upgrade(url: str) -> None:
    from bot.storage.engine.database import open_database
    from bot.storage.engine.schema import HEAD, upgrade

    async with open_database(url, migrated=False) as database:
        before = await upgrade(database)
    typer.echo(f"Already at version {HEAD}." if before == HEAD else f"Upgraded to version {HEAD}.")


async def _current(url: str) -> None:
    from bot.storage.engine.database import open_database
    from bot.storage.engine.schema import HEAD, current

    async with open_database(url, migrated=False) as database:
        found = await current(database)
    version = f"is at version {found}" if found else "has no tables yet"
    typer.echo(f"The database {version}; this program needs version {HEAD}.")
