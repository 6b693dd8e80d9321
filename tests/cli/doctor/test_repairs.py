"""What `doctor --fix` repairs, and what it leaves alone."""

import fcntl
import json
import os
import sqlite3
import uuid
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.checks.database_check import look_at
from bot.cli.checks.seen import Seen
from bot.cli.repairs.files import remove_leftovers
from bot.cli.repairs.setup import BrokenSetup
from bot.settings import Settings
from bot.storage.engine.schema import HEAD
from bot.storage.jobs.jobs import SqlJobs
from bot.studio import SystemClock
from testkit.discord_loopback.messages import Refusal
from tests.cli.doctor.setup import Setup

OLD = {"id": "9", "name": "old", "type": 1, "description": "x"}
JOB = """
INSERT INTO jobs (job_id, user_id, state, attempts, created_at, ended_at, draft)
VALUES (1, 1, 'failed', 0, '2026-01-01 00:00:00', '2026-01-01 00:00:00', :draft)
"""
DOUBLE = {"id": "7", "name": "imagine", "type": 1}


def _modes(*paths: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in paths}


def _leave(setup: Setup, name: str | None = None) -> Path:
    """Make the folder of an ended process with one file."""
    folder = setup.data / "processes" / (name or str(uuid.uuid4()))
    folder.mkdir(parents=True)
    (folder / "lock").touch()
    (folder / "image.png").write_bytes(bytes(1000))
    return folder


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Hold the lock of a process's folder, as a live process does."""
    with (folder / "lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lease(setup: Setup, *, age_s: float = 0) -> None:
    seen_at = (datetime.now(UTC) - timedelta(seconds=age_s)).replace(tzinfo=None)
    statement = "INSERT INTO leases (owner, seen_at) VALUES ('another', :at)"
    setup.execute(statement, {"at": seen_at.isoformat(" ")})


async def test_files_are_closed_to_others(open_setup: Setup) -> None:
    setup, env_file = open_setup, open_setup.folder / ".env"
    await setup.make_database()
    env_file.write_text("OPENROUTER_API_KEY=\nDISCORD_TOKEN=something\n")
    for path in (env_file, setup.file):
        path.chmod(0o664)
    setup.data.chmod(0o755)
    ended = await setup.doctor("--json", "--offline")
    readable = {"env-file-readable", "data-dir-readable", "database-readable"}
    assert ended.bad == readable | {"setting-hidden"}
    assert _modes(env_file, setup.file) == {0o664}
    ended = await setup.doctor("--json", "--offline", "--fix")
    assert ended.bad == {"setting-hidden"}
    assert {"env-file-closed", "data-dir-closed", "database-closed"} <= set(ended.findings)
    assert _modes(env_file, setup.file) == {0o600}
    assert _modes(setup.data) == {0o700}


async def test_a_link_to_a_shared_file_is_left_alone(open_setup: Setup) -> None:
    setup, shared = open_setup, open_setup.folder / "shared"
    await setup.make_database()
    shared.write_text("DISCORD_TOKEN=something\n")
    shared.chmod(0o640)
    (setup.folder / ".env").symlink_to(shared)
    ended = await setup.doctor("--json", "--offline", "--fix")
    assert {"env-file-readable", "failed"} <= ended.bad
    assert "it is a symbolic link" in ended.findings["failed"]["sentence"]
    assert _modes(shared) == {0o640}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to others")
async def test_files_and_links_of_other_users_are_left_alone(open_setup: Setup) -> None:
    setup, env_file, shared = open_setup, open_setup.folder / ".env", open_setup.folder / "shared"
    await setup.make_database()
    env_file.write_text("DISCORD_TOKEN=something\n")
    shared.write_bytes(setup.file.read_bytes())
    setup.file.unlink()
    setup.file.symlink_to(shared)
    for path in (env_file, shared):
        path.chmod(0o644)
    setup.data.chmod(0o755)
    for path in (env_file, setup.data, setup.file):
        os.chown(path, 1234, 1234, follow_symlinks=False)
    ended = await setup.doctor("--json", "--offline", "--fix")
    assert {"env-file-readable", "data-dir-readable", "database-readable", "failed"} <= ended.bad
    assert _modes(env_file, shared) == {0o644}
    assert _modes(setup.data) == {0o755}


async def test_a_healthy_setup_needs_no_repair(open_setup: Setup) -> None:
    await open_setup.make_database()
    ended = await open_setup.doctor("--json", "--fix")
    assert (ended.code, ended.bad) == (0, set[str]())
    assert "nothing-to-fix" in ended.findings
    assert all(call.method == "GET" for call in open_setup.discord.calls)


async def test_only_files_of_processes_that_are_proven_dead_are_removed(open_setup: Setup) -> None:
    setup = open_setup
    await setup.make_database()
    dead, alive, odd = _leave(setup), _leave(setup), _leave(setup, "not-a-process")
    with _locked(alive):
        ended = await setup.doctor("--json", "--offline", "--fix")
    assert ended.bad == {"leftovers-needed"}
    assert ended.findings["leftovers-removed"]["facts"]["files"] == 1
    assert ended.findings["leftovers-needed"]["facts"]["files"] == 2
    assert not dead.exists()
    assert (alive / "image.png").exists()
    assert (odd / "image.png").exists()


async def test_images_of_a_process_that_ends_meanwhile_are_kept(
    open_setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = open_setup
    await setup.make_database()
    dead, ending = _leave(setup), _leave(setup)
    settings = Settings.model_validate({"data_dir": setup.data})
    broken = BrokenSetup(settings, Seen(), SystemClock())
    broken.seen.database = await look_at(settings, broken.clock.now(), within_s=1)
    with ExitStack() as locks:
        locks.enter_context(_locked(ending))

        async def read(_: object) -> frozenset[Path]:
            locks.close()
            return frozenset()

        monkeypatch.setattr(SqlJobs, "files", read)
        await remove_leftovers(broken)
    assert not dead.exists()
    assert (ending / "image.png").exists()


async def test_files_stay_while_the_database_cannot_tell_which_are_needed(
    open_setup: Setup,
) -> None:
    setup = open_setup
    await setup.make_database()
    setup.execute("UPDATE alembic_version SET version_num = :version", {"version": "9999"})
    dead = _leave(setup)
    ended = await setup.doctor("--json", "--offline", "--fix")
    assert ended.bad == {"database-newer", "leftovers", "failed"}
    assert (dead / "image.png").exists()


async def test_an_older_database_is_copied_and_upgraded(open_setup: Setup) -> None:
    setup = open_setup
    await setup.make_database("0005")
    ended = await setup.doctor("--json", "--offline", "--fix")
    assert (ended.code, ended.bad) == (0, set[str]())
    assert ended.findings["database-upgraded"]["facts"]["version"] == HEAD
    assert _version(setup.file) == HEAD
    [copy] = setup.data.glob("imagine.db.0005-*")
    assert _version(copy) == "0005"
    assert _modes(copy) == {0o600}


async def test_the_database_is_not_upgraded_while_a_process_has_a_lease(open_setup: Setup) -> None:
    setup = open_setup
    await setup.make_database("0005")
    _lease(setup)
    ended = await setup.doctor("--json", "--offline", "--fix")
    assert ended.bad == {"database-older", "waits-for-stop"}
    assert _version(setup.file) == "0005"
    assert not list(setup.data.glob("imagine.db.0005-*"))


async def test_commands_are_registered_and_doubles_removed_while_no_bot_runs(
    open_setup: Setup,
) -> None:
    setup, discord = open_setup, open_setup.discord
    await setup.make_database()
    _lease(setup, age_s=120)
    discord.commands.append(dict(OLD))
    discord.server.commands = [dict(DOUBLE), {**DOUBLE, "id": "8", "name": "other"}]
    ended = await setup.doctor("--json", "--fix")
    assert (ended.code, ended.bad) == (0, set[str]())
    assert {"commands-registered", "doubles-removed"} <= set(ended.findings)
    assert "old" not in {command["name"] for command in discord.commands}
    assert [command["id"] for command in discord.server.commands] == ["8"]
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (0, set[str]())
    assert "commands-fine" in ended.findings


#: How the repair is refused for each reason why another bot may own the commands.
REFUSALS = {
    "lease": "waits-for-stop",
    "broken": "waits-for-stop",
    "unknown": "waits-for-stop",
    "newer": "is-older",
    "absent": "not-used-here",
    "another": "is-another",
}


@pytest.mark.parametrize("reason", REFUSALS)
async def test_commands_are_left_alone_while_another_bot_may_own_them(
    open_setup: Setup, reason: str
) -> None:
    setup, discord, changes = open_setup, open_setup.discord, dict[str, str]()
    await setup.make_database()
    discord.commands.append(dict(OLD))
    discord.server.commands = [dict(DOUBLE)]
    match reason:
        case "lease":
            _lease(setup)
        case "newer":
            setup.execute("UPDATE alembic_version SET version_num = :version", {"version": "9999"})
        case "broken":
            setup.file.write_bytes(b"\xaa" * 8192)
        case "absent":
            setup.file.unlink()
        case "another":
            setup.execute(JOB, {"draft": json.dumps({"address": {"application_id": 5}})})
        case _:
            changes = {"DATABASE_URL": "mysql://elsewhere"}
    ended = await setup.doctor("--json", "--fix", **changes)
    assert ended.bad >= {"commands-missing", "commands-unknown", "commands-doubled"}
    assert REFUSALS[reason] in ended.bad
    assert discord.commands == [OLD]
    assert discord.server.commands == [DOUBLE]
    assert all(call.method == "GET" for call in discord.calls)


async def test_a_repair_that_discord_rejects_is_told(open_setup: Setup) -> None:
    setup = open_setup
    await setup.make_database()
    setup.discord.commands.append(dict(OLD))
    setup.discord.fail("PUT", "/commands$", Refusal(403, 50001, "Missing Access"))
    ended = await setup.doctor("--json", "--fix")
    assert ended.bad == {"commands-missing", "commands-unknown", "failed"}
    assert "Discord answered with 403." in ended.findings["failed"]["sentence"]


def _version(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
