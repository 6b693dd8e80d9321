"""Replaces parts of texts and remembers where each character came from."""

from collections.abc import Callable
from re import Match, Pattern

from bot.filtering.encoding import Place


def rewrite(
    text: str, pattern: Pattern[str], read: Callable[[Match[str]], str | None]
) -> tuple[str, list[Place]]:
    """Return a text with some parts replaced, and the place of each character.

    Each character of a replacement has the place of the whole part.

    Args:
        text: Any text.
        pattern: What is replaced. It never matches the empty text.
        read: Returns what a part stands for; None leaves it as it is.
    """
    pieces: list[str] = []
    places: list[Place] = []
    done = 0
    for match in pattern.finditer(text):
        letters = read(match)
        if letters is None:
            continue
        start, end = match.span()
        pieces += (text[done:start], letters)
        places += ((index, index + 1) for index in range(done, start))
        places += [(start, end)] * len(letters)
        done = end
    pieces.append(text[done:])
    places += ((index, index + 1) for index in range(done, len(text)))
    return "".join(pieces), places
