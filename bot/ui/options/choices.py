"""Autocompletion choices, and resolving a submitted text to the choice that it means.

Discord's clients should send a choice's value, but some send its displayed name. So both directions
use the same rows: a choice can be resolved by its value and by its name.
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

#: Between the label of a choice and its detail.
SEPARATOR = " · "

#: Characters of a label; the rest of the name is for the detail.
_SHOWN_LABEL = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be chosen."""

    value: str
    """The value to be sent; a row with a value of over 100 characters is not offered."""
    label: str = ""
    """Its label in the member's language; empty if that is the value."""
    others: tuple[str, ...] = ()
    """Further names by which it is recognised, such as its labels in other languages."""

    @property
    def shown(self) -> str:
        """The label, clipped to 60 characters."""
        return clip(self.label or self.value, _SHOWN_LABEL)

    @property
    def _names(self) -> tuple[str, ...]:
        return (self.value, self.label or self.value, self.shown, *self.others)

    def fits(self, typed: str) -> bool:
        """Tell whether the label or value contains every typed word, in any order."""
        haystack = fold(f"{self.label} {self.value}")
        return all(word in haystack for word in fold(label_of(typed)).split())

    def match_length(self, text: str) -> int:
        """Return the length of its longest name that begins a folded text; 0 for none."""
        return max((len(name) for name in map(fold, self._names) if _begins(text, name)), default=0)


def offer(
    rows: Iterable[Row], detail: Callable[[str], str] | None = None
) -> list[app_commands.Choice[str]]:
    """Return the first 25 rows as Discord choices.

    Args:
        rows: Those that match the typed text.
        detail: Returns a value's detail, such as its price; empty for none.
    """
    sendable = (row for row in rows if _is_sendable(row.value))
    # there are hundreds of models, so details are computed only for the rows that are offered
    return [
        app_commands.Choice(name=_name(row, detail(row.value) if detail else ""), value=row.value)
        for row in islice(sendable, MAX_CHOICES)
    ]


def choices(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    """Return the first 25 distinct texts as choices whose names are their values.

    Texts that are empty or too long for Discord are left out.
    """
    sendable = (text for text in dict.fromkeys(texts) if _is_sendable(text))
    return [app_commands.Choice(name=text, value=text) for text in islice(sendable, MAX_CHOICES)]


def resolve_choice(text: str, rows: Iterable[Row]) -> str:
    """Resolve a submitted text, a choice's value or its displayed name, to the value.

    A text that matches no row is returned as typed, without its detail.
    """
    folded = fold(text)
    best = max(rows, key=lambda row: row.match_length(folded), default=None)
    if best is not None and best.match_length(folded):
        return best.value
    return label_of(text).strip()


def label_of(text: str) -> str:
    """Return the label in a choice's displayed name."""
    return text.partition(SEPARATOR)[0]


def fold(text: str) -> str:
    """Normalise a text for comparison: case-folded, with single spaces."""
    return " ".join(text.split()).casefold()


def _is_sendable(value: str) -> bool:
    return 0 < len(value) <= MAX_CHOICE_NAME


def _name(row: Row, detail: str) -> str:
    # a blank detail would leave a separator that clients trim
    return clip(f"{row.shown}{SEPARATOR}{detail}" if detail.strip() else row.shown, MAX_CHOICE_NAME)


def _begins(text: str, name: str) -> bool:
    return bool(name) and (text == name or text.startswith(f"{name}{SEPARATOR}"))
