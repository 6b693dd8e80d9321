"""Untrusted text in Unicode normal form: in linear time, and without invisible characters."""

import re
import unicodedata
from typing import Literal

#: Most combining marks kept in one run; no language puts more on one character. Normalisation sorts
#: each run, in time quadratic in its length.
#: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format, read 2026-11-30
MOST_MARKS = 30

#: Characters that are invisible or change the text direction, so that they could hide words in a
#: card or from a filter: `Default_Ignorable_Code_Point` and the interlinear annotation characters,
#: except for the joiners and variation selectors that emoji and several scripts need.
#: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, read 2026-11-22
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

#: Kept, but removed from the start of a text: they only shape the character before them.
_SHAPING = "\u200c\u200d\ufe0e\ufe0f"


def normalise(text: str, form: Literal["NFC", "NFD", "NFKD"]) -> str:
    """Return a text in a normal form, with runs of combining marks cut after `MOST_MARKS`.

    Idempotent.
    """
    if text.isascii():
        return text
    # again afterwards, since one character may decompose into several marks
    return _cut_marks(unicodedata.normalize(form, _cut_marks(text)))


def normalise_prompt(text: str) -> str:
    """Return a prompt in NFC, without control or invisible characters or lone surrogates.

    Prompts that look alike become equal. Line breaks become spaces, and runs of spaces one space;
    the result may be empty. Idempotent.
    """
    composed = _INVISIBLE.sub("", normalise(text, "NFC"))
    printable = (
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in composed
        if unicodedata.category(c) != "Cs"
    )
    one_line = " ".join("".join(printable).split())
    return normalise(one_line.lstrip(f" {_SHAPING}"), "NFC")


def _cut_marks(text: str) -> str:
    if len(text) <= MOST_MARKS:
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
