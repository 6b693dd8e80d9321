"""Finds a server's and the operator's words in texts, in a thread where it could take long."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence

from typing_extensions import override

from bot.filtering.cache import FilterCache
from bot.filtering.compiled import CompiledRules, WordRule
from bot.filtering.patterns import check_pattern
from bot.filtering.prepared_text import PreparedText
from bot.filtering.rules import OperatorRule
from bot.policy.moderation.filter import Filter, FilterRule, Hit
from bot.policy.moderation.pattern import PatternProblem
from bot.ports.filters import StoredFilter, TextFilter

#: Longest texts that are searched on the event loop, in ASCII and with other characters: the worst
#: ones of these lengths take 1 ms.
LONGEST_ASCII = 600
LONGEST_OTHER = 200

#: The same for patterns (instructions × characters), and for matches of keywords.
MOST_PATTERN_STEPS = 100_000
MOST_MATCHES = 1_000

LoadPreset = Callable[[str], Sequence[str]]

_log = logging.getLogger(__name__)


class TextFilterEngine(TextFilter):
    """Finds words. Compiled filters are cached; all of them together take about 200 MB at most."""

    def __init__(
        self,
        *,
        operator_rules: Sequence[OperatorRule] = (),
        load_preset: LoadPreset | None = None,
        everyday_phrases: Sequence[str] = (),
    ) -> None:
        """Take the operator's rules, what returns the keywords of a preset, and what presets allow.

        `load_preset` raises `KeyError` for a name that it doesn't know.
        """
        self._operator_rules = tuple(operator_rules)
        self._load_preset = load_preset
        self._everyday_phrases = tuple(everyday_phrases)
        self._compiled = FilterCache()

    @override
    async def prepare(self) -> None:
        if self._operator_rules:
            await self._operator()

    @override
    def check_pattern(self, typed: str) -> Sequence[PatternProblem]:
        """Return what is wrong with a pattern, or differs from AutoMod's flavor."""
        return check_pattern(typed)

    @override
    async def find(self, text: str, stored: StoredFilter) -> Sequence[Hit]:
        operator = await self._operator() if self._operator_rules else None
        server = await self._server(stored)
        if not text or not (operator or server):
            return ()
        if all(rules is None or is_quick(text, rules) for rules in (operator, server)):
            return self._search(text, operator, server)
        return await asyncio.to_thread(self._search, text, operator, server)

    async def _operator(self) -> CompiledRules:
        return await self._compiled.operator(lambda: _compile_operator(self._operator_rules))

    async def _server(self, stored: StoredFilter) -> CompiledRules | None:
        if stored.guild_id is None or not any(rule.is_on for rule in stored.filter.rules):
            return None
        key = stored.guild_id, stored.version, stored.filter
        return await self._compiled.server(key, lambda: self._compile(stored.filter))

    def _search(
        self, text: str, operator: CompiledRules | None, server: CompiledRules | None
    ) -> Sequence[Hit]:
        prepared = PreparedText(text)
        hits: list[Hit] = []
        if operator:
            hits += _operator_hits(prepared, operator, self._operator_rules)
        if server:
            hits += (found.hit for found in server.find(prepared))
        return hits

    def _compile(self, filter_: Filter) -> CompiledRules:
        rules = [words for rule in filter_.rules if rule.is_on for words in self._words_of(rule)]
        return CompiledRules(rules, filter_.allowed)

    def _words_of(self, rule: FilterRule) -> Iterator[WordRule]:
        """Yield a rule's own words and those of its presets, which allow everyday phrases."""
        own = [(keyword, keyword) for keyword in rule.keywords]
        yield WordRule(rule.name, own, rule.patterns, rule.allowed)
        presets = [(name, keyword) for name in rule.presets for keyword in self._preset(name)]
        if presets:
            allowed = (*rule.allowed, *self._everyday_phrases)
            yield WordRule(rule.name, presets, (), allowed)

    def _preset(self, name: str) -> Sequence[str]:
        try:
            return self._load_preset(name) if self._load_preset else ()
        except KeyError:
            _log.warning("a filter names a preset that this version does not have: %r", name)
            return ()


def is_quick(text: str, rules: CompiledRules) -> bool:
    """Whether a search surely takes under 2 ms, so that it may run on the event loop."""
    longest = LONGEST_ASCII if text.isascii() else LONGEST_OTHER
    return (
        len(text) <= longest
        and rules.instructions * len(text) <= MOST_PATTERN_STEPS
        and rules.most_at_once * len(text) <= MOST_MATCHES
    )


def _compile_operator(rules: Sequence[OperatorRule]) -> CompiledRules:
    """Compile each group of a rule as a rule of its own."""
    words: list[WordRule] = []
    for rule in rules:
        for group in rule.groups:
            labeled = [(rule.name, typed) for typed in group]
            words.append(WordRule(None, labeled, (), rule.allowed))
        words.append(WordRule(None, (), rule.patterns, rule.allowed))
    return CompiledRules(words)


def _operator_hits(
    text: PreparedText, compiled: CompiledRules, rules: Sequence[OperatorRule]
) -> list[Hit]:
    """Return the hits of the rules of which every group has one: one per group."""
    found: dict[int, list[Hit]] = {}
    for each in compiled.find(text):
        found.setdefault(each.rule, []).append(each.hit)
    hits: list[Hit] = []
    first = 0
    for rule in rules:
        patterns = first + len(rule.groups)
        groups = [found.get(index, []) for index in range(first, patterns)]
        if all(groups):
            hits += (hit for group in groups for hit in group)
        hits += (
            Hit(None, rule.name, hit.variant, hit.start, hit.end) for hit in found.get(patterns, ())
        )
        first = patterns + 1
    return hits
