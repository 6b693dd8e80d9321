"""Removes the prompt's words from a provider's message, so that only its own words are judged.

Providers echo the prompt in their errors: complete, truncated, with other white space or quotes, or
escaped.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Sequence
from urllib.parse import unquote

#: Length, in words, of a run that counts as an echo of the prompt; shorter ones are coincidence.
RUN = 3

#: A stricter length: two words may already be a whole phrase, so they must not decide on their own.
PAIR = 2

#: Chinese and Japanese have no spaces between words, so each character counts as a word.
CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APOSTROPHES = re.compile("['’]")
_WORD = re.compile(rf"{CHARACTER.pattern}|(?:(?!{CHARACTER.pattern})[^\W_])+")

_ESCAPED = re.compile(r"(?<!\\)\\{1,8}u([0-9a-fA-F]{4})")
_QUOTED = re.compile(r"(?:%[0-9a-fA-F]{2})+")


def words_of(text: str) -> list[str]:
    """Return the case-folded words of a text; `IMAGE_SAFETY` and `ImageSafety` are two words."""
    separated = _CAMEL.sub(" ", _APOSTROPHES.sub("", _unescaped(text)))
    return [word.casefold() for word in _WORD.findall(separated)]


def _unescaped(text: str) -> str:
    """Resolve the escapes of JSON, URLs and HTML."""
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if "%" in text:
        text = _QUOTED.sub(lambda found: unquote(found[0]), text)
    return html.unescape(text) if "&" in text else text


class Echo:
    """Finds and removes the words of a prompt in other texts."""

    def __init__(self, prompt: str, length: int = RUN) -> None:
        """Index the prompt; `length` is the number of consecutive words that make an echo."""
        words = words_of(prompt)
        self._length = min(length, len(words))
        runs = _runs(words, self._length)
        if not prompt.isascii():
            # mojibake: UTF-8 decoded as Latin-1
            mojibake = prompt.encode(errors="replace").decode("latin-1")
            runs += _runs(words_of(mojibake), self._length)
        self._sorted = sorted(map(" ".join, runs))

    def _has(self, run: Sequence[str]) -> bool:
        """Tell whether a run is in the prompt; its last word may be truncated."""
        text = " ".join(run)
        index = bisect_left(self._sorted, text)
        return index < len(self._sorted) and self._sorted[index].startswith(text)

    def remove_from(self, words: Sequence[str]) -> list[str]:
        """Return the words without the runs that are in the prompt."""
        if not self._length:
            return list(words)
        echoed: set[int] = set()
        for start, run in enumerate(_runs(words, self._length)):
            if self._has(run):
                echoed.update(range(start, start + self._length))
        return [word for index, word in enumerate(words) if index not in echoed]


def _runs(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(length)), strict=False)) if length else []
