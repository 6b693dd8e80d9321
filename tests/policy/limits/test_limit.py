"""Of several values the most generous one holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.limit import (
    CAPS,
    SPECS,
    Cap,
    Limit,
    Measure,
    Value,
    cap_beside,
    counted_by,
    most_generous,
)
from tests.policy.rulebook_strategies import values


def _allows(limit: Limit, value: Value, other: Value) -> bool:
    """Tell whether a value allows all that another one does."""
    if value is None or other is None:
        return value is None
    if isinstance(value, frozenset) and isinstance(other, frozenset):
        return value >= other
    assert isinstance(value, int)
    assert isinstance(other, int)
    return value <= other if limit is Limit.COOLDOWN else value >= other


@pytest.mark.parametrize(
    ("limit", "several", "best"),
    [
        (Limit.COOLDOWN, [60, 10, 90], 10),
        (Limit.COOLDOWN, [60, 0], 0),
        (Limit.MEMBER_IMAGES_PER_DAY, [0, 20, 5], 20),
        (Limit.MEMBER_IMAGES_PER_DAY, [20, None, 5], None),
        (Limit.MEMBER_IMAGES_PER_DAY, [None, 5], None),
        (Limit.SIZES, [frozenset({"1K"}), frozenset({"2K"})], frozenset({"1K", "2K"})),
        (Limit.SIZES, [frozenset[str](), frozenset({"2K"})], frozenset({"2K"})),
        (Limit.PRIVATE, [0, None], None),
        (Limit.NSFW, [frozenset({"nsfw"}), frozenset({"other"})], frozenset({"nsfw", "other"})),
    ],
)
def test_the_most_generous_value_holds(limit: Limit, several: list[Value], best: Value) -> None:
    assert most_generous(limit, several) == best


@given(st.data(), st.sampled_from(Limit))
def test_it_allows_all_that_each_of_them_allows(data: st.DataObject, limit: Limit) -> None:
    several = data.draw(st.lists(values(limit), min_size=1, max_size=4))
    best = most_generous(limit, several)
    assert all(_allows(limit, best, value) for value in several)
    if not isinstance(best, frozenset):
        assert best in several


def test_every_limit_says_how_it_is_set() -> None:
    assert set(SPECS) == set(Limit)


def test_every_cap_says_what_it_counts() -> None:
    assert set(CAPS) == set(Cap)


@pytest.mark.parametrize(
    ("limit", "cap"),
    [
        (Limit.SERVER_USD_PER_DAY, Cap.CAP_SERVER_USD_PER_DAY),
        (Limit.SERVER_USD_PER_MONTH, Cap.CAP_SERVER_USD_PER_MONTH),
        (Limit.MEMBER_USD_PER_DAY, Cap.CAP_USER_USD_PER_DAY),
        (Limit.MEMBER_USD_PER_MONTH, None),
        (Limit.MEMBER_IMAGES_PER_DAY, Cap.CAP_USER_IMAGES_PER_DAY),
        (Limit.SERVER_IMAGES_PER_DAY, None),
        (Limit.COOLDOWN, None),
    ],
)
def test_a_cap_stands_beside_the_limit_of_the_same_count(limit: Limit, cap: Cap | None) -> None:
    assert cap_beside(limit) is cap


@pytest.mark.parametrize("rule", [*Limit, *Cap])
def test_jobs_are_counted_while_they_run_and_all_else_in_windows(rule: Limit | Cap) -> None:
    counted = counted_by(rule)
    if counted:
        assert (counted.measure is Measure.JOBS) == (counted.period is None)
