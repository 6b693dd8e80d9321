"""The state of the panel: the facts about the chosen channel, kept in the custom ids of controls.

Only an interaction that chose a channel has these facts in its payload, so they go along with every
other control.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b

import discord

from bot.policy.limits.rulebook import ChannelList
from bot.policy.moderation.channel_lights import ChannelKind, kind_of
from bot.ui.interactions.facts import ChannelFacts, is_thread_type

#: Matches every custom id that `custom_id` returns.
TEMPLATE = re.compile(
    r"setup:(?P<action>[a-z]{1,8}):(?P<id>[0-9a-z]{1,13}):(?P<type>[0-9]{0,3}):(?P<nsfw>[01]?):"
    r"(?P<parent>[0-9a-z]{0,13}):(?P<held>[0-9a-z]{0,13}):(?P<at>[0-9a-z]{1,7}):(?P<tail>[0-9a-z]*)"
)

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

#: The parent of a channel without one; empty if it is not known.
_NO_PARENT = "0"


class SetupAction(StrEnum):
    """What a control does. The values are part of custom ids and never change."""

    CHANNEL = "channel"
    """Show the lights of another channel."""
    TEST = "test"
    """Send a test image to the channel."""
    ALLOWED = "allowed"
    """Choose the channels where images can be created. The tail is the list's fingerprint."""
    LANGUAGE = "language"
    """Choose the language of public messages."""
    OPEN = "open"
    """Open another panel, which the tail names."""


@dataclass(frozen=True, slots=True)
class ChosenChannel:
    """A channel with what its payload said at an instant."""

    facts: ChannelFacts
    held: int | None
    """The bot's permissions there; None if the payload had none."""
    checked_at: datetime

    @property
    def id(self) -> int:
        """The channel's or thread's id."""
        return self.facts.id

    @property
    def kind(self) -> ChannelKind:
        """What permissions it needs."""
        return kind_of(self.facts.type)


@dataclass(frozen=True, slots=True)
class Click:
    """A parsed custom id."""

    action: str
    channel: ChosenChannel
    tail: str


def custom_id(action: SetupAction, channel: ChosenChannel, tail: str = "") -> str:
    """Return a control's custom id, of at most 100 characters with a tail of 16."""
    facts = channel.facts
    parent = ""
    if facts.is_parent_said:
        parent = _NO_PARENT if facts.parent_id is None else _base36(facts.parent_id)
    parts = (
        "setup",
        action,
        _base36(facts.id),
        "" if facts.type is None else str(facts.type),
        "" if facts.is_nsfw is None else str(int(facts.is_nsfw)),
        parent,
        "" if channel.held is None else _base36(channel.held),
        _base36(int(channel.checked_at.timestamp())),
        tail,
    )
    return ":".join(parts)


def read_click(match: re.Match[str]) -> Click:
    """Parse a custom id that matches `TEMPLATE`."""
    type_ = int(match["type"]) if match["type"] else None
    parent = match["parent"]
    facts = ChannelFacts(
        id=int(match["id"], 36),
        is_thread=is_thread_type(type_),
        parent_id=int(parent, 36) or None if parent else None,
        is_parent_said=bool(parent),
        is_nsfw=bool(int(match["nsfw"])) if match["nsfw"] else None,
        type=type_,
    )
    held = int(match["held"], 36) if match["held"] else None
    checked_at = datetime.fromtimestamp(int(match["at"], 36), UTC)
    return Click(match["action"], ChosenChannel(facts, held, checked_at), match["tail"])


def chosen_channel_of(
    facts: ChannelFacts, held: discord.Permissions | None, now: datetime
) -> ChosenChannel:
    """Return a channel as an interaction's payload has it."""
    return ChosenChannel(facts, None if held is None else held.value, now)


def fingerprint(channels: ChannelList, known: Collection[int]) -> str:
    """Return a short hash of a menu of channels, to detect changes since it was shown.

    Args:
        channels: The server's list.
        known: Those of its channels that the menu shows.
    """
    text = f"{channels.mode} {sorted(channels.ids)} {sorted(known)}"
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
