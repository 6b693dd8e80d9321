"""A member's permissions follow Discord's documented order."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.permissions import (
    ALL,
    Overwrite,
    Permission,
    ServerRoles,
    channel_permissions,
    server_permissions,
)

GUILD, OWNER, MEMBER, MODS, ARTISTS = 1, 2, 3, 10, 11
VIEW, DELETE = Permission.VIEW_CHANNEL, Permission.MANAGE_MESSAGES


def server(**roles: int) -> ServerRoles:
    ids = {"everyone": GUILD, "mods": MODS, "artists": ARTISTS}
    permissions = {"everyone": int(VIEW), **roles}
    return ServerRoles(GUILD, OWNER, {ids[name]: held for name, held in permissions.items()})


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Permission.ADMINISTRATOR, "administrator"),
        (Permission.MANAGE_SERVER, "manage_guild"),
        (Permission.VIEW_CHANNEL, "view_channel"),
        (Permission.SEND_MESSAGES, "send_messages"),
        (Permission.MANAGE_MESSAGES, "manage_messages"),
        (Permission.ATTACH_FILES, "attach_files"),
        (Permission.READ_MESSAGE_HISTORY, "read_message_history"),
        (Permission.SEND_IN_THREADS, "send_messages_in_threads"),
        (Permission.MODERATE_MEMBERS, "moderate_members"),
    ],
)
def test_the_bits_are_discords(ours: Permission, theirs: str) -> None:
    assert int(ours) == discord.Permissions(**{theirs: True}).value


def test_the_owner_has_every_permission_whatever_the_channel_denies() -> None:
    denied = [Overwrite(OWNER, 0, ALL), Overwrite(GUILD, 0, ALL)]
    assert channel_permissions(server(), denied, user_id=OWNER, role_ids=()) == ALL


def test_an_administrator_has_every_permission_whatever_the_channel_denies() -> None:
    admins = server(mods=Permission.ADMINISTRATOR)
    denied = [Overwrite(MODS, 0, ALL), Overwrite(MEMBER, 0, ALL)]
    assert channel_permissions(admins, denied, user_id=MEMBER, role_ids=[MODS]) == ALL


def test_roles_add_up_and_unknown_ones_give_nothing() -> None:
    found = server(mods=DELETE, artists=Permission.ATTACH_FILES)
    held = server_permissions(found, user_id=MEMBER, role_ids=[MODS, ARTISTS, 99])
    assert held == VIEW | DELETE | Permission.ATTACH_FILES


def test_the_channel_denies_what_the_server_gives() -> None:
    denied = [Overwrite(MODS, 0, DELETE)]
    mods = server(mods=DELETE)
    assert channel_permissions(mods, denied, user_id=MEMBER, role_ids=[MODS]) == VIEW


def test_a_roles_overwrite_wins_over_everyones() -> None:
    found = [Overwrite(MODS, DELETE, 0), Overwrite(GUILD, 0, DELETE)]
    assert channel_permissions(server(), found, user_id=MEMBER, role_ids=[MODS]) == VIEW | DELETE


def test_among_roles_allow_wins_over_deny_in_any_order() -> None:
    found = [Overwrite(MODS, DELETE, 0), Overwrite(ARTISTS, 0, DELETE)]
    for overwrites in (found, found[::-1]):
        held = channel_permissions(server(), overwrites, user_id=MEMBER, role_ids=[MODS, ARTISTS])
        assert held == VIEW | DELETE


def test_the_members_own_overwrite_wins_over_roles() -> None:
    found = [Overwrite(MEMBER, 0, DELETE), Overwrite(MODS, DELETE, 0)]
    assert channel_permissions(server(), found, user_id=MEMBER, role_ids=[MODS]) == VIEW


def test_nothing_is_held_in_a_channel_that_cannot_be_viewed() -> None:
    hidden = [Overwrite(GUILD, 0, VIEW)]
    mods = server(mods=DELETE)
    assert channel_permissions(mods, hidden, user_id=MEMBER, role_ids=[MODS]) == 0


@pytest.mark.parametrize(("denied", "can_view"), [(0, True), (int(VIEW), False)])
def test_everyone_is_a_member_without_roles(denied: int, *, can_view: bool) -> None:
    found = [Overwrite(GUILD, 0, denied)]
    held = channel_permissions(server(), found, user_id=None, role_ids=())
    assert bool(held & VIEW) is can_view


@given(
    st.integers(0, (1 << 20) - 1),
    st.lists(st.tuples(st.sampled_from([GUILD, MODS, ARTISTS, MEMBER]), st.integers(0, 1 << 20))),
)
def test_overwrites_of_other_roles_and_members_change_nothing(
    base: int, drawn: list[tuple[int, int]]
) -> None:
    found = server(everyone=base & ~Permission.ADMINISTRATOR)
    overwrites = [Overwrite(id_, bits, 0) for id_, bits in drawn]
    strangers = [Overwrite(id_ + 1_000, 0, ALL) for id_, _ in drawn]
    mine, both = (
        channel_permissions(found, each, user_id=MEMBER, role_ids=[MODS])
        for each in (overwrites, [*overwrites, *strangers])
    )
    assert mine == both
