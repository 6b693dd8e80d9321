"""The keywords of several rules, ready to be found in all forms of a text."""

import re
import time
from collections.abc import Iterable
from itertools import starmap

from bot.filtering.characters import MARK, UNSPACED
from bot.filtering.disguises.kana import kana_keyword
from bot.filtering.disguises.masks import MaskedWords
from bot.filtering.disguises.repeats import has_repeats, is_repetition, squeeze
from bot.filtering.encoding import Place, encode_keyword
from bot.filtering.forms import normal_text
from bot.filtering.prepared_text import PreparedForm
from bot.filtering.word_index import PAUSE_S, Numbers, WordIndex
from bot.policy.moderation.filter import Variant
from bot.policy.moderation.keyword import Keyword

#: Fewest letters of a keyword that is looked for in spaced letters; in scripts without spaces a
#: word may have two.
FEWEST_SPACED = 3
FEWEST_SPACED_UNSPACED = 2

#: Fewest letters of a keyword that is looked for in broken words.
FEWEST_BROKEN = 3

#: Fewest letters of a keyword that is found anywhere in spaced letters; a shorter one has to be a
#: whole run of them, or else "C L A S S I C" would be a swearword.
FEWEST_ANYWHERE = 5

#: Most ways to repeat the letters of one word that are looked at in a text, and places of each.
MOST_REPETITIONS = 64
MOST_PLACES = 8

#: Keywords that are compiled without a pause: 1 ms.
_WITHOUT_PAUSE = 40

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
        broken: dict[str, Numbers] = {}
        kana: dict[str, Numbers] = {}
        masked: dict[str, Numbers] = {}
        for number, keyword in enumerate(keywords):
            if number % _WITHOUT_PAUSE == 0:
                time.sleep(PAUSE_S)
            content = " ".join(normal_text(keyword.content).split())
            self._normal.append(content)
            _add(words, encode_keyword(keyword, content), number)
            _add(squeezed, encode_keyword(keyword, squeeze(content)), number)
            _add(joined, _letters(content), number)
            _add(broken, _whole(keyword, content), number)
            _add(kana, kana_keyword(content), number)
            _add(masked, content, number)
        self._words = WordIndex(words)
        self._squeezed = WordIndex(squeezed)
        self._joined = WordIndex(joined)
        self._broken = WordIndex(broken)
        self._kana = WordIndex(kana)
        self._masked = MaskedWords(masked)

    def __len__(self) -> int:
        return len(self._normal)

    @property
    def most_at_once(self) -> int:
        """The most keywords that can end at one place; the time of a find follows it."""
        indexes = (
            self._words,
            self._squeezed,
            self._joined,
            self._broken,
            self._kana,
            self._masked,
        )
        return max(index.most_at_once for index in indexes)

    def find(self, prepared: PreparedForm, *, only_first: bool) -> dict[int, list[Place]]:
        """Return the keywords in a form of a text with their places in the text as typed.

        The places are all or only the first one, which costs less.
        """
        if prepared.form.variant is Variant.MASKED:
            return self._find_masked(prepared)
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

    def _find_masked(self, prepared: PreparedForm) -> dict[int, list[Place]]:
        places: dict[int, list[Place]] = {}
        for numbers, found in self._masked.find(prepared.searched):
            for number in _numbers(numbers):
                places.setdefault(number, []).append(prepared.place(*found))
        return places

    def _index(self, variant: Variant) -> WordIndex:
        indexes = {
            Variant.SQUEEZED: self._squeezed,
            Variant.JOINED: self._joined,
            Variant.BROKEN: self._broken,
            Variant.KANA: self._kana,
        }
        return indexes.get(variant, self._words)


def _add(words: dict[str, Numbers], word: str, number: int) -> None:
    if word:
        known = words.get(word)
        words[word] = number if known is None else (*_numbers(known), number)


def _numbers(numbers: Numbers) -> tuple[int, ...]:
    return (numbers,) if isinstance(numbers, int) else numbers


def _whole(keyword: Keyword, content: str) -> str:
    """Return a keyword as it is looked for in words that were broken, or nothing.

    A short one is a whole word there, whatever its wildcards.
    """
    if not content.isalnum() or len(content) < FEWEST_BROKEN or _UNSPACED.search(content):
        return ""
    is_long = len(content) >= FEWEST_ANYWHERE
    start = "" if is_long and keyword.is_open_at_start else MARK
    return start + content + ("" if is_long and keyword.is_open_at_end else MARK)


def _letters(content: str) -> str:
    """Return the letters of a keyword if it can be found in spaced ones, else nothing."""
    together = "".join(content.split())
    is_unspaced = bool(_UNSPACED.fullmatch(together))
    fewest = FEWEST_SPACED_UNSPACED if is_unspaced else FEWEST_SPACED
    if not together.isalnum() or len(together) < fewest:
        return ""
    is_anywhere = is_unspaced or len(together) >= FEWEST_ANYWHERE
    return together if is_anywhere else f"{MARK}{together}{MARK}"
