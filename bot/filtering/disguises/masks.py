"""Words with characters in the place of letters, as in `f*ck`, `f**k` and `セ○クス`."""

import re
import time
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.filtering.characters import UNSPACED
from bot.filtering.encoding import Place
from bot.filtering.word_index import PAUSE_S, Numbers, WordIndex

#: Fewest letters of a word with masks; an asterisk suffices for three, unlike in "C#m" and "T_T".
FEWEST_LETTERS = 4
FEWEST_WITH_ASTERISK = 3

#: Most masked words of a text that are looked at, and most keywords that each is compared with,
#: which bounds time: 1 ms.
MOST_MASKED = 16
MOST_ALIKE = 64

#: Keywords that are read without a pause: 1 ms.
_WITHOUT_PAUSE = 512

_MASKS = "*#_•●○\u3007◯█"
_MASKED = re.compile(
    rf"(?<![\w{_MASKS}])[^\W\d_](?=[^\W_]*[{_MASKS}])"
    rf"(?:[^\W\d_]|[{_MASKS}])*[^\W\d_](?![\w{_MASKS}])"
)
_MASK = re.compile(f"[{_MASKS}]")
_MASKED_UNSPACED = re.compile(f"(?<=[{UNSPACED}])[{_MASKS}](?=[{UNSPACED}])")
_UNSPACED_WORD = re.compile(f"[{UNSPACED}]{{3,}}")
_ONE_MASK = "*"


def has_masks(text: str) -> bool:
    """Whether a case-folded text has a word with masks."""
    return bool(_MASK.search(text)) and bool(_MASKED.search(text) or _MASKED_UNSPACED.search(text))


class MaskedWords:
    """Keywords that are one word, by what masks leave of them.

    In scripts without spaces, a mask hides one character inside of a word.
    """

    def __init__(self, words: Mapping[str, Numbers]) -> None:
        """Group words, each with the numbers of its keywords."""
        unspaced: dict[str, Numbers] = {}
        self._alike: dict[tuple[str, str, int], list[str]] = {}
        for count, (word, numbers) in enumerate(words.items()):
            if count % _WITHOUT_PAUSE == 0:
                time.sleep(PAUSE_S)
            if _UNSPACED_WORD.fullmatch(word):
                unspaced |= {
                    word[:at] + _ONE_MASK + word[at + 1 :]: numbers
                    for at in range(1, len(word) - 1)
                }
            elif word.isalpha() and len(word) >= FEWEST_WITH_ASTERISK:
                alike = self._alike.setdefault((word[0], word[-1], len(word)), [])
                alike += [word] if len(alike) < MOST_ALIKE else []
        self._words = words
        self._unspaced = WordIndex(unspaced)

    @property
    def most_at_once(self) -> int:
        """The most keywords of scripts without spaces that can end at one place."""
        return self._unspaced.most_at_once

    def find(self, text: str) -> Iterator[tuple[Numbers, Place]]:
        """Yield the numbers of keywords that masked words of a text can be, with their places."""
        masked_text = _MASKED_UNSPACED.sub(_ONE_MASK, text)
        for numbers, places in self._unspaced.find(masked_text, only_first=False):
            yield from ((numbers, place) for place in places)
        for masked in islice(_MASKED.finditer(text), MOST_MASKED):
            for word in self._behind(masked[0]):
                yield self._words[word], masked.span()

    def _behind(self, typed: str) -> Iterator[str]:
        fewest = FEWEST_WITH_ASTERISK if "*" in typed else FEWEST_LETTERS
        if len(typed) >= fewest:
            for word in self._alike.get((typed[0], typed[-1], len(typed)), ()):
                if all(map(_fits, typed, word)):
                    yield word


def _fits(typed: str, letter: str) -> bool:
    return typed == letter or typed in _MASKS
