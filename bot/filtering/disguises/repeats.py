"""Repeated letters, as in `naaaked` and `nnaakkeedd`."""

import re
from functools import lru_cache
from itertools import groupby
from operator import ge

from bot.filtering.disguises.rewriting import Rewriting
from bot.filtering.encoding import Place

#: Three equal letters or three pairs in a row, which words rarely have. Possessive, since pairs of
#: one long run could be counted in many ways.
_REPEATS = re.compile(r"([^\W\d_])\1\1|(?:([^\W\d_])\2++){3}")
#: Words whose letters are remembered.
_REMEMBERED = 2048

_RUN = re.compile(r"([^\W\d_])\1+")
_RUNS = Rewriting(_RUN, lambda run: run[1])


def has_repeats(text: str) -> bool:
    """Whether letters are repeated on purpose somewhere in a case-folded text."""
    return _REPEATS.search(text) is not None


def squeeze(text: str) -> str:
    """Return a text with runs of a letter as one."""
    return _RUNS.rewrite(text)


def squeezed_places(text: str) -> list[Place]:
    """Return the place of each character of a squeezed text in the text before."""
    return _RUNS.places(text)


def is_repetition(typed: str, keyword: str) -> bool:
    """Whether a text is a keyword with letters repeated on purpose.

    Each run of a letter must be as long as the keyword's, so that "as" is not taken for another
    word, and each word that differs must have repeats, so that "good" is not. False for the
    keyword itself.
    """
    if typed == keyword:
        return False
    words, wanted = typed.split(), keyword.split()
    return len(words) == len(wanted) and all(
        word == other or (_covers(word, other) and has_repeats(word))
        for word, other in zip(words, wanted, strict=True)
    )


def _covers(word: str, other: str) -> bool:
    letters, lengths = _runs(word)
    other_letters, other_lengths = _runs(other)
    return letters == other_letters and all(map(ge, lengths, other_lengths))


@lru_cache(_REMEMBERED)
def _runs(word: str) -> tuple[str, tuple[int, ...]]:
    """Return the letters of a word without repeats, and how often each occurs."""
    runs = [(letter, len(list(same))) for letter, same in groupby(word)]
    return "".join(letter for letter, _ in runs), tuple(length for _, length in runs)
