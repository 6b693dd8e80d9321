"""Refusals: nothing was sent to OpenRouter, and nothing is charged."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors.root import ImagineError
from bot.policy.images.actions import Audience
from bot.policy.images.request_bounds import OptionRange
from bot.policy.limits.access import Forbidden
from bot.policy.limits.claim import Violation
from bot.policy.limits.rulebook import ChannelList, Pause, Scope


class Refused(ImagineError):
    """Nothing was sent to OpenRouter and nothing is charged."""


@dataclass(eq=False)
class OptionRefused(Refused):
    """An option has a value that cannot be used."""

    option: str
    """`prompt`, `ratio`, `size` or `image`."""
    given: str
    accepted: tuple[str, ...] = ()
    """What would do; may be empty."""
    model: str | None = None
    """The name of the model whose limits these are."""


@dataclass(eq=False)
class OptionOutOfRange(Refused):
    """An option has a number or a text that Discord's own clients would not have sent."""

    bound: OptionRange


class ReferenceFault(StrEnum):
    """Why an attached image cannot be used."""

    TOO_LARGE = "too_large"
    """More bytes than allowed; the limit is in bytes."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """More pixels than allowed; the limit is in pixels."""
    GONE = "gone"
    """It was attached to an earlier command and is not kept any more."""
    NOT_A_IMAGE = "not_a_picture"
    """Not a PNG, JPEG, WebP or GIF."""
    UNAVAILABLE = "unavailable"
    """Discord did not hand it over."""
    TOO_MANY = "too_many"
    """The member attached as many in a short time as are kept; the limit is their number."""
    NO_ROOM = "no_room"
    """All members together attached as much in a short time as is kept."""
    NOT_DECODED = "not_decoded"
    """Decoding it takes more memory or time than it may, or was ended from outside."""


@dataclass(eq=False)
class ReferenceRefused(Refused):
    """An attached image cannot be used."""

    fault: ReferenceFault
    limit: int | None = None


@dataclass(eq=False)
class ModelUnknown(Refused):
    """Neither the wanted model nor a successor of it paints any more."""

    wanted: str | None
    """None when even the preferred ones are all gone."""


@dataclass(eq=False)
class CooldownActive(Refused):
    """The member's last image is too recent."""

    retry_at: datetime
    spacing: timedelta = timedelta()
    origin: Scope | None = None
    """Where the cooldown was set; None by the operator."""


@dataclass(eq=False)
class LimitReached(Refused):
    """A count is full."""

    violation: Violation


@dataclass(eq=False)
class LimitForbids(Refused):
    """A limit does not allow this kind of image, or this kind of place."""

    word = "not_allowed_here"

    forbidden: Forbidden


@dataclass(eq=False)
class WrongChannel(Refused):
    """Images are asked for in other channels."""

    channels: ChannelList
    elsewhere: tuple[int, ...] = ()
    """Channels in which this member can ask, as far as they are known."""


class ChannelUnknown(Refused):
    """Discord does not tell of the channel what a rule of the server looks at."""

    word = "place_unknown"


@dataclass(eq=False)
class Paused(Refused):
    """A moderator has paused images."""

    word = "on_hold"

    pause: Pause


class OutsideServers(Refused):
    """The operator takes no images outside the bot's servers."""


@dataclass(eq=False)
class TooManyRejections(Refused):
    """The provider refused too many of this member's prompts within an hour."""

    word = "too_many_refusals"

    retry_at: datetime


class DuplicateEvent(Refused):
    """The same event arrived once more; whoever took it first answers."""

    word = "already_asked"


class ClosedReason(StrEnum):
    """Why the bot takes no images now."""

    STOPPING = "stopping"
    """The bot is being stopped."""
    KEY_REJECTED = "key_rejected"
    """OpenRouter does not accept the key."""
    OUT_OF_CREDIT = "out_of_credit"
    """The account is empty, or a limit of the key, a guardrail or an own provider key is spent."""
    ACCOUNT_BLOCKED = "account_blocked"
    """OpenRouter has blocked or suspended the account."""


@dataclass(eq=False)
class IntakeClosed(Refused):
    """The bot takes no images now."""

    reason: ClosedReason
    retry_at: datetime | None = None
    """When it will be tried again, where that is known."""


@dataclass(eq=False)
class ProviderOnHold(Refused):
    """A model, or all of OpenRouter, failed again and again; it is left alone for a while."""

    model: str | None
    """The model id; None when it is OpenRouter as a whole."""
    retry_at: datetime


class QueueScope(StrEnum):
    """Whose part of the line is full."""

    MEMBER = "member"
    SERVER = "server"
    ALL = "all"


@dataclass(eq=False)
class QueueFull(Refused):
    """Too many images wait already."""

    word = "line_full"

    scope: QueueScope
    retry_at: datetime
    """When one of them will most likely have begun."""


@dataclass(eq=False)
class WaitTooLong(Refused):
    """The line is so long that the image could not be shown any more."""

    retry_at: datetime


class CancelFault(StrEnum):
    """Why a job cannot be cancelled."""

    DELIVERING = "delivering"
    """It is painted and paid, and being shown."""
    ENDED = "ended"
    """There is nothing left to cancel."""
    ELSEWHERE = "elsewhere"
    """Another process of the bot works on it."""


@dataclass(eq=False)
class CancelRefused(Refused):
    """A job cannot be cancelled."""

    fault: CancelFault


@dataclass(eq=False)
class NotOwner(Refused):
    """Somebody else's control."""

    word = "not_yours"

    audience: Audience = Audience.AUTHOR
    """Who may use it here."""


class ImageGone(Refused):
    """There is no image in the message that a control or menu is about."""

    word = "picture_gone"


class OthersForbidden(Refused):
    """The server does not let images be remixed that are not the bot's own."""


class NothingLarger(Refused):
    """The model has no size that is larger than the image."""


class CopyRefused(Refused):
    """The member takes no direct messages from the bot."""


class ChangeRefused(Refused):
    """Discord did not take the change of a message."""


@dataclass(eq=False)
class StyleUnknown(Refused):
    """No style has this name, here."""

    wanted: str


class ServersOnly(Refused):
    """What was asked for exists only in servers that the bot is in."""


class JobForgotten(Refused):
    """Nothing is kept any more of the job that a control is about."""


class AnswerLost(Refused):
    """Discord did not take the first answer to a command or click."""


class MissingPermission(Refused):
    """A check of the command or control does not let this member pass."""

    word = "not_permitted"


class Outdated(Refused):
    """A command, button or form that this version of the bot does not know."""


@dataclass(eq=False)
class SettingRefused(Refused):
    """A moderator's input cannot be read, or is out of range."""

    setting: str
    """Its name, such as `cooldown`."""
    given: str
    expected: str
    """What would do, in plain words, such as `a time up to 30 days`."""
    example: str


@dataclass(eq=False)
class ImportRefused(Refused):
    """A file of limits cannot be taken; nothing was changed."""

    problems: tuple[str, ...]
    """Each with the place in the file, in plain words."""


@dataclass(eq=False)
class ChangedMeanwhile(Refused):
    """Somebody else changed the same setting after it was shown."""

    setting: str
    current: str
    """What it is now, as people read it."""
