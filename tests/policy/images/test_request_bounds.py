"""Bounds of a request hold whoever made it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.request import MOST_IMAGES, MOST_SEED, ImageRequest
from bot.policy.images.request_bounds import leading_number, violated_range


@given(count=st.integers(), seed=st.none() | st.integers())
def test_numbers_outside_of_their_bounds_are_found(count: int, seed: int | None) -> None:
    bound = violated_range(ImageRequest("a fox", count=count, seed=seed))
    if not 1 <= count <= MOST_IMAGES:
        assert bound is not None
        assert (bound.option, bound.least, bound.most) == ("count", 1, MOST_IMAGES)
    elif seed is not None and not 0 <= seed <= MOST_SEED:
        assert bound is not None
        assert (bound.option, bound.least, bound.most) == ("seed", 0, MOST_SEED)
    else:
        assert bound is None


@pytest.mark.parametrize("seed", [-1, MOST_SEED + 1])
def test_a_seed_outside_of_its_bounds_is_found_beside_a_good_count(seed: int) -> None:
    bound = violated_range(ImageRequest("a fox", count=MOST_IMAGES, seed=seed))
    assert bound is not None
    assert bound.option == "seed"


@given(number=st.integers(-(10**18), 10**18), rest=st.sampled_from(["", " Bilder", "枚", " · $1"]))
def test_a_number_is_read_from_the_beginning_of_a_name(number: int, rest: str) -> None:
    assert leading_number(f"{number}{rest}") == number


@pytest.mark.parametrize("text", ["", "two", "2.5", "1,000", "9" * 20, "-", "x 2", " " * 10 + "2"])
def test_what_begins_with_no_whole_number_is_none(text: str) -> None:
    assert leading_number(text) is None
