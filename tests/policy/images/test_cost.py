"""How much of a charge is believed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.cost import MOST_UNLISTED_MICROS, TIMES_LIST_PRICE, most_credible_micros
from bot.policy.images.model import Model

LISTED = Model("a/b", "B", prices={"": 39_000, "4K": 240_000}, reference_micros=2_000)

micros = st.integers(0, 10**9)
costs = st.none() | st.dictionaries(st.sampled_from(["", "1K", "4K"]), micros)


def test_it_is_twenty_times_the_list_price_of_the_size() -> None:
    assert most_credible_micros(LISTED, None) == 780_000
    assert most_credible_micros(LISTED, "4K") == 4_800_000
    assert most_credible_micros(LISTED, "8K") == 780_000


def test_attached_images_may_cost_something_too() -> None:
    assert most_credible_micros(LISTED, None, references=3) == 20 * 45_000


def test_a_formula_stands_in_for_a_price() -> None:
    assert most_credible_micros(Model("a/b", "B", bounds={"": 180_000}), None) == 3_600_000
    dearest = Model("a/b", "B", prices={"4K": 240_000})
    assert most_credible_micros(dearest, "1K") == 4_800_000


def test_without_any_price_it_is_twenty_dollars() -> None:
    assert most_credible_micros(Model("a/b", "B"), None) == MOST_UNLISTED_MICROS == 20_000_000
    assert most_credible_micros(Model("a/b", "B", prices={"": 0}), None) == 20_000_000


@given(costs, costs, micros, st.sampled_from([None, "1K", "4K"]), st.integers(0, 16))
def test_the_list_price_itself_is_always_believed(
    prices: dict[str, int] | None,
    bounds: dict[str, int] | None,
    reference: int,
    size: str | None,
    references: int,
) -> None:
    model = Model("a/b", "B", prices=prices, bounds=bounds, reference_micros=reference)
    most = most_credible_micros(model, size, references=references)
    listed = model.price_micros(size) or model.most_micros(size) or 0
    assert most >= 1
    assert most == MOST_UNLISTED_MICROS or most >= TIMES_LIST_PRICE * listed
