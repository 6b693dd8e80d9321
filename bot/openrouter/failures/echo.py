"""Takes the member's own words out of what a provider says, so that only its own are judged.

Providers repeat the prompt in their errors: whole, cut off, with other spaces and quotes, or in
escapes.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Sequence
from urllib.parse import unquote

#: Words of a run that stands in the prompt as well; shorter runs are everybody's language.
RUN = 3

#: A shorter one that decides nothing alone all the same: two words may be all of a phrase.
PAIR = 2

#: Written without spaces between words, so that each is one.
CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APOSTROPHES = re.compile("['’]")
_WORD = re.compile(rf"{CHARACTER.pattern}|(?:(?!{CHARACTER.pattern})[^\W_])+")

_ESCAPED = re.compile(r"(?<!\\)\\{1,8}u([0-9a-fA-F]{4})")
_QUOTED = re.compile(r"(?:%[0-9a-fA-F]{2})+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters; `IMAGE_SAFETY` and `ImageSafety` are two."""
    parted = _CAMEL.sub(" ", _APOSTROPHES.sub("", _unescaped(text)))
    return [word.casefold() for word in _WORD.findall(parted)]


def _unescaped(text: str) -> str:
    """Return a text as it was before JSON, HTML or an address took it in."""
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if "%" in text:
        text = _QUOTED.sub(lambda found: unquote(found[0]), text)
    return html.unescape(text) if "&" in text else text


class Echo:
    """The words of a prompt."""

    def __init__(self, prompt: str, length: int = RUN) -> None:
        """Take a prompt, and how many words in a row are known by it."""
        words = words_of(prompt)
        self._length = min(length, len(words))
        runs = _runs(words, self._length)
        if not prompt.isascii():
            # UTF-8 that somebody took for Latin-1
            broken = prompt.encode(errors="replace").decode("latin-1")
            runs += _runs(words_of(broken), self._length)
        self._sorted = sorted(map(" ".join, runs))

    def _has(self, run: Sequence[str]) -> bool:
        """Tell whether a run stands in the prompt; its last word may be cut off."""
        text = " ".join(run)
        place = bisect_left(self._sorted, text)
        return place < len(self._sorted) and self._sorted[place].startswith(text)

    def remove_from(self, words: Sequence[str]) -> list[str]:
        """Return the words without the runs that stand in the prompt."""
        if not self._length:
            return list(words)
        echoed: set[int] = set()
        for start, run in enumerate(_runs(words, self._length)):
            if self._has(run):
                echoed.update(range(start, start + self._length))
        return [word for place, word in enumerate(words) if place not in echoed]


def _runs(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(length)), strict=False)) if length else []
