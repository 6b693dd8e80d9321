"""Letters with something between them, as in `n a k e d`, `n.a.k.e.d` and `n-4-k-3-d`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.filtering.characters import MARK, MARKS, UNSPACED
from bot.filtering.encoding import Place

#: Most characters between two letters, and fewest letters of a run.
MOST_BETWEEN = 8
FEWEST_LETTERS = 3


_OTHERS = f"[{MARKS}{UNSPACED}@$]"
_LETTER = re.compile(rf"[^\W_]|{_OTHERS}")
_RUN = re.compile(
    rf"(?<![^\W_])(?<!{_OTHERS})(?:[^\W_]|{_OTHERS})"
    rf"(?:(?:(?!{_OTHERS})[\W_]){{1,{MOST_BETWEEN}}}(?:[^\W_]|{_OTHERS})){{{FEWEST_LETTERS - 1},}}"
    rf"(?![^\W_]|{_OTHERS})"
    # a word of scripts without spaces may have two
    rf"|(?<![^\W_])[{UNSPACED}](?:(?![{UNSPACED}])[\W_]){{1,{MOST_BETWEEN}}}[{UNSPACED}](?![^\W_])"
)


def join_letters(text: str) -> Iterator[tuple[str, list[Place]]]:
    """Yield the runs of spaced letters in a text, joined, with the place of each character.

    Marks are around runs; once more, with marks also at gaps within runs that differ from the usual
    one, if there are any: "n u d e, c a t" becomes `|nudecat|` and `|nude|cat|`.
    """
    places = [
        [found.span() for found in _LETTER.finditer(text, *run.span())]
        for run in _RUN.finditer(text)
    ]
    if not places:
        return
    yield _joined(text, places)
    parts = [part for run in places for part in _split_at_other_gaps(text, run)]
    if len(parts) > len(places):
        yield _joined(text, parts)


def _joined(text: str, runs: Iterable[Sequence[Place]]) -> tuple[str, list[Place]]:
    joined: list[str] = []
    places: list[Place] = []
    for run in runs:
        # a mark has the place of the letter beside it
        joined += (MARK, *(text[start:end] for start, end in run), MARK)
        places += (run[0], *run, run[-1])
    return "".join(joined), places


def _split_at_other_gaps(text: str, run: Sequence[Place]) -> Iterator[list[Place]]:
    gaps = [text[before[1] : after[0]] for before, after in pairwise(run)]
    [(usual, _)] = Counter(gaps).most_common(1)
    part = [run[0]]
    for gap, letter in zip(gaps, run[1:], strict=True):
        if gap != usual:
            yield part
            part = []
        part.append(letter)
    yield part
