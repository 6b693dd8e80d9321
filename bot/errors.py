"""Every error of ours, with the facts; the sentence for people is made in `bot.ui.sentences`.

ImagineError
├── Refused                 before anything was sent: nothing is charged
│   ├── OptionRefused       a value that the model or the bot does not accept
│   ├── ReferenceRefused    an attached picture that cannot be used
│   ├── ModelUnknown        no such model, nor a successor
│   ├── CooldownActive      too soon after the last one
│   ├── LimitReached        a quota, a budget or the number of jobs at once
│   ├── NotAllowedHere      a limit does not allow this model, size, kind or place
│   ├── WrongChannel        pictures are asked for in other channels
│   ├── OnHold              a moderator has paused the server
│   ├── OutsideServers      the operator takes no pictures in DMs
│   ├── TooManyRefusals     the provider refused this member's prompts again and again
│   ├── AlreadyAsked        the same event once more; the first one is answered
│   ├── IntakeClosed        the bot takes no pictures now
│   ├── AnswerLost          Discord did not take the first answer
│   ├── NotPermitted        Discord's or our own check says no
│   ├── Outdated            a command, button or form that nobody knows any more
│   ├── SettingRefused      a moderator's input that cannot be read or is out of range
│   ├── ImportRefused       a file of limits with mistakes in it
│   └── ChangedMeanwhile    somebody else changed the same setting first
├── PaintingFailed          after sending; `charge` says what the operator may owe
│   ├── PromptRejected      the model or its provider refuses this prompt
│   ├── ProviderBusy        rate limit or capacity
│   ├── ProviderDown        outage, unreachable, incomplete answer
│   ├── KeyRejected         OpenRouter does not accept the key
│   ├── OutOfCredit         no credit, or the key's limit is spent
│   ├── ModelGone           the model exists no more
│   ├── NotAllowed          a rule of the account, the region or a guardrail
│   ├── RequestRejected     OpenRouter finds fault with the request: our mistake or too large
│   ├── PaintingTimedOut    a deadline passed, theirs or ours
│   └── BadAnswer           an answer without a usable picture
├── DeliveryFailed          painted, but Discord did not take it
│   ├── TooLargeForDiscord  larger than the upload limit
│   ├── DiscordUnavailable  an outage that may pass
│   └── NowhereToDeliver    the answer, the channel or the DM is gone or closed
├── Interrupted             the bot stopped or the job was cancelled
├── SpoolFailed             the disk did not take the bytes
├── StorageFailed           the database does not work
├── OutputRefused           a file that cannot be written where it was wanted
├── TokenRejected           Discord does not accept the bot's token
├── DiscordUnreachable      no way to Discord
├── StartRefused            Discord does not take the bot's commands
├── Unexpected              a mistake of ours, known by its reference id
└── ConfigError             settings that cannot work
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from pathlib import Path

from bot.policy.access import Forbidden
from bot.policy.claim import Violation
from bot.policy.rulebook import ChannelList, Pause, Place


class Charge(StrEnum):
    """What the operator may owe OpenRouter for an attempt that gave no picture."""

    NONE = auto()
    """OpenRouter says that such an answer is not billed."""
    POSSIBLE = auto()
    """It cannot be known from the answer."""
    MADE = auto()
    """OpenRouter reported a cost."""


class ImagineError(Exception):
    """The root of everything that we raise on purpose."""


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


class ReferenceFault(StrEnum):
    """Why an attached picture cannot be used."""

    TOO_LARGE = auto()
    """More bytes than allowed; the limit is in bytes."""
    TOO_MANY_PIXELS = auto()
    """More pixels than allowed; the limit is in pixels."""
    NOT_A_PICTURE = auto()
    """Not a PNG, JPEG, WebP or GIF."""
    UNAVAILABLE = auto()
    """Discord did not hand it over."""


@dataclass(eq=False)
class ReferenceRefused(Refused):
    """An attached picture cannot be used."""

    fault: ReferenceFault
    limit: int | None = None


@dataclass(eq=False)
class ModelUnknown(Refused):
    """Neither the wanted model nor a successor of it paints any more."""

    wanted: str | None
    """None when even the preferred ones are all gone."""


@dataclass(eq=False)
class CooldownActive(Refused):
    """The member's last picture is too recent."""

    retry_at: datetime
    spacing: timedelta = timedelta()
    origin: Place | None = None
    """Where the cooldown was set; None by the operator."""


@dataclass(eq=False)
class LimitReached(Refused):
    """A count is full."""

    violation: Violation


@dataclass(eq=False)
class NotAllowedHere(Refused):
    """A limit does not allow this kind of picture, or this kind of place."""

    forbidden: Forbidden


@dataclass(eq=False)
class WrongChannel(Refused):
    """Pictures are asked for in other channels."""

    channels: ChannelList
    elsewhere: tuple[int, ...] = ()
    """Channels in which this member can ask, as far as they are known."""


@dataclass(eq=False)
class OnHold(Refused):
    """A moderator has paused pictures."""

    pause: Pause


class OutsideServers(Refused):
    """The operator takes no pictures outside the bot's servers."""


@dataclass(eq=False)
class TooManyRefusals(Refused):
    """The provider refused too many of this member's prompts within an hour."""

    until: datetime


class AlreadyAsked(Refused):
    """The same event arrived once more; whoever took it first answers."""


