"""Computes a member's permissions in a server and in a channel, as Discord does.

https://docs.discord.com/developers/topics/permissions#permission-overwrites, read 2026-11-30
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag


class Permission(IntFlag):
    """The permissions that moderation depends on, as bits of Discord's bit sets."""

    ADMINISTRATOR = 1 << 3
    MANAGE_SERVER = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    USE_COMMANDS = 1 << 31
    SEND_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


#: What owners and administrators have: every bit, including those that Discord adds later.
ALL = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies to a role or a member."""

    id: int
    """The role's or the member's; the server's id for everyone."""
    allow: int
    deny: int


@dataclass(frozen=True, slots=True)
class ServerRoles:
    """A server's owner and the permissions of its roles."""

    guild_id: int
    owner_id: int
    roles: Mapping[int, int]
    """Permissions by role id. The role with the server's id belongs to everyone."""


def server_permissions(server: ServerRoles, *, user_id: int | None, role_ids: Iterable[int]) -> int:
    """Return a member's permissions in the whole server, without any channel's overwrites.

    Args:
        server: The server.
        user_id: The member; None for someone who is not the owner.
        role_ids: The member's roles; unknown ones, such as deleted ones, give nothing.
    """
    if user_id is not None and user_id == server.owner_id:
        return ALL
    mine = (server.roles.get(role_id, 0) for role_id in {server.guild_id, *role_ids})
    held = _union(mine)
    return ALL if held & Permission.ADMINISTRATOR else held


def channel_permissions(
    server: ServerRoles,
    overwrites: Iterable[Overwrite],
    *,
    user_id: int | None,
    role_ids: Iterable[int],
) -> int:
    """Return a member's permissions in a channel; none at all where they cannot view it.

    Args:
        server: The channel's server.
        overwrites: The channel's own ones; for a thread, those of its parent channel.
        user_id: The member; None for everyone, with `role_ids` empty.
        role_ids: The member's roles.
    """
    roles = frozenset(role_ids)
    held = server_permissions(server, user_id=user_id, role_ids=roles)
    if held == ALL:
        return ALL
    found = tuple(overwrites)
    everyone = [one for one in found if one.id == server.guild_id]
    own_roles = [one for one in found if one.id in roles and one.id != server.guild_id]
    member = [one for one in found if one.id == user_id]
    for group in (everyone, own_roles, member):
        # within a group, what one role allows wins over what another one denies
        held &= ~_union(one.deny for one in group)
        held |= _union(one.allow for one in group)
    return held if held & Permission.VIEW_CHANNEL else 0


def _union(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union
