"""Whether a request is one that OpenRouter's own SDK would send."""

from collections.abc import Iterable, Mapping
from typing import cast

from openrouter.components.chatrequest import ChatRequest
from openrouter.components.imagegenerationrequest import ImageGenerationRequest

from bot.sandbox.painter.server import Asked

_SHAPES = {"/images": ImageGenerationRequest, "/chat/completions": ChatRequest}


def check_requests(requests: Iterable[Asked]) -> None:
    """Hold all that a client sent against the SDK's models.

    They ignore what they do not know, so everything has to come out of them again.

    Raises:
        AssertionError: Something would be dropped or changed.
        ValidationError: Something is refused.
    """
    for asked in requests:
        read = _SHAPES[asked.path].model_validate(asked.body)
        lost = list(_lost(asked.body, read.model_dump(mode="json", by_alias=True)))
        assert not lost, f"{asked.path}: the SDK does not know {', '.join(lost)}"


def _lost(sent: object, kept: object, where: str = "body") -> Iterable[str]:
    """Yield what is not in `kept` as it is in `sent`; defaults may be added there."""
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
