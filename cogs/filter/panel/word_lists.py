"""The words of a rule as text that can be edited in a form: one per line."""

from collections.abc import Sequence
from dataclasses import replace

from bot.policy.moderation.filter import FilterRule
from bot.policy.moderation.filter_edits import encodable, merged

#: Characters of a text input.
#: https://docs.discord.com/developers/components/reference, read 2026-11-22
MAX_TYPED = 4_000


def texts_of(rule: FilterRule) -> tuple[str, str, str]:
    """Return a rule's keywords, patterns and allowed words, each as lines."""
    words, allowed = (
        "\n".join(" ".join(word.split()) for word in listed)
        for listed in (rule.keywords, rule.allowed)
    )
    return words, "\n".join(rule.patterns), allowed


def can_be_edited(rule: FilterRule) -> bool:
    """Tell whether a form shows all words of a rule, and returns them as they are."""
    return (
        bool(rule.keywords or rule.patterns or rule.allowed)
        and all(len(text) <= MAX_TYPED for text in texts_of(rule))
        and all(pattern == pattern.strip() and "\n" not in pattern for pattern in rule.patterns)
    )


def with_texts(rule: FilterRule, texts: Sequence[str]) -> FilterRule:
    """Return a rule with what was typed for its keywords, patterns and allowed words."""
    words, patterns, allowed = ([line.strip() for line in _lines(text)] for text in texts)
    return replace(
        rule,
        keywords=merged((), (" ".join(word.split()) for word in words)),
        patterns=tuple(dict.fromkeys(patterns)),
        allowed=merged((), (" ".join(word.split()) for word in allowed)),
    )


def _lines(text: str) -> list[str]:
    return [line for line in encodable(text).split("\n") if line.strip()]
