"""Checks the database: reachable, intact, of this program's version, private."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.cli.checks.background import in_background
from bot.cli.checks.data_dir import check_leftovers
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.seen import Seen
from bot.cli.checks.sentences import Found
from bot.cli.sentences import explain_to_operator
from bot.errors import ConfigError, StorageFailed
from bot.ports import LEASE
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.storage.engine.inspection import DatabaseFacts

#: Seconds for the integrity check; it reads about a gigabyte in that time.
_INTEGRITY_S = 3.0

#: Seconds for the question whether it is used.
_IN_USE_S = 5.0

#: Space for some weeks of jobs.
_LEAST_FREE_BYTES = 10**8


async def check_database(
    settings: Settings, now: datetime, seen: Seen | None = None
) -> list[Finding]:
    """Return what is wrong with the database, and what ended processes left in DATA_DIR.

    Args:
        settings: Name the database and DATA_DIR.
        now: The current time.
        seen: Gets the look at the database.
    """
    seen = seen or Seen()
    try:
        facts = await look_at(settings, now, within_s=_INTEGRITY_S)
    except ConfigError as error:
        wrong = [{"name": name, "problem": problem} for name, problem in error.problems]
        return [Finding(Check.DATABASE, Found.SETTING_WRONG, each) for each in wrong]
    except StorageFailed as error:
        return [_finding(Found.DATABASE_BROKEN, problem=explain_to_operator(error))]
    if facts is None:
        seen.has_no_database = True
        return [_finding(Found.DATABASE_ABSENT)]
    seen.database = facts
    folder = settings.data_dir
    leftovers = await in_background(lambda: check_leftovers(folder, facts.processes))
    return [*judge(facts), *leftovers]


async def look_at(settings: Settings, now: datetime, *, within_s: float) -> "DatabaseFacts | None":
    """Look at the database without changing it; None if its file doesn't exist.

    Args:
        settings: Name the database.
        now: The current time.
        within_s: Seconds for the integrity check of a file.

    Raises:
        ConfigError: The URL cannot be used.
        StorageFailed: The database does not work.
    """
    from bot.storage.engine.database import sqlite_file
    from bot.storage.engine.inspection import inspect_file, inspect_server

    address = database_address(settings)
    file = sqlite_file(address)
    if file is None:
        return await inspect_server(address, now)
    if not await in_background(file.exists):
        return None
    return await in_background(partial(inspect_file, file, now, within_s=within_s))


async def is_in_use(settings: Settings, now: datetime) -> bool:
    """Tell whether a process of the bot uses the database; False if that can't be found out.

    Args:
        settings: Name the database.
        now: The current time.
    """
    try:
        async with asyncio.timeout(_IN_USE_S):
            facts = await look_at(settings, now, within_s=0)
    except (ConfigError, StorageFailed, TimeoutError):
        return False
    return facts is not None and bool(facts.processes)


def database_address(settings: Settings) -> str:
    """Return the URL of the bot's database; it may have a password."""
    from bot.storage.engine.database import default_url

    url = settings.database_url
    return url.get_secret_value() if url else default_url(settings.data_dir)


def _finding(found: Found, **facts: object) -> Finding:
    return Finding(Check.DATABASE, found, facts)


def judge(facts: "DatabaseFacts") -> Iterator[Finding]:
    """Yield the findings about a database that could be read."""
    yield _judge_version(facts.version)
    if not facts.is_writable:
        yield _finding(Found.DATABASE_NOT_WRITABLE)
    if facts.free_bytes is not None and facts.free_bytes < _LEAST_FREE_BYTES:
        yield _finding(Found.DATABASE_LOW, free_mb=facts.free_bytes // 10**6)
    if not facts.is_checked:
        yield _finding(Found.DATABASE_UNCHECKED)
    if facts.is_readable_by_others:
        yield _finding(Found.DATABASE_READABLE)
    count = len(facts.processes)
    if facts.is_sqlite and count > 1:
        seconds = int(LEASE.total_seconds())
        yield _finding(Found.PROCESSES_ON_SQLITE, count=count, seconds=seconds)
    elif count:
        yield _finding(Found.PROCESSES, count=count)


def _judge_version(version: str | None) -> Finding:
    from bot.storage.engine.schema import HEAD

    if version is None:
        return _finding(Found.DATABASE_EMPTY)
    if version == HEAD:
        return _finding(Found.DATABASE_FINE, version=version)
    # the versions are numbers of four digits
    found = Found.DATABASE_OLDER if version < HEAD else Found.DATABASE_NEWER
    return _finding(found, version=version, needed=HEAD)
