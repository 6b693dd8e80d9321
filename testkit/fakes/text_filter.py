"""A plain filter: finds keywords in lower case, and nothing else of what the engine does."""

import re
from collections.abc import Iterator, Sequence

from typing_extensions import override

from bot.policy.moderation.filter import FilterRule, Hit, Variant
from bot.policy.moderation.pattern import PatternFault, PatternProblem
from bot.ports import StoredFilter, TextFilter

#: Every text with it breaks the operator's rule.
FORBIDDEN_BY_OPERATOR = "forbidden-everywhere"

#: The names of presets that tests offer.
FAKE_PRESETS = ("english-slurs", "german-slurs")


class FakeTextFilter(TextFilter):
    """Finds keywords and patterns by Python's regular expressions."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """The texts, in order."""
        self.refuses: set[str] = set()
        """Patterns that are not valid, whatever Python says."""
        self.notes: set[str] = set()
        """Patterns that mean something else in AutoMod."""

    @override
    async def find(self, text: str, stored: StoredFilter) -> Sequence[Hit]:
        self.asked.append(text)
        start = text.find(FORBIDDEN_BY_OPERATOR)
        operators = [
            Hit(None, "operator's rule", Variant.PLAIN, start, start + len(FORBIDDEN_BY_OPERATOR))
        ]
        on = (rule for rule in stored.filter.rules if rule.is_on)
        hits = [hit for rule in on for hit in _hits(text, rule)]
        return [*(operators if start >= 0 else []), *hits]

    @override
    async def prepare(self) -> None: ...

    @override
    def check_pattern(self, typed: str) -> Sequence[PatternProblem]:
        if typed in self.notes:
            return [PatternProblem(PatternFault.ASCII_ONLY, 0, typed[:2])]
        try:
            re.compile(typed)
        except re.error as error:
            return [PatternProblem(PatternFault.SYNTAX, error.pos or 0, typed)]
        is_refused = typed in self.refuses
        return [PatternProblem(PatternFault.UNSUPPORTED, 0, typed)] if is_refused else []


def _hits(text: str, rule: FilterRule) -> Iterator[Hit]:
    words = [(word, rf"\b{re.escape(word)}\b") for word in rule.keywords]
    for typed, pattern in (*words, *((one, one) for one in rule.patterns)):
        found = re.search(pattern, text, re.IGNORECASE)
        if found and found[0].casefold() not in map(str.casefold, rule.allowed):
            yield Hit(rule.name, typed, Variant.PLAIN, *found.span())
