"""Letters with something between them, as in `n a k e d`, `n.a.k.e.d` and `n-4-k-3-d`."""

import re
from functools import cache

from bot.filtering.characters import MARK, UNSPACED, characters
from bot.filtering.encoding import Place

#: Most characters between two letters, and fewest letters of a run.
MOST_BETWEEN = 3
FEWEST_LETTERS = 3


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    others = f"[{characters().marks}{UNSPACED}@$]"
    letter = rf"(?:[^\W_]|{others})"
    between = rf"(?:(?!{others})[\W_]){{1,{MOST_BETWEEN}}}"
    alone = rf"(?<![^\W_])(?<!{others}){letter}(?:{between}{letter})"
    run = rf"{alone}{{{FEWEST_LETTERS - 1},}}(?!{letter})"
    return re.compile(run), re.compile(letter)


def join_letters(text: str) -> tuple[str, list[Place]] | None:
    """Return the runs of spaced letters in a text, joined, with a mark between runs.

    The place of each letter is returned, too. None if there is no run.
    """
    runs, letter = _patterns()
    pieces: list[str] = []
    places: list[Place] = []
    for run in runs.finditer(text):
        if pieces:
            pieces.append(MARK)
            places.append((run.start(), run.start() + 1))
        for found in letter.finditer(text, *run.span()):
            pieces.append(found[0])
            places.append(found.span())
    return ("".join(pieces), places) if pieces else None
