"""The rule that no server can switch off: sexualized minors."""

from collections.abc import Iterator
from functools import cache

from bot.filtering.rules import OperatorRule
from bot.filtering.word_lists import read_list

SEXUALIZED_MINORS = "sexualized minors"

#: Ages below this are those of minors.
ADULT = 18

#: Stands in a list for every age of a minor, in digits.
_AGE = "{n}"


@cache
def sexualized_minors() -> OperatorRule:
    """Return the rule: a word of age and a sexual word, anywhere in a text, in six languages."""
    both = read_list("minors", "both.txt")
    ages = tuple(_with_ages(read_list("minors", "age.txt")))
    return OperatorRule(SEXUALIZED_MINORS, (ages + both, read_list("minors", "sexual.txt") + both))


def _with_ages(keywords: tuple[str, ...]) -> Iterator[str]:
    for keyword in keywords:
        if _AGE in keyword:
            yield from (keyword.replace(_AGE, str(age)) for age in range(ADULT))
        else:
            yield keyword
