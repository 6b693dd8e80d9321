"""What the bot can do in a channel, as lights for moderators.

Replies to commands need no permission. Messages of the bot's own do: an image that is ready after
the interaction's token has expired, and the image of a request that a moderator has allowed.
https://docs.discord.com/developers/topics/permissions, read 2026-11-30
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.policy.moderation.permissions import ALL, Permission


class ChannelKind(StrEnum):
    """The kinds of channels that need different permissions."""

    TEXT = "text"
    """A channel with messages and threads."""
    VOICE = "voice"
    """A channel with messages, but without threads."""
    FORUM = "forum"
    """A channel whose messages are all in posts, which are threads."""
    THREAD = "thread"
    """A thread or a post."""


class Check(StrEnum):
    """A permission of the bot, as part of message ids."""

    VIEW = "view"
    SEND = "send"
    ATTACH = "attach"
    THREADS = "threads"


class Light(StrEnum):
    """The state of a check."""

    GOOD = "good"
    WARNING = "warning"
    """Something is missing that only concerns the channel's threads, or it is not known."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class ChannelLight:
    """A check with its state."""

    check: Check
    light: Light


_PERMISSIONS = {
    Check.VIEW: Permission.VIEW_CHANNEL,
    Check.SEND: Permission.SEND_MESSAGES,
    Check.ATTACH: Permission.ATTACH_FILES,
    Check.THREADS: Permission.SEND_IN_THREADS,
}

#: The checks of each kind, in display order, and those of them that its messages don't depend on.
_CHECKS = {
    ChannelKind.TEXT: (Check.VIEW, Check.SEND, Check.ATTACH, Check.THREADS),
    ChannelKind.VOICE: (Check.VIEW, Check.SEND, Check.ATTACH),
    ChannelKind.FORUM: (Check.VIEW, Check.THREADS, Check.ATTACH),
    ChannelKind.THREAD: (Check.VIEW, Check.THREADS, Check.ATTACH),
}
_OPTIONAL = {ChannelKind.TEXT: Check.THREADS}

#: Types of channels in Discord's payloads; all others are like text channels.
#: https://docs.discord.com/developers/resources/channel#channel-object-channel-types,
#: read 2026-11-30
_KINDS = {
    2: ChannelKind.VOICE,
    13: ChannelKind.VOICE,
    10: ChannelKind.THREAD,
    11: ChannelKind.THREAD,
    12: ChannelKind.THREAD,
    15: ChannelKind.FORUM,
    16: ChannelKind.FORUM,
}


def kind_of(type_: int | None) -> ChannelKind:
    """Return the kind of a channel by its type in a payload."""
    return _KINDS.get(type_, ChannelKind.TEXT) if type_ is not None else ChannelKind.TEXT


def lights_of(held: int, kind: ChannelKind) -> tuple[ChannelLight, ...]:
    """Return the lights of a channel, in display order.

    Without *View Channel*, all other permissions have no effect, so there is no other light.

    Args:
        held: The bot's permissions in the channel.
        kind: The channel's.
    """
    lights: list[ChannelLight] = []
    for check in _CHECKS[kind]:
        light = Light.GOOD
        if not has(held, check):
            light = Light.WARNING if _OPTIONAL.get(kind) is check else Light.BAD
        lights.append(ChannelLight(check, light))
        if check is Check.VIEW and light is Light.BAD:
            break
    return tuple(lights)


def missing_in(held: int, kind: ChannelKind) -> tuple[Check, ...]:
    """Return the permissions that the bot lacks for an image of its own in a channel."""
    return tuple(one.check for one in lights_of(held, kind) if one.light is Light.BAD)


def has(held: int, check: Check) -> bool:
    """Tell whether the permissions include the one of a check."""
    return bool((ALL if held & Permission.ADMINISTRATOR else held) & _PERMISSIONS[check])


class CommandUsers(StrEnum):
    """Which members Discord lets use commands in a channel, as part of message ids."""

    EVERYONE = "everyone"
    ROLES = "roles"
    """Everyone sees the channel, but only members with some role can use commands."""
    HIDDEN = "hidden"
    """Not everyone sees the channel."""
    UNKNOWN = "unknown"


def command_users_of(everyone: int | None) -> CommandUsers:
    """Return who can use commands in a channel.

    Args:
        everyone: The permissions of a member without roles there; None if they are not known.
    """
    if everyone is None:
        return CommandUsers.UNKNOWN
    if not everyone & (Permission.VIEW_CHANNEL | Permission.ADMINISTRATOR):
        return CommandUsers.HIDDEN
    used = everyone & (Permission.USE_COMMANDS | Permission.ADMINISTRATOR)
    return CommandUsers.EVERYONE if used else CommandUsers.ROLES
