"""`imagine-bot db`, from the arguments to the exit code."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import OutputRefused, StorageFailed, StorageFault
from bot.storage.engine.backup import back_up
from bot.storage.engine.database import open_database
from bot.storage.engine.schema import HEAD
from bot.storage.stores import open_stores
from testkit.fakes import START
from tests.cli.conftest import ImagineBot


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "imagine.db"


@pytest.mark.parametrize("command", ["upgrade", "current", "backup"])
async def test_every_commands_help_has_an_example(imagine_bot: ImagineBot, command: str) -> None:
    ended = await imagine_bot("db", command, "--help")
    assert ended.code == 0
    assert f"Example: imagine-bot db {command}" in ended.out


async def test_upgrade_makes_the_tables_once(imagine_bot: ImagineBot) -> None:
    before = await imagine_bot("db", "current")
    assert (before.code, before.out) == (
        0,
        f"The database has no tables yet; this program needs version {HEAD}.\n",
    )
    assert (await imagine_bot("db", "upgrade")).out == f"Upgraded to version {HEAD}.\n"
    assert (await imagine_bot("db", "upgrade")).out == f"Already at version {HEAD}.\n"
    after = await imagine_bot("db", "current")
    assert after.out == f"The database is at version {HEAD}; this program needs version {HEAD}.\n"


async def test_the_set_url_goes_before_the_default(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///else where?.db")
    assert (await imagine_bot("db", "upgrade")).code == 0
    assert (tmp_path / "else where?.db").exists()
    assert not file.exists()


async def test_a_backup_has_what_was_stored_while_the_bot_keeps_running(
    imagine_bot: ImagineBot, tmp_path: Path, file: Path
) -> None:
    copy = tmp_path / "copy.db"
    async with open_database(f"sqlite:///{file}") as database:
        stores = open_stores(database)
        await stores.notices.claim("before", kept_until=START)
        ended = await imagine_bot("db", "backup", str(copy))
        await stores.notices.claim("after", kept_until=START)
    assert (ended.code, ended.out) == (0, f"Saved {copy}: {copy.stat().st_size:,} bytes\n")
    assert {path.name for path in tmp_path.iterdir()} == {"copy.db", "data"}
    async with open_database(f"sqlite:///{copy}") as database:
        stores = open_stores(database)
        assert not await stores.notices.claim("before", kept_until=START)
        assert await stores.notices.claim("after", kept_until=START)


async def test_a_backup_never_overwrites_unless_told_to(
    imagine_bot: ImagineBot, tmp_path: Path
) -> None:
    await imagine_bot("db", "upgrade")
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    ended = await imagine_bot("db", "backup", str(copy))
    assert ended.code == 73
    assert "--force" in ended.err
    assert copy.read_text() == "precious"
    assert (await imagine_bot("db", "backup", str(copy), "--force")).code == 0
    assert copy.read_bytes().startswith(b"SQLite format 3\0")


async def test_a_backup_is_not_written_over_the_database_itself(
    imagine_bot: ImagineBot, file: Path
) -> None:
    await imagine_bot("db", "upgrade")
    ended = await imagine_bot("db", "backup", str(file), "--force")
    assert ended.code == 73
    assert "itself" in ended.err


async def test_a_backup_without_a_database_leaves_nothing(
    imagine_bot: ImagineBot, tmp_path: Path
) -> None:
    ended = await imagine_bot("db", "backup", "copy.db")
    assert ended.code == 69
    assert list(tmp_path.iterdir()) == []


async def test_a_backup_into_a_folder_that_is_missing_is_refused(imagine_bot: ImagineBot) -> None:
    await imagine_bot("db", "upgrade")
    ended = await imagine_bot("db", "backup", "no/where.db")
    assert ended.code == 73


async def test_a_damaged_database_is_not_copied(tmp_path: Path) -> None:
    source, target = tmp_path / "broken.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [("y" * 500,)] * 500)
    connection.close()
    data = bytearray(source.read_bytes())
    data[8192:20000] = b"\xff" * (20000 - 8192)
    source.write_bytes(data)
    with pytest.raises(StorageFailed) as failed:
        back_up(source, target, force=False)
    assert failed.value.fault is StorageFault.DAMAGED
    assert list(tmp_path.iterdir()) == [source]


async def test_a_folder_is_no_place_for_a_backup(tmp_path: Path) -> None:
    source = tmp_path / "a.db"
    sqlite3.connect(source).close()
    source.touch()
    with pytest.raises(OutputRefused):
        back_up(source, tmp_path, force=True)


async def test_postgresql_is_left_to_its_own_tool(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:hush@127.0.0.1:1/bot")
    ended = await imagine_bot("db", "backup", "copy.db")
    assert ended.code == 78
    assert "pg_dump" in ended.err
    assert "hush" not in ended.err


async def test_a_server_that_is_not_there_ends_as_a_sentence(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:hush@127.0.0.1:1/bot")
    ended = await imagine_bot("db", "current")
    assert ended.code == 69
    assert ended.err.strip()
    assert "Traceback" not in ended.err
    assert "hush" not in ended.err


@pytest.mark.parametrize("url", ["sqlite://file.db", "postgresql://host:port/name"])
async def test_an_address_that_cannot_be_read_is_a_setting_to_mend(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    ended = await imagine_bot("db", "upgrade")
    assert ended.code == 78
    assert "DATABASE_URL" in ended.err
