"""Rulebooks, their audit log, and their deletion; on every engine."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from bot.errors import StorageFailed, StorageFault
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.policy.limits.window import ZoneChange
from bot.ports import AuditEntry, LastRefusal, StoredRulebook, Stores
from bot.storage.engine.transaction import Database
from bot.storage.tables import metadata, rulebooks
from testkit.fakes import START
from tests.storage.samples import GUILD, MEMBER, MINUTE, everything, sample

FULL = Rulebook(
    limits={
        SERVER: {Limit.COOLDOWN: None, Limit.SERVER_USD_PER_DAY: 2_500_000},
        Scope(ScopeKind.ROLE, 2**62): {Limit.MODELS: frozenset({"a/b", "c/d"}), Limit.PRIVATE: 0},
    },
    exempt_roles=frozenset({4, 5}),
    channels=ChannelList(ChannelMode.EXCEPT, frozenset({6})),
    zones=(ZoneChange("Europe/Berlin", START), ZoneChange("UTC", START + MINUTE)),
    pause=Pause(START, "flood 🦊"),
    event=Event(1.5, START),
    notices_channel=7,
    moderator_role=8,
)


def entry(what: str) -> AuditEntry:
    return AuditEntry(START, MEMBER, what, "off", "90 s")


async def store(stores: Stores, rulebook: Rulebook, version: int, guild_id: int = GUILD) -> bool:
    change = [entry(f"change {version}")]
    return await stores.rulebooks.replace(guild_id, rulebook, change, version=version, now=START)


async def test_a_server_without_settings_has_an_empty_rulebook(stores: Stores) -> None:
    assert await stores.rulebooks.read(GUILD) == StoredRulebook(Rulebook(), 0)


async def test_a_rulebook_is_read_as_it_was_stored(stores: Stores) -> None:
    assert await store(stores, FULL, 0)
    assert await stores.rulebooks.read(GUILD) == StoredRulebook(FULL, 1)
    assert await store(stores, Rulebook(), 1)
    assert await stores.rulebooks.read(GUILD) == StoredRulebook(Rulebook(), 2)


async def test_a_rulebook_that_was_stored_with_old_ids_of_limits_is_read(
    stores: Stores, database: Database
) -> None:
    await store(stores, Rulebook(), 0)
    old = '{"version": 1, "limits": {"server": {"member-pictures-per-day": 5}}}'
    await database.write(lambda it: it.execute(update(rulebooks).values(document=old)))
    expected = Rulebook().with_limit(SERVER, Limit.MEMBER_IMAGES_PER_DAY, 5)
    assert (await stores.rulebooks.read(GUILD)).rulebook == expected


@pytest.mark.parametrize("version", [0, 2, 7])
async def test_a_change_of_another_version_is_not_stored_and_leaves_no_entry(
    stores: Stores, version: int
) -> None:
    await store(stores, FULL, 0)
    assert not await store(stores, Rulebook(), version)
    assert (await stores.rulebooks.read(GUILD)).rulebook == FULL
    assert len(await stores.rulebooks.history(GUILD, limit=10)) == 1


async def test_one_of_many_changes_at_once_is_stored(stores: Stores, others: Stores) -> None:
    changes = [store(both, FULL, 0) for both in (stores, others) for _ in range(4)]
    assert sum(await asyncio.gather(*changes)) == 1
    assert len(await stores.rulebooks.history(GUILD, limit=10)) == 1


async def test_history_comes_in_pages_with_the_newest_first(stores: Stores) -> None:
    for number in range(5):
        await stores.rulebooks.note(GUILD, entry(f"n{number}"))
    await stores.rulebooks.note(9, entry("elsewhere"))
    first = await stores.rulebooks.history(GUILD, limit=2)
    assert [one.what for one in first] == ["n4", "n3"]
    second = await stores.rulebooks.history(GUILD, limit=9, before_id=first[-1].id)
    assert [one.what for one in second] == ["n2", "n1", "n0"]
    assert second[0] == AuditEntry(START, MEMBER, "n2", "off", "90 s", id=second[0].id)


async def test_words_that_no_database_takes_are_stored_without_them(stores: Stores) -> None:
    await stores.rulebooks.note(GUILD, entry("reason a\0b\ud800c'; DROP TABLE audit; --"))
    (one,) = await stores.rulebooks.history(GUILD, limit=1)
    assert one.what == "reason ab?c'; DROP TABLE audit; --"


@pytest.mark.parametrize("document", ["", "{", "[]", '{"version": 99}', "[" * 100_000])
async def test_a_stored_rulebook_that_cannot_be_read_is_damage(
    stores: Stores, database: Database, document: str
) -> None:
    await store(stores, FULL, 0)
    await database.write(lambda it: it.execute(update(rulebooks).values(document=document)))
    with pytest.raises(StorageFailed) as failed:
        await stores.rulebooks.read(GUILD)
    assert failed.value.fault is StorageFault.DAMAGED


class TestLeaving:
    LEFT = START - timedelta(days=100)

    async def fill(self, stores: Stores, guild_id: int) -> None:
        await store(stores, FULL, 0, guild_id)
        await stores.members.set_grant(guild_id, MEMBER, 1, START)
        await stores.members.note_refusal(guild_id, MEMBER, LastRefusal(START, "no"))

    async def is_known(self, stores: Stores, guild_id: int) -> list[bool]:
        stored = await stores.rulebooks.read(guild_id)
        return [
            stored.version > 0,
            bool(await stores.rulebooks.history(guild_id, limit=1)),
            bool(await stores.members.grant(guild_id, MEMBER)),
            bool(await stores.members.last_refusal(guild_id, MEMBER)),
        ]

    async def test_deletes_everything_of_servers_left_long_ago_and_nothing_else(
        self, stores: Stores
    ) -> None:
        for guild_id in (1, 2, 11):
            await self.fill(stores, guild_id)
        await stores.rulebooks.set_left(1, self.LEFT)
        await stores.rulebooks.set_left(2, START)
        await stores.rulebooks.purge(left_before=START)
        assert await self.is_known(stores, 1) == [False] * 4
        assert await self.is_known(stores, 2) == [True] * 4
        assert await self.is_known(stores, 11) == [True] * 4

    async def test_no_table_but_those_of_images_names_a_server_that_was_purged(
        self, stores: Stores, database: Database
    ) -> None:
        left, other = 1_111_111, 2_222_222
        tables = [table for table in metadata.sorted_tables if "guild_id" in table.c]
        for guild_id in (left, other):
            for table in tables:
                row = {key: sample(column) for key, column in table.c.items()}
                own = {key: guild_id for key in ("job_id", "id") if key in row}
                added = insert(table).values(row | own | {"guild_id": guild_id})
                await database.write(lambda it, added=added: it.execute(added))
        await stores.rulebooks.set_left(left, self.LEFT)
        await stores.rulebooks.set_left(other, None)
        await stores.rulebooks.purge(left_before=START)
        rows = await everything(database)
        # jobs and reservations are purged by their age
        assert {name for name in rows if str(left) in str(rows[name])} == {"jobs", "reservations"}
        assert {name for name in rows if str(other) in str(rows[name])} == {
            table.name for table in tables
        }

    async def test_coming_back_in_time_keeps_everything(self, stores: Stores) -> None:
        await self.fill(stores, GUILD)
        await stores.rulebooks.set_left(GUILD, self.LEFT)
        await stores.rulebooks.set_left(GUILD, None)
        await stores.rulebooks.purge(left_before=START)
        assert await self.is_known(stores, GUILD) == [True] * 4

    async def test_a_server_without_a_rulebook_can_be_left_and_set_one_later(
        self, stores: Stores
    ) -> None:
        await stores.rulebooks.set_left(GUILD, None)
        await stores.rulebooks.note(GUILD, entry("grant"))
        await stores.rulebooks.set_left(GUILD, self.LEFT)
        assert await stores.rulebooks.read(GUILD) == StoredRulebook(Rulebook(), 0)
        assert await store(stores, FULL, 0)
        assert await stores.rulebooks.read(GUILD) == StoredRulebook(FULL, 1)

    async def test_a_late_change_does_not_recreate_a_purged_rulebook(self, stores: Stores) -> None:
        await self.fill(stores, GUILD)
        await stores.rulebooks.set_left(GUILD, self.LEFT)
        await stores.rulebooks.purge(left_before=START)
        assert not await store(stores, FULL, 1)
        assert await stores.rulebooks.read(GUILD) == StoredRulebook(Rulebook(), 0)
