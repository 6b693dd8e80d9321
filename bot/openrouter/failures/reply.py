"""What a request was about, and what its answer says of itself before its body is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self, TypedDict

from bot.errors import BadAnswer, Charge
from bot.openrouter.answers.wire import Completion, Surface

_MAX_DETAIL_LENGTH = 500

_EPOCH = datetime.fromtimestamp(0, UTC)


class Facts(TypedDict, total=False):
    """The fields that every `GenerationFailed` has."""

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
    """What a request was about, as far as its failure is judged by it."""

    surface: Surface
    model: str | None = None
    prompt: str = field(default="", repr=False)
    is_plain: bool = True
    """Whether nothing but a prompt and a model was sent."""


@dataclass(frozen=True, slots=True)
class HttpReply:
    """What an answer says of itself before its body."""

    request: RequestFacts
    status: int
    provider: str | None = None
    generation_id: str | None = None
    retry_after: str | None = None
    """The header `Retry-After`."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    received_at: datetime = _EPOCH
    """By its own header `Date`, or by our clock."""

    @property
    def surface(self) -> Surface:
        """Which endpoint answered."""
        return self.request.surface

    def completed_by(self, answer: Completion) -> Self:
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
            model=self.request.model,
            status=self.status,
            provider=self.provider,
            generation_id=self.generation_id,
        )

    def facts_of(self, answer: Completion) -> Facts:
        """Return what any error about this answer of HTTP 200 without a usable image carries."""
        charge = charge_of_answer(self.surface, answer)
        facts = self.facts(charge=charge)
        if charge is Charge.MADE:
            facts["cost_micros"] = answer.cost_micros
        return facts


def charge_of_answer(surface: Surface, answer: Completion) -> Charge:
    """Tell what an answer of HTTP 200 without a usable image may have cost.

    On `/images` nothing is billed unless some bytes came, whatever they are; on the chat surface
    the prompt and the thinking may be.
    https://openrouter.ai/docs/features/zero-completion-insurance, read 2026-11-22.
    """
    if answer.cost_micros:
        return Charge.MADE
    has_bytes = bool(answer.sources) or answer.received > 0
    return Charge.NONE if surface == "images" and not has_bytes else Charge.POSSIBLE


def fault_of_body(reply: HttpReply, error: BadAnswer) -> BadAnswer:
    """Return the error for a body of HTTP 200 that could not be decoded to its end."""
    facts = reply.facts(charge=Charge.POSSIBLE)
    facts["detail"] = error.detail
    return BadAnswer(**facts)


def clip(text: str) -> str:
    """Cut a provider's text to what a log line takes."""
    return text if len(text) <= _MAX_DETAIL_LENGTH else f"{text[: _MAX_DETAIL_LENGTH - 1]}…"
