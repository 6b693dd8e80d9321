"""Refusals of texts by a filter: nothing was sent to OpenRouter, and nothing is charged."""

from dataclasses import dataclass

from bot.errors.refused import Refused
from bot.policy.moderation.pattern import PatternProblem


@dataclass(eq=False)
class TextRefused(Refused):
    """A filter does not allow a text. This error doesn't hold what was found in it."""

    message: str = ""
    """What the server tells its members; empty for the bot's own sentence."""
    rule: str | None = None
    """The rule's name, if the server wants it named."""
    is_operators: bool = False
    """Whether it is a rule of the operator's, which holds everywhere."""


@dataclass(eq=False)
class FilterTooLarge(Refused):
    """A part of a filter is larger than a server can store; nothing was changed."""

    part: str
    """As in `first_excess`, such as `keywords`."""
    size: int
    most: int


@dataclass(eq=False)
class WordsRefused(Refused):
    """A keyword or pattern cannot be used; nothing was changed."""

    typed: str
    problems: tuple[PatternProblem, ...] = ()
    """Of a pattern; empty for a keyword, which consists of wildcards only."""


@dataclass(eq=False)
class RuleUnknown(Refused):
    """A filter has no rule with this name."""

    wanted: str
