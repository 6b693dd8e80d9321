"""The facts of a request and the head of its answer, from which errors get their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self, TypedDict

from bot.errors import BadAnswer, Charge
from bot.openrouter.answers.wire import Completion, Surface

_MAX_DETAIL_LENGTH = 500

_EPOCH = datetime.fromtimestamp(0, UTC)


class Facts(TypedDict, total=False):
    """The fields of `GenerationFailed`."""

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
class RequestFacts:
    """The facts of a request that matter for judging its failure."""

    surface: Surface
    model: str | None = None
    prompt: str = field(default="", repr=False)
    is_plain: bool = True
    """Whether the request consisted of a prompt and a model only."""


@dataclass(frozen=True, slots=True)
class HttpReply:
    """The head of an answer: status and headers."""

    request: RequestFacts
    status: int
    provider: str | None = None
    generation_id: str | None = None
    retry_after: str | None = None
    """The `Retry-After` header."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    received_at: datetime = _EPOCH
    """From its `Date` header, or else by our clock."""

    @property
    def surface(self) -> Surface:
        """The endpoint that answered."""
        return self.request.surface

    def completed_by(self, answer: Completion) -> Self:
        """Return the head with missing facts filled in from the body."""
        return replace(
            self,
            provider=self.provider or answer.provider,
            generation_id=self.generation_id or answer.generation_id,
        )

    def facts(self, *, charge: Charge) -> Facts:
        """Return the facts common to all errors about this answer."""
        return Facts(
            charge=charge,
            model=self.request.model,
            status=self.status,
            provider=self.provider,
            generation_id=self.generation_id,
        )

    def facts_of(self, answer: Completion) -> Facts:
        """Return the facts common to all errors about this HTTP 200 answer without an image."""
        charge = charge_of_answer(self.surface, answer)
        facts = self.facts(charge=charge)
        if charge is Charge.MADE:
            facts["cost_micros"] = answer.cost_micros
        return facts


def charge_of_answer(surface: Surface, answer: Completion) -> Charge:
    """Tell whether an HTTP 200 answer without a usable image may have been charged.

    `/images` bills nothing unless image data arrived, usable or not; the chat surface may
    bill the prompt and the reasoning.
    https://openrouter.ai/docs/features/zero-completion-insurance, read 2026-11-22.
    """
    if answer.cost_micros:
        return Charge.MADE
    has_bytes = bool(answer.sources) or answer.received > 0
    return Charge.NONE if surface == "images" and not has_bytes else Charge.POSSIBLE


def fault_of_body(reply: HttpReply, error: BadAnswer) -> BadAnswer:
    """Return the error for an HTTP 200 body that could not be decoded."""
    facts = reply.facts(charge=Charge.POSSIBLE)
    facts["detail"] = error.detail
    return BadAnswer(**facts)


def clip(text: str) -> str:
    """Shorten a provider's text to 500 characters, for a log line."""
    return text if len(text) <= _MAX_DETAIL_LENGTH else f"{text[: _MAX_DETAIL_LENGTH - 1]}…"
