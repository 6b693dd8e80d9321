"""Texts of strangers in normal form: in linear time, and without what cannot be seen."""

import re
import unicodedata
from typing import Literal

#: Combining marks in one run; no language writes more on one character. Sorting a run takes a time
#: that grows with its square.
#: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format, read 2026-11-30
MOST_MARKS = 30

#: Characters that are invisible or change how text runs, so that they could hide words in a card
#: or from a filter: `Default_Ignorable_Code_Point` and the interlinear marks, but for the joiners
#: and variation selectors that emoji and several scripts are written with.
#: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, read 2026-11-22
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

#: Kept, but nothing to begin with: they only shape the character before them.
_SHAPING = "\u200c\u200d\ufe0e\ufe0f"


def normalise(text: str, form: Literal["NFC", "NFD", "NFKD"]) -> str:
    """Return a text in a normal form, without what follows the first `MOST_MARKS` marks of a run.

    Doing it twice changes nothing.
    """
    if text.isascii():
        return text
    # one character may stand for several marks
    return _thin_out(unicodedata.normalize(form, _thin_out(text)))


def normalise_prompt(text: str) -> str:
    """Make two prompts that look alike be alike: NFC, no control or invisible characters.

    Line breaks become spaces and runs of spaces one; the result may be empty. Doing it twice
    changes nothing.
    """
    composed = _INVISIBLE.sub("", normalise(text, "NFC"))
    printable = (
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in composed
        if unicodedata.category(c) != "Cs"
    )
    one_line = " ".join("".join(printable).split())
    return normalise(one_line.lstrip(f" {_SHAPING}"), "NFC")


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
