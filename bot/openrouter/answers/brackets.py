"""Bracket matching in incomplete JSON: balanced values to skip, and brackets still open."""

import re
from typing import Final

#: Limit for brackets and strings visited one by one in skipped values; most are matched in bulk.
MAX_PARTS: Final = 25_000

#: Nesting depth of the token probabilities that some models return.
#: https://platform.openai.com/docs/api-reference/chat/object `logprobs`, read 2026-11-30
_SMALL_DEPTH: Final = 4


def _small_values() -> bytes:
    """Return the pattern of scalars, short strings, and small nested values of them."""
    part = rb'[^"\[\]{}]++|"[^"\\]{0,64}+"'
    value = part
    for _ in range(_SMALL_DEPTH):
        value = rb"%b|[\[{](?:%b)*+[\]}]" % (part, value)
    return rb"(?:%b)*+" % value


SMALL: Final = re.compile(_small_values())
#: An unterminated string matches to the end; otherwise each of its quotes would be retried.
_STRUCTURE: Final = re.compile(
    rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{](?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+[\]}]|[\[\]{}]',
    re.DOTALL,
)
BRACKETS: Final = re.compile(rb"[\[\]{}]")


def open_brackets(json: bytearray) -> list[int]:
    """Return the indexes of unclosed brackets; the JSON may end within a string."""
    opened: list[int] = []
    for number, found in enumerate(_STRUCTURE.finditer(json)):
        if number > MAX_PARTS:
            return []
        if len(found.group()) > 1:
            continue
        if found.group() in b"[{":
            opened.append(found.start())
        elif opened:
            opened.pop()
    return opened
