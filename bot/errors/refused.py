"""Refusals of requests and settings: nothing is sent to OpenRouter, and nothing is charged."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors.root import ImagineError
from bot.policy.images.request_bounds import OptionRange
from bot.policy.limits.access import Forbidden
from bot.policy.limits.claim import Violation
from bot.policy.limits.rulebook import ChannelList, Pause, Scope


class Refused(ImagineError):
    """The root of all refusals: nothing was sent to OpenRouter, and nothing is charged."""


@dataclass(eq=False)
class OptionRefused(Refused):
    """An option has an invalid value."""

    option: str
    """`prompt`, `ratio`, `size` or `image`."""
    given: str
    accepted: tuple[str, ...] = ()
    """The valid values; may be empty."""
    model: str | None = None
    """Name of the model that has these valid values."""


@dataclass(eq=False)
class OptionOutOfRange(Refused):
    """An option's number or length is out of range, which Discord's own clients would not send."""

    bound: OptionRange


class ReferenceFault(StrEnum):
    """Why an attached image cannot be used."""

    TOO_LARGE = "too_large"
    """More bytes than allowed; the limit is in bytes."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """More pixels than allowed; the limit is in pixels."""
    GONE = "gone"
    """It was attached to an earlier command and is no longer kept."""
    NOT_AN_IMAGE = "not_a_picture"
    """Not a PNG, JPEG, WebP or GIF."""
    UNAVAILABLE = "unavailable"
    """It could not be downloaded from Discord."""
    TOO_MANY = "too_many"
    """The member's recent references fill the member's space; the limit is their number."""
    NO_ROOM = "no_room"
    """The recent references of all members fill the space."""
    NOT_DECODED = "not_decoded"
    """Decoding exceeded its memory or time limit, or was killed from outside."""


@dataclass(eq=False)
class ReferenceRefused(Refused):
    """An attached image cannot be used."""

    fault: ReferenceFault
    limit: int | None = None
    """In the unit of the fault; None for a fault without a limit."""


@dataclass(eq=False)
class ModelUnknown(Refused):
    """Neither the requested model nor a successor of it is available."""

    wanted: str | None
    """The requested id; None when no model was requested and all preferred ones are gone."""


@dataclass(eq=False)
class CooldownActive(Refused):
    """The member's last image is too recent."""

    retry_at: datetime
    spacing: timedelta = timedelta()
    origin: Scope | None = None
    """The scope that the cooldown is set for; None for the operator's default."""


@dataclass(eq=False)
class LimitReached(Refused):
    """A counter has reached its limit or cap."""

    violation: Violation


@dataclass(eq=False)
class LimitForbids(Refused):
    """A limit does not allow this kind of image, or this kind of channel."""

    word = "not_allowed_here"

    forbidden: Forbidden


@dataclass(eq=False)
class WrongChannel(Refused):
    """The server's channel list does not allow images in this channel."""

    channels: ChannelList
    elsewhere: tuple[int, ...] = ()
    """Ids of channels where this member can create images, as far as known."""


class ChannelUnknown(Refused):
    """A rule of the server depends on a fact about the channel that Discord did not send."""

    word = "place_unknown"


@dataclass(eq=False)
class Paused(Refused):
    """A moderator has paused image creation."""

    word = "on_hold"

    pause: Pause


class OutsideServers(Refused):
    """The operator allows images only in servers that have the bot."""


@dataclass(eq=False)
class TooManyRejections(Refused):
    """The provider rejected too many of this member's prompts within an hour."""

    word = "too_many_refusals"

    retry_at: datetime


class DuplicateEvent(Refused):
    """The same interaction arrived before; the call that claimed it answers it."""

    word = "already_asked"


class ClosedReason(StrEnum):
    """Why the intake is closed."""

    STOPPING = "stopping"
    """The bot is being stopped."""
    KEY_REJECTED = "key_rejected"
    """OpenRouter does not accept the key."""
    OUT_OF_CREDIT = "out_of_credit"
    """The credit, or the limit of the key, a guardrail or an own provider key, is used up."""
    ACCOUNT_BLOCKED = "account_blocked"
    """OpenRouter has blocked or suspended the account."""


@dataclass(eq=False)
class IntakeClosed(Refused):
    """The bot accepts no requests now."""

    reason: ClosedReason
    retry_at: datetime | None = None
    """When the bot checks again; None where that is unknown."""


@dataclass(eq=False)
class ProviderOnHold(Refused):
    """A model, or OpenRouter as a whole, keeps failing, so the circuit breaker is open."""

    model: str | None
    """The model id; None for OpenRouter as a whole."""
    retry_at: datetime


class QueueScope(StrEnum):
    """Which part of the queue is full: the member's, the server's, or all of it."""

    MEMBER = "member"
    SERVER = "server"
    ALL = "all"


@dataclass(eq=False)
class QueueFull(Refused):
    """As many jobs wait as may wait."""

    word = "line_full"

    scope: QueueScope
    retry_at: datetime
    """When one of them will most likely have started."""


@dataclass(eq=False)
class WaitTooLong(Refused):
    """The queue is so long that the image would miss its deadline."""

    retry_at: datetime


@dataclass(eq=False)
class StyleUnknown(Refused):
    """No style has this name in this server."""

    wanted: str


@dataclass(eq=False)
class SettingRefused(Refused):
    """A moderator's input is invalid or out of range."""

    setting: str
    """Its name, such as `cooldown`."""
    given: str
    expected: str
    """The valid input in plain words, such as `a time up to 30 days`."""
    example: str


@dataclass(eq=False)
class ImportRefused(Refused):
    """A file of limits is invalid; nothing was changed."""

    problems: tuple[str, ...]
    """Each with its position in the file, in plain words."""


@dataclass(eq=False)
class ChangedMeanwhile(Refused):
    """Another moderator changed the same setting after it was shown."""

    setting: str
    current: str
    """Its current value, as people read it."""
