"""No image came, and what the operator may owe for that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

from bot.errors.root import ImagineError


class Charge(StrEnum):
    """What the operator may owe OpenRouter for an attempt that gave no image."""

    NONE = "none"
    """OpenRouter says that such an answer is not billed."""
    POSSIBLE = "possible"
    """It cannot be known from the answer."""
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

#: Why a job ended that its requester cancelled.
WITHDRAWN = "withdrawn"


@dataclass(eq=False)
class GenerationFailed(ImagineError):
    """OpenRouter was asked and gave no image."""

    word = "painting_failed"
    kind: ClassVar[FailureKind] = "bad_answer"
    """What `failure_kind` says of the class."""

    charge: Charge = Charge.NONE
    model: str | None = None
    """The model id that was asked."""
    status: int | None = None
    """The HTTP status, where there was an answer."""
    error_type: str | None = None
    """OpenRouter's own word, such as `rate_limit_exceeded`."""
    provider: str | None = None
    retry_after_s: float | None = None
    """Seconds that the provider asks to wait, 0 to 86,400."""
    retry_at: datetime | None = None
    """When those are over, where they are too many to be waited for."""
    may_be_refusal: bool = False
    """Whether the prompt may have been refused, in words that are not known to say so."""
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


class PromptRejected(GenerationFailed):
    """The model or its provider refuses this prompt, or most likely does."""

    kind = "refusal"


class ProviderBusy(GenerationFailed):
    """The provider has no capacity or limits our rate."""

    kind = "capacity"


class ProviderDown(GenerationFailed):
    """The provider or OpenRouter cannot be reached or does not work."""

    kind = "outage"


class KeyRejected(GenerationFailed):
    """OpenRouter does not accept the key."""

    kind = "account"


class AccountBlocked(GenerationFailed):
    """OpenRouter or a provider has blocked or suspended the operator's account."""

    kind = "account"


class OutOfCredit(GenerationFailed):
    """No credit is left, or a limit of the key, a guardrail, a workspace or an own key is spent."""

    kind = "account"


class ModelGone(GenerationFailed):
    """The model exists no more, or nobody serves it."""

    kind = "gone"


class ProviderForbids(GenerationFailed):
    """A rule of the account, the region or a guardrail forbids it."""

    word = "not_allowed"
    kind = "account"


class RequestRejected(GenerationFailed):
    """OpenRouter finds fault with the request itself."""

    kind = "our_mistake"


class GenerationTimedOut(GenerationFailed):
    """A deadline passed, OpenRouter's or ours."""

    word = "painting_timed_out"
    kind = "timeout"


class BadAnswer(GenerationFailed):
    """An answer came, but no usable image in it."""


@dataclass(eq=False)
class Interrupted(ImagineError):
    """The bot stopped, or the job was cancelled, before the image was there."""

    charge: Charge = Charge.NONE


@dataclass(eq=False)
class LostInRestart(ImagineError):
    """The process died after the request had left; sending it again could cost twice."""

    charge: Charge = Charge.POSSIBLE


@dataclass(eq=False)
class Cancelled(ImagineError):
    """Its requester or a moderator cancelled the job."""

    by_user: int
    charge: Charge = Charge.NONE
    is_whole_or_free: bool = False
    """Whether OpenRouter bills only what it had finished, as it says of `/images`."""
    generation_id: str | None = None
    is_by_requester: bool = False
    counted: int = 0
    """Images that count for their requester, who gave them up after they were sent."""


@dataclass(eq=False)
class SpoolFailed(ImagineError):
    """The disk did not take the image's bytes."""

    detail: str = ""
    """For the log."""
    charge: Charge = Charge.POSSIBLE


def reason_of(error: ImagineError) -> str:
    """Return the word under which a failure is stored, counted and printed."""
    if isinstance(error, Cancelled) and error.is_by_requester:
        return WITHDRAWN
    return error.word


def is_about_prompt(error: ImagineError) -> bool:
    """Tell whether a failure is, or may be, the model's refusal of the prompt."""
    return isinstance(error, GenerationFailed) and failure_kind(error) in {"refusal", "unclear"}


def failure_kind(error: GenerationFailed) -> FailureKind:
    """Return what kind of answer a failure was.

    `refusal` is the prompt's, `unclear` may be that or something else; `capacity`, `outage`,
    `timeout` and `gone` are the provider's; `account` is the operator's to mend; `our_mistake` is a
    request that nobody should have sent; `bad_answer` is no image for no known reason.
    """
    return "unclear" if error.may_be_refusal else error.kind
