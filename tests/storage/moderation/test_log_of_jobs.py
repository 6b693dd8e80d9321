"""Entries of the moderation log, on every engine."""

from datetime import datetime, timedelta

import pytest

from bot.policy.jobs.job import State
from bot.policy.moderation.log import EntryKind, LogEntry
from bot.ports import THUMBNAIL_WAIT, Ending, Place, Settlement, ShownMessage, Stores
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from testkit.fakes import START
from tests.storage.samples import GUILD, MEMBER, MINUTE, claim, draft, generation

OTHER_GUILD = GUILD + 1
DELIVERED = Settlement(delivered=True, micros=40_000)


def entry(text: str = "a fox", *, guild_id: int = GUILD, job_id: int | None = None) -> LogEntry:
    return LogEntry(
        EntryKind.IMAGE, guild_id, START, user_id=MEMBER, job_id=job_id, text=text, rule="r"
    )


async def take(
    stores: Stores, process: str = "mine", *, now: datetime = START, limit: int = 99
) -> list[str]:
    taken = await stores.moderation_log.take(process, now=now, until=now + 2 * MINUTE, limit=limit)
    return [waiting.entry.text for waiting in taken]


async def add(stores: Stores, *texts: str, guild_id: int = GUILD) -> None:
    for text in texts:
        await stores.moderation_log.add(entry(text, guild_id=guild_id), ready_at=START)


async def test_an_entry_comes_back_as_it_was(stores: Stores) -> None:
    added = entry("“quotes” and \x00 zero", job_id=7)
    id_ = await stores.moderation_log.add(added, ready_at=START)
    [waiting] = await stores.moderation_log.take("mine", now=START, until=START, limit=1)
    assert (waiting.id, waiting.entry, waiting.thumbnail) == (id_, added, None)


async def test_entries_are_taken_once_the_oldest_first(stores: Stores) -> None:
    await add(stores, "one", "two", "three")
    assert await take(stores, limit=2) == ["one", "two"]
    assert await take(stores) == ["three"]
    assert await take(stores) == []


async def test_while_another_process_has_a_servers_entries_its_others_stay(
    stores: Stores,
) -> None:
    await add(stores, "one")
    await add(stores, "elsewhere", guild_id=OTHER_GUILD)
    assert await take(stores, "other", limit=1) == ["one"]
    await add(stores, "two")
    assert await take(stores) == ["elsewhere"]
    assert await take(stores, "other") == ["two"]
    assert await take(stores, now=START + 3 * MINUTE) == ["one", "elsewhere", "two"]


async def test_postponed_entries_and_later_ones_of_the_server_wait(stores: Stores) -> None:
    await add(stores, "one")
    await take(stores)
    await stores.moderation_log.postpone(GUILD, until=START + MINUTE)
    await add(stores, "two")
    await add(stores, "elsewhere", guild_id=OTHER_GUILD)
    assert await take(stores) == ["elsewhere"]
    assert await take(stores, now=START + MINUTE) == ["one", "two"]
    await stores.moderation_log.postpone(GUILD, until=START + MINUTE)
    assert await take(stores, "other", now=START + MINUTE) == ["one", "two"]


async def test_an_image_waits_for_its_thumbnail_or_for_its_time(stores: Stores) -> None:
    for job_id in (1, 2):
        waits = entry(f"{job_id}", job_id=job_id)
        await stores.moderation_log.add(waits, ready_at=START + MINUTE)
    assert await take(stores) == []
    await stores.moderation_log.complete(2, b"\x00webp", now=START)
    [waiting] = await stores.moderation_log.take("mine", now=START, until=START, limit=9)
    assert (waiting.entry.text, waiting.thumbnail) == ("2", b"\x00webp")
    assert await take(stores, now=START + MINUTE) == ["1", "2"]


async def test_a_thumbnail_that_comes_too_late_changes_no_other_entry_of_its_job(
    stores: Stores,
) -> None:
    await stores.moderation_log.add(entry("a report", job_id=1), ready_at=START)
    await stores.moderation_log.complete(1, b"webp", now=START + MINUTE)
    [waiting] = await stores.moderation_log.take("mine", now=START, until=START, limit=9)
    assert waiting.thumbnail is None


async def test_sent_and_old_entries_are_deleted(stores: Stores) -> None:
    first = await stores.moderation_log.add(entry("one"), ready_at=START)
    await add(stores, "two")
    await stores.moderation_log.remove([first])
    assert await take(stores) == ["two"]
    await stores.moderation_log.purge(before=START + MINUTE)
    assert await take(stores, now=START + 9 * MINUTE) == []


class TestTheEndOfAJob:
    @pytest.fixture
    async def job_id(self, stores: Stores) -> int:
        await stores.ledger.reserve(claim(7), now=START, draft=draft(7))
        await stores.jobs.begin(7, 9, now=START)
        await stores.jobs.keep(7, generation(), now=START)
        return 7

    async def test_stores_its_entry_once_in_the_same_transaction(
        self, stores: Stores, job_id: int
    ) -> None:
        ending = Ending(State.DONE, DELIVERED, log_entry=entry(job_id=job_id))
        assert await stores.jobs.end(job_id, ending, now=START)
        assert not await stores.jobs.end(job_id, ending, now=START)
        assert await take(stores) == []
        assert await take(stores, now=START + THUMBNAIL_WAIT) == ["a fox"]

    async def test_by_another_process_stores_no_entry(
        self, stores: Stores, database: Database, job_id: int
    ) -> None:
        other = open_stores(database, process_id="another")
        ending = Ending(State.FAILED, DELIVERED, log_entry=entry(job_id=job_id))
        assert not await other.jobs.end(job_id, ending, now=START)
        assert await take(stores, now=START + THUMBNAIL_WAIT) == []


async def test_messages_that_show_an_image_are_kept_until_they_are_gone_or_old(
    stores: Stores,
) -> None:
    messages = [ShownMessage(1, 5, 60 + n, place) for n, place in enumerate(Place)]
    for message in (*messages, messages[0]):
        await stores.shown_messages.add(message, now=START)
    assert list(await stores.shown_messages.of(1)) == messages
    assert await stores.shown_messages.of(2) == ()
    await stores.shown_messages.remove([60])
    assert list(await stores.shown_messages.of(1)) == messages[1:]
    await stores.shown_messages.purge(before=START + timedelta(seconds=1))
    assert await stores.shown_messages.of(1) == ()
