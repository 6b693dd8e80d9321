"""Parses JSON whose strings or numbers may be malformed."""

import json
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

_Model = TypeVar("_Model", bound=BaseModel)

#: Longer integers are read as floats: Python raises for those of more than 4,300 digits.
#: https://docs.python.org/3/library/stdtypes.html#int-max-str-digits, read 2026-11-30
_MAX_DIGITS: Final = 300


def read_tolerantly(shape: type[_Model], body: bytes) -> _Model:
    """Parse a document; a malformed string affects that string only.

    Tolerates a byte order mark, invalid UTF-8, lone surrogates and very long integers, which many
    programs emit and strict parsers reject. UTF-16 and UTF-32 are accepted as well.

    Args:
        shape: The model to validate against.
        body: The document.

    Raises:
        ValueError: It is not JSON, or does not match the model.
    """
    try:
        return shape.model_validate_json(body)
    except ValidationError:
        # rare, so parsing it twice does not matter
        return shape.model_validate_json(_repair(body))


def _repair(body: bytes) -> bytes:
    """Re-encode a document as valid UTF-8 with replacement characters."""
    text = body.decode(json.detect_encoding(body), errors="replace")
    try:
        document = json.loads(text.removeprefix("\ufeff"), parse_int=_read_integer)
        return json.dumps(document, ensure_ascii=False).encode(errors="replace")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _read_integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)
