"""Parses the error of a failed answer, from an HTTP error body or from inside HTTP 200."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict

from bot.openrouter.lenient import LenientModel, Loose, LooseList, Number, WholeNumber


class Metadata(LenientModel):
    """The `metadata` of an error, which describe its cause."""

    error_type: Loose[str] = None
    provider_name: Loose[str] = None
    raw: object = None
    """The provider's original body, as text or JSON; may echo the prompt."""
    reasons: LooseList[object] = ()
    patterns: LooseList[object] = ()
    reason: Loose[str] = None
    """Details of `limit_source`, such as `in_flight_budget_exhausted`."""
    limit_source: Loose[str] = None
    """The limit that was exceeded. https://openrouter.ai/docs/api_reference/limits"""
    failed_routing_step: Loose[str] = None
    """The filter that left no endpoint, such as `Filter by Parameters`. No provider got the
    request."""
    is_byok: Loose[bool] = None
    """Whether the operator's own provider key was used."""
    previous_errors: LooseList[object] = ()
    """Errors of the providers tried before the last one."""
    headers: Loose[dict[str, object]] = None
    """The provider's response headers, as far as OpenRouter passes them on."""


class Availability(LenientModel):
    """The reason why no provider serves the model at present."""

    code: Loose[str] = None
    retry_after: Loose[Number] = None


def _message_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON
    return {"message": value} if isinstance(value, str) else value


class ErrorBody(LenientModel):
    """An error object; unknown fields are kept in `model_extra`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: Loose[WholeNumber | str] = None
    """An HTTP status, or an identifier such as `content_policy_violation`."""
    http_status: Loose[WholeNumber] = None
    type: Loose[str] = None
    message: Loose[str] = None
    error_type: Loose[str] = None
    is_byok: Loose[bool] = None
    metadata: Loose[Metadata] = None
    availability: Loose[Availability] = None


AnyError = Annotated[Loose[ErrorBody], BeforeValidator(_message_alone)]


class Envelope(LenientModel):
    """An answer that contains an error."""

    error: AnyError = None
    error_type: Loose[str] = None


def read_error(text: str) -> Envelope | None:
    """Parse the body of an HTTP error; return None for an HTML page or an empty body.

    Gateways in front of OpenRouter may omit the envelope, send the object as a stream event, or
    answer in plain text: that is then the error itself.
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
