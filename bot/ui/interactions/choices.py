"""What an option offers while somebody types, and how what was sent is understood.

Discord's clients are meant to send a choice's value, and some send the name that they showed.
So one row is both: what is offered under a name is understood by that name.
https://github.com/discord/discord-api-docs/issues/7206, read 2026-11-30
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from discord import app_commands

from bot.ui.text import clip

# https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
MAX_CHOICES = 25
MAX_CHOICE_NAME = 100

#: Stands between what a choice is called and what is said of it.
SEPARATOR = " · "

#: Of what a choice is called, so that what is said of it has room behind it.
_SHOWN_LABEL = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be chosen."""

    value: str
    """What is meant to be sent; longer than 100 characters, it is not offered."""
    label: str = ""
    """What it is called in the member's language; empty where that is its value."""
    others: tuple[str, ...] = ()
    """What else it is called, as in other languages."""

    @property
    def shown(self) -> str:
        """What it is called, short enough."""
        return clip(self.label or self.value, _SHOWN_LABEL)

    @property
    def _names(self) -> tuple[str, ...]:
        return (self.value, self.label or self.value, self.shown, *self.others)

    def fits(self, typed: str) -> bool:
        """Tell whether all words that somebody typed are in its value or name, in any order."""
        there = fold(f"{self.label} {self.value}")
        return all(word in there for word in fold(head(typed)).split())

    def likeness(self, text: str) -> int:
        """Return how many characters of a folded text name it; 0 when something else is meant."""
        return max((len(name) for name in map(fold, self._names) if _begins(text, name)), default=0)


def offer(
    rows: Iterable[Row], detail: Callable[[str], str] | None = None
) -> list[app_commands.Choice[str]]:
    """Return the first rows as Discord shows them.

    Args:
        rows: Those that fit what was typed.
        detail: Says something of a value, such as its price; an empty text for nothing.
    """
    sendable = (row for row in rows if _is_sendable(row.value))
    # of hundreds of models only those that are offered get their prices written
    return [
        app_commands.Choice(name=_name(row, detail(row.value) if detail else ""), value=row.value)
        for row in islice(sendable, MAX_CHOICES)
    ]


def choices(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    """Return the first texts as choices that are called what they are, each once.

    Those that Discord does not take, since they are empty or too long, are left out.
    """
    sendable = (text for text in dict.fromkeys(texts) if _is_sendable(text))
    return [app_commands.Choice(name=text, value=text) for text in islice(sendable, MAX_CHOICES)]


def understood(text: str, rows: Iterable[Row]) -> str:
    """Return the value that is meant by a value, or by a choice's name as it was shown.

    What is none of the rows is returned as it was typed, without what may have been said of it.
    """
    wanted = fold(text)
    best = max(rows, key=lambda row: row.likeness(wanted), default=None)
    if best is not None and best.likeness(wanted):
        return best.value
    return head(text).strip()


def head(text: str) -> str:
    """Return what a choice is called out of the name under which it was shown."""
    return text.partition(SEPARATOR)[0]


def fold(text: str) -> str:
    """Make texts alike that look alike: no capitals, single spaces."""
    return " ".join(text.split()).casefold()


def _is_sendable(value: str) -> bool:
    return 0 < len(value) <= MAX_CHOICE_NAME


def _name(row: Row, detail: str) -> str:
    return clip(f"{row.shown}{SEPARATOR}{detail}" if detail else row.shown, MAX_CHOICE_NAME)


def _begins(text: str, name: str) -> bool:
    return bool(name) and (text == name or text.startswith(f"{name}{SEPARATOR}"))
