"""Failed generations: no image arrived, and the operator may owe money for that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

from bot.errors.root import ImagineError


class Charge(StrEnum):
    """Whether the operator owes OpenRouter for an attempt that returned no image."""

    NONE = "none"
    """OpenRouter states that it does not bill such an answer."""
    POSSIBLE = "possible"
    """The answer does not tell."""
    MADE = "made"
    """OpenRouter reported a cost."""


FailureKind = Literal[
    "refusal",
    "unclear",
    "capacity",
    "outage",
    "timeout",
    "gone",
    "account",
    "our_mistake",
    "bad_answer",
]

#: The reason of a job that its requester cancelled.
WITHDRAWN = "withdrawn"


@dataclass(eq=False)
class GenerationFailed(ImagineError):
    """A request was sent to OpenRouter and returned no image."""

    word = "painting_failed"
    kind: ClassVar[FailureKind] = "bad_answer"
    """The class's kind, for `failure_kind`."""

    charge: Charge = Charge.NONE
    model: str | None = None
    """Id of the requested model."""
    status: int | None = None
    """The HTTP status; None without an answer."""
    error_type: str | None = None
    """OpenRouter's error type, such as `rate_limit_exceeded`."""
    provider: str | None = None
    retry_after_s: float | None = None
    """Wait that the provider asks for, 0 to 86,400 seconds."""
    retry_at: datetime | None = None
    """End of that wait, where it is too long for the job to wait."""
    may_be_refusal: bool = False
    """Whether this may be a rejection of the prompt, in wording that is not a known rejection."""
    detail: str | None = None
    """The provider's message, for the log. It may echo the prompt, so members never see it."""
    generation_id: str | None = None
    cost_micros: int | None = None
    """Cost that OpenRouter reported, in micro-dollars."""

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
        # escaped, so that a provider's text cannot start a log line of its own
        return " ".join(
            f"{name}={value if value.isprintable() else ascii(value)}"
            for name, value in known.items()
        )


class PromptRejected(GenerationFailed):
    """The model or its provider rejects this prompt, or most likely does."""

    kind = "refusal"


class ProviderBusy(GenerationFailed):
    """The provider has no capacity, or applies a rate limit."""

    kind = "capacity"


class ProviderDown(GenerationFailed):
    """The provider or OpenRouter is unreachable or has an outage."""

    kind = "outage"


class KeyRejected(GenerationFailed):
    """OpenRouter does not accept the key."""

    kind = "account"


class AccountBlocked(GenerationFailed):
    """OpenRouter or a provider has blocked or suspended the operator's account."""

    kind = "account"


class OutOfCredit(GenerationFailed):
    """The credit, or the limit of the key, a guardrail, a workspace or an own key, is used up."""

    kind = "account"


class ModelGone(GenerationFailed):
    """The model no longer exists, or no provider serves it."""

    kind = "gone"


class ProviderForbids(GenerationFailed):
    """A rule of the account, the region or a guardrail forbids the request."""

    word = "not_allowed"
    kind = "account"


class RequestRejected(GenerationFailed):
    """OpenRouter rejects the request itself as invalid."""

    kind = "our_mistake"


class GenerationTimedOut(GenerationFailed):
    """A timeout expired, OpenRouter's or ours."""

    word = "painting_timed_out"
    kind = "timeout"


class BadAnswer(GenerationFailed):
    """The answer contains no usable image."""


@dataclass(eq=False)
class Interrupted(ImagineError):
    """The bot stopped, or the job was cancelled, before the image arrived."""

    charge: Charge = Charge.NONE


@dataclass(eq=False)
class LostInRestart(ImagineError):
    """The process died after it sent the request; sending it again could cost twice."""

    charge: Charge = Charge.POSSIBLE


@dataclass(eq=False)
class Cancelled(ImagineError):
    """The job's requester or a moderator cancelled it."""

    by_user: int
    charge: Charge = Charge.NONE
    is_whole_or_free: bool = False
    """Whether a dropped request is billed only if it had just finished, as `/images` does."""
    generation_id: str | None = None
    is_by_requester: bool = False
    counted: int = 0
    """Images that count for the requester all the same, since they were sent before."""


@dataclass(eq=False)
class SpoolFailed(ImagineError):
    """The image's bytes cannot be written to or read from the disk."""

    detail: str = ""
    """For the log."""
    charge: Charge = Charge.POSSIBLE


def reason_of(error: ImagineError) -> str:
    """Return the word of a failure in stored jobs, metrics and printed JSON."""
    if isinstance(error, Cancelled) and error.is_by_requester:
        return WITHDRAWN
    return error.word


def is_about_prompt(error: ImagineError) -> bool:
    """Tell whether a failure is, or may be, a rejection of the prompt."""
    return isinstance(error, GenerationFailed) and failure_kind(error) in {"refusal", "unclear"}


def failure_kind(error: GenerationFailed) -> FailureKind:
    """Return the kind of a failure.

    `refusal`: the prompt was rejected. `unclear`: a rejection or something else. `capacity`,
    `outage`, `timeout`, `gone`: the provider's failure. `account`: the operator has to fix the
    account. `our_mistake`: the bot sent an invalid request. `bad_answer`: no image for no known
    reason.
    """
    return "unclear" if error.may_be_refusal else error.kind
