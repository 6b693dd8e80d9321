"""What the program needs to run and does not have, and mistakes of ours."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors.generation import Charge
from bot.errors.root import ImagineError


class StorageFault(StrEnum):
    """What is wrong with the database."""

    BUSY = "busy"
    """Locked, or too slow to answer in time."""
    DAMAGED = "damaged"
    READ_ONLY = "read_only"
    FULL = "full"
    """The disk is."""
    UNREACHABLE = "unreachable"
    """The server cannot be reached, or refuses the log-in."""
    NEWER = "newer"
    """A later version of the bot has changed it."""
    OTHER = "other"


@dataclass(eq=False)
class StorageFailed(ImagineError):
    """The database does not work; what would have to be counted is not painted."""

    fault: StorageFault
    detail: str = ""
    """For the log; has no values of members in it."""


@dataclass(eq=False)
class OutputRefused(ImagineError):
    """An image cannot be written where it was wanted."""

    path: Path
    reason: str
    """In plain words, such as `already exists; --force overwrites it`."""
    charge: Charge = Charge.NONE


class TokenRejected(ImagineError):
    """Discord does not accept the bot's token."""


class NoConnectionAtStart(ImagineError):
    """Discord cannot be reached, or has an outage."""

    word = "discord_unreachable"


class DiscordFault(StrEnum):
    """What Discord has against the bot's start or its commands."""

    TURNED_AWAY = "turned_away"
    """Not Discord itself but Cloudflare before it."""
    OUTAGE = "outage"
    UNREACHABLE = "unreachable"
    QUOTA = "quota"
    """Too many new commands within a day."""
    ENTRY_POINT = "entry_point"
    """The command that opens the application's Activity would go."""
    SHARD_INVALID = "shard_invalid"
    SHARDS_NEEDED = "shards_needed"
    """One shard has too many servers."""
    API_VERSION = "api_version"
    INTENTS_UNKNOWN = "intents_unknown"
    INTENTS_FORBIDDEN = "intents_forbidden"
    REFUSED = "refused"
    """Something else, by its number."""


@dataclass(eq=False)
class StartRefused(ImagineError):
    """Discord does not let the bot log in or connect."""

    fault: DiscordFault
    number: int
    """Discord's code, or the status where it gave none."""


@dataclass(eq=False)
class CommandsRefused(ImagineError):
    """Discord does not take the bot's commands; it runs with those that are there."""

    fault: DiscordFault
    number: int = 0
    """Discord's code, or the status where it gave none; 0 without an answer."""


@dataclass(eq=False)
class Unexpected(ImagineError):
    """A mistake of ours; the log has the whole story under the reference id."""

    reference: str


@dataclass(eq=False)
class ConfigError(ImagineError):
    """Settings that cannot work, all of them at once."""

    problems: tuple[tuple[str, str], ...]
    """Pairs of a variable's name and what is wrong with it, in plain words."""
