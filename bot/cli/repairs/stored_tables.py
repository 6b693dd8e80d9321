"""Upgrades the database while no process uses it."""

from pathlib import Path

from bot.cli.checks.background import in_background
from bot.cli.checks.database_check import database_address
from bot.cli.checks.finding import Check
from bot.cli.repairs.sentences import Repaired
from bot.cli.repairs.setup import BrokenSetup, Outcome, done, not_done

_WHAT = "The database"


async def upgrade_database(setup: BrokenSetup) -> Outcome:
    """Copy a SQLite database, then run the missing migrations in one transaction.

    Raises:
        ImagineError: The database can't be copied or upgraded; it is as it was.
    """
    from bot.storage.engine.database import open_database, sqlite_file
    from bot.storage.engine.schema import HEAD, upgrade

    await setup.look_again()
    if not setup.seen.is_alone:
        return not_done(Repaired.WAITS_FOR_STOP, _WHAT)
    address = database_address(setup.settings)
    file = sqlite_file(address)
    backup = "" if file is None else f" A copy from before is {await _back_up(setup, file)}."
    async with open_database(address, migrated=False) as database:
        before = await upgrade(database)
    await setup.look_again()
    facts = {"before": before, "version": HEAD, "backup": backup}
    return done(Check.DATABASE, Repaired.DATABASE_UPGRADED, **facts)


async def _back_up(setup: BrokenSetup, file: Path) -> Path:
    from bot.storage.engine.backup import back_up

    version = setup.seen.database.version if setup.seen.database else None
    copy = file.with_name(f"{file.name}.{version}-{setup.clock.now():%Y%m%dT%H%M%S}")
    await in_background(lambda: back_up(file, copy, force=False))
    return copy
