"""The one place where OpenRouter's failures become our errors.

The rules and their sources: https://openrouter.ai/docs/api-reference/errors and the error types
of https://github.com/OpenRouterTeam/docs openapi.yaml, read 2026-11-22.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self, TypedDict

from bot.errors import (
    BadAnswer,
    Charge,
    KeyRejected,
    ModelGone,
    NotAllowed,
    OutOfCredit,
    PaintingFailed,
    PaintingTimedOut,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    RequestRejected,
)
from bot.openrouter.errorbody import Envelope, ErrorBody, Metadata, read_error
from bot.openrouter.wire import Answer, Surface

#: The longest time that is waited for the one extra attempt.
LONGEST_RETRY_AFTER_S = 30.0

#: What is waited when the provider does not say, before jitter.
USUAL_RETRY_AFTER_S = 1.0

_RETRIED = frozenset({429, 500, 502, 503, 529})

_BY_STATUS: Mapping[int, type[PaintingFailed]] = {
    400: RequestRejected,
    401: KeyRejected,
    402: OutOfCredit,
    403: NotAllowed,
    404: ModelGone,
    408: PaintingTimedOut,
    429: ProviderBusy,
    503: ProviderBusy,
    504: PaintingTimedOut,
    524: PaintingTimedOut,
    529: ProviderBusy,
}

#: By `availability.code` or `error_type`; what is not here says no more than the status does.
_BY_TYPE: Mapping[str, type[PaintingFailed]] = {
    **dict.fromkeys(
        (
            "context_length_exceeded",
            "image_download_failed",
            "image_not_found",
            "image_too_large",
            "image_too_small",
            "invalid_image",
            "invalid_prompt",
            "invalid_request",
            "max_tokens_exceeded",
            "payload_too_large",
            "precondition_failed",
            "string_too_long",
            "token_limit_exceeded",
            "unprocessable",
            "unsupported_image_format",
        ),
        RequestRejected,
    ),
    "authentication": KeyRejected,
    "capacity_exhausted": ProviderBusy,
    "constraint_filtered": RequestRejected,
    "content_policy_violation": PromptRejected,
    "free_variant_ended": ModelGone,
    "image_content_policy_violation": PromptRejected,
    "model_deprecated": ModelGone,
    "model_not_found": ModelGone,
    "model_unavailable_upstream": ModelGone,
    "no_endpoints": ModelGone,
    "not_found": ModelGone,
    "payment_required": OutOfCredit,
    "permission_denied": NotAllowed,
    "privacy_restricted": NotAllowed,
    "provider_overloaded": ProviderBusy,
    "provider_unavailable": ProviderDown,
    "rate_limit_exceeded": ProviderBusy,
    "refusal": PromptRejected,
    "region_restricted": NotAllowed,
    "server": ProviderDown,
    "temporarily_unavailable": ProviderBusy,
    "timeout": PaintingTimedOut,
    "wrong_endpoint": RequestRejected,
}

#: Words by which a message tells of a block where no type does.
_BLOCKED = re.compile(r"safety|moderation|content.?policy|prohibited", re.IGNORECASE)

#: Faults of the request, the answer or the provider may be blocks; those of the account may not,
#: whatever words they use.
_MAY_BE_BLOCK = frozenset({RequestRejected, NotAllowed, ProviderDown})

#: Finish reasons of a model that will not paint this; `IMAGE_` begins several more.
_BLOCKED_NATIVE = frozenset({"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION"})

#: Words of a provider that has no room, under a status that says something else.
_BUSY = re.compile(r"RESOURCE_EXHAUSTED|rate.?limit|overloaded", re.IGNORECASE)

_UNKNOWN_MODEL = re.compile(r"is not a valid model id", re.IGNORECASE)

_LONGEST_DETAIL = 500


class Facts(TypedDict, total=False):
    """The fields that every `PaintingFailed` has."""

    charge: Charge
    model: str | None
    status: int | None
    error_type: str | None
    provider: str | None
    retry_after_s: float | None
    detail: str | None
    generation_id: str | None
    cost_micros: int | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says of itself before its body."""

    surface: Surface
    model: str | None
    status: int
    provider: str | None = None
    generation_id: str | None = None
    retry_after: str | None = None
    """The header `Retry-After`."""

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
            model=self.model,
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
    envelope = read_error(text)
    if envelope is None or envelope.error is None:
        return _fault_without_envelope(reply, envelope, text)
    facts = reply.facts(charge=Charge.NONE)
    return _fault(envelope.error, envelope.error_type, reply.status, reply, facts)


def fault_of_answer(reply: Reply, answer: Answer, unusable: BadAnswer) -> PaintingFailed:
    """Return the error for an answer of HTTP 200 without a usable picture.

    Args:
        reply: The answer's head.
        answer: What it holds.
        unusable: What is wrong with its pictures, where it has any.
    """
    facts = reply.facts_of(answer)
    if answer.error is not None:
        return _fault(answer.error, None, _status_inside(answer.error), reply, facts)
    if answer.sources:
        facts["detail"] = unusable.detail
        return BadAnswer(**facts)
    facts["detail"] = clip(
        f"finish_reason={answer.finish_reason} native={answer.native_finish_reason}"
        f" refusal={answer.refusal} text={answer.text}"
    )
    return PromptRejected(**facts) if _is_blocked(reply, answer) else BadAnswer(**facts)


