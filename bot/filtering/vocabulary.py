"""The keywords of several rules, ready to be found in all forms of a text."""

import re
import time
from collections.abc import Iterable
from itertools import starmap

from bot.filtering.characters import UNSPACED
from bot.filtering.encoding import Place, encode_keyword
from bot.filtering.forms import normal_text
from bot.filtering.prepared_text import PreparedForm
from bot.filtering.repeats import has_repeats, is_repetition, squeeze
from bot.filtering.word_index import PAUSE_S, Numbers, WordIndex
from bot.policy.moderation.filter import Variant
from bot.policy.moderation.keyword import Keyword

#: Fewest letters of a keyword that is looked for in spaced letters; in scripts without spaces a
#: word may have two.
FEWEST_SPACED = 3
FEWEST_SPACED_UNSPACED = 2

#: Most ways to repeat the letters of one word that are looked at in a text, and places of each.
MOST_REPETITIONS = 64
MOST_PLACES = 8

#: Keywords that are compiled without a pause: 1 ms.
_WITHOUT_PAUSE = 64

_UNSPACED = re.compile(f"[{UNSPACED}]+")


class Vocabulary:
    """Numbered keywords, in Unicode's compatible form and without invisible characters.

    The work of finding them does not depend on how many there are.
    """

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        """Compile keywords; their numbers are their positions. Takes 20 µs each."""
        self._normal: list[str] = []
        words: dict[str, Numbers] = {}
        squeezed: dict[str, Numbers] = {}
        joined: dict[str, Numbers] = {}
        for number, keyword in enumerate(keywords):
            if number % _WITHOUT_PAUSE == 0:
                time.sleep(PAUSE_S)
            content = " ".join(normal_text(keyword.content).split())
            self._normal.append(content)
            _add(words, encode_keyword(keyword, content), number)
            _add(squeezed, encode_keyword(keyword, squeeze(content)[0]), number)
            _add(joined, _letters(content), number)
        self._words = WordIndex(words)
        self._squeezed = WordIndex(squeezed)
        self._joined = WordIndex(joined)

    def __len__(self) -> int:
        return len(self._normal)

    @property
    def most_at_once(self) -> int:
        """The most keywords that can end at one place; the time of a find follows it."""
        indexes = (self._words, self._squeezed, self._joined)
        return max(index.most_at_once for index in indexes)

    def find(self, prepared: PreparedForm, *, only_first: bool) -> dict[int, list[Place]]:
        """Return the keywords in a form of a text with their places in the text as typed.

        The places are all or only the first one, which costs less.
        """
        index = self._index(prepared.form.variant)
        if not index.might_find(prepared.searched):
            return {}
        is_squeezed = prepared.form.variant is Variant.SQUEEZED
        places: dict[int, list[Place]] = {}
        for numbers, found in index.find(
            prepared.searched, only_first=only_first and not is_squeezed
        ):
            if is_squeezed:
                self._add_repetitions(prepared, _numbers(numbers), found, places)
                continue
            typed = list(starmap(prepared.place, found))
            for number in _numbers(numbers):
                places.setdefault(number, []).extend(typed)
        return places

    def _add_repetitions(
        self,
        prepared: PreparedForm,
        numbers: Iterable[int],
        found: Iterable[Place],
        places: dict[int, list[Place]],
    ) -> None:
        """Add those of some keywords that a squeezed word can be: most differ by their letters."""
        by_text: dict[str, list[Place]] = {}
        for start, end in found:
            typed = prepared.parent_text(start, end)
            known = by_text.setdefault(typed, []) if len(by_text) < MOST_REPETITIONS else []
            if len(known) < MOST_PLACES:
                known.append(prepared.place(start, end))
        repeated = {typed: known for typed, known in by_text.items() if has_repeats(typed)}
        for number in numbers:
            for typed, known in repeated.items():
                if is_repetition(typed, self._normal[number]):
                    places.setdefault(number, []).extend(known)

    def _index(self, variant: Variant) -> WordIndex:
        if variant is Variant.SQUEEZED:
            return self._squeezed
        return self._joined if variant is Variant.JOINED else self._words


def _add(words: dict[str, Numbers], word: str, number: int) -> None:
    if word:
        known = words.get(word)
        words[word] = number if known is None else (*_numbers(known), number)


def _numbers(numbers: Numbers) -> tuple[int, ...]:
    return (numbers,) if isinstance(numbers, int) else numbers


def _letters(content: str) -> str:
    """Return the letters of a keyword if it can be found in spaced ones, else nothing."""
    together = "".join(content.split())
    fewest = FEWEST_SPACED_UNSPACED if _UNSPACED.fullmatch(together) else FEWEST_SPACED
    return together if together.isalnum() and len(together) >= fewest else ""
