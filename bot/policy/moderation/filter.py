"""A server's filter: rules about words, and what a text that breaks one leads to, as one value."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

#: Discord's own limits for AutoMod, so that its rules can be taken over; all lengths in characters.
#: https://docs.discord.com/developers/resources/auto-moderation, read 2026-11-30
MOST_RULES = 6
MOST_KEYWORDS = 1_000
MOST_KEYWORD_LENGTH = 60
MOST_PATTERNS = 10
MOST_PATTERN_LENGTH = 260
MOST_ALLOWED = 100
MOST_EXEMPT_ROLES = 20
MOST_EXEMPT_CHANNELS = 50
MOST_MESSAGE_LENGTH = 150

MOST_RULE_NAME_LENGTH = 50
MOST_PRESETS = 50

#: Steps of a ladder, and the longest window and block of one.
MOST_STEPS = 5
MOST_WINDOW = timedelta(days=30)
MOST_BLOCK = timedelta(days=365)


class Effect(StrEnum):
    """What a hit of a rule does. The values are stored and never change."""

    REFUSE = "refuse"
    """Refuse the text."""
    ALERT = "alert"
    """Refuse the text and post it in the log."""
    HOLD = "hold"
    """Ask a moderator in the log; refuse where a late answer is impossible."""
    LOG = "log"
    """Accept the text and post it in the log."""


@dataclass(frozen=True, slots=True)
class FilterRule:
    """Words and patterns with one effect."""

    name: str
    """Unique within the filter, whatever its case."""
    keywords: tuple[str, ...] = ()
    """As typed, with wildcards: `cat`, `cat*`, `*cat`, `*cat*`, phrases."""
    patterns: tuple[str, ...] = ()
    """Regular expressions in RE2's syntax, as typed."""
    presets: tuple[str, ...] = ()
    """Names of presets, sorted."""
    allowed: tuple[str, ...] = ()
    """Keywords whose matches the rule ignores."""
    effect: Effect = Effect.REFUSE
    message: str = ""
    """What a refused member is told; empty for the bot's own sentence."""
    exempt_roles: frozenset[int] = frozenset()
    exempt_channels: frozenset[int] = frozenset()
    """Channels and categories."""
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder: a number of offenses within a window leads to a block."""

    offenses: int
    """At least 1."""
    window: timedelta
    block: timedelta


@dataclass(frozen=True, slots=True)
class Filter:
    """Everything that a server's moderators have set about words. Without rules it is off."""

    rules: tuple[FilterRule, ...] = ()
    allowed: tuple[str, ...] = ()
    """Keywords whose matches all rules ignore."""
    exempt_roles: frozenset[int] = frozenset()
    exempt_channels: frozenset[int] = frozenset()
    """Channels and categories, exempt from all rules."""
    names_rules: bool = False
    """Whether a refusal names the rule."""
    ladder: tuple[Step, ...] = ()
    """Ascending by block."""

    def rule(self, name: str) -> FilterRule | None:
        """Return the rule with a name, whatever its case."""
        wanted = name.casefold()
        return next((rule for rule in self.rules if rule.name.casefold() == wanted), None)


class Variant(StrEnum):
    """In which form of the text a hit was found."""

    PLAIN = "plain"
    """As it was typed, whatever its case."""
    NORMAL = "normal"
    """Without invisible characters, in Unicode's compatible form, with and without accents."""
    LOOK_ALIKE = "look_alike"
    """With look-alikes as the letters that they look like."""
    LEET = "leet"
    """With digits and symbols as the letters that they stand for."""
    JOINED = "joined"
    """With spaced letters joined, where a keyword may be a part of them."""
    SQUEEZED = "squeezed"
    """With repeated letters as one."""
    BROKEN = "broken"
    """With the pieces of broken words joined."""
    MASKED = "masked"
    """With characters that hide letters, as any letter."""
    KANA = "kana"
    """In large hiragana without long vowels."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A keyword or pattern that was found in a text."""

    rule: str | None
    """The rule's name; None for the operator's own rules, which know no exemption."""
    matched: str = field(repr=False)
    """The keyword or pattern as typed; for a preset or the operator's rule, its name."""
    variant: Variant
    start: int
    end: int
    """The place in the text as it was typed, in characters."""
