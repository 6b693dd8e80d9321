"""Entries that wait for the moderation log, and the messages that show images, on every engine."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, update

from bot.policy.moderation.log import MOST_TEXT_LENGTH, EntryKind, LogEntry
from bot.ports import Place, ShownMessage, Stores, WaitingEntry
from bot.storage.engine.transaction import Database
from bot.storage.tables import log_entries, shown_messages
from testkit.fakes import START
from tests.storage.moderation.test_cases import HOSTILE
from tests.storage.samples import GUILD, MEMBER, everything

HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)
ENTRY = LogEntry(
    EntryKind.IMAGE, GUILD, START, MEMBER, 3, 4, 5, 6, "foxes", "deleted", "a fox", is_private=True
)


async def _take(
    stores: Stores, *, now: datetime = START, limit: int = 10, process: str = "this"
) -> Sequence[WaitingEntry]:
    return await stores.moderation_log.take(process, now=now, until=now + LEASE, limit=limit)


def _ids(taken: Sequence[WaitingEntry]) -> list[int]:
    return [each.id for each in taken]


class TestWaiting:
    async def test_an_entry_comes_back_as_it_was_stored(self, stores: Stores) -> None:
        entry_id = await stores.moderation_log.add(ENTRY, ready_at=START)
        assert await _take(stores) == (WaitingEntry(entry_id, ENTRY, None),)

    async def test_every_kind_can_be_stored_with_what_it_has(self, stores: Stores) -> None:
        wanted = [LogEntry(kind, GUILD, START) for kind in EntryKind]
        for entry in wanted:
            await stores.moderation_log.add(entry, ready_at=START)
        assert [each.entry for each in await _take(stores)] == wanted

    async def test_text_of_the_largest_size_is_stored_without_what_databases_reject(
        self, stores: Stores
    ) -> None:
        text = HOSTILE[:MOST_TEXT_LENGTH]
        await stores.moderation_log.add(replace(ENTRY, text=text, rule=text), ready_at=START)
        [found] = await _take(stores)
        assert found.entry.text == found.entry.rule == text.replace("\ud800", "?")

    async def test_an_image_waits_for_its_thumbnail_but_not_forever(self, stores: Stores) -> None:
        late = START + timedelta(minutes=1)
        other = replace(ENTRY, job_id=77)
        first = await stores.moderation_log.add(ENTRY, ready_at=late)
        second = await stores.moderation_log.add(other, ready_at=late)
        assert await _take(stores) == ()
        await stores.moderation_log.complete(77, b"\0webp\xff", now=START)
        assert await _take(stores) == (WaitingEntry(second, other, b"\0webp\xff"),)
        assert await _take(stores, now=late) == (WaitingEntry(first, ENTRY, None),)

    async def test_the_oldest_come_first_up_to_the_limit(self, stores: Stores) -> None:
        ids = [await stores.moderation_log.add(ENTRY, ready_at=START) for _ in range(5)]
        assert _ids(await _take(stores, limit=2)) == ids[:2]
        assert _ids(await _take(stores, limit=9)) == ids[2:]

    async def test_one_that_was_removed_is_not_completed(self, stores: Stores) -> None:
        entry_id = await stores.moderation_log.add(ENTRY, ready_at=START)
        await stores.moderation_log.remove([entry_id])
        await stores.moderation_log.complete(ENTRY.job_id or 0, b"", now=START)
        await stores.moderation_log.remove([])
        assert await _take(stores) == ()


class TestProcesses:
    async def test_each_entry_goes_to_one_process(self, stores: Stores, others: Stores) -> None:
        entries = [replace(ENTRY, guild_id=guild_id) for guild_id in range(1, 21)]
        ids = [await stores.moderation_log.add(entry, ready_at=START) for entry in entries]
        taken = await asyncio.gather(
            *(
                _take(each, limit=3, process=process)
                for _ in range(5)
                for each, process in ((stores, "this"), (others, "other"))
            )
        )
        found = [entry_id for each in taken for entry_id in _ids(each)]
        assert len(found) == len(set(found))
        rest = _ids(await _take(stores, limit=20))
        assert sorted(found + rest) == ids

    async def test_the_entries_of_one_server_go_to_one_process_at_a_time(
        self, stores: Stores, others: Stores
    ) -> None:
        for _ in range(20):
            await stores.moderation_log.add(ENTRY, ready_at=START)
        taken = await asyncio.gather(
            *(
                _take(each, limit=3, process=process)
                for _ in range(5)
                for each, process in ((stores, "this"), (others, "other"))
            )
        )
        ours, theirs = ([len(each) for each in taken[start::2]] for start in (0, 1))
        assert sorted([sum(ours), sum(theirs)]) == [0, 15]

    async def test_what_a_dead_process_had_is_taken_by_another_one_later(
        self, stores: Stores, others: Stores
    ) -> None:
        entry_id = await stores.moderation_log.add(ENTRY, ready_at=START)
        assert _ids(await _take(stores)) == [entry_id]
        early = START + LEASE - timedelta(microseconds=1)
        assert await _take(others, now=early, process="other") == ()
        assert _ids(await _take(others, now=START + LEASE, process="other")) == [entry_id]

    async def test_old_ones_are_purged(self, stores: Stores) -> None:
        await stores.moderation_log.add(ENTRY, ready_at=START)
        kept = await stores.moderation_log.add(replace(ENTRY, at=START + HOUR), ready_at=START)
        await stores.moderation_log.purge(before=START + HOUR)
        assert _ids(await _take(stores)) == [kept]


class TestDamage:
    @pytest.mark.parametrize("document", ["", "{", "[]", '{"kind": "song"}', "[" * 100_000])
    async def test_entries_that_cannot_be_read_hold_up_no_others(
        self,
        stores: Stores,
        database: Database,
        caplog: pytest.LogCaptureFixture,
        document: str,
    ) -> None:
        ids = [await stores.moderation_log.add(ENTRY, ready_at=START) for _ in range(4)]
        damaged = update(log_entries).where(log_entries.c.id.in_(ids[:3]))
        await database.write(lambda it: it.execute(damaged.values(document=document)))
        # a whole batch of damaged ones is skipped, too
        assert _ids(await _take(stores, limit=2)) == [ids[3]]
        assert await _take(stores) == ()
        assert f"entry {ids[0]} of the moderation log cannot be read" in caplog.text
        assert ENTRY.text not in caplog.text
        rows = (await everything(database))["log_entries"]
        assert [row[0] for row in rows] == [ids[3]]


class TestShownMessages:
    async def test_every_place_of_an_image_is_known_once(self, stores: Stores) -> None:
        shown = [ShownMessage(1, 4, 100 + n, place) for n, place in enumerate(Place)]
        for each in (*reversed(shown), shown[0], ShownMessage(2, 4, 200, Place.CARD)):
            await stores.shown_messages.add(each, now=START)
        assert await stores.shown_messages.of(1) == tuple(shown)
        assert await stores.shown_messages.of(3) == ()

    async def test_what_is_gone_or_old_is_removed(self, stores: Stores) -> None:
        for message_id in (1, 2, 3):
            shown = ShownMessage(9, 4, message_id, Place.CARD)
            await stores.shown_messages.add(shown, now=START + message_id * HOUR)
        await stores.shown_messages.remove([3])
        await stores.shown_messages.remove([])
        await stores.shown_messages.purge(before=START + 2 * HOUR)
        assert [each.message_id for each in await stores.shown_messages.of(9)] == [2]

    async def test_a_message_in_an_unknown_place_can_still_be_deleted(
        self, stores: Stores, database: Database
    ) -> None:
        row = {"message_id": 1, "job_id": 9, "channel_id": 4, "place": "moon", "at": START}
        await database.write(lambda connection: connection.execute(insert(shown_messages), row))
        assert await stores.shown_messages.of(9) == (ShownMessage(9, 4, 1, Place.COPY),)
