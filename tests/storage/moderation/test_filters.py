"""Servers' filters, on every engine."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.errors import StorageFailed, StorageFault
from bot.policy.moderation.filter import (
    MOST_KEYWORDS,
    MOST_RULES,
    Effect,
    Filter,
    FilterRule,
    Step,
)
from bot.policy.moderation.filter_json import FilterInvalid
from bot.ports import StoredFilter, Stores
from bot.storage.engine.transaction import Database
from bot.storage.moderation import filters as module
from bot.storage.tables import filters
from testkit.fakes import START
from tests.storage.samples import GUILD

FOXES = Filter(
    (
        FilterRule(
            "foxes", ("fox*",), (r"f[o0]x",), effect=Effect.HOLD, exempt_roles=frozenset({7})
        ),
    ),
    ladder=(Step(3, timedelta(minutes=10), timedelta(hours=1)),),
)
OWLS = Filter((FilterRule("owls", ("owl",)),))
HOUR = timedelta(hours=1)


async def _replace(
    stores: Stores, filter_: Filter, version: int, guild_id: int = GUILD, *, hours: int = 0
) -> bool:
    now = START + hours * HOUR
    return await stores.filters.replace(guild_id, filter_, version=version, now=now)


async def test_a_server_without_one_has_an_empty_filter(stores: Stores) -> None:
    assert await stores.filters.read(GUILD) == StoredFilter(GUILD, Filter(), 0)


async def test_a_filter_comes_back_as_it_was_stored(stores: Stores, others: Stores) -> None:
    assert await _replace(stores, FOXES, 0)
    for each in (stores, others):
        assert await each.filters.read(GUILD) == StoredFilter(GUILD, FOXES, 1)


async def test_another_process_sees_a_change_at_its_next_read(
    stores: Stores, others: Stores
) -> None:
    await _replace(stores, FOXES, 0)
    await others.filters.read(GUILD)
    assert await _replace(stores, OWLS, 1)
    assert await others.filters.read(GUILD) == StoredFilter(GUILD, OWLS, 2)


@pytest.mark.parametrize("version", [0, 1])
async def test_one_of_two_moderators_who_change_it_wins(
    stores: Stores, others: Stores, version: int
) -> None:
    if version:
        await _replace(stores, Filter(), 0)
    changes = [
        _replace(each, filter_, version) for each, filter_ in ((stores, FOXES), (others, OWLS))
    ]
    done = await asyncio.gather(*changes)
    assert sorted(done) == [False, True]
    expected = (FOXES, OWLS)[done.index(True)]
    assert await stores.filters.read(GUILD) == StoredFilter(GUILD, expected, version + 1)


async def test_one_that_was_purged_meanwhile_is_not_recreated(
    stores: Stores, database: Database
) -> None:
    await _replace(stores, FOXES, 0)
    await database.write(lambda connection: connection.execute(delete(filters)))
    assert not await _replace(stores, OWLS, 1)
    assert (await stores.filters.read(GUILD)).version == 0


async def test_a_new_one_after_a_purge_is_not_mistaken_for_the_old_one(
    stores: Stores, others: Stores, database: Database
) -> None:
    await _replace(stores, FOXES, 0)
    await others.filters.read(GUILD)
    await database.write(lambda connection: connection.execute(delete(filters)))
    await _replace(stores, OWLS, 0, hours=1)
    assert (await others.filters.read(GUILD)).filter == OWLS


async def test_a_filter_is_parsed_once_per_version(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[object] = []
    parse = module.parse_filter

    def counted(data: object) -> Filter:
        parsed.append(data)
        return parse(data)

    await _replace(stores, FOXES, 0)
    monkeypatch.setattr(module, "parse_filter", counted)
    for _ in range(3):
        await stores.filters.read(GUILD)
    assert len(parsed) == 1


async def test_few_filters_stay_in_memory(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_PARSED", 2)
    for guild_id in (1, 2, 3):
        await _replace(stores, OWLS, 0, guild_id)
        await stores.filters.read(guild_id)
    assert list(vars(stores.filters)["_parsed"]) == [2, 3]


async def test_the_largest_filter_is_stored(stores: Stores) -> None:
    words = tuple("\N{FOX FACE}" * 50 + f"{number:010}" for number in range(MOST_KEYWORDS))
    rules = tuple(FilterRule(str(number), words) for number in range(MOST_RULES))
    assert await _replace(stores, Filter(rules), 0)
    assert (await stores.filters.read(GUILD)).filter == Filter(rules)


async def test_text_that_databases_reject_is_stored_without_halves_of_characters(
    stores: Stores,
) -> None:
    hostile = replace(
        OWLS.rules[0],
        keywords=("\0", "a\ud800", "';--"),
        patterns=("a\ud800 ",),
        message="\0\ud800",
    )
    whole = replace(hostile, keywords=("\0", "a", "';--"), patterns=("a ",), message="\0")
    assert await _replace(stores, Filter((hostile,)), 0)
    assert (await stores.filters.read(GUILD)).filter == Filter((whole,))


async def test_one_that_could_not_be_read_again_is_not_stored(stores: Stores) -> None:
    await _replace(stores, OWLS, 0)
    twice = Filter((*OWLS.rules, *OWLS.rules))
    with pytest.raises(FilterInvalid):
        await _replace(stores, twice, 1)
    assert (await stores.filters.read(GUILD)).filter == OWLS


@pytest.mark.parametrize("document", ["", "{", "[]", '{"version":2}', "[" * 100_000])
async def test_one_that_cannot_be_read_is_an_error_that_says_so(
    stores: Stores, database: Database, document: str
) -> None:
    await _replace(stores, FOXES, 0)
    await _replace(stores, OWLS, 0, 99)
    change = update(filters).where(filters.c.guild_id == GUILD).values(document=document)
    await database.write(lambda connection: connection.execute(change))
    with pytest.raises(StorageFailed) as failed:
        await stores.filters.read(GUILD)
    assert failed.value.fault is StorageFault.DAMAGED
    assert (await stores.filters.read(99)).filter == OWLS
    # a moderator can import another one
    assert await _replace(stores, OWLS, 1)
    assert (await stores.filters.read(GUILD)).filter == OWLS
