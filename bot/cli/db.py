"""`imagine-bot db`: the database's tables, and a copy of it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.settings import open_settings
from bot.errors import ConfigError

db = typer.Typer(no_args_is_help=True, help="Look after the database.")


@db.command(epilog="Example: imagine-bot db upgrade")
def upgrade() -> None:
    """Bring the tables up to date, as `run` does when it starts."""
    asyncio.run(_upgrade(_url()))


@db.command(epilog="Example: imagine-bot db current")
def current() -> None:
    """Show the version of the tables, and the one that this program needs."""
    asyncio.run(_current(_url()))


@db.command(epilog="Example: imagine-bot db backup imagine-copy.db")
def backup(
    file: Annotated[Path, typer.Argument(help="The copy.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Copy a SQLite database into one file; the bot may keep running.

    For PostgreSQL there is pg_dump.
    """
    from bot.storage.backup import back_up
    from bot.storage.database import sqlite_file

    source = sqlite_file(_url())
    if source is None:
        raise ConfigError((("DATABASE_URL", "is no file of SQLite; copy PostgreSQL with pg_dump"),))
    size = back_up(source, file, force=force)
    typer.echo(f"Saved {file}: {size:,} bytes")


def _url() -> str:
    from bot.storage.database import default_url

    settings = open_settings(log_level="ERROR", log_format="console")
    url = settings.database_url
    return url.get_secret_value() if url else default_url(settings.data_dir)


async def _upgrade(url: str) -> None:
    from bot.storage.database import open_database
    from bot.storage.schema import HEAD, upgrade

    async with open_database(url, migrated=False) as database:
        before = await upgrade(database)
    typer.echo(f"Up to date at {HEAD}." if before == HEAD else f"Upgraded to {HEAD}.")


async def _current(url: str) -> None:
    from bot.storage.database import open_database
    from bot.storage.schema import HEAD, current

    async with open_database(url, migrated=False) as database:
        found = await current(database)
    typer.echo(f"The database is at {found or 'nothing yet'}; this program needs {HEAD}.")
