"""The tables: migrations, concurrent starts, and databases of other versions."""

import asyncio
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, insert, inspect, select, text

from bot.errors import StorageFailed, StorageFault
from bot.ports import Reserved
from bot.storage.engine import schema
from bot.storage.engine.database import default_url, open_database
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import counts, metadata, reservations
from testkit.fakes import START
from tests.storage.samples import claim, draft, everything, sample

ROOT = Path(__file__).parents[3]

PARTIAL = {
    "reservations": {
        "ix_reservations_open": "state <> 'settled'",
        "ix_reservations_settled": "state = 'settled'",
    },
    "jobs": {
        "ix_jobs_open": "ended_at IS NULL",
        "ix_jobs_ended": "ended_at IS NOT NULL",
    },
}


MODERATORS = {
    "filters",
    "offenses",
    "cases",
    "held_requests",
    "reports",
    "shown_messages",
    "log_entries",
    "consents",
}


async def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert await database.write(differences) == []


@pytest.mark.parametrize("table", PARTIAL)
async def test_the_migrations_make_the_partial_indexes(database: Database, table: str) -> None:
    def found(connection: Connection) -> dict[str | None, str]:
        return {
            index["name"]: str(
                index.get("dialect_options", {}).get(f"{connection.dialect.name}_where")
            )
            for index in inspect(connection).get_indexes(table)
        }

    indexes = await database.write(found)
    assert indexes.keys() == {index.name for index in metadata.tables[table].indexes}
    assert {name for name, where in indexes.items() if where != "None"} == set(PARTIAL[table])
    for name, where in PARTIAL[table].items():
        for word in where.split():
            assert word in indexes[name]


def test_the_program_knows_the_last_migration_without_reading_them() -> None:
    folder = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [schema.HEAD]


def test_the_migrations_are_part_of_the_package() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    assert "bot" in build["targets"]["wheel"]["packages"]
    assert not build.get("exclude")


async def test_a_database_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path) -> None:
    url = default_url(tmp_path)
    async with open_database(url):
        pass
    program = (
        "import asyncio, sys\n"
        "from bot.storage.engine.database import open_database\n"
        "async def main():\n"
        "    async with open_database(sys.argv[1]): pass\n"
        "asyncio.run(main())\n"
        "sys.exit('alembic' in sys.modules or 'asyncpg' in sys.modules)\n"
    )
    ended = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program, url], cwd=ROOT, check=False
    )
    assert ended.returncode == 0


async def test_processes_that_start_together_all_find_the_tables(
    new_url: str,
) -> None:
    program = (
        "import asyncio, sys\n"
        "from datetime import UTC, datetime\n"
        "from bot.storage.engine.database import open_database\n"
        "from bot.storage.stores import open_stores\n"
        "async def main():\n"
        "    async with open_database(sys.argv[1]) as database:\n"
        "        kept = datetime.now(UTC)\n"
        "        await open_stores(database).notices.claim(sys.argv[2], kept_until=kept)\n"
        "print('ready', flush=True)\n"
        "sys.stdin.readline()\n"
        "asyncio.run(main())\n"
    )
    children = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, new_url, str(number),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for number in range(3)
    ]  # fmt: skip
    for child in children:
        assert child.stdout
        assert await child.stdout.readline() == b"ready\n"
    told = await asyncio.gather(*(child.communicate(b"\n") for child in children))
    assert [(child.returncode, err) for child, (_, err) in zip(children, told, strict=True)] == [
        (0, b"")
    ] * 3
    async with open_database(new_url) as database:
        assert len((await everything(database))["notices"]) == 3


async def test_tables_of_a_later_version_are_not_touched(new_url: str) -> None:
    async with open_database(new_url) as database:
        later = text("UPDATE alembic_version SET version_num = '9999'")
        await database.write(lambda connection: connection.execute(later))
    with pytest.raises(StorageFailed) as failed:
        async with open_database(new_url):
            pass
    assert failed.value.fault is StorageFault.NEWER
    async with open_database(new_url, migrated=False) as database:
        assert await schema.current(database) == "9999"


async def test_a_migration_that_fails_leaves_nothing(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(connection: Connection) -> None:
        run(connection)
        raise RuntimeError("boom")

    run = vars(schema)["_run_migrations"]
    with monkeypatch.context() as patch:
        patch.setattr(schema, "_run_migrations", break_off)
        with pytest.raises(RuntimeError, match="boom"):
            async with open_database(new_url):
                pass
    async with open_database(new_url, migrated=False) as database:
        assert await database.read(lambda it: inspect(it).get_table_names()) == []
    async with open_database(new_url) as database:
        assert await schema.current(database) == schema.HEAD


async def test_an_older_database_is_migrated_and_keeps_its_data(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _make_first_version(new_url, monkeypatch)
    async with open_database(new_url, migrated=False) as database:
        assert await schema.current(database) == "0001"
        assert "jobs" not in await database.read(lambda it: inspect(it).get_table_names())
        await database.write(_fill_first_version)
    async with open_database(new_url) as database:
        assert await schema.current(database) == schema.HEAD
        rows = await everything(database)
        assert [row[0] for row in rows["reservations"]] == [1]
        stores = open_stores(database, process_id="new")
        # open reservations have no job, so the ledger ends them
        assert await stores.jobs.take_over(now=START, limit=5) == ()
        assert await stores.ledger.recover(now=START) == 1
        assert (await everything(database))["counts"] == [("a", 0, 5, START)]
        outcome = await stores.ledger.reserve(claim(2), now=START, draft=draft(2))
        assert isinstance(outcome, Reserved)


async def test_the_moderators_tables_join_those_of_the_last_version_which_stay_as_they_were(
    new_url: str,
) -> None:
    async with open_database(new_url, migrated=False) as database:
        await database.migrate(lambda connection: _upgrade(connection, "0005"))
        earlier = set(await database.read(lambda it: inspect(it).get_table_names()))
        tables = [table for table in metadata.sorted_tables if table.name in earlier]
        for table in tables:
            row = {key: sample(column) for key, column in table.c.items()}
            added = insert(table).values(row)
            await database.write(lambda it, added=added: it.execute(added))
        before = await _rows(database, tables)
        assert await schema.upgrade(database) == "0005"
        assert {table.name for table in metadata.sorted_tables} - earlier == MODERATORS
        assert await _rows(database, tables) == before
        found = await everything(database)
    assert all(len(found[table.name]) == 1 for table in tables)
    assert all(found[name] == [] for name in MODERATORS)


async def _rows(database: Database, tables: Sequence[Table]) -> list[list[tuple[Any, ...]]]:
    def read(connection: Connection) -> list[list[tuple[Any, ...]]]:
        return [[tuple(row) for row in connection.execute(select(table))] for table in tables]

    return await database.read(read)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def _make_first_version(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def to_first(config: Config, _: str) -> None:
        upgrade(config, "0001")

    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", to_first)
        async with open_database(url):
            pass


def _fill_first_version(connection: Connection) -> None:
    holds = '{"pictures":["a"],"micros":[],"jobs":[]}'
    connection.execute(
        insert(reservations).values(
            job_id=1, user_id=2, state="held", images=3, micros=4, holds=holds, owner="old",
            created_at=START,
        )
    )  # fmt: skip
    connection.execute(insert(counts).values(key="a", used=3, cap=5, kept_until=START))
