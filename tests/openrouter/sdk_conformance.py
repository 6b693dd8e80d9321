"""Checks requests against the models of OpenRouter's own SDK."""

from collections.abc import Iterable, Mapping
from typing import cast

from openrouter.components.chatrequest import ChatRequest
from openrouter.components.imagegenerationrequest import ImageGenerationRequest

from bot.sandbox.painter.server import RecordedRequest

_SHAPES = {"/images": ImageGenerationRequest, "/chat/completions": ChatRequest}


def check_requests(requests: Iterable[RecordedRequest]) -> None:
    """Validate a client's requests with the SDK's models.

    The models ignore unknown fields, so each request must also survive a round trip.

    Raises:
        AssertionError: A field is unknown or would be changed.
        ValidationError: A field is invalid.
    """
    for request in requests:
        read = _SHAPES[request.path].model_validate(request.body)
        lost = list(_lost(request.body, read.model_dump(mode="json", by_alias=True)))
        assert not lost, f"{request.path}: the SDK does not know {', '.join(lost)}"


def _lost(sent: object, kept: object, where: str = "body") -> Iterable[str]:
    """Yield paths in `sent` that are missing or different in `kept`; `kept` may have more."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        for key, value in cast("Mapping[str, object]", sent).items():
            yield from _lost(value, cast("Mapping[str, object]", kept).get(key), f"{where}.{key}")
    elif isinstance(sent, list) and isinstance(kept, list):
        one, other = cast("list[object]", sent), cast("list[object]", kept)
        if len(one) != len(other):
            yield where
            return
        for number, (value, again) in enumerate(zip(one, other, strict=True)):
            yield from _lost(value, again, f"{where}.{number}")
    elif sent != kept:
        yield where
