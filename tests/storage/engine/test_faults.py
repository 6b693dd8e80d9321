"""Faults of a database, and the errors that the bot raises for them."""

import asyncio
import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Connection, insert, text

from bot.errors import ConfigError, StorageFailed, StorageFault
from bot.ports import Reserved
from bot.storage.engine.database import default_url, open_database, sqlite_file
from bot.storage.engine.transaction import Database, DatabaseTiming
from bot.storage.stores import open_stores
from bot.storage.tables import notices
from testkit.fakes import START
from tests.storage.conftest import connect
from tests.storage.samples import MEMBER_IMAGES, claim


@contextmanager
def failing(fault: StorageFault) -> Generator[None]:
    with pytest.raises(StorageFailed) as failed:
        yield
    assert failed.value.fault is fault, failed.value


async def open_and_close(url: str) -> None:
    async with open_database(url):
        pass


def _is_bound_by_permissions() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o500)
        return not os.access(folder, os.W_OK)


bound_by_permissions = pytest.mark.skipif(
    not _is_bound_by_permissions(), reason="root may write everywhere"
)


class TestSqlite:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "imagine.db"

    @pytest.fixture
    def url(self, file: Path) -> str:
        return f"sqlite:///{file}"

    async def test_its_folder_is_made(self, tmp_path: Path) -> None:
        await open_and_close(f"sqlite:///{tmp_path}/a/b/it's 100%?#.db")
        assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["it's 100%?#.db"]

    async def test_a_file_of_something_else_is_damage(self, file: Path, url: str) -> None:
        file.write_bytes(b"not a database, " * 100)
        with failing(StorageFault.DAMAGED):
            await open_and_close(url)
        assert file.read_bytes() == b"not a database, " * 100

    async def test_overwritten_pages_are_damage(self, file: Path, url: str) -> None:
        await open_and_close(url)
        data = bytearray(file.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        file.write_bytes(data)
        with failing(StorageFault.DAMAGED):
            async with open_database(url) as database:
                await open_stores(database).ledger.reserve(claim(1), now=START)

    async def test_a_lock_of_another_process_that_lasts_is_busy(self, file: Path, url: str) -> None:
        async with open_database(url, timing=DatabaseTiming(busy_ms=50)) as database:
            stores = open_stores(database)
            with closing(sqlite3.connect(file, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                with failing(StorageFault.BUSY):
                    await stores.ledger.reserve(claim(1), now=START)
                # reads still work
                assert (await stores.ledger.count(claim(1))).used == {}
            assert isinstance(await stores.ledger.reserve(claim(1), now=START), Reserved)

    async def test_waiting_for_the_writer_ends_with_the_deadline(self, url: str) -> None:
        async with open_database(url, timing=DatabaseTiming(deadline_s=0.1)) as database:
            began, let_go = threading.Event(), threading.Event()

            def dawdle(connection: Connection) -> None:
                connection.execute(insert(notices).values(key="late", kept_until=START))
                began.set()
                let_go.wait(20)

            slow = asyncio.ensure_future(database.write(dawdle))
            await asyncio.to_thread(began.wait)
            with failing(StorageFault.BUSY):
                await database.write(lambda it: it.execute(text("DELETE FROM notices")))
            with failing(StorageFault.BUSY):
                await slow
            let_go.set()
        async with open_database(url) as database:
            # a call that missed its deadline was rolled back
            assert await open_stores(database).notices.claim("late", kept_until=START)

    async def test_a_full_disk_is_full_and_works_again_with_room(self, url: str) -> None:
        async with open_database(url) as database:
            stores = open_stores(database)
            await stores.ledger.reserve(claim(1), now=START)

            def limit(connection: Connection, pages: int) -> None:
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

            await database.write(lambda it: limit(it, 1))
            with failing(StorageFault.FULL):
                for number in range(200):
                    await stores.notices.claim(f"{number}" * 200, kept_until=START)
            await database.write(lambda it: limit(it, 10_000))
            assert isinstance(await stores.ledger.reserve(claim(2), now=START), Reserved)

    @bound_by_permissions
    async def test_a_file_that_may_not_be_written_is_read_only(self, file: Path, url: str) -> None:
        await open_and_close(url)
        file.chmod(0o400)
        with failing(StorageFault.READ_ONLY):
            async with open_database(url) as database:
                await open_stores(database).ledger.reserve(claim(1), now=START)

    @bound_by_permissions
    async def test_a_folder_that_may_not_be_written_is_read_only(self, tmp_path: Path) -> None:
        folder = tmp_path / "closed"
        folder.mkdir(mode=0o500)
        with failing(StorageFault.READ_ONLY):
            await open_and_close(default_url(folder))
        with failing(StorageFault.READ_ONLY):
            await open_and_close(default_url(folder / "deeper"))

    @pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
    async def test_an_unwritable_folder_is_read_only(self) -> None:
        with failing(StorageFault.READ_ONLY):
            await open_and_close("sqlite:////proc/self/imagine.db")

    async def test_a_file_in_place_of_the_folder_is_read_only(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("")
        with failing(StorageFault.READ_ONLY):
            await open_and_close(default_url(tmp_path / "data"))

    async def test_a_commit_survives_a_power_failure(self, file: Path, url: str) -> None:
        async with open_database(url) as database:
            settings = [
                await database.write(
                    lambda it, name=name: it.exec_driver_sql(f"PRAGMA {name}").scalar()
                )
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert settings == ["wal", 2, 1]
            await open_stores(database).notices.claim("a", kept_until=START)
            copies = {path: path.read_bytes() for path in file.parent.iterdir()}
        for path, data in copies.items():
            path.write_bytes(data)
        async with open_database(url) as database:
            assert not await open_stores(database).notices.claim("a", kept_until=START)

    async def test_readers_cannot_write(self, url: str) -> None:
        async with open_database(url) as database:
            with failing(StorageFault.READ_ONLY):
                await database.read(lambda it: it.execute(text("DELETE FROM notices")))


class TestPostgres:
    async def test_a_server_that_is_not_there_is_unreachable(self, tmp_path: Path) -> None:
        with failing(StorageFault.UNREACHABLE):
            await open_and_close("postgresql://me:hush@127.0.0.1:1/bot")
        with failing(StorageFault.UNREACHABLE):
            await open_and_close(f"postgres://me@/bot?host={tmp_path}")

    async def test_a_database_that_is_not_there_is_unreachable(self, postgres_url: str) -> None:
        with failing(StorageFault.UNREACHABLE):
            await open_and_close(postgres_url.replace("imagine_test", "imagine_nothing"))

    async def test_a_login_that_is_refused_is_unreachable(self, postgres_url: str) -> None:
        parts = urlsplit(postgres_url)
        login = f"nobody:hush@{parts.netloc.rpartition('@')[2]}"
        with failing(StorageFault.UNREACHABLE):
            await open_and_close(parts._replace(netloc=login).geturl())

    async def test_a_server_that_takes_no_changes_is_read_only(self, postgres_url: str) -> None:
        async with open_database(postgres_url) as database:
            read_only = text("SET TRANSACTION READ ONLY")

            def change(connection: Connection) -> None:
                connection.execute(read_only)
                connection.execute(text("DELETE FROM notices"))

            with failing(StorageFault.READ_ONLY):
                await database.write(change)

    async def test_a_closed_connection_is_replaced(self, postgres_url: str) -> None:
        cut = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        async with open_database(postgres_url) as database, open_database(postgres_url) as other:
            await other.write(lambda connection: connection.execute(cut))
            assert await open_stores(database).notices.claim("a", kept_until=START)

    async def test_a_transaction_that_is_cut_is_unreachable(self, postgres_url: str) -> None:
        suicide = text("SELECT pg_terminate_backend(pg_backend_pid())")
        async with open_database(postgres_url) as database:
            with failing(StorageFault.UNREACHABLE):
                await database.write(lambda connection: connection.execute(suicide))
            assert await open_stores(database).notices.claim("a", kept_until=START)

    async def test_waiting_for_a_lock_ends_with_the_deadline(self, postgres_url: str) -> None:
        async with (
            open_database(postgres_url) as patient,
            open_database(postgres_url, timing=DatabaseTiming(deadline_s=0.3)) as database,
        ):
            stores = open_stores(patient)
            await stores.ledger.renew(now=START)
            other = await connect(postgres_url)
            await other.execute("BEGIN; LOCK TABLE counts")
            with failing(StorageFault.BUSY):
                await open_stores(database).ledger.reserve(claim(1), now=START)
            await other.close()
            assert isinstance(await stores.ledger.reserve(claim(1), now=START), Reserved)


class TestAnyEngine:
    async def test_an_unknown_error_says_no_values(self, database: Database) -> None:
        with pytest.raises(StorageFailed) as failed:
            await database.write(
                lambda it: it.execute(text("SELECT :secret FROM nowhere"), {"secret": "hush"})
            )
        assert failed.value.fault is StorageFault.OTHER
        assert failed.value.detail
        assert "hush" not in failed.value.detail

    async def test_cancelling_undoes_and_leaves_it_working(self, database: Database) -> None:
        stores = open_stores(database, process_id="this")
        for job_id in range(20):
            task = asyncio.ensure_future(stores.ledger.reserve(claim(job_id), now=START))
            for _ in range(job_id):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        # the next recovery finds a reservation that was committed after all
        await stores.ledger.recover(now=START)
        done = (await stores.ledger.count(claim(0))).used.get(MEMBER_IMAGES, 0)
        assert done <= 20
        assert isinstance(await stores.ledger.reserve(claim(99), now=START), Reserved)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite://", None),
        ("sqlite:///", None),
        ("sqlite:///:memory:", None),
        ("sqlite:///bot.db", Path("bot.db")),
        ("sqlite:////var/bot.db", Path("/var/bot.db")),
        ("postgresql://host/name", None),
    ],
)
def test_a_url_names_a_file_or_none(url: str, file: Path | None) -> None:
    assert sqlite_file(url) == file


@pytest.mark.parametrize(
    "url", ["mysql://host/name", "bot.db", "sqlite:bot.db", "sqlite://bot.db", ""]
)
async def test_a_url_that_cannot_be_used_is_a_setting_to_mend(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        await open_and_close(url)
    assert refused.value.problems[0][0] == "DATABASE_URL"


async def test_a_password_with_a_character_of_urls_is_written_in_another_way() -> None:
    with pytest.raises(ConfigError) as refused:
        await open_and_close("postgresql://me:hush#hush@127.0.0.1:1/name")
    [(name, problem)] = refused.value.problems
    assert (name, "# as %23" in problem, "hush" in problem) == ("DATABASE_URL", True, False)
    with pytest.raises(StorageFailed) as unreachable:
        await open_and_close("postgresql://me:hush%23hush@127.0.0.1:1/name")
    assert unreachable.value.fault is StorageFault.UNREACHABLE
