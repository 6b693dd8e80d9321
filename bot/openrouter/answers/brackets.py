"""Brackets of JSON that is not whole: those to pass over, and those still open."""

import re
from typing import Final

#: Brackets and strings that are looked at one by one in what is left out; most are passed over.
MAX_PARTS: Final = 25_000

#: The list of probabilities that some models give has values within values four deep.
#: https://platform.openai.com/docs/api-reference/chat/object `logprobs`, read 2026-11-30
_SMALL_DEPTH: Final = 4


def _small_values() -> bytes:
    """Return the expression for plain parts, short strings, and brackets around them."""
    part = rb'[^"\[\]{}]++|"[^"\\]{0,64}+"'
    value = part
    for _ in range(_SMALL_DEPTH):
        value = rb"%b|[\[{](?:%b)*+[\]}]" % (part, value)
    return rb"(?:%b)*+" % value


SMALL: Final = re.compile(_small_values())
#: A string that never ends is taken to the end, or each of its quotes would be tried anew.
_STRUCTURE: Final = re.compile(
    rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{](?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+[\]}]|[\[\]{}]',
    re.DOTALL,
)
BRACKETS: Final = re.compile(rb"[\[\]{}]")


def open_brackets(json: bytearray) -> list[int]:
    """Return where the brackets stand that are not closed yet; a string may be open at the end."""
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
