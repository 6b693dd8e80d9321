"""Where OpenRouter's failures become our errors, with their facts.

What they mean is decided in `bot.openrouter.failures.meaning`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Self, TypedDict

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    Charge,
    OutOfCredit,
    PaintingFailed,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
)
from bot.openrouter.answers.wire import Answer, Surface
from bot.openrouter.failures.echo import words_of
from bot.openrouter.failures.errorbody import ErrorBody, Metadata, read_error
from bot.openrouter.failures.meaning import meaning_of, said_by
from bot.openrouter.failures.told import told_by
from bot.openrouter.failures.waits import wait_asked

#: The longest time that is waited for the one extra attempt; a longer one is told.
LONGEST_RETRY_AFTER_S = 30.0

#: What is waited when the provider does not say, before jitter.
USUAL_RETRY_AFTER_S = 1.0

_RETRIED = frozenset({402, 429, 500, 502, 503, 529})

#: Finish reasons of a model that will not paint this.
#: https://github.com/pollinations/pollinations/issues/4241, read 2026-11-30
_REFUSED_REASONS = frozenset(
    (
        *("safety", "prohibited_content", "blocklist", "spii", "recitation", "refusal"),
        *("image_safety", "image_prohibited_content", "image_recitation"),
        *("content_filter", "content_filtered"),
    )
)

#: Those which say no more than that there is no picture; `image_` begins several more.
_UNCLEAR_REASONS = frozenset(
    ("other", "no_image", "language", "model_armor", "guardrail_intervened")
)

#: What may be said beside choices and pictures, in an answer whose status is a good one.
_SAID_BESIDE = frozenset({PromptRejected, OutOfCredit, AccountBlocked, ProviderBusy})

_LONGEST_DETAIL = 500

_EPOCH = datetime.fromtimestamp(0, UTC)


class Facts(TypedDict, total=False):
    """The fields that every `PaintingFailed` has."""

    charge: Charge
    model: str | None
    status: int | None
    error_type: str | None
    provider: str | None
    retry_after_s: float | None
    retry_at: datetime | None
    may_be_refusal: bool
    detail: str | None
    generation_id: str | None
    cost_micros: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request was about, as far as its failure is judged by it."""

    surface: Surface
    model: str | None = None
    prompt: str = field(default="", repr=False)
    is_plain: bool = True
    """Whether nothing but a prompt and a model was sent."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says of itself before its body."""

    asked: Asked
    status: int
    provider: str | None = None
    generation_id: str | None = None
    retry_after: str | None = None
    """The header `Retry-After`."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    came_at: datetime = _EPOCH
    """By its own header `Date`, or by our clock."""

    @property
    def surface(self) -> Surface:
        """Which endpoint answered."""
        return self.asked.surface

    def completed_by(self, answer: Answer) -> Self:
        """Return the head with what the body adds to it."""
        return replace(
            self,
            provider=self.provider or answer.provider,
            generation_id=self.generation_id or answer.generation_id,
        )

    def facts(self, *, charge: Charge) -> Facts:
        """Return what any error about this answer carries."""
        return Facts(
            charge=charge,
            model=self.asked.model,
            status=self.status,
            provider=self.provider,
            generation_id=self.generation_id,
        )

    def facts_of(self, answer: Answer) -> Facts:
        """Return what any error about this answer of HTTP 200 without a usable picture carries."""
        charge = charge_of_answer(self.surface, answer)
        facts = self.facts(charge=charge)
        if charge is Charge.MADE:
            facts["cost_micros"] = answer.cost_micros
        return facts


def fault_of_status(reply: Reply, text: str) -> PaintingFailed:
    """Return the error for an answer whose HTTP status is not 200.

    OpenRouter bills no answer of this kind, on either surface.

    Args:
        reply: The answer's head.
        text: Its body, or the beginning of it.
    """
    facts = reply.facts(charge=Charge.NONE)
    envelope = read_error(text)
    if envelope is None or envelope.error is None:
        # a proxy's page, or nothing
        facts["detail"] = clip(text)
        return _fault(ErrorBody(), reply.status, reply, facts)
    return _fault(envelope.error, reply.status, reply, facts, envelope.error_type)


def fault_of_answer(reply: Reply, answer: Answer, unusable: BadAnswer) -> PaintingFailed:
    """Return the error for an answer of HTTP 200 without a usable picture.

    Args:
        reply: The answer's head.
        answer: What it holds.
        unusable: What is wrong with its pictures, where it has any.
    """
    facts = reply.facts_of(answer)
    native = _reason(answer.native_finish_reason)
    if answer.error is not None:
        names = (answer.native_finish_reason, answer.finish_reason)
        status = _status_inside(answer.error)
        if _is_refused(answer, native):
            return _with_facts(PromptRejected, answer.error, reply, facts)
        return _fault(answer.error, status, reply, facts, *names)
    beside = ErrorBody.model_validate(answer.beside)
    status = _status_inside(beside, HTTPStatus.OK)
    told = told_by(beside, status=status, prompt=reply.asked.prompt)
    if said_by(told) in _SAID_BESIDE or (status != HTTPStatus.OK and not answer.sources):
        return _fault(beside, status, reply, facts)
    if answer.sources:
        facts["detail"] = unusable.detail
        return BadAnswer(**facts)
    facts["detail"] = clip(
        f"finish_reason={answer.finish_reason} native={answer.native_finish_reason}"
        f" refusal={answer.refusal} text={answer.text}"
    )
    if _is_refused(answer, native):
        return PromptRejected(**facts)
    # gateways flatten reasons of safety to `stop`, and models say no in words
    is_silent = reply.surface == "chat" and answer.finish_reason == "stop" and not answer.promised
    facts["may_be_refusal"] = is_silent or _is_unclear(native)
    return BadAnswer(**facts)


def charge_of_answer(surface: Surface, answer: Answer) -> Charge:
    """Tell what an answer of HTTP 200 without a usable picture may have cost.

    On `/images` nothing is billed unless some bytes came, whatever they are; on the chat surface
    the prompt and the thinking may be.
    https://openrouter.ai/docs/features/zero-completion-insurance, read 2026-11-22.
    """
    if answer.cost_micros:
        return Charge.MADE
    has_bytes = bool(answer.sources) or answer.came > 0
    return Charge.NONE if surface == "images" and not has_bytes else Charge.POSSIBLE


def fault_of_body(reply: Reply, error: BadAnswer) -> BadAnswer:
    """Return the error for a body of HTTP 200 that could not be decoded to its end."""
    facts = reply.facts(charge=Charge.POSSIBLE)
    facts["detail"] = error.detail
    return BadAnswer(**facts)


def wait_before_retry(error: PaintingFailed) -> float | None:
    """Return the seconds to wait before the one extra attempt, or None when there is none.

    There is one when the provider was busy or down and said so at once, and when OpenRouter was
    never reached; never after what is or may be a refusal, a timeout, or anything that may have
    been billed.
    """
    never_reached = error.status is None and error.charge is Charge.NONE
    if not isinstance(error, ProviderBusy | ProviderDown) or error.may_be_refusal:
        return None
    if error.status not in _RETRIED and not never_reached:
        return None
    if error.retry_after_s is None:
        return USUAL_RETRY_AFTER_S
    return error.retry_after_s if error.retry_after_s <= LONGEST_RETRY_AFTER_S else None


def clip(text: str) -> str:
    """Cut a provider's text to what a log line takes."""
    return text if len(text) <= _LONGEST_DETAIL else f"{text[: _LONGEST_DETAIL - 1]}…"


