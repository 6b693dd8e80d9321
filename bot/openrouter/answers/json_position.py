"""The position of the decoder in the JSON of an answer."""

from enum import Enum, auto
from typing import Final


class JsonPosition(Enum):
    """Where in the JSON the next byte belongs."""

    BEGIN = auto()
    """At the first byte of the body."""
    FILE = auto()
    """In an image that is the whole body."""
    OUTSIDE = auto()
    """Between strings."""
    RAW_START = auto()
    """At the start of a string that is an image."""
    VALUE_START = auto()
    """At the start of a string that may be an image."""
    WORDS_START = auto()
    """At the start of a string of prose, which may contain images."""
    TEXT = auto()
    """In the text of a string."""
    IMAGE = auto()
    """In the base64 of a string."""
    SKIPPED = auto()
    """In a string, after base64 that is malformed or over the limits."""


#: Keys of strings that are always an image, or always prose.
#: https://github.com/OpenRouterTeam/docs openapi.yaml `ImageGenerationResponse` ("b64_json") and
#: `ChatAssistantMessage`, read 2026-11-22
_BY_KEY: Final = {
    b"b64_json": JsonPosition.RAW_START,
    **dict.fromkeys(
        (b"content", b"text", b"delta", b"reasoning", b"refusal", b"summary"),
        JsonPosition.WORDS_START,
    ),
}


def start_of_string(key: bytes | None) -> JsonPosition:
    """Return the position after the opening quote of the string with this key, if it has one."""
    return JsonPosition.VALUE_START if key is None else _BY_KEY.get(key, JsonPosition.VALUE_START)
