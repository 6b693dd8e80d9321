"""Changes of a filter by moderators, each returning another filter; and why one is refused."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.policy.moderation.filter import (
    MOST_ALLOWED,
    MOST_EXEMPT_CHANNELS,
    MOST_EXEMPT_ROLES,
    MOST_KEYWORD_LENGTH,
    MOST_KEYWORDS,
    MOST_MESSAGE_LENGTH,
    MOST_PATTERN_LENGTH,
    MOST_PATTERNS,
    MOST_PRESETS,
    MOST_RULE_NAME_LENGTH,
    MOST_RULES,
    MOST_STEPS,
    Filter,
    FilterRule,
    Step,
)

#: The name of a rule that is made without one.
FIRST_RULE = "words"

#: The ideographic and the full-width comma are those of Japanese keyboards.
_BETWEEN_WORDS = re.compile("[,\n\r\u3001\uff0c]+")


def encodable(text: str) -> str:
    """Return a text without lone surrogates, which cannot be stored or sent."""
    return text.encode("utf-8", "ignore").decode()


def encodable_filter(filter_: Filter) -> Filter:
    """Return a filter whose texts are all as `encodable` returns them; empty ones are left out."""
    return replace(
        filter_, rules=tuple(map(_encodable_rule, filter_.rules)), allowed=_kept(filter_.allowed)
    )


def _encodable_rule(rule: FilterRule) -> FilterRule:
    return replace(
        rule,
        name=rule_name(rule.name) or FIRST_RULE,
        keywords=_kept(rule.keywords),
        patterns=_kept(rule.patterns),
        presets=_kept(rule.presets),
        allowed=_kept(rule.allowed),
        message=encodable(rule.message).strip(),
    )


def _kept(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in map(encodable, texts) if text.strip())


def parse_words(text: str) -> tuple[str, ...]:
    """Return the keywords of a list: separated by commas or line breaks, each once.

    White space around and inside them is reduced; a word in another case is the same word.
    """
    words = (" ".join(part.split()) for part in _BETWEEN_WORDS.split(encodable(text)))
    return merged((), (word for word in words if word))


def merged(present: Sequence[str], added: Iterable[str]) -> tuple[str, ...]:
    """Return words with others added at the end, each once, whatever its case."""
    found = {word.casefold(): word for word in present}
    for word in added:
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def without(present: Sequence[str], removed: Iterable[str]) -> tuple[str, ...]:
    """Return words without others, whatever their case."""
    gone = {word.casefold() for word in removed}
    return tuple(word for word in present if word.casefold() not in gone)


def rule_name(text: str) -> str:
    """Return a typed name of a rule with single spaces; it may be empty or too long."""
    return " ".join(encodable(text).split())


def target_rule(filter_: Filter, name: str | None) -> FilterRule:
    """Return the rule that words are added to: the named one, the only one, or a new one.

    Args:
        filter_: The present rules.
        name: As `rule_name` returns it; None or empty for none.
    """
    if not name:
        only = filter_.rules[0] if len(filter_.rules) == 1 else None
        return only or filter_.rule(FIRST_RULE) or FilterRule(FIRST_RULE)
    return filter_.rule(name) or FilterRule(name)


def with_rule(filter_: Filter, rule: FilterRule) -> Filter:
    """Return the filter with a rule in place of the one with its name, or at the end."""
    if filter_.rule(rule.name) is None:
        return replace(filter_, rules=(*filter_.rules, rule))
    name = rule.name.casefold()
    rules = (rule if each.name.casefold() == name else each for each in filter_.rules)
    return replace(filter_, rules=tuple(rules))


def without_rule(filter_: Filter, name: str) -> Filter:
    """Return the filter without a rule."""
    gone = name.casefold()
    rules = (rule for rule in filter_.rules if rule.name.casefold() != gone)
    return replace(filter_, rules=tuple(rules))


def with_step(ladder: Sequence[Step], step: Step) -> tuple[Step, ...]:
    """Return a ladder with a step in place of the one of the same block, ascending by block."""
    others = (each for each in ladder if each.block != step.block)
    return tuple(sorted((*others, step), key=lambda each: each.block))


def first_excess(filter_: Filter) -> tuple[str, int, int] | None:
    """Return the first part of a filter that is too large, with its size and the most allowed.

    The part is `rules`, `name`, `keywords`, `keyword`, `patterns`, `pattern`, `presets`,
    `allowed`, `message`, `roles`, `channels` or `steps`.
    """
    sizes = [
        ("rules", len(filter_.rules), MOST_RULES),
        ("steps", len(filter_.ladder), MOST_STEPS),
        *_shared_sizes(filter_),
        *(size for rule in filter_.rules for size in _rule_sizes(rule)),
    ]
    return next((size for size in sizes if size[1] > size[2]), None)


def _shared_sizes(part: Filter | FilterRule) -> list[tuple[str, int, int]]:
    return [
        ("allowed", len(part.allowed), MOST_ALLOWED),
        ("keyword", _longest(part.allowed), MOST_KEYWORD_LENGTH),
        ("roles", len(part.exempt_roles), MOST_EXEMPT_ROLES),
        ("channels", len(part.exempt_channels), MOST_EXEMPT_CHANNELS),
    ]


def _rule_sizes(rule: FilterRule) -> list[tuple[str, int, int]]:
    return [
        ("name", len(rule.name), MOST_RULE_NAME_LENGTH),
        ("keywords", len(rule.keywords), MOST_KEYWORDS),
        ("keyword", _longest(rule.keywords), MOST_KEYWORD_LENGTH),
        ("patterns", len(rule.patterns), MOST_PATTERNS),
        ("pattern", _longest(rule.patterns), MOST_PATTERN_LENGTH),
        ("presets", len(rule.presets), MOST_PRESETS),
        ("message", len(rule.message), MOST_MESSAGE_LENGTH),
        *_shared_sizes(rule),
    ]


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


def empty_keyword(filter_: Filter) -> str | None:
    """Return the first keyword that consists of wildcards and spaces; None without one."""
    parts = (filter_.allowed, *(words for rule in filter_.rules for words in _words(rule)))
    return next((word for words in parts for word in words if not word.strip("* ")), None)


def _words(rule: FilterRule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return rule.keywords, rule.allowed
