"""Members' defaults, on every engine."""

import pytest
from sqlalchemy import func, insert, select

from bot.policy.members.defaults import MemberDefaults
from bot.ports import Stores
from bot.storage.engine.transaction import Database
from bot.storage.tables import preferences

ALL = MemberDefaults("google/gemini-2.5-flash-image", "16:9", "2K", "ink", private=True)


async def test_defaults_are_kept_for_each_member(stores: Stores) -> None:
    await stores.defaults.set(1, ALL)
    await stores.defaults.set(2, MemberDefaults(private=False))
    assert await stores.defaults.read(1) == ALL
    assert await stores.defaults.read(2) == MemberDefaults(private=False)
    assert await stores.defaults.read(3) == MemberDefaults()
    await stores.defaults.set(1, MemberDefaults(style="\0 \ud800 ’"))
    assert (await stores.defaults.read(1)).style == "\0 \ud800 ’"


async def test_nothing_is_kept_of_a_member_without_defaults(
    stores: Stores, database: Database
) -> None:
    await stores.defaults.set(1, ALL)
    await stores.defaults.set(1, MemberDefaults())
    count = select(func.count()).select_from(preferences)
    assert await database.read(lambda connection: connection.execute(count).scalar()) == 0
    assert await stores.defaults.read(1) == MemberDefaults()


@pytest.mark.parametrize(
    ("document", "read"),
    [
        ("{", MemberDefaults()),
        ("[]", MemberDefaults()),
        ("null", MemberDefaults()),
        ("[" * 100_000, MemberDefaults()),
        (
            '{"model": 3, "ratio": "1:1", "private": "yes", "unknown": 1}',
            MemberDefaults(ratio="1:1"),
        ),
    ],
)
async def test_unreadable_defaults_are_ignored(
    stores: Stores, database: Database, document: str, read: MemberDefaults
) -> None:
    row = insert(preferences).values(user_id=1, document=document)
    await database.write(lambda connection: connection.execute(row))
    assert await stores.defaults.read(1) == read
