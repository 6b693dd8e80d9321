"""Money is whole micro-dollars, and the operator hears when little credit is left."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.money import (
    MAX_USD,
    MICROS_PER_USD,
    format_usd,
    levels_crossed,
    micros_from_usd,
    until_next_level,
)

amounts = st.integers(0, 20)
level_sets = st.lists(amounts, unique=True)


@pytest.mark.parametrize(
    ("usd", "micros"),
    [
        (0.1, 100_000),
        ("0.0387", 38_700),
        (Decimal("1.5"), 1_500_000),
        ("0.0000005", 0),
        ("0.0000015", 2),
        (0, 0),
        ("-1", -MICROS_PER_USD),
        ("1e-1000000000", 0),
    ],
)
def test_dollars_become_micros_rounded_half_to_even(
    usd: float | str | Decimal, micros: int
) -> None:
    assert micros_from_usd(usd) == micros


@pytest.mark.parametrize(
    "text", ["", "free", "nan", "sNaN", "inf", "-Infinity", "1e13", "-1e13", "1e999999999", "True"]
)
def test_what_is_no_amount_of_money_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount of money"):
        micros_from_usd(text)


@given(st.integers(-MAX_USD * MICROS_PER_USD, MAX_USD * MICROS_PER_USD))
def test_every_whole_number_of_micros_survives_being_written_in_dollars(micros: int) -> None:
    assert micros_from_usd(Decimal(micros) / MICROS_PER_USD) == micros


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (0, "$0.00"),
        (1, "<$0.0001"),
        (99, "<$0.0001"),
        (100, "$0.0001"),
        (400, "$0.0004"),
        (39_000, "$0.039"),
        (1_500_000, "$1.50"),
        (999_999, "$1.00"),
        (12_345_678_900, "$12345.6789"),
    ],
)
def test_money_is_written_as_people_read_it(micros: int, text: str) -> None:
    assert format_usd(micros) == text


@given(st.integers(100, 10**12))
def test_what_is_written_is_at_most_half_a_hundredth_of_a_cent_off(micros: int) -> None:
    text = format_usd(micros)
    assert abs(micros_from_usd(text.removeprefix("$")) - micros) <= 50
    assert 2 <= len(text.partition(".")[2]) <= 4


@pytest.mark.parametrize(
    ("before", "now", "crossed"),
    [
        (9, 6, ()),
        (9, 5, (5,)),
        (5, 4, ()),
        (6, 0, (1, 5)),
        (4, 9, ()),
        (None, 6, ()),
        (None, 3, (5,)),
        (None, 1, (1, 5)),
    ],
)
def test_a_level_is_crossed_on_the_way_down(
    before: int | None, now: int, crossed: tuple[int, ...]
) -> None:
    assert levels_crossed(before, now, (5, 1)) == crossed


@given(path=st.lists(amounts, min_size=2), levels=level_sets)
def test_going_down_crosses_each_level_once_however_small_the_steps(
    path: list[int], levels: list[int]
) -> None:
    path.sort(reverse=True)
    told = [
        level for before, now in pairwise(path) for level in levels_crossed(before, now, levels)
    ]
    assert sorted(told) == list(levels_crossed(path[0], path[-1], levels))


@given(now=amounts, levels=level_sets)
def test_spending_less_than_what_is_ahead_crosses_nothing(now: int, levels: list[int]) -> None:
    ahead = until_next_level(now, levels)
    if ahead is None:
        assert levels_crossed(now, 0, levels) == ()
    else:
        assert levels_crossed(now, now - ahead + 1, levels) == ()
        assert levels_crossed(now, now - ahead, levels) != ()
