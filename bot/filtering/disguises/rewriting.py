"""Replaces parts of texts, and tells where each character came from."""

from collections.abc import Callable
from dataclasses import dataclass
from re import Match, Pattern

from bot.filtering.encoding import Place


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What is replaced in texts."""

    pattern: Pattern[str]
    """It never matches the empty text."""
    read: Callable[[Match[str]], str]
    """Returns what a part stands for."""

    def rewrite(self, text: str) -> str:
        """Return a text with its parts replaced."""
        return self.pattern.sub(self.read, text)

    def places(self, text: str) -> list[Place]:
        """Return the place of each character of a rewritten text in the text before.

        Each character of a replacement has the place of the whole part.
        """
        places: list[Place] = []
        done = 0
        for match in self.pattern.finditer(text):
            start, end = match.span()
            places += ((index, index + 1) for index in range(done, start))
            places += [(start, end)] * len(self.read(match))
            done = end
        places += ((index, index + 1) for index in range(done, len(text)))
        return places
