"""docs/data.md describes every table, and what the export and the deletion do with it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.policy.members.pseudonym import pseudonym_of
from bot.policy.moderation.case import OPERATOR
from bot.policy.moderation.filter import MOST_WINDOW
from bot.ports import Settlement, Stores
from bot.storage.engine.transaction import Database
from bot.storage.members.personal_tables import IMAGES, TABLES, Deletion, PersonalTable, Subject
from bot.storage.tables import metadata
from testkit.fakes import START
from tests.storage.members.test_moderation_data import MIA, live_with_moderators
from tests.storage.members.test_privacy import live
from tests.storage.samples import KEY, claim

PAGE = (Path(__file__).parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
PERSONAL = (IMAGES, *TABLES)

#: Names of columns with the id of a member, as a subject or as a moderator.
_USER = re.compile(r"user|member|subject|actor|reporter|_by$")
#: Exceptions: a process.
_NO_USER = {"log_entries.taken_by"}


def _rows() -> Mapping[str, Mapping[str, str]]:
    """Return the rows of the page's first table, by the table's name."""
    _, _, section = PAGE.partition("## In the database")
    lines = [line for line in section.split("\n## ")[0].splitlines() if line.startswith("|")]
    titles, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    found = [dict(zip(titles, row, strict=True)) for row in rows]
    assert len({row["Table"] for row in found}) == len(found)
    return {row["Table"].strip("`"): row for row in found}


ROWS = _rows()


def test_every_table_has_its_row_and_every_cell_says_something() -> None:
    assert set(ROWS) == set(metadata.tables)
    assert all(cell for row in ROWS.values() for cell in row.values())


def test_every_table_with_a_members_id_takes_part_in_the_export_and_the_deletion() -> None:
    with_members = {
        name
        for name, table in metadata.tables.items()
        if any(
            _USER.search(column.name) and f"{name}.{column.name}" not in _NO_USER
            for column in table.c
        )
    }
    assert with_members <= {each.table.name for each in PERSONAL}


@pytest.mark.parametrize("name", ROWS)
def test_the_page_names_each_tables_sections_of_the_export(name: str) -> None:
    exported = ROWS[name]["Export"]
    sections = {each.section for each in PERSONAL if each.table.name == name}
    assert set(re.findall(r"`(\w+)`", exported)) == sections
    assert exported.startswith("no:") != bool(sections)


@pytest.mark.parametrize("personal", PERSONAL, ids=lambda each: each.section)
def test_the_page_says_what_a_deletion_does(personal: PersonalTable) -> None:
    told, _, reason = ROWS[personal.table.name]["Deletion"].partition(":")
    assert told == personal.deletion
    assert reason or personal.deletion is Deletion.ALL


@pytest.mark.parametrize("personal", PERSONAL, ids=lambda each: each.section)
def test_a_row_hides_and_sorts_by_columns_that_exist(personal: PersonalTable) -> None:
    assert personal.hidden <= {column.name for column in personal.table.c}
    assert set(personal.newest) <= set(personal.table.c.keys())


@pytest.mark.parametrize("personal", TABLES, ids=lambda each: each.section)
async def test_a_deletion_does_what_its_row_says(
    stores: Stores, database: Database, personal: PersonalTable
) -> None:
    await live(stores, MIA)
    await live_with_moderators(stores, MIA)
    await stores.ledger.reserve(claim(1, user_id=MIA), now=START)
    await stores.ledger.settle(1, Settlement(delivered=True, micros=1), now=START)
    subject = Subject(MIA, pseudonym_of(MIA, KEY))

    async def count() -> tuple[int, int]:
        every = select(func.count()).select_from(personal.table)
        theirs = every.where(personal.is_theirs(subject))
        return await database.read(
            lambda it: (it.execute(theirs).scalar_one(), it.execute(every).scalar_one())
        )

    theirs, every = await count()
    assert theirs
    await stores.personal.forget(MIA, now=START)
    left, all_left = await count()
    match personal.deletion:
        case Deletion.ALL:
            assert left == 0
        case Deletion.OVER:
            await stores.cases.lift(OPERATOR, 1, now=START)
            await stores.personal.forget(MIA, now=START + MOST_WINDOW)
            assert (await count())[0] == 0
            assert left > 0
        case Deletion.UNNAMED:
            assert (left, all_left) == (0, every)
        case Deletion.KEPT:
            assert (left, all_left) == (theirs, every)


def test_sections_have_different_names() -> None:
    assert len({each.section for each in PERSONAL}) == len(PERSONAL)


def test_offenses_are_kept_as_long_as_a_filter_can_count_them() -> None:
    for title in ("How long", "Deletion"):
        assert f"{MOST_WINDOW.days} days" in ROWS["offenses"][title]
