"""Texts and keywords with marks at the borders of words, so that every match is a true one.

`cat` becomes `|cat|` and `cat*` becomes `|cat`; in a text, "a cat, a concatenation" becomes
"|a| |cat|, |a| |concatenation|".
"""

import re
from functools import cache

from bot.filtering.characters import MARK, UNSPACED, characters
from bot.policy.moderation.keyword import Keyword

#: A pair of places, before the first and after the last character of something.
Place = tuple[int, int]

_ASCII_WORD = re.compile("([0-9a-zA-Z]+)")
_UNWANTED = re.compile(f"[{MARK}\ud800-\udfff]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"((?:[^\W_{UNSPACED}]+|[{characters().marks}]+)++|[{UNSPACED}])")


def clean(text: str) -> str:
    """Return a text without our mark and lone surrogates, in the same length."""
    return _UNWANTED.sub(" ", text)


def encode(text: str) -> str:
    """Return a clean text with marks around each word, and runs of white space as one space."""
    one_line = " ".join(text.split())
    # what is split by a group alternates between what is around words and words
    return MARK.join((_ASCII_WORD if one_line.isascii() else _word()).split(one_line))


def encode_keyword(keyword: Keyword, content: str) -> str:
    """Return a form of a keyword's content as it is looked for in encoded texts."""
    encoded = encode(content)
    opens, closes = encoded.startswith(MARK), encoded.endswith(MARK)
    # characters of scripts without spaces have marks around them anyway
    start = 1 if opens and keyword.is_open_at_start else 0
    end = len(encoded) - (1 if closes and keyword.is_open_at_end else 0)
    return encoded[start:end]


def encoded_places(text: str, encoded: str) -> list[Place]:
    """Return for each character of an encoded text its place in the text; empty for a mark."""
    places: list[Place] = []
    at = 0
    for character in encoded:
        start = at
        if character == " ":
            while at < len(text) and text[at].isspace():
                at += 1
        elif character != MARK:
            while text[at].isspace():  # white space at the start was dropped
                at += 1
            start = at
            at += 1
        places.append((start, at))
    return places


def span_of(places: list[Place], start: int, end: int) -> Place:
    """Return the place of some characters from the places of all; marks at the ends are empty."""
    first, last = start, end - 1
    while first < last and places[first][0] == places[first][1]:
        first += 1
    while last > first and places[last][0] == places[last][1]:
        last -= 1
    return places[first][0], places[last][1]
