"""Failures of the database, of Discord at the start, of settings, and of our own code."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors.generation import Charge
from bot.errors.root import ImagineError


class StorageFault(StrEnum):
    """Why the database failed."""

    BUSY = "busy"
    """Locked, or too slow to answer in time."""
    DAMAGED = "damaged"
    READ_ONLY = "read_only"
    FULL = "full"
    """The disk is full."""
    UNREACHABLE = "unreachable"
    """The server cannot be reached, or rejects the login."""
    NEWER = "newer"
    """A later version of the bot has migrated it."""
    OTHER = "other"


@dataclass(eq=False)
class StorageFailed(ImagineError):
    """The database failed. Nothing is generated that could not be counted."""

    fault: StorageFault
    detail: str = ""
    """For the log; contains no values of members."""


@dataclass(eq=False)
class OutputRefused(ImagineError):
    """An image cannot be written to the requested path."""

    path: Path
    reason: str
    """In plain words, such as `already exists; --force overwrites it`."""
    charge: Charge = Charge.NONE


class TokenRejected(ImagineError):
    """Discord does not accept the bot's token."""


class NoConnectionAtStart(ImagineError):
    """Discord is unreachable or has an outage."""

    word = "discord_unreachable"


class DiscordFault(StrEnum):
    """Why Discord rejects the bot's start or its commands."""

    TURNED_AWAY = "turned_away"
    """Rejected by Cloudflare in front of Discord."""
    OUTAGE = "outage"
    UNREACHABLE = "unreachable"
    QUOTA = "quota"
    """Discord's daily limit of new commands is reached."""
    ENTRY_POINT = "entry_point"
    """The update would remove the command that opens the application's Activity."""
    SHARD_INVALID = "shard_invalid"
    SHARDS_NEEDED = "shards_needed"
    """The bot is in too many servers for one shard."""
    API_VERSION = "api_version"
    INTENTS_UNKNOWN = "intents_unknown"
    INTENTS_FORBIDDEN = "intents_forbidden"
    REFUSED = "refused"
    """Any other reason; see the number."""


@dataclass(eq=False)
class StartRefused(ImagineError):
    """Discord does not let the bot log in or connect."""

    fault: DiscordFault
    number: int
    """Discord's error code, or the HTTP status without a code."""


@dataclass(eq=False)
class CommandsRefused(ImagineError):
    """Discord does not accept the bot's commands; the bot runs with those registered before."""

    fault: DiscordFault
    number: int = 0
    """Discord's error code, or the HTTP status without a code; 0 without an answer."""


@dataclass(eq=False)
class Unexpected(ImagineError):
    """A bug in the bot; the log has the traceback under this reference."""

    reference: str


@dataclass(eq=False)
class ConfigError(ImagineError):
    """Invalid settings, all reported at once."""

    problems: tuple[tuple[str, str], ...]
    """Pairs of a variable's name and its problem, in plain words."""
