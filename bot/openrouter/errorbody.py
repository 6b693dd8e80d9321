"""The body of a failed answer, read into one shape wherever in an answer it stands."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.openrouter.loose import Loose, LooseList, LooseModel


class Metadata(LooseModel):
    """What an error says of its cause."""

    error_type: Loose[str] = None
    provider_name: Loose[str] = None
    raw: object = None
    """The provider's own body, as text or JSON; may echo the prompt."""
    reasons: LooseList[object] = ()
    patterns: LooseList[object] = ()


class Availability(LooseModel):
    """Why no provider serves the model now."""

    code: Loose[str] = None
    retry_after: Loose[float] = None


def _message_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON comes in here
    return {"message": value} if isinstance(value, str) else value


class ErrorBody(LooseModel):
    """An error, wherever in an answer it stands."""

    code: Loose[int] = None
    http_status: Loose[int] = None
    message: Loose[str] = None
    error_type: Loose[str] = None
    metadata: Loose[Metadata] = None
    availability: Loose[Availability] = None


AnyError = Annotated[Loose[ErrorBody], BeforeValidator(_message_alone)]


class Envelope(LooseModel):
    """An answer that is an error, or has one beside it."""

    error: AnyError = None
    error_type: Loose[str] = None


def read_error(text: str) -> Envelope | None:
    """Read the body of an HTTP error; None when it is no JSON object."""
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return Envelope.model_validate(document) if isinstance(document, dict) else None
