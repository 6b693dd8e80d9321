"""Finished jobs of members, on every engine."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text, update

from bot.policy.jobs.job import State
from bot.ports import Ending, Settlement, StoredJob, Stores
from bot.storage.engine import schema
from bot.storage.engine.database import open_database
from bot.storage.engine.transaction import Database
from bot.storage.tables import jobs
from testkit.fakes import START
from tests.storage.samples import MEMBER, OTHER_MEMBER, claim, draft, generation

PAID = Settlement(delivered=True, micros=39_000)


async def store(
    stores: Stores,
    job_id: int,
    *,
    prompt: str = "a fox",
    user_id: int = MEMBER,
    message_id: int = 0,
) -> None:
    """Store a job whose image was generated and shown."""
    wanted = draft(job_id, prompt=prompt, user_id=user_id)
    await stores.ledger.reserve(claim(job_id, user_id=user_id), now=START, draft=wanted)
    await stores.jobs.begin(job_id, None, now=START)
    await stores.jobs.keep(job_id, generation(), now=START)
    ending = Ending(State.DONE, PAID, message_id=message_id or 1000 + job_id)
    assert await stores.jobs.end(job_id, ending, now=START)


def ids(found: tuple[StoredJob, ...]) -> list[int]:
    return [job.draft.requester.job_id for job in found]


async def test_pages_go_from_the_newest_to_the_oldest_and_back(stores: Stores) -> None:
    for job_id in range(1, 8):
        await store(stores, job_id)
    gallery = stores.history
    assert ids(await gallery.page(MEMBER, limit=3)) == [7, 6, 5]
    assert ids(await gallery.page(MEMBER, limit=3, before=5)) == [4, 3, 2]
    assert ids(await gallery.page(MEMBER, limit=3, before=2)) == [1]
    assert ids(await gallery.page(MEMBER, limit=3, after=2)) == [5, 4, 3]
    assert ids(await gallery.page(MEMBER, limit=3, after=5)) == [7, 6]
    assert ids(await gallery.page(MEMBER, limit=3, after=7)) == []


async def test_only_a_members_own_finished_images_are_found(stores: Stores) -> None:
    await store(stores, 1)
    await store(stores, 2, user_id=OTHER_MEMBER)
    await stores.ledger.reserve(claim(3), now=START, draft=draft(3))
    await stores.ledger.reserve(claim(4), now=START, draft=draft(4))
    failed = Ending(State.FAILED, Settlement(delivered=False, micros=0), "prompt_rejected")
    assert await stores.jobs.end(4, failed, now=START)
    [found] = await stores.history.page(MEMBER, limit=5)
    assert found.draft.requester.job_id == 1
    assert found.generation == generation()
    assert found.micros == 39_000
    assert found.ended_at == START
    assert found.draft.reply_target.message_id == 1001


@pytest.mark.parametrize(
    ("prompt", "words", "found"),
    [
        ("A Fox in the SNOW", "fox in", [1]),
        ("ein FUẞ und eine Straße", "fuss", [1]),
        ("ÉCLAIR", "éclair", [1]),
        ("a fox", "f%x", []),
        ("a fox", "f_x", []),
        ("100% of it", "100%", [1]),
        ("a/b", "a/b", [1]),
        ("a\\b", "a\\b", [1]),
        ('it\'s "quoted"; --', 'it\'s "quoted"; --', [1]),
        ("a fox", "wolf", []),
    ],
)
async def test_prompts_are_searched_as_they_are_in_any_case(
    stores: Stores, prompt: str, words: str, found: list[int]
) -> None:
    await store(stores, 1, prompt=prompt)
    assert ids(await stores.history.page(MEMBER, limit=5, words=words)) == found


async def test_a_damaged_row_hides_no_other_image(stores: Stores, database: Database) -> None:
    for job_id in range(1, 6):
        await store(stores, job_id, message_id=70 + job_id)
    broken = update(jobs).where(jobs.c.job_id.in_([2, 4])).values(draft="{")
    await database.write(lambda connection: connection.execute(broken))
    assert ids(await stores.history.page(MEMBER, limit=3)) == [5, 3, 1]
    assert ids(await stores.history.page(MEMBER, limit=2, after=1)) == [5, 3]
    assert await stores.history.by_message(72) is None


async def test_a_message_leads_to_its_job_until_it_is_deleted(stores: Stores) -> None:
    await store(stores, 1, message_id=77)
    found = await stores.history.by_message(77)
    assert found is not None
    assert found.draft.requester.job_id == 1
    assert await stores.history.by_message(78) is None
    await stores.history.note_deleted(1)
    await stores.history.note_deleted(2)
    assert await stores.history.by_message(77) is None
    [found] = await stores.history.page(MEMBER, limit=5)
    assert found.draft.reply_target.message_id is None


async def test_a_private_job_that_is_shared_is_public_with_its_message(stores: Stores) -> None:
    wanted = draft(1)
    hidden = replace(wanted, requester=replace(wanted.requester, private=True))
    await stores.ledger.reserve(claim(1), now=START, draft=hidden)
    await store(stores, 2)
    await stores.history.note_shared(1, 77)
    await stores.history.note_shared(3, 78)
    shared = await stores.history.by_message(77)
    assert shared is not None
    address = replace(wanted.reply_target, message_id=77)
    assert shared.draft == replace(wanted, reply_target=address)
    [other] = await stores.history.page(MEMBER, limit=5)
    assert other.draft.reply_target.message_id == 1002


async def test_no_page_reads_more_than_one_members_rows(stores: Stores, database: Database) -> None:
    """The query uses the index, or a member with few images would wait for a scan of all jobs."""
    await store(stores, 1)
    if (await database.read(lambda connection: connection.dialect.name)) != "sqlite":
        pytest.skip("PostgreSQL decides by how much there is")
    plan = text(
        "EXPLAIN QUERY PLAN SELECT job_id FROM jobs"
        " WHERE user_id = 2 AND job_id < 9 ORDER BY job_id DESC LIMIT 5"
    )
    rows = await database.read(lambda connection: connection.execute(plan).all())
    [step] = [row.detail for row in rows]
    assert "ix_jobs_user" in step
    plan = text("EXPLAIN QUERY PLAN SELECT job_id FROM jobs WHERE message_id = 2")
    rows = await database.read(lambda connection: connection.execute(plan).all())
    assert "ix_jobs_message" in rows[0].detail


@pytest.mark.parametrize(
    ("stored", "filled"),
    [
        ({"request": {"prompt": "A FOX"}}, "a fox"),
        ({"request": {"prompt": "Straße \0\ud800"}}, "strasse ?"),
        ({"request": {"prompt": 3}}, ""),
        ({"request": []}, ""),
        ([], ""),
        (None, ""),
    ],
)
async def test_the_words_of_older_jobs_are_filled_in(
    new_url: str, stored: object, filled: str
) -> None:
    document = "{" if stored is None else json.dumps(stored)
    async with open_database(new_url, migrated=False) as database:
        await database.migrate(lambda connection: _upgrade(connection, "0002"))
        old = text(
            "INSERT INTO jobs (job_id, user_id, state, attempts, created_at, draft)"
            " VALUES (:job_id, 1, 'done', 1, '2026-11-22 12:00:00', :draft)"
        )
        rows = [{"job_id": job_id, "draft": document} for job_id in range(1200)]
        await database.write(lambda connection: connection.execute(old, rows))
        assert await schema.upgrade(database) == "0002"
        words = select(jobs.c.words)
        found = await database.read(lambda connection: connection.execute(words).scalars().all())
    assert found == [filled] * 1200


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
