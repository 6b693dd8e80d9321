"""Asks the engine about one text and one rule."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.filtering.engine import TextFilterEngine
from bot.filtering.rules import OperatorRule
from bot.policy.moderation.filter import Filter, FilterRule, Hit, Variant
from bot.ports.filters import StoredFilter

GUILD = 1


def stored(*rules: FilterRule, allowed: Sequence[str] = (), version: int = 1) -> StoredFilter:
    """Return a server's filter as if it was read from the database."""
    return StoredFilter(GUILD, Filter(rules=rules, allowed=tuple(allowed)), version)


def rule(*keywords: str, **changes: Any) -> FilterRule:  # noqa: ANN401 - the fields of a rule
    """Return a rule with keywords, called "words"."""
    return replace(FilterRule("words", keywords=keywords), **changes)


async def hits(text: str, *rules: FilterRule, allowed: Sequence[str] = ()) -> Sequence[Hit]:
    """Return the hits of some rules in a text."""
    return await TextFilterEngine().find(text, stored(*rules, allowed=allowed))


async def found(text: str, *keywords: str, allowed: Sequence[str] = ()) -> list[str]:
    """Return the parts of a text in which keywords are found."""
    return [text[hit.start : hit.end] for hit in await hits(text, rule(*keywords), allowed=allowed)]


async def variants(text: str, *keywords: str) -> list[Variant]:
    """Return the variants in which keywords are found in a text."""
    return [hit.variant for hit in await hits(text, rule(*keywords))]


async def operator_hits(text: str, *rules: OperatorRule) -> Sequence[Hit]:
    """Return the hits of the operator's rules outside of servers."""
    engine = TextFilterEngine(operator_rules=rules)
    return await engine.find(text, StoredFilter(None, Filter(), 0))