class ClosedReason(StrEnum):
    """Why the bot takes no pictures now."""

    STOPPING = auto()
    """The bot is being stopped."""
    KEY_REJECTED = auto()
    """OpenRouter does not accept the key."""


@dataclass(eq=False)
class IntakeClosed(Refused):
    """The bot takes no pictures now."""

    reason: ClosedReason


class AnswerLost(Refused):
    """Discord did not take the first answer to a command or click."""


class NotPermitted(Refused):
    """A check of the command or control does not let this member pass."""


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


@dataclass(eq=False)
class PaintingFailed(ImagineError):
    """OpenRouter was asked and gave no picture."""

    charge: Charge = Charge.NONE
    model: str | None = None
    """The model id that was asked."""
    status: int | None = None
    """The HTTP status, where there was an answer."""
    error_type: str | None = None
    """OpenRouter's own word, such as `rate_limit_exceeded`."""
    provider: str | None = None
    retry_after_s: float | None = None
    """Seconds that the provider asks to wait."""
    detail: str | None = None
    """The provider's message for the log; may echo the prompt, so members never see it."""
    generation_id: str | None = None
    cost_micros: int | None = None
    """What OpenRouter said that it charged, in micro-dollars."""

    def __str__(self) -> str:
        """List the facts for the log, without the provider's message."""
        facts = {
            "charge": str(self.charge),
            "model": self.model,
            "status": self.status,
            "error_type": self.error_type,
            "provider": self.provider,
            "retry_after_s": self.retry_after_s,
            "generation_id": self.generation_id,
        }
        known = {name: str(value) for name, value in facts.items() if value is not None}
        # a provider's words shall not begin a line of their own in the log
        return " ".join(
            f"{name}={value if value.isprintable() else ascii(value)}"
            for name, value in known.items()
        )


class PromptRejected(PaintingFailed):
    """The model or its provider refuses this prompt, or most likely does."""


class ProviderBusy(PaintingFailed):
    """The provider has no capacity or limits our rate."""


class ProviderDown(PaintingFailed):
    """The provider or OpenRouter cannot be reached or does not work."""


class KeyRejected(PaintingFailed):
    """OpenRouter does not accept the key."""


class OutOfCredit(PaintingFailed):
    """No credit is left, or the key's own limit is spent."""


class ModelGone(PaintingFailed):
    """The model exists no more, or nobody serves it."""


class NotAllowed(PaintingFailed):
    """A rule of the account, the region or a guardrail forbids it."""


class RequestRejected(PaintingFailed):
    """OpenRouter finds fault with the request itself."""


class PaintingTimedOut(PaintingFailed):
    """A deadline passed, OpenRouter's or ours."""


class BadAnswer(PaintingFailed):
    """An answer came, but no usable picture in it."""


class DeliveryFailed(ImagineError):
    """The picture was painted and paid, but Discord did not take it."""


@dataclass(eq=False)
class TooLargeForDiscord(DeliveryFailed):
    """The picture has more bytes than Discord takes."""

    limit_bytes: int
    """What to stay under at the next try."""


class DiscordUnavailable(DeliveryFailed):
    """Discord did not answer or had an outage; trying again may help."""


class NowhereToDeliver(DeliveryFailed):
    """The answer, the channel or the DM is gone or closed to the bot."""


@dataclass(eq=False)
class Interrupted(ImagineError):
    """The bot stopped, or the job was cancelled, before the picture was there."""

    charge: Charge = Charge.NONE


@dataclass(eq=False)
class SpoolFailed(ImagineError):
    """The disk did not take the picture's bytes."""

    detail: str = ""
    """For the log."""
    charge: Charge = Charge.POSSIBLE


class StorageFault(StrEnum):
    """What is wrong with the database."""

    BUSY = auto()
    """Locked, or too slow to answer in time."""
    DAMAGED = auto()
    READ_ONLY = auto()
    FULL = auto()
    """The disk is."""
    UNREACHABLE = auto()
    """The server cannot be reached, or refuses the log-in."""
    NEWER = auto()
    """A later version of the bot has changed it."""
    OTHER = auto()


@dataclass(eq=False)
class StorageFailed(ImagineError):
    """The database does not work; what would have to be counted is not painted."""

    fault: StorageFault
    detail: str = ""
    """For the log; has no values of members in it."""


@dataclass(eq=False)
class OutputRefused(ImagineError):
    """A picture cannot be written where it was wanted."""

    path: Path
    reason: str
    """In plain words, such as `already exists; --force overwrites it`."""
    charge: Charge = Charge.NONE


class TokenRejected(ImagineError):
    """Discord does not accept the bot's token."""


class DiscordUnreachable(ImagineError):
    """Discord cannot be reached, or has an outage."""


@dataclass(eq=False)
class StartRefused(ImagineError):
    """Discord does not take the bot's commands, or another call of its start."""

    reason: str
    """In Discord's words."""


@dataclass(eq=False)
class Unexpected(ImagineError):
    """A mistake of ours; the log has the whole story under the reference id."""

    reference: str


@dataclass(eq=False)
class ConfigError(ImagineError):
    """Settings that cannot work, all of them at once."""

    problems: tuple[tuple[str, str], ...]
    """Pairs of a variable's name and what is wrong with it, in plain words."""
