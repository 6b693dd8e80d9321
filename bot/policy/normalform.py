"""Unicode's normal forms in linear time, whatever strangers write."""

import unicodedata
from typing import Literal

#: Combining marks in one run; no language writes more on one character. Sorting a run takes a time
#: that grows with its square.
#: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format, read 2026-11-30
MOST_MARKS = 30


def normalise(text: str, form: Literal["NFC", "NFD", "NFKD"]) -> str:
    """Return a text in a normal form, without what follows the first `MOST_MARKS` marks of a run.

    Doing it twice changes nothing.
    """
    if text.isascii():
        return text
    # one character may stand for several marks
    return _thin_out(unicodedata.normalize(form, _thin_out(text)))


def _thin_out(text: str) -> str:
    if len(text) <= MOST_MARKS:
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
