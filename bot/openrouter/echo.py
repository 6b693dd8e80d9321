"""Takes the member's own words out of what a provider says, so that only its own are judged.

Providers repeat the prompt in their errors: whole, cut off, or with other spaces and quotes.
"""

import re
from collections.abc import Sequence

#: Words of a run that stands in the prompt as well; shorter runs are everybody's language.
_RUN = 3

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APOSTROPHES = re.compile("['’]")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters; `IMAGE_SAFETY` and `ImageSafety` are two."""
    parted = _CAMEL.sub(" ", _APOSTROPHES.sub("", text))
    return [word.casefold() for word in _WORD.findall(parted)]


class Echo:
    """The words of a prompt."""

    def __init__(self, prompt: str) -> None:
        words = words_of(prompt)
        self._length = min(_RUN, len(words))
        self._runs = frozenset(_runs(words, self._length))

    def taken_out(self, words: Sequence[str]) -> list[str]:
        """Return the words without the runs that stand in the prompt."""
        if not self._length:
            return list(words)
        echoed: set[int] = set()
        for start, run in enumerate(_runs(words, self._length)):
            if run in self._runs:
                echoed.update(range(start, start + self._length))
        return [word for place, word in enumerate(words) if place not in echoed]


def _runs(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(length)), strict=False)) if length else []
