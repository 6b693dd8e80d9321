"""Repeated letters, as in `naaaked` and `nnaakkeedd`."""

import re
from itertools import groupby

from bot.filtering.encoding import Place

#: Three equal letters or three pairs in a row, which words hardly have. Possessive, since pairs of
#: one long run could be counted in many ways.
_REPEATS = re.compile(r"([^\W\d_])\1\1|(?:([^\W\d_])\2++){3}")
_RUN = re.compile(r"([^\W\d_])\1+")


def has_repeats(text: str) -> bool:
    """Whether letters are repeated on purpose somewhere in a case-folded text."""
    return _REPEATS.search(text) is not None


def squeeze(text: str) -> tuple[str, list[Place]]:
    """Return a text with runs of a letter as one, and the place of each character's run."""
    pieces: list[str] = []
    places: list[Place] = []
    done = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        pieces += (text[done:start], run[1])
        places += ((index, index + 1) for index in range(done, start))
        places.append((start, end))
        done = end
    pieces.append(text[done:])
    places += ((index, index + 1) for index in range(done, len(text)))
    return "".join(pieces), places


def is_repetition(typed: str, keyword: str) -> bool:
    """Whether a text is a keyword with letters repeated on purpose.

    Each run of a letter must be as long as the keyword's, so that "as" is not taken for another
    word, and each word that differs must have repeats, so that "good" is not. False for the
    keyword itself.
    """
    if typed == keyword or not has_repeats(typed):
        return False
    words, wanted = typed.split(), keyword.split()
    return len(words) == len(wanted) and all(
        word == other or (has_repeats(word) and _covers(word, other))
        for word, other in zip(words, wanted, strict=True)
    )


def _covers(word: str, other: str) -> bool:
    runs = [(letter, len(list(same))) for letter, same in groupby(word)]
    wanted = [(letter, len(list(same))) for letter, same in groupby(other)]
    return len(runs) == len(wanted) and all(
        letter == other_letter and length >= other_length
        for (letter, length), (other_letter, other_length) in zip(runs, wanted, strict=True)
    )