def _fault(
    error: ErrorBody, status: int, reply: Reply, facts: Facts, *names: str | None
) -> PaintingFailed:
    told = told_by(
        error,
        status=status,
        prompt=reply.asked.prompt,
        is_plain=reply.asked.is_plain,
        names=names,
    )
    meaning = meaning_of(told)
    facts["may_be_refusal"] = meaning.may_be_refusal
    seconds = wait_asked(
        told,
        _texts(error),
        now=reply.came_at,
        retry_after=reply.retry_after,
        headers={**reply.headers, **((error.metadata and error.metadata.headers) or {})},
        availability_s=error.availability.retry_after if error.availability else None,
    )
    facts["retry_after_s"] = seconds
    if seconds is not None and seconds > LONGEST_RETRY_AFTER_S:
        facts["retry_at"] = reply.came_at + timedelta(seconds=seconds)
    return _with_facts(meaning.kind, error, reply, facts, *names)


def _with_facts(
    kind: type[PaintingFailed], error: ErrorBody, reply: Reply, facts: Facts, *names: str | None
) -> PaintingFailed:
    metadata = error.metadata or Metadata()
    own = (error.availability and error.availability.code, error.error_type, metadata.error_type)
    words = (error.type, error.code if isinstance(error.code, str) else None, *names)
    facts["error_type"] = next((name for name in (*own, *words) if name), None)
    facts["provider"] = metadata.provider_name or reply.provider
    facts.setdefault("detail", clip(_texts(error)))
    return kind(**facts)


def _status_inside(error: ErrorBody, otherwise: int = HTTPStatus.BAD_GATEWAY) -> int:
    """Return the status that an error inside HTTP 200 would have had."""
    for code in (error.code, error.http_status):
        number = int(code) if isinstance(code, str) and code.isdecimal() else code
        if isinstance(number, int) and 400 <= number < 600:  # noqa: PLR2004 - HTTP's range of faults
            return number
    return otherwise


def _texts(error: ErrorBody) -> str:
    """Return the message and the provider's own body, in which the cause often stands."""
    raw = (error.metadata or Metadata()).raw
    told = raw if isinstance(raw, str) else json.dumps(raw) if raw is not None else ""
    return f"{error.message or ''} {told}".strip()


def _reason(name: str | None) -> str:
    """Return a finish reason as words; providers write the same one in several ways."""
    return "_".join(words_of(name or "")).removeprefix("finish_reason_")


def _is_refused(answer: Answer, native: str) -> bool:
    """Tell whether an answer says that the prompt was refused."""
    if answer.refusal or _reason(answer.finish_reason) in _REFUSED_REASONS:
        return True
    return native in _REFUSED_REASONS


def _is_unclear(native: str) -> bool:
    is_of_picture = native.startswith("image_") and native not in _REFUSED_REASONS
    return is_of_picture or native in _UNCLEAR_REASONS
