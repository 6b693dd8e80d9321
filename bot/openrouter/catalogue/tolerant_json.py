"""Reads JSON in which single texts or numbers may be broken."""

import json
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

_Model = TypeVar("_Model", bound=BaseModel)

#: Longer integers are read as floats: Python refuses those of more than 4,300 digits.
#: https://docs.python.org/3/library/stdtypes.html#int-max-str-digits, read 2026-11-30
_MAX_DIGITS: Final = 300


def read_tolerantly(shape: type[_Model], body: bytes) -> _Model:
    """Read a document; what is broken in a text spoils that text alone.

    A byte order mark, bytes that are no UTF-8, lone surrogates and endless integers are
    legal to many programs and fatal to strict ones. UTF-16 and UTF-32 are read as well.

    Args:
        shape: Of what is wanted; decides what becomes of a field that does not fit.
        body: The document.

    Raises:
        ValueError: It is no JSON, or not of the shape.
    """
    try:
        return shape.model_validate_json(body)
    except ValidationError:
        # rare enough that reading it twice costs nothing
        return shape.model_validate_json(_repair(body))


def _repair(body: bytes) -> bytes:
    """Write a document anew as UTF-8, with a sign in place of what is no character."""
    text = body.decode(json.detect_encoding(body), errors="replace")
    try:
        document = json.loads(text.removeprefix("\ufeff"), parse_int=_read_integer)
        return json.dumps(document, ensure_ascii=False).encode(errors="replace")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _read_integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)
