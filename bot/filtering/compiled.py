"""Rules that are compiled, and what they find in a text."""

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

from bot.filtering.encoding import Place
from bot.filtering.patterns import Pattern, compile_pattern
from bot.filtering.prepared_text import PreparedForm, PreparedText
from bot.filtering.vocabulary import Vocabulary
from bot.policy.moderation.filter import Hit, Variant
from bot.policy.moderation.keyword import Keyword, parse_keyword

#: Matches of one pattern that are looked at while each lies in an allowed span; the next one counts
#: as a hit.
MOST_FREED = 50

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
    order: int
    hit: Hit = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whom a keyword belongs to."""

    rule: int
    order: int
    """The position of what is hit among all of its rules."""


class _Spans:
    """Places of allowed words, asked whether one of them contains another place."""

    def __init__(self, places: Iterable[Place]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def contain(self, place: Place) -> bool:
        before = bisect_right(self._starts, place[0])
        return before > 0 and self._ends[before - 1] >= place[1]


class CompiledRules:
    """Some rules, compiled: 20 µs per keyword, 0.1 ms per pattern. Threads can share it."""

    def __init__(self, rules: Sequence[WordRule], allowed: Sequence[str] = ()) -> None:
        """Compile rules, and keywords whose matches all of them ignore."""
        self._rules = rules
        self._labels: list[tuple[int, str]] = []
        self._allowed: dict[int, set[int]] = {}
        self._owners: dict[int, list[_Owner]] = {}
        self._patterns: list[tuple[_Owner, Pattern]] = []
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
        plain_freed: Mapping[int, _Spans] = {}
        for prepared in text.forms:
            places = self._places(prepared)
            freed = self._freed(places)
            if prepared is text.plain:
                plain_freed = freed
            is_freed = _freed_by(plain_freed, freed)
            if prepared in {text.plain, text.normal}:
                self._find_patterns(prepared, text, is_freed, hits)
            self._find_keywords(prepared, places, is_freed, hits)
        return [hits[order] for order in sorted(hits)]

    def _add_keywords(self, index: int, rule: WordRule, numbers: dict[Keyword, int]) -> None:
        orders: dict[str, _Owner] = {}
        for label, typed in rule.keywords:
            number = _number(typed, numbers)
            if number is None:
                continue
            owner = orders.get(label) or orders.setdefault(label, self._owner(index, label))
            owners = self._owners.setdefault(number, [])
            if owner not in owners:
                owners.append(owner)

    def _add_patterns(self, index: int, rule: WordRule) -> None:
        for typed in dict.fromkeys(rule.patterns):
            if pattern := compile_pattern(typed):
                self._patterns.append((self._owner(index, typed), pattern))
            else:
                _log.warning("a stored pattern of a filter is no longer valid and is left out")

    def _owner(self, index: int, label: str) -> _Owner:
        self._labels.append((index, label))
        return _Owner(index, len(self._labels) - 1)

    def _places(self, prepared: PreparedForm) -> dict[int, list[Place]]:
        """Return where each keyword is in a form of a text; the first place if none is allowed."""
        places: dict[int, list[Place]] = {}
        for sighting in self._vocabulary.find(prepared):
            if sighting.number in places and not self._allowed:
                continue
            if self._vocabulary.confirms(sighting, prepared):
                place = prepared.place(sighting.start, sighting.end)
                places.setdefault(sighting.number, []).append(place)
        return places

    def _freed(self, places: Mapping[int, Sequence[Place]]) -> dict[int, _Spans]:
        spans: dict[int, list[Place]] = {}
        for number in places.keys() & self._allowed.keys():
            for rule in self._allowed[number]:
                spans.setdefault(rule, []).extend(places[number])
        return {rule: _Spans(found) for rule, found in spans.items()}

    def _find_keywords(
        self,
        prepared: PreparedForm,
        places: Mapping[int, Sequence[Place]],
        is_freed: Callable[[int, Place], bool],
        hits: dict[int, RuleHit],
    ) -> None:
        for number in places.keys() & self._owners.keys():
            for owner in self._owners[number]:
                kept = (place for place in places[number] if not is_freed(owner.rule, place))
                self._add(owner, prepared.form.variant, next(kept, None), hits)

    def _find_patterns(
        self,
        prepared: PreparedForm,
        text: PreparedText,
        is_freed: Callable[[int, Place], bool],
        hits: dict[int, RuleHit],
    ) -> None:
        # patterns may look at the case, so the text as typed is not folded for them
        is_plain = prepared is text.plain
        searched = (text.typed if is_plain else prepared.form.text).encode()
        for owner, pattern in self._patterns:
            if owner.order in hits:
                continue
            matches: Iterator[Place] = pattern.find(searched)
            for count, (start, end) in enumerate(islice(matches, MOST_FREED + 1)):
                place = _characters(searched, start, end)
                if not is_plain:
                    place = prepared.place_of_form(*place)
                if count == MOST_FREED or not is_freed(owner.rule, place):
                    self._add(owner, prepared.form.variant, place, hits)
                    break

    def _add(
        self, owner: _Owner, variant: Variant, place: Place | None, hits: dict[int, RuleHit]
    ) -> None:
        """Note a hit unless it was found in an earlier form, or earlier in this one."""
        known = hits.get(owner.order)
        if place is None or (
            known and (known.hit.variant is not variant or known.hit.start <= place[0])
        ):
            return
        index, label = self._labels[owner.order]
        hit = Hit(self._rules[index].name, label, variant, *place)
        hits[owner.order] = RuleHit(index, owner.order, hit)


def _number(typed: str, numbers: dict[Keyword, int]) -> int | None:
    """Return the number of a keyword as it was typed, which equal ones share."""
    keyword = parse_keyword(typed)
    return None if keyword is None else numbers.setdefault(keyword, len(numbers))


def _freed_by(*freed: Mapping[int, _Spans]) -> Callable[[int, Place], bool]:
    def is_freed(rule: int, place: Place) -> bool:
        return any(spans[rule].contain(place) for spans in freed if rule in spans)

    return is_freed


def _characters(text: bytes, start: int, end: int) -> Place:
    first = len(text[:start].decode(errors="ignore"))
    return first, first + len(text[start:end].decode(errors="ignore"))
