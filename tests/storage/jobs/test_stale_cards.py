"""Stale cards outlive the end of their jobs, without other secrets of the job."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.policy.jobs.job import State
from bot.ports import Ending, Settlement, Stale, Stores
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import jobs, stale_cards
from testkit.fakes import START
from tests.storage.samples import MEMBER, MINUTE, claim, draft, generation

STALE = Stale(5, "no picture")
FAILED = Ending(State.FAILED, Settlement(delivered=False, micros=0), "prompt_rejected")
SECRET = "secret"


@pytest.fixture
def sealed(database: Database) -> Stores:
    return open_stores(database, process_id="sealing", secret=SECRET)


async def _end(stores: Stores, job_id: int = 1, stale: Stale | None = STALE) -> bool:
    await stores.ledger.reserve(claim(job_id), now=START, draft=draft(job_id))
    return await stores.jobs.end(job_id, replace(FAILED, stale=stale), now=START)


async def test_a_jobs_end_leaves_its_card_with_its_address_and_the_job_without_a_token(
    sealed: Stores, database: Database
) -> None:
    assert await _end(sealed)
    [card] = await sealed.stale_cards.oldest(limit=9)
    wanted = draft(1)
    address = replace(wanted.reply_target, message_id=5)
    assert card.draft == replace(wanted, reply_target=address)
    assert card.pending_sentence == "no picture"
    kept = await database.read(lambda it: it.execute(select(jobs.c.token)).scalar())
    sealed_token = await database.read(lambda it: it.execute(select(stale_cards.c.token)).scalar())
    assert kept is None
    assert sealed_token is not None
    assert wanted.reply_target.token not in sealed_token


async def test_ending_twice_leaves_one_and_another_processs_end_leaves_none(
    stores: Stores, others: Stores
) -> None:
    await others.ledger.reserve(claim(1), now=START, draft=draft(1))
    await stores.jobs.end(1, replace(FAILED, stale=STALE), now=START)
    assert await stores.stale_cards.oldest(limit=9) == ()
    for _ in range(2):
        await others.jobs.end(1, replace(FAILED, stale=STALE), now=START)
    assert len(await stores.stale_cards.oldest(limit=9)) == 1


async def test_a_job_without_a_stale_card_leaves_none(stores: Stores) -> None:
    await _end(stores, stale=None)
    assert await stores.stale_cards.oldest(limit=9) == ()


async def test_they_come_the_oldest_first_until_they_are_removed(stores: Stores) -> None:
    for job_id in (3, 1, 2):
        await _end(stores, job_id, Stale(None, None))
    found = await stores.stale_cards.oldest(limit=2)
    assert [card.draft.requester.job_id for card in found] == [1, 2]
    assert [card.draft.reply_target.message_id for card in found] == [None, None]
    await stores.stale_cards.remove(1)
    found = await stores.stale_cards.oldest(limit=9)
    assert [card.draft.requester.job_id for card in found] == [2, 3]


async def test_under_another_secret_the_token_is_lost_and_the_card_is_not(
    sealed: Stores, database: Database
) -> None:
    await _end(sealed)
    others = open_stores(database, process_id="other", secret="another")
    [card] = await others.stale_cards.oldest(limit=9)
    assert (card.draft.reply_target.token, card.draft.reply_target.message_id) == ("", 5)


async def test_damaged_rows_are_dropped_and_the_others_stay(
    stores: Stores, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await _end(stores, 1)
    await _end(stores, 2)
    damaged = update(jobs).where(jobs.c.job_id == 1).values(draft="{")
    await database.write(lambda it: it.execute(damaged))
    for _ in range(2):
        found = await stores.stale_cards.oldest(limit=9)
        assert [card.draft.requester.job_id for card in found] == [2]
    assert caplog.text.count("the card of job 1 cannot be read") == 1


@pytest.mark.parametrize("how", ["forget", "purge"])
async def test_they_go_with_their_jobs(stores: Stores, database: Database, how: str) -> None:
    await _end(stores)
    if how == "forget":
        await stores.personal.forget(MEMBER, now=START)
    else:
        await stores.jobs.purge(before=START + timedelta(days=1))
    rows = await database.read(lambda it: it.execute(select(stale_cards)).all())
    assert rows == []


async def test_a_card_without_its_job_is_dropped(stores: Stores, database: Database) -> None:
    await _end(stores)
    await database.write(lambda it: it.execute(jobs.delete()))
    assert await stores.stale_cards.oldest(limit=9) == ()
    rows = await database.read(lambda it: it.execute(select(stale_cards)).all())
    assert rows == []


async def test_when_a_job_was_generated_is_kept(stores: Stores) -> None:
    await stores.ledger.reserve(claim(1), now=START, draft=draft(1))
    await stores.jobs.begin(1, None, now=START)
    await stores.jobs.keep(1, generation(), now=START + MINUTE)
    job = await stores.jobs.read(1)
    assert job is not None
    assert job.generated_at == START + MINUTE


@pytest.mark.parametrize("stored", ["never", 5])
async def test_when_a_job_was_generated_is_not_known_where_that_is_damaged(
    database: Database, url: str, stores: Stores, stored: object
) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("its columns have types")
    await stores.ledger.reserve(claim(1), now=START, draft=draft(1))
    changed = "UPDATE jobs SET painted_at = ?"
    await database.write(lambda it: it.exec_driver_sql(changed, (stored,)))
    job = await stores.jobs.read(1)
    assert job is not None
    assert job.generated_at is None
