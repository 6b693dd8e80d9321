"""The keywords of several rules, ready to be found in all forms of a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.filtering.characters import UNSPACED
from bot.filtering.encoding import encode_keyword
from bot.filtering.forms import normal_text
from bot.filtering.prepared_text import PreparedForm
from bot.filtering.repeats import is_repetition, squeeze
from bot.filtering.word_index import WordIndex
from bot.policy.moderation.filter import Variant
from bot.policy.moderation.keyword import Keyword

#: Fewest letters of a keyword that is looked for in spaced letters; in scripts without spaces a
#: word may have two.
FEWEST_SPACED = 3
FEWEST_SPACED_UNSPACED = 2

_UNSPACED = re.compile(f"[{UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A keyword in a form of a text, with its place in the searched text."""

    number: int
    start: int
    end: int


class Vocabulary:
    """Numbered keywords. The work of finding does not depend on how many there are."""

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        """Compile keywords; their numbers are their positions. Takes 20 µs each."""
        self._normal: list[str] = []
        plain: dict[str, list[int]] = {}
        normal: dict[str, list[int]] = {}
        squeezed: dict[str, list[int]] = {}
        joined: dict[str, list[int]] = {}
        for number, keyword in enumerate(keywords):
            content = normal_text(keyword.content)
            self._normal.append(content)
            _add(plain, encode_keyword(keyword, keyword.content.casefold()), number)
            _add(normal, encode_keyword(keyword, content), number)
            _add(squeezed, encode_keyword(keyword, squeeze(content)[0]), number)
            _add(joined, _letters(content), number)
        self._plain = WordIndex(plain)
        self._others = self._plain if normal == plain else WordIndex(normal)
        self._squeezed = WordIndex(squeezed)
        self._joined = WordIndex(joined)

    def __len__(self) -> int:
        return len(self._normal)

    @property
    def most_at_once(self) -> int:
        """The most keywords that can end at one place; the time of a find follows it."""
        indexes = (self._plain, self._others, self._squeezed, self._joined)
        return max(index.most_at_once for index in indexes)

    def find(self, prepared: PreparedForm) -> Iterator[Sighting]:
        """Yield all keywords in a form of a text, with all of their places."""
        index = self._index(prepared.form.variant)
        if not index.might_find(prepared.searched):
            return
        for found in index.find(prepared.searched):
            for number in found.numbers:
                yield Sighting(number, found.start, found.end)

    def confirms(self, sighting: Sighting, prepared: PreparedForm) -> bool:
        """Whether what was sighted is the keyword: squeezed words can be different ones."""
        if prepared.form.variant is not Variant.SQUEEZED:
            return True
        typed = prepared.parent_text(sighting.start, sighting.end)
        return is_repetition(typed, self._normal[sighting.number])

    def _index(self, variant: Variant) -> WordIndex:
        if variant is Variant.PLAIN:
            return self._plain
        if variant is Variant.SQUEEZED:
            return self._squeezed
        return self._joined if variant is Variant.JOINED else self._others


def _add(words: dict[str, list[int]], word: str, number: int) -> None:
    if word:
        words.setdefault(word, []).append(number)


def _letters(content: str) -> str:
    """Return the letters of a keyword if it can be found in spaced ones, else nothing."""
    together = "".join(content.split())
    fewest = FEWEST_SPACED_UNSPACED if _UNSPACED.fullmatch(together) else FEWEST_SPACED
    return together if together.isalnum() and len(together) >= fewest else ""
