"""Texts and keywords with marks at the borders of words, so that every match is a real one.

`cat` becomes `|cat|` and `cat*` becomes `|cat`; in a text, "a cat, a concatenation" becomes
"|a| |cat|, |a| |concatenation|".
"""

import re

from bot.filtering.characters import MARK, MARKS, UNSPACED
from bot.policy.moderation.keyword import Keyword

#: A pair of places, before the first and after the last character of something.
Place = tuple[int, int]

_ASCII_WORD = re.compile("([0-9a-zA-Z]+)")
_WORD = re.compile(rf"((?:[^\W_{UNSPACED}]+|[{MARKS}]+)++|[{UNSPACED}])")
_UNWANTED = re.compile(f"[{MARK}\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text without our mark and lone surrogates, in the same length."""
    return _UNWANTED.sub(" ", text)


def encode(text: str) -> str:
    """Return a clean text with marks around each word, and runs of white space as one space."""
    one_line = " ".join(text.split())
    # what is split by a group alternates between what is around words and words
    return MARK.join((_ASCII_WORD if one_line.isascii() else _WORD).split(one_line))


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
    at = len(text) - len(text.lstrip())
    for character in encoded:
        start = at
        if character == " ":
            while text[at].isspace():
                at += 1
        elif character != MARK:
            at += 1
        places.append((start, at))
    return places
