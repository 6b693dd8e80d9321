"""Rules that are compiled, and what they find in a text."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

from bot.filtering.encoding import Place
from bot.filtering.patterns import Pattern, compile_pattern
from bot.filtering.prepared_text import PreparedForm, PreparedText
from bot.filtering.vocabulary import Vocabulary
from bot.filtering.word_index import PAUSE_S
from bot.policy.moderation.filter import Hit, Variant
from bot.policy.moderation.keyword import Keyword, parse_keyword

#: Matches of one pattern that are looked at while each lies in an allowed span; the next one counts
#: as a hit.
MOST_FREED = 50

#: Keywords that are read without a pause: 1 ms.
_WITHOUT_PAUSE = 256

#: How many keywords take as much memory as one pattern.
_KEYWORDS_PER_PATTERN = 100

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WordRule:
    """The words of one rule."""

    name: str | None
    keywords: Sequence[tuple[str, str]]
    """What a hit is called, and the keyword as typed."""
    patterns: Sequence[str] = ()
    allowed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A hit, with the position of its rule."""

    rule: int
    hit: Hit = field(repr=False)


#: For each character of a text the end of the allowed word that reaches farthest from there or from
#: before: a place is allowed if its start reaches its end.
Reach = Sequence[int]


class CompiledRules:
    """Some rules, compiled: 20 µs per keyword, 0.1 ms per pattern. Threads can share it."""

    def __init__(self, rules: Sequence[WordRule], allowed: Sequence[str] = ()) -> None:
        """Compile rules, and keywords whose matches all of them ignore."""
        self._rules = rules
        # what can be hit, in the order of the hits: the position of its rule, and how it is called
        self._labels: list[tuple[int, str]] = []
        self._allowed: dict[int, set[int]] = {}
        self._owners: dict[int, tuple[int, ...]] = {}
        self._patterns: list[tuple[int, Pattern]] = []
        numbers: dict[Keyword, int] = {}
        for index, rule in enumerate(rules):
            self._add_keywords(index, rule, numbers)
            self._add_patterns(index, rule)
            for typed in (*rule.allowed, *allowed):
                if (number := _number(typed, numbers)) is not None:
                    self._allowed.setdefault(number, set()).add(index)
        self._vocabulary = Vocabulary(numbers)

    @property
    def size(self) -> int:
        """The memory that it takes, in keywords, each about 1 KB."""
        return len(self._vocabulary) + _KEYWORDS_PER_PATTERN * len(self._patterns)

    @property
    def instructions(self) -> int:
        """The size of all patterns, which the time of a find follows."""
        return sum(pattern.instructions for _, pattern in self._patterns)

    @property
    def most_at_once(self) -> int:
        """The most keywords at one place of a text, which the time of a find follows, too."""
        return self._vocabulary.most_at_once

    def find(self, text: PreparedText) -> list[RuleHit]:
        """Return the first hit of each keyword, preset and pattern, in the order of the rules."""
        hits: dict[int, RuleHit] = {}
        plain_reaches: Mapping[int, Reach] = {}
        for prepared in text.forms:
            places = self._vocabulary.find(prepared, only_first=not self._allowed)
            reaches = self._reaches(places, plain_reaches, len(text.typed))
            if prepared is text.plain:
                plain_reaches = reaches
            if prepared in {text.plain, text.normal}:
                self._find_patterns(prepared, text, reaches, hits)
            self._find_keywords(prepared, places, reaches, hits)
        return [hits[order] for order in sorted(hits)]

    def _add_keywords(self, index: int, rule: WordRule, numbers: dict[Keyword, int]) -> None:
        orders: dict[str, int] = {}
        for count, (label, typed) in enumerate(rule.keywords):
            if count % _WITHOUT_PAUSE == 0:
                time.sleep(PAUSE_S)
            number = _number(typed, numbers)
            if number is None:
                continue
            if label not in orders:
                orders[label] = self._add_order(index, label)
            owners = self._owners.get(number, ())
            if orders[label] not in owners:
                self._owners[number] = (*owners, orders[label])

    def _add_patterns(self, index: int, rule: WordRule) -> None:
        for typed in dict.fromkeys(rule.patterns):
            if pattern := compile_pattern(typed):
                self._patterns.append((self._add_order(index, typed), pattern))
            else:
                _log.warning("a stored pattern of a filter is no longer valid and is left out")

    def _add_order(self, index: int, label: str) -> int:
        self._labels.append((index, label))
        return len(self._labels) - 1

    def _reaches(
        self, places: Mapping[int, Sequence[Place]], plain: Mapping[int, Reach], length: int
    ) -> Mapping[int, Reach]:
        """Return by rule how far allowed words reach in a form, or in the text as typed."""
        allowed = places.keys() & self._allowed.keys()
        if not allowed:
            return plain
        ends = {rule: [0] * (length + 1) for number in allowed for rule in self._allowed[number]}
        for number in allowed:
            for rule in self._allowed[number]:
                of_rule = ends[rule]
                for start, end in places[number]:
                    of_rule[start] = max(of_rule[start], end)
        own = {rule: list(accumulate(of_rule, max)) for rule, of_rule in ends.items()}
        both = {rule: list(map(max, own[rule], plain[rule])) for rule in own.keys() & plain.keys()}
        return {**plain, **own, **both}

    def _find_keywords(
        self,
        prepared: PreparedForm,
        places: Mapping[int, Sequence[Place]],
        reaches: Mapping[int, Reach],
        hits: dict[int, RuleHit],
    ) -> None:
        for number in places.keys() & self._owners.keys():
            for order in self._owners[number]:
                reach = reaches.get(self._labels[order][0])
                kept = (p for p in places[number] if reach is None or reach[p[0]] < p[1])
                self._add(order, prepared.form.variant, next(kept, None), hits)

    def _find_patterns(
        self,
        prepared: PreparedForm,
        text: PreparedText,
        reaches: Mapping[int, Reach],
        hits: dict[int, RuleHit],
    ) -> None:
        # patterns may look at the case, so the text as typed is not folded for them
        is_plain = prepared is text.plain
        searched = (text.typed if is_plain else prepared.form.text).encode()
        for order, pattern in self._patterns:
            if order in hits:
                continue
            reach = reaches.get(self._labels[order][0])
            matches: Iterator[Place] = pattern.find(searched)
            for count, (start, end) in enumerate(islice(matches, MOST_FREED + 1)):
                place = _characters(searched, start, end)
                if not is_plain:
                    place = prepared.place_of_form(*place)
                if count == MOST_FREED or reach is None or reach[place[0]] < place[1]:
                    self._add(order, prepared.form.variant, place, hits)
                    break

    def _add(
        self, order: int, variant: Variant, place: Place | None, hits: dict[int, RuleHit]
    ) -> None:
        """Note a hit unless it was found in an earlier form, or earlier in this one."""
        known = hits.get(order)
        if place is None or (
            known and (known.hit.variant is not variant or known.hit.start <= place[0])
        ):
            return
        index, label = self._labels[order]
        hit = Hit(self._rules[index].name, label, variant, *place)
        hits[order] = RuleHit(index, hit)


def _number(typed: str, numbers: dict[Keyword, int]) -> int | None:
    """Return the number of a keyword as it was typed, which equal ones share."""
    keyword = parse_keyword(typed)
    return None if keyword is None else numbers.setdefault(keyword, len(numbers))


def _characters(text: bytes, start: int, end: int) -> Place:
    first = len(text[:start].decode(errors="ignore"))
    return first, first + len(text[start:end].decode(errors="ignore"))
