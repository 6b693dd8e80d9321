"""When the operator hears that little credit is left."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.credit import levels_crossed, until_next_level

amounts = st.integers(0, 20)
level_sets = st.lists(amounts, unique=True)


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
