"""The rules that no server can turn off: sexualized minors, and the operator's own list."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from bot.filtering.lists.filter_file import FilterFile
from bot.filtering.lists.word_lists import everyday_phrases, read_list
from bot.filtering.rules import OperatorRule

SEXUALIZED_MINORS = "sexualized minors"
OPERATORS_LIST = "operator's list"

#: Ages below this are those of minors.
ADULT = 18

#: Stands in a list for every age of a minor in digits.
_AGE = "{n}"


class _Numbers(NamedTuple):
    """The words of a language for ages of minors, and what makes higher ages of them."""

    place: str
    """What stands for them in a list."""
    ages: str
    """From 3."""
    tens: str = ""
    joints: tuple[str, ...] = ()


_NUMBERS = (
    _Numbers(
        "{en}",
        "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
        (" ", "-"),
    ),
    _Numbers(
        "{de}",
        "drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
        "siebzehn",
    ),
    _Numbers(
        "{fr}",
        "trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept",
        "vingt trente quarante cinquante soixante quatre-vingt",
        (" ", "-"),
    ),
    _Numbers(
        "{es}",
        "tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete",
        "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        (" y ",),
    ),
    _Numbers(
        "{pt}",
        "três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis "
        "dezessete",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        (" e ",),
    ),
)

_HUNDRED = 100

#: Above this, no age is written in Chinese characters.
_OLDEST = 120


@cache
def sexualized_minors() -> OperatorRule:
    """Return the rule: a word of age and a sexual word, anywhere in a text, in six languages."""
    both = read_list("minors", "both.txt")
    ages = tuple(_with_ages(read_list("minors", "age.txt")))
    sexual = read_list("minors", "sexual.txt")
    allowed = (*everyday_phrases(), *_with_ages(read_list("minors", "allowed.txt")))
    allowed += tuple(_higher_ages(read_list("minors", "age.txt")))
    ages += tuple(_ages_in_kanji(range(1, ADULT)))
    # "二十五歳" has "五歳" in it
    allowed += tuple(_ages_in_kanji(range(ADULT, _OLDEST)))
    return OperatorRule(SEXUALIZED_MINORS, (ages + both, sexual + both), allowed=allowed)


def rules_of(file: FilterFile) -> tuple[OperatorRule, ...]:
    """Return the rule of an operator's list without mistakes; none for an empty list."""
    if not file.keywords and not file.patterns:
        return ()
    groups = (file.keywords,) if file.keywords else ()
    return (OperatorRule(OPERATORS_LIST, groups, file.patterns),)


def _with_ages(keywords: Iterable[str]) -> Iterator[str]:
    for keyword in keywords:
        numbers = _numbers_in(keyword)
        if _AGE in keyword:
            yield from (keyword.replace(_AGE, str(age)) for age in range(ADULT))
        elif numbers:
            yield from (keyword.replace(numbers.place, age) for age in numbers.ages.split())
        else:
            yield keyword


def _higher_ages(keywords: Iterable[str]) -> Iterator[str]:
    """Yield ages that end like those of minors: "twenty-five years old"."""
    for keyword in keywords:
        numbers = _numbers_in(keyword)
        if numbers and keyword.startswith(numbers.place):
            parts = product(numbers.tens.split(), numbers.joints, numbers.ages.split())
            yield from (keyword.replace(numbers.place, "".join(part)) for part in parts)


def _numbers_in(keyword: str) -> _Numbers | None:
    return next((numbers for numbers in _NUMBERS if numbers.place in keyword), None)


def _ages_in_kanji(ages: Iterable[int]) -> Iterator[str]:
    for age in ages:
        tens, ones = divmod(age % 100, 10)
        number = (
            ("百" if age >= _HUNDRED else "")
            + ("一二三四五六七八九"[tens - 1] if tens > 1 else "")
            + ("十" if tens else "")
            + ("一二三四五六七八九"[ones - 1] if ones else "")
        )
        yield from (f"{number}歳", f"{number}才")
