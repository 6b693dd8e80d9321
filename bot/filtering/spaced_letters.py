"""Letters with something between them, as in `n a k e d`, `n.a.k.e.d` and `n-4-k-3-d`."""

import re

from bot.filtering.characters import MARK, MARKS, UNSPACED
from bot.filtering.encoding import Place

#: Most characters between two letters, and fewest letters of a run.
MOST_BETWEEN = 3
FEWEST_LETTERS = 3


_OTHERS = f"[{MARKS}{UNSPACED}@$]"
_LETTER = re.compile(rf"[^\W_]|{_OTHERS}")
_RUN = re.compile(
    rf"(?<![^\W_])(?<!{_OTHERS})(?:[^\W_]|{_OTHERS})"
    rf"(?:(?:(?!{_OTHERS})[\W_]){{1,{MOST_BETWEEN}}}(?:[^\W_]|{_OTHERS})){{{FEWEST_LETTERS - 1},}}"
    rf"(?![^\W_]|{_OTHERS})"
)


def join_letters(text: str) -> tuple[str, list[Place]] | None:
    """Return the runs of spaced letters in a text, joined, with a mark between runs.

    The place of each letter is returned, too. None if there is no run.
    """
    pieces: list[str] = []
    places: list[Place] = []
    for run in _RUN.finditer(text):
        if pieces:
            pieces.append(MARK)
            places.append((run.start(), run.start() + 1))
        for found in _LETTER.finditer(text, *run.span()):
            pieces.append(found[0])
            places.append(found.span())
    return ("".join(pieces), places) if pieces else None
