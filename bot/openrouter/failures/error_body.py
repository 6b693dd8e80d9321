"""The body of a failed answer, read into one shape wherever in an answer it stands."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict

from bot.openrouter.lenient import LenientModel, Loose, LooseList, Number, WholeNumber


class Metadata(LenientModel):
    """What an error says of its cause."""

    error_type: Loose[str] = None
    provider_name: Loose[str] = None
    raw: object = None
    """The provider's own body, as text or JSON; may echo the prompt."""
    reasons: LooseList[object] = ()
    patterns: LooseList[object] = ()
    reason: Loose[str] = None
    """Beside `limit_source`, such as `in_flight_budget_exhausted`."""
    limit_source: Loose[str] = None
    """Whose limit was met. https://openrouter.ai/docs/api_reference/limits"""
    failed_routing_step: Loose[str] = None
    """Why no endpoint was left, such as `Filter by Parameters`: no provider was asked."""
    is_byok: Loose[bool] = None
    """Whether the operator's own key at the provider was used."""
    previous_errors: LooseList[object] = ()
    """What providers said that were asked before the last one."""
    headers: Loose[dict[str, object]] = None
    """The provider's, as far as OpenRouter passes them on."""


class Availability(LenientModel):
    """Why no provider serves the model now."""

    code: Loose[str] = None
    retry_after: Loose[Number] = None


def _message_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON
    return {"message": value} if isinstance(value, str) else value


class ErrorBody(LenientModel):
    """An error, wherever in an answer it stands; what is not named here is kept beside it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: Loose[WholeNumber | str] = None
    """A status, or a word such as `content_policy_violation`."""
    http_status: Loose[WholeNumber] = None
    type: Loose[str] = None
    message: Loose[str] = None
    error_type: Loose[str] = None
    is_byok: Loose[bool] = None
    metadata: Loose[Metadata] = None
    availability: Loose[Availability] = None


AnyError = Annotated[Loose[ErrorBody], BeforeValidator(_message_alone)]


class Envelope(LenientModel):
    """An answer that is an error, or has one beside it."""

    error: AnyError = None
    error_type: Loose[str] = None


def read_error(text: str) -> Envelope | None:
    """Read the body of an HTTP error; None when it is a page, or says nothing.

    Gateways before OpenRouter leave the envelope out, put the object on a line of events, or say
    what is wrong in plain words: that is then the error itself.
    """
    stripped = text.strip().removeprefix("data:").lstrip()
    if not stripped or stripped.startswith("<"):
        return None
    try:
        document: object = json.JSONDecoder().raw_decode(stripped)[0]
    except (ValueError, RecursionError):
        document = None if stripped.startswith(("{", "[")) else stripped
    if isinstance(document, str):
        return Envelope(error=ErrorBody(message=document))
    if not isinstance(document, dict) or not document:
        return None
    envelope = Envelope.model_validate(document)
    if envelope.error is not None:
        return envelope
    return envelope.model_copy(update={"error": ErrorBody.model_validate(document)})
