"""This version continues with the data of an earlier one.

`earlier/` has a database and an exported rulebook that the stores of 0.1.0 wrote.
"""

import json
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.policy.images.actions import ORIGINS, Action, Audience
from bot.policy.jobs.job import State
from bot.policy.limits.claim import Count
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind
from bot.policy.limits.rulebook_json import dump_rulebook, parse_rulebook
from bot.policy.members.defaults import MemberDefaults
from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of
from bot.policy.old_names import LIMITS
from bot.ports import LEASE, Ending, Settlement, StoredJob, Stores
from bot.storage.engine.database import open_database
from bot.storage.jobs.job_json import dump_draft, dump_generation, load_draft, load_generation
from bot.storage.stores import open_stores
from testkit.fakes import FLASH, START

_FOLDER = Path(__file__).parent / "earlier"
_GUILD, _MIA, _BEN = 1, 2, 3
_SECRET = "a token of the bot"
_NOW = START + LEASE + timedelta(minutes=20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of the earlier version."""
    path = tmp_path / "imagine.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript((_FOLDER / "imagine-0.1.0.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


@pytest.fixture
async def stores(path: Path) -> AsyncGenerator[Stores]:
    async with open_database(f"sqlite:///{path}") as database:
        yield open_stores(database, process_id="this-process", secret=_SECRET)


def stored(path: Path, column: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = connection.execute(f"SELECT {column} FROM jobs ORDER BY job_id").fetchall()  # noqa: S608 - a constant of this test
    connection.close()
    return [row[0] for row in rows if row[0] is not None]


async def taken_over(stores: Stores) -> dict[int, StoredJob]:
    taken = await stores.jobs.take_over(now=_NOW, limit=10)
    return {job.draft.requester.job_id: job for job in taken}


async def used(stores: Stores, user_id: int) -> Count:
    spot = Spot(_GUILD, 4, 5)
    name = pseudonym_of(user_id, pseudonym_key(_SECRET))
    wish = JobSize(99, user_id, spot, 1, 50_000, name)
    rules = resolve(Rulebook(), spot, {Limit.COOLDOWN: 60})
    return await stores.ledger.count(claim_for(wish, Rulebook(), rules, {}, now=START))


def test_a_draft_is_stored_in_the_same_words(path: Path) -> None:
    newer = {"shown_to_moderators": False}
    for text in stored(path, "draft"):
        draft = load_draft(text, token="", message_id=None)
        assert json.loads(dump_draft(draft)) == json.loads(text) | newer


def test_a_generation_is_stored_in_the_same_words(path: Path) -> None:
    texts = stored(path, "painting")
    assert texts
    for text in texts:
        assert json.loads(dump_generation(load_generation(text))) == json.loads(text)


async def test_open_jobs_are_taken_over_where_they_were(stores: Stores) -> None:
    jobs = await taken_over(stores)
    assert {id_: job.state.value for id_, job in jobs.items()} == {
        1: "queued",
        2: "painting",
        3: "delivering",
    }
    draft = jobs[1].draft
    assert (draft.reply_target.token, draft.reply_target.message_id) == ("token of 1", 101)
    assert draft.request.prompt == "a lighthouse at dusk"
    assert draft.request.count == 2
    generation = jobs[3].generation
    assert generation
    assert generation.order.gone == "old/model"


async def test_a_job_remembers_its_parent(stores: Stores) -> None:
    origins: list[Action] = []
    for job_id in (2, 3, 4, 5):
        job = await stores.jobs.read(job_id)
        assert job
        assert job.draft.parent
        origins.append(job.draft.parent.origin)
    assert origins == list(ORIGINS)
    assert [origin.value for origin in origins] == ["again", "edit", "remix", "larger"]


async def test_counters_continue(stores: Stores) -> None:
    name = pseudonym_of(_MIA, pseudonym_key(_SECRET))
    counted = (await used(stores, _MIA)).used
    assert counted[f"member:1:{name}:pictures:day:2026-11-22T00:00Z"] == 6
    assert counted[f"member:1:{name}:micros:month:2026-11-01T00:00Z"] == 139_000
    assert counted[f"member:1:{name}:jobs"] == 2
    assert counted["server:1:pictures:day:2026-11-22T00:00Z"] == 8
    assert counted["bot:micros:day:2026-11-22T00:00Z"] == 189_000


async def test_a_reservation_is_refunded_to_the_counters_that_it_was_taken_from(
    stores: Stores,
) -> None:
    await taken_over(stores)
    ending = Ending(State.FAILED, Settlement(delivered=False, micros=0), "prompt_rejected")
    assert await stores.jobs.end(1, ending, now=_NOW)
    name = pseudonym_of(_MIA, pseudonym_key(_SECRET))
    counted = (await used(stores, _MIA)).used
    assert counted[f"member:1:{name}:pictures:day:2026-11-22T00:00Z"] == 4
    assert counted[f"member:1:{name}:micros:month:2026-11-01T00:00Z"] == 89_000
    assert counted[f"member:1:{name}:jobs"] == 1


async def test_a_servers_limits_hold_as_they_were_set(stores: Stores) -> None:
    rulebook = (await stores.rulebooks.read(_GUILD)).rulebook
    assert len(rulebook.own(SERVER)) == len(Limit)
    assert rulebook.own(SERVER)[Limit.COOLDOWN] == 90
    assert rulebook.own(SERVER)[Limit.MEMBER_IMAGES_PER_DAY] == 5
    assert rulebook.own(SERVER)[Limit.MODELS] == {FLASH.id}
    assert rulebook.own(Scope(ScopeKind.CATEGORY, 5)) == {Limit.MEMBER_IMAGES_PER_DAY: 7}
    assert rulebook.own(Scope(ScopeKind.ROLE, 6)) == {Limit.MEMBER_IMAGES_PER_DAY: None}
    assert rulebook.audiences[Action.AGAIN] is Audience.EVERYONE
    assert rulebook.audiences[Action.DELETE] is Audience.EVERYONE
    assert rulebook.styles == {"ours": "in our colours"}


async def test_an_exported_rulebook_is_imported(stores: Stores) -> None:
    exported = json.loads((_FOLDER / "rulebook-0.1.0.json").read_text(encoding="utf-8"))
    assert parse_rulebook(exported) == (await stores.rulebooks.read(_GUILD)).rulebook


def test_a_rulebook_is_exported_in_the_same_words_but_for_renamed_limits() -> None:
    text = (_FOLDER / "rulebook-0.1.0.json").read_text(encoding="utf-8")
    for old, new in LIMITS.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    assert dump_rulebook(parse_rulebook(json.loads(text))) == json.loads(text)


async def test_data_of_members_is_found(stores: Stores) -> None:
    grant = await stores.members.grant(_GUILD, _MIA)
    assert grant
    assert grant.images == 3
    refusal = await stores.members.last_refusal(_GUILD, _MIA)
    assert refusal
    assert refusal.sentence == "The daily pictures are used up."
    [strike] = await stores.members.strikes(_BEN, since=START - timedelta(days=1))
    assert strike.is_clear
    defaults = await stores.defaults.read(_MIA)
    assert defaults == MemberDefaults(FLASH.id, "16:9", "2K", "ours", private=True)


async def test_other_data_is_found(stores: Stores) -> None:
    assert await stores.costs.highest(FLASH.id, "2K", now=START, at_most=10**6) == 39_000
    assert not await stores.notices.claim("budget:2026-11-22:80", kept_until=_NOW, now=START)
    [card] = await stores.stale_cards.oldest(limit=5)
    assert card.pending_sentence == "It was cancelled."
    [entry] = await stores.rulebooks.history(_GUILD, limit=5)
    assert entry.what == "member-pictures-per-day for server"
    page = await stores.history.page(_MIA, limit=5)
    assert [job.draft.requester.job_id for job in page] == [4]


async def test_a_shown_job_ends_as_done(stores: Stores) -> None:
    jobs = await taken_over(stores)
    ending = Ending(
        State.DONE,
        Settlement(delivered=True, micros=39_000),
        message_id=103,
        shown=jobs[3].generation,
    )
    assert await stores.jobs.end(3, ending, now=_NOW)
    ended = await stores.jobs.read(3)
    assert ended
    assert ended.state.value == "done"
    assert replace(ended.draft, reply_target=jobs[3].draft.reply_target) == jobs[3].draft
