"""Checks in which channels of one server the bot can't do what it needs to."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import cast

from bot.cli.checks.discord.sentences import DiscordFound
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found
from bot.cli.discord_api import DiscordApi
from bot.policy.moderation.permissions import (
    Overwrite,
    Permission,
    ServerRoles,
    channel_permissions,
)

Payload = Mapping[str, object]

#: https://docs.discord.com/developers/resources/channel#channel-object-channel-types,
#: read 2026-11-30
_TEXT, _VOICE, _ANNOUNCEMENT, _STAGE, _FORUM, _MEDIA = 0, 2, 5, 13, 15, 16

_ACTIONS = {
    Permission.SEND_MESSAGES: "send messages",
    Permission.SEND_IN_THREADS: "send messages in threads",
    Permission.ATTACH_FILES: "attach files",
}

#: What each type of channel needs: forums have only threads, voice channels have none.
_NEEDED: Mapping[int | None, tuple[Permission, ...]] = {
    _TEXT: tuple(_ACTIONS),
    _ANNOUNCEMENT: tuple(_ACTIONS),
    _VOICE: (Permission.SEND_MESSAGES, Permission.ATTACH_FILES),
    _STAGE: (Permission.SEND_MESSAGES, Permission.ATTACH_FILES),
    _FORUM: (Permission.SEND_IN_THREADS, Permission.ATTACH_FILES),
    _MEDIA: (Permission.SEND_IN_THREADS, Permission.ATTACH_FILES),
}

#: A channel that the bot can't view, of which Discord says little more than that it exists.
#: https://github.com/discord/discord-api-docs/pull/8454, read 2026-11-30
_OBFUSCATED = 1 << 17

#: Discord's statuses for a server without the bot, and for an id of nothing.
_NOT_THERE = {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}

#: Lines at most.
_MOST_CHANNELS = 20

#: The longest part of a name that is shown; Discord's have at most 100 characters.
_MOST_NAME = 100


async def check_channels(api: DiscordApi, bot_id: str, server_id: int) -> list[Finding]:
    """Ask for a server's channels and roles, and compute the bot's permissions.

    Args:
        api: Discord's API.
        bot_id: The bot's user id.
        server_id: The server.

    Raises:
        DiscordUnreachable: No answer came.
    """
    path = f"/guilds/{server_id}"
    server, channels, member = await asyncio.gather(
        api.get(path), api.get(f"{path}/channels"), api.get(f"{path}/members/{bot_id}")
    )
    statuses = {one.status for one in (server, channels, member)} - {HTTPStatus.OK}
    if statuses & _NOT_THERE:
        return [_finding(DiscordFound.SERVER_UNKNOWN, server=server_id)]
    is_read = bool(server.fields and channels.is_list and member.fields)
    if statuses or not is_read:
        facts = {"status": max(statuses, default=HTTPStatus.OK.value)}
        return [Finding(Check.CHANNELS, Found.DISCORD_FAULT, facts)]
    return list(judge_channels(server.fields, channels.items, member.fields, bot_id=bot_id))


def judge_channels(
    server: Payload, channels: Sequence[Payload], member: Payload, *, bot_id: str
) -> Iterator[Finding]:
    """Yield a finding for each channel where permissions are missing, or one for all."""
    name = str(server.get("name", "?"))[:_MOST_NAME]
    until = _time(member.get("communication_disabled_until"))
    if until is not None and until > datetime.now(UTC):
        yield _finding(DiscordFound.SERVER_TIMED_OUT, server=name, until=f"{until:%Y-%m-%d %H:%M}")
    roles = _ids(member.get("roles"))
    checked = [one for one in channels if _kind(one) in _NEEDED]
    listed = [one for one in checked if not _number(one.get("flags")) & _OBFUSCATED]
    missing = [
        (channel, actions)
        for channel in listed
        if (actions := _missing(channel, _roles_of(server), bot_id=int(bot_id), roles=roles))
    ]
    for channel, actions in missing[:_MOST_CHANNELS]:
        facts = {"channel": str(channel.get("name", "?"))[:_MOST_NAME], "actions": actions}
        yield _finding(DiscordFound.CHANNEL_RESTRICTED, **facts)
    if len(missing) > _MOST_CHANNELS:
        yield _finding(DiscordFound.CHANNELS_MORE, count=len(missing) - _MOST_CHANNELS)
    if not missing:
        yield _finding(DiscordFound.CHANNELS_FINE, server=name, count=len(listed))
    if len(listed) < len(checked):
        count = len(checked) - len(listed)
        yield _finding(DiscordFound.CHANNELS_HIDDEN, server=name, count=count)


def _missing(channel: Payload, server: ServerRoles, *, bot_id: int, roles: frozenset[int]) -> str:
    """Return what the bot can't do in a channel, in words; empty if it can do everything."""
    held = channel_permissions(server, _overwrites(channel), user_id=bot_id, role_ids=roles)
    if not held & Permission.VIEW_CHANNEL:
        return "view the channel"
    lacking = [_ACTIONS[one] for one in _NEEDED[_kind(channel)] if not held & one]
    return " or ".join(lacking)


def _roles_of(server: Payload) -> ServerRoles:
    roles = {
        _number(role.get("id")): _number(role.get("permissions"))
        for role in _objects(server.get("roles"))
    }
    return ServerRoles(_number(server.get("id")), _number(server.get("owner_id")), roles)


def _overwrites(channel: Payload) -> Iterator[Overwrite]:
    for one in _objects(channel.get("permission_overwrites")):
        yield Overwrite(*(_number(one.get(name)) for name in ("id", "allow", "deny")))


def _kind(channel: Payload) -> int | None:
    kind = channel.get("type")
    return kind if isinstance(kind, int) else None


def _objects(value: object) -> list[Payload]:
    if not isinstance(value, list):
        return []
    return [cast("Payload", one) for one in cast("list[object]", value) if isinstance(one, dict)]


def _ids(value: object) -> frozenset[int]:
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return frozenset(map(_number, listed))


def _number(value: object) -> int:
    """Return a number or a number in a string, as Discord sends ids and bit sets; 0 for others."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_NAME else 0


def _time(value: object) -> datetime | None:
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _finding(found: DiscordFound, **facts: object) -> Finding:
    return Finding(Check.CHANNELS, found, facts)
