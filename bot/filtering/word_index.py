"""Finds the keywords of a whole filter in a text at once, by Aho-Corasick."""

import time
from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick

from bot.filtering.encoding import Place

#: Most matches asked for at once: their list is made in one go, about 0.15 µs each.
_AT_ONCE = 5_000

#: Most words of one automaton: 1,000 take 1 ms to compile, without a pause, but 30,000 take 150 ms.
_AT_MOST = 1_000

#: Rules are compiled in a thread. Without pauses, each 1 ms or so, the event loop would wait up to
#: 5 ms for each turn.
PAUSE_S = 0.0001

#: The numbers of a word's keywords: mostly one.
Numbers = int | tuple[int, ...]


class WordIndex:
    """An automaton for some words. The time is linear in the text, whatever the words."""

    def __init__(self, words: Mapping[str, Numbers]) -> None:
        """Compile words, each with the numbers of its keywords."""
        self._numbers = tuple(words.values())
        listed = tuple(words)
        self._automata: list[tuple[AhoCorasick, int]] = []
        for first in range(0, len(listed), _AT_MOST):
            time.sleep(PAUSE_S)
            part = listed[first : first + _AT_MOST]
            self._automata.append((AhoCorasick(part, store_patterns=False), first))
        self._longest = max(map(len, words), default=0)
        self._most_at_once = _most_endings(words)

    @property
    def most_at_once(self) -> int:
        """The most words that can end at one place."""
        return self._most_at_once

    def might_find(self, text: str) -> bool:
        """Whether any word is in a text."""
        # matches that don't overlap are at most as many as characters
        return any(automaton.find_matches_as_indexes(text) for automaton, _ in self._automata)

    def find(self, text: str, *, only_first: bool) -> list[tuple[Numbers, list[Place]]]:
        """Return the words in a text, as the numbers of their keywords, with their places.

        The places are all or only the first one, which costs less.
        """
        found: dict[int, list[Place]] = {}
        for matches in self._matches(text):
            if only_first:
                for index, place in {match[0]: match[1:] for match in reversed(matches)}.items():
                    found.setdefault(index, [place])
            else:
                for index, start, end in matches:
                    found.setdefault(index, []).append((start, end))
        return [(self._numbers[index], found[index]) for index in sorted(found)]

    def _matches(self, text: str) -> Iterator[list[tuple[int, int, int]]]:
        """Yield all matches in parts, each by their ends: a part is made without a pause."""
        step = max(1, _AT_ONCE // max(1, self._most_at_once))
        for automaton, offset in self._automata:
            for start in range(0, len(text), step):
                before = max(0, start - self._longest)
                part = text[before : start + step]
                found = automaton.find_matches_as_indexes(part, overlapping=True)
                time.sleep(0)  # in a thread: the event loop goes first
                # in front of the part are those that the part before has
                yield [
                    (offset + index, before + first, before + last)
                    for index, first, last in found
                    if before + last > start
                ]


def _most_endings(words: Iterable[str]) -> int:
    """Return an upper limit of how many words end at one place of any text.

    Such words are endings of each other, so sorted by their ends they follow one another.
    """
    most = 0
    chain: list[str] = []
    for word in sorted(word[::-1] for word in words):
        while chain and not word.startswith(chain[-1]):
            chain.pop()
        chain.append(word)
        most = max(most, len(chain))
    return most
