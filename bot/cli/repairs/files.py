"""Takes other users' rights to the bot's files, and removes what dead processes left."""

import os
import stat
from contextlib import ExitStack
from pathlib import Path

from bot.cli.checks.background import in_background
from bot.cli.checks.data_dir import check_leftovers
from bot.cli.checks.database_check import database_address
from bot.cli.checks.finding import Check
from bot.cli.checks.machine.env_file import ENV_FILE
from bot.cli.repairs.sentences import Repaired
from bot.cli.repairs.setup import BrokenSetup, Outcome, done, not_done

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


async def close_env_file(_: BrokenSetup) -> Outcome:
    """Let only the owner read `.env`.

    Raises:
        OSError: It belongs to another user, or is a link, whose target may be shared.
    """
    if ENV_FILE.is_symlink():
        raise PermissionError(0, "it is a symbolic link")
    await in_background(lambda: _close(ENV_FILE))
    return done(Check.SETTINGS, Repaired.ENV_FILE_CLOSED)


async def close_data_dir(setup: BrokenSetup) -> Outcome:
    """Let only the owner read DATA_DIR.

    Raises:
        OSError: It belongs to another user.
    """
    await in_background(lambda: _close(setup.settings.data_dir))
    return done(Check.DATA_DIR, Repaired.DATA_DIR_CLOSED)


async def close_database(setup: BrokenSetup) -> Outcome:
    """Let only the owner read the database's files.

    Raises:
        OSError: One belongs to another user.
    """
    from bot.storage.engine.database import sqlite_file
    from bot.storage.engine.file_modes import database_files

    file = sqlite_file(database_address(setup.settings))
    for path in database_files(file) if file else ():
        await in_background(lambda path=path: _close(path))
    return done(Check.DATABASE, Repaired.DATABASE_CLOSED)


def _close(path: Path) -> None:
    """Restrict a file or folder of this user.

    The root user leaves those of others alone as well: a link that another user made could lead
    to any file of the machine.
    """
    try:
        link, found = path.lstat(), path.stat()
        if {link.st_uid, found.st_uid} != {os.geteuid()}:
            raise PermissionError(0, "it belongs to another user")
        # by path: closing a descriptor of the database would release SQLite's locks on it
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
    except FileNotFoundError:
        pass  # the write-ahead log of a bot that has just stopped


async def remove_leftovers(setup: BrokenSetup) -> Outcome:
    """Remove the files of processes whose locks the kernel has released, unless a job needs them.

    A bot that runs is not disturbed, because it holds its own lock.

    Raises:
        ImagineError: The database or the folder can't be used.
    """
    from bot.storage.engine.database import open_database
    from bot.storage.engine.schema import HEAD
    from bot.storage.jobs.processes import open_process_folder
    from bot.storage.stores import open_stores

    facts = setup.seen.database
    if facts is None or facts.version != HEAD:
        # it isn't known which files jobs still need
        return not_done(
            Repaired.FAILED, "DATA_DIR", problem="the database can't tell what to keep."
        )
    folder = setup.settings.data_dir

    before = await in_background(lambda: _count(folder, facts.processes))
    with ExitStack() as stack:
        own = await in_background(lambda: stack.enter_context(open_process_folder(folder)))
        # a process that ends from here on counts as alive, and its last images are not missed
        async with open_database(database_address(setup.settings), migrated=False) as database:
            kept = await open_stores(database).jobs.files()
        await in_background(lambda: own.remove_leftovers(kept))
    left = await in_background(lambda: _count(folder, facts.processes))
    removed = done(
        Check.DATA_DIR,
        Repaired.LEFTOVERS_REMOVED,
        files=before[0] - left[0],
        mb=before[1] - left[1],
    )
    if not left[0]:
        return removed
    needed = not_done(Repaired.LEFTOVERS_NEEDED, "DATA_DIR", files=left[0])
    findings = [*(removed.findings if left[0] < before[0] else ()), *needed.findings]
    return Outcome(findings, is_repaired=True)


def _count(folder: Path, alive: frozenset[str]) -> tuple[int, int]:
    """Return the number and the megabytes of the files that ended processes left."""
    found = check_leftovers(folder, alive)
    facts = found[0].facts if found else {"files": 0, "mb": 0}
    return int(str(facts["files"])), int(str(facts["mb"]))