def charge_of_answer(surface: Surface, answer: Answer) -> Charge:
    """Tell what an answer of HTTP 200 without a usable picture may have cost.

    On `/images` nothing is billed unless some bytes came, whatever they are; on the chat surface
    the prompt and the thinking may be.
    https://openrouter.ai/docs/features/zero-completion-insurance, read 2026-11-22.
    """
    if answer.cost_micros:
        return Charge.MADE
    return Charge.NONE if surface == "images" and not answer.sources else Charge.POSSIBLE


def fault_of_body(reply: Reply, error: BadAnswer) -> BadAnswer:
    """Return the error for a body of HTTP 200 that could not be decoded to its end."""
    facts = reply.facts(charge=Charge.POSSIBLE)
    facts["detail"] = error.detail
    return BadAnswer(**facts)


def wait_before_retry(error: PaintingFailed) -> float | None:
    """Return the seconds to wait before the one extra attempt, or None when there is none.

    There is one when the provider was busy or down and said so at once, and when OpenRouter was
    never reached; never after a refusal, a timeout, or anything that may have been billed.
    """
    never_reached = error.status is None and error.charge is Charge.NONE
    if not isinstance(error, ProviderBusy | ProviderDown):
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
    error: ErrorBody, outer_type: str | None, status: int, reply: Reply, facts: Facts
) -> PaintingFailed:
    metadata = error.metadata or Metadata()
    availability_code = error.availability.code if error.availability else None
    error_type = error.error_type or metadata.error_type or outer_type
    facts["error_type"] = availability_code or error_type
    facts["provider"] = metadata.provider_name or reply.provider
    facts["retry_after_s"] = _retry_after(reply, error)
    facts["detail"] = clip(_words(error, metadata))
    return _kind(error, metadata, (availability_code, error_type), status)(**facts)


def _kind(
    error: ErrorBody, metadata: Metadata, types: tuple[str | None, ...], status: int
) -> type[PaintingFailed]:
    """Return the class for an error: what it says it is, else what its status means."""
    if status == 403 and (metadata.reasons or metadata.patterns):  # noqa: PLR2004 - an HTTP status
        return PromptRejected
    message = error.message or ""
    kind = next((_BY_TYPE[name] for name in types if name and name in _BY_TYPE), None)
    # An unknown model is told as a general mistake of the request, with the fact in its words.
    if kind in (None, RequestRejected) and _UNKNOWN_MODEL.search(message):
        return ModelGone
    kind = kind or _kind_of_status(status)
    said_by_type = any(name in {"region_restricted", "privacy_restricted"} for name in types)
    if kind in _MAY_BE_BLOCK and not said_by_type and _BLOCKED.search(_words(error, metadata)):
        return PromptRejected
    if kind is RequestRejected and not any(types) and _BUSY.search(_words(error, metadata)):
        return ProviderBusy
    return kind


def _kind_of_status(status: int) -> type[PaintingFailed]:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    is_request_fault = 400 <= status < 500  # noqa: PLR2004 - HTTP's range of the client's faults
    return RequestRejected if is_request_fault else ProviderDown


def _fault_without_envelope(reply: Reply, envelope: Envelope | None, text: str) -> PaintingFailed:
    """Return the error for a body that is not OpenRouter's: a proxy's page, or nothing."""
    facts = reply.facts(charge=Charge.NONE)
    facts["error_type"] = envelope.error_type if envelope else None
    facts["retry_after_s"] = _seconds(reply.retry_after)
    facts["detail"] = clip(text)
    kind = _kind_of_status(reply.status)
    # That a page is missing says nothing about a model: most likely the base URL is wrong.
    return (RequestRejected if kind is ModelGone else kind)(**facts)


def _status_inside(error: ErrorBody) -> int:
    """Return the status that an error inside HTTP 200 would have had."""
    for code in (error.code, error.http_status):
        if code is not None and 400 <= code < 600:  # noqa: PLR2004 - HTTP's range of faults
            return code
    return 502


def _words(error: ErrorBody, metadata: Metadata) -> str:
    """Return the message and the provider's own body, in which the cause often stands."""
    raw = metadata.raw
    told = raw if isinstance(raw, str) else json.dumps(raw) if raw is not None else ""
    return f"{error.message or ''} {told}".strip()


def _retry_after(reply: Reply, error: ErrorBody) -> float | None:
    seconds = _seconds(reply.retry_after)
    if seconds is None and error.availability and error.availability.retry_after is not None:
        seconds = _seconds(str(error.availability.retry_after))
    return seconds


def _seconds(text: str | None) -> float | None:
    """Read a number of seconds that makes sense; a date is treated as nothing said."""
    try:
        seconds = float(text or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _is_blocked(reply: Reply, answer: Answer) -> bool:
    """Tell whether an answer without a picture is most likely a refusal to paint this prompt."""
    native = (answer.native_finish_reason or "").upper()
    if answer.finish_reason == "content_filter" or answer.refusal:
        return True
    if native in _BLOCKED_NATIVE or native.startswith("IMAGE_"):
        return True
    # Gateways flatten safety reasons to `stop`. An empty place for a picture is another fault.
    return reply.surface == "chat" and answer.finish_reason == "stop" and not answer.promised
