"""The rules that no server can turn off: sexualized minors, and the operator's own list."""

from collections.abc import Iterator
from functools import cache

from bot.filtering.lists.filter_file import FilterFile
from bot.filtering.lists.word_lists import everyday_phrases, read_list
from bot.filtering.rules import OperatorRule

SEXUALIZED_MINORS = "sexualized minors"
OPERATORS_LIST = "operator's list"

#: Ages below this are those of minors.
ADULT = 18

#: Stands in a list for every age of a minor, in digits.
_AGE = "{n}"


@cache
def sexualized_minors() -> OperatorRule:
    """Return the rule: a word of age and a sexual word, anywhere in a text, in six languages."""
    both = read_list("minors", "both.txt")
    ages = tuple(_with_ages(read_list("minors", "age.txt")))
    sexual = read_list("minors", "sexual.txt")
    return OperatorRule(SEXUALIZED_MINORS, (ages + both, sexual + both), allowed=everyday_phrases())


def rules_of(file: FilterFile) -> tuple[OperatorRule, ...]:
    """Return the rule of an operator's list without mistakes; none for an empty list."""
    if not file.keywords and not file.patterns:
        return ()
    groups = (file.keywords,) if file.keywords else ()
    return (OperatorRule(OPERATORS_LIST, groups, file.patterns),)


def _with_ages(keywords: tuple[str, ...]) -> Iterator[str]:
    for keyword in keywords:
        if _AGE in keyword:
            yield from (keyword.replace(_AGE, str(age)) for age in range(ADULT))
        else:
            yield keyword
