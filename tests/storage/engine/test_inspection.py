"""A look at a SQLite database changes nothing, whoever uses it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StorageFailed, StorageFault
from bot.ports import LEASE
from bot.storage.engine.database import open_database
from bot.storage.engine.inspection import inspect_file, inspect_server
from bot.storage.engine.schema import HEAD
from bot.storage.jobs.job_json import application_of
from bot.storage.stores import open_stores
from bot.storage.tables import leases
from testkit.fakes import START
from tests.storage.samples import claim, draft


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """A database that no process uses."""
    async with open_database(f"sqlite:///{tmp_path / 'strange #?%.db'}"):
        pass
    return tmp_path / "strange #?%.db"


def _names(file: Path) -> set[str]:
    return {path.name for path in file.parent.iterdir()}


async def test_an_unused_database_is_read_without_a_new_file(file: Path) -> None:
    before = file.read_bytes()
    facts = inspect_file(file, START, within_s=5)
    assert (facts.version, facts.processes, facts.is_checked) == (HEAD, frozenset(), True)
    assert not facts.is_readable_by_others
    assert _names(file) == {file.name}
    assert file.read_bytes() == before


async def test_changes_in_the_log_of_a_running_bot_are_seen(file: Path) -> None:
    rows = [
        {"owner": "just", "seen_at": START - LEASE},
        {"owner": "dead", "seen_at": START - LEASE - timedelta(seconds=1)},
    ]
    async with open_database(f"sqlite:///{file}") as database:
        await database.write(lambda connection: connection.execute(leases.insert(), rows))
        names = _names(file)
        assert inspect_file(file, START, within_s=5).processes == {"just"}
        assert _names(file) == names


async def test_a_database_before_its_first_migration_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    facts = inspect_file(tmp_path / "empty.db", START, within_s=5)
    assert (facts.version, facts.processes) == (None, frozenset())


async def test_a_check_that_takes_too_long_is_given_up(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE large (number INTEGER)")
        connection.executemany("INSERT INTO large VALUES (?)", ((n,) for n in range(50_000)))
    facts = inspect_file(file, START, within_s=0)
    assert (facts.version, facts.is_checked) == (HEAD, False)


async def test_damage_is_found(file: Path) -> None:
    with file.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xaa" * 8192)
    with pytest.raises(StorageFailed) as caught:
        inspect_file(file, START, within_s=5)
    assert caught.value.fault is StorageFault.DAMAGED


async def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database" * 1000)
    with pytest.raises(StorageFailed) as caught:
        inspect_file(tmp_path / "text.db", START, within_s=5)
    assert caught.value.fault is StorageFault.DAMAGED


async def test_rights_and_room_beside_the_file_are_seen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = inspect_file(file, START, within_s=5)
    assert facts.is_writable
    assert facts.free_bytes

    def deny(_path: Path, _mode: int) -> bool:
        return False

    monkeypatch.setattr("bot.storage.engine.inspection.os.access", deny)
    assert not inspect_file(file, START, within_s=5).is_writable


async def test_a_server_is_read_without_a_migration(new_postgres_url: str) -> None:
    facts = await inspect_server(new_postgres_url, START)
    assert (facts.version, facts.processes, facts.is_sqlite) == (None, frozenset(), False)
    rows = [{"owner": "alive", "seen_at": START}]
    async with open_database(new_postgres_url) as database:
        await database.write(lambda connection: connection.execute(leases.insert(), rows))
    facts = await inspect_server(new_postgres_url, START)
    assert (facts.version, facts.processes) == (HEAD, {"alive"})


@pytest.mark.parametrize("is_server", [False, True])
async def test_the_application_of_the_newest_job_is_seen(
    file: Path, new_postgres_url: str, *, is_server: bool
) -> None:
    url = new_postgres_url if is_server else f"sqlite:///{file}"
    async with open_database(url) as database:
        for job_id, application_id in ((1, 8), (2, 9)):
            wanted = draft(job_id)
            target = replace(wanted.reply_target, application_id=application_id)
            wanted = replace(wanted, reply_target=target)
            await open_stores(database).ledger.reserve(claim(job_id), now=START, draft=wanted)
    if is_server:
        facts = await inspect_server(url, START)
    else:
        facts = inspect_file(file, START, within_s=5)
    assert facts.application_id == 9


@pytest.mark.parametrize("stored", ["", "[]", "{", '{"address": {"application_id": "x"}}'])
def test_a_draft_that_cannot_be_read_has_no_application(stored: str) -> None:
    assert application_of(stored) is None
