"""What is held for an image before it is painted."""

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.estimate import UNKNOWN_IMAGE_MICROS, estimate_micros
from bot.policy.images.model import Model

LISTED = Model("a/b", "B", prices={"": 39_000, "4K": 240_000}, reference_micros=2_000)
UNLISTED = Model("a/b", "B")

micros = st.integers(0, 10**9)
costs = st.none() | st.dictionaries(st.sampled_from(["", "1K", "4K"]), micros)


def test_it_is_the_list_price_of_the_size_times_the_images() -> None:
    assert estimate_micros(LISTED, None, images=1, highest_sample=None) == 39_000
    assert estimate_micros(LISTED, "4K", images=3, highest_sample=None) == 720_000


def test_a_size_without_a_price_is_held_to_be_the_dearest() -> None:
    assert estimate_micros(LISTED, "8K", images=1, highest_sample=None) == 240_000


def test_what_it_cost_lately_counts_when_that_is_more() -> None:
    assert estimate_micros(LISTED, None, images=2, highest_sample=45_000) == 90_000
    assert estimate_micros(LISTED, None, images=2, highest_sample=5) == 78_000


def test_a_formula_counts_where_no_price_is_listed() -> None:
    model = Model("a/b", "B", bounds={"": 180_000})
    assert estimate_micros(model, None, images=1, highest_sample=None) == 180_000


def test_attached_images_cost_something_too() -> None:
    with_two = estimate_micros(LISTED, None, images=1, highest_sample=None, references=2)
    assert with_two == 43_000


def test_an_unknown_price_is_held_to_be_high_whatever_cheap_ones_came_before() -> None:
    assert estimate_micros(UNLISTED, None, images=1, highest_sample=None) == 250_000
    assert estimate_micros(UNLISTED, None, images=1, highest_sample=5) == UNKNOWN_IMAGE_MICROS
    assert estimate_micros(UNLISTED, None, images=1, highest_sample=300_000) == 300_000


@given(
    prices=costs,
    bounds=costs,
    reference=micros,
    size=st.sampled_from([None, "1K", "4K", "8K"]),
    images=st.integers(0, 10),
    sample=st.none() | micros,
    references=st.integers(0, 16),
)
def test_it_is_never_nothing_and_never_below_what_is_known(  # noqa: PLR0913, PLR0917 - all it depends on
    prices: dict[str, int] | None,
    bounds: dict[str, int] | None,
    reference: int,
    size: str | None,
    images: int,
    sample: int | None,
    references: int,
) -> None:
    model = Model("a/b", "B", prices=prices, bounds=bounds, reference_micros=reference)
    found = estimate_micros(
        model, size, images=images, highest_sample=sample, references=references
    )
    assert found >= 1
    assert found >= images * max(model.price_micros(size) or 0, sample or 0)
