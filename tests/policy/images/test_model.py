"""Which model paints, and what it costs."""

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.model import Choice, Model, choose_model, sizes_of

IDS = ("a/one", "a/two", "b/three", "b/four", "c/five")

ids = st.sampled_from(IDS)
successor_maps = st.dictionaries(ids, ids)
preferences = st.lists(ids, unique=True)
living_sets = st.frozensets(ids)
allowed_sets = st.none() | st.frozensets(ids)

PRICES = {"a/two": 50_000, "b/three": 20_000, "c/five": 20_000}


def model(model_id: str) -> Model:
    price = PRICES.get(model_id)
    prices = None if price is None else {"": price}
    return Model(id=model_id, name=model_id.title(), prices=prices)


def choose(
    wanted: str | None,
    *,
    preferred: list[str],
    successors: dict[str, str],
    living: frozenset[str],
    allowed: frozenset[str] | None = None,
) -> Choice | None:
    return choose_model(
        wanted,
        preferred=preferred,
        successors=successors,
        alive=lambda model_id: model(model_id) if model_id in living else None,
        allowed=allowed,
    )


def chain(first: str, successors: dict[str, str]) -> list[str]:
    """Return an id and its successors, each once."""
    found = [first]
    while (following := successors.get(found[-1])) is not None and following not in found:
        found.append(following)
    return found


@given(wanted=ids, preferred=preferences, successors=successor_maps, living=living_sets)
def test_a_wish_is_met_by_the_first_living_of_it_and_its_successors_or_not_at_all(
    wanted: str, preferred: list[str], successors: dict[str, str], living: frozenset[str]
) -> None:
    choice = choose(wanted, preferred=preferred, successors=successors, living=living)
    alive = [each for each in chain(wanted, successors) if each in living]
    if not alive:
        assert choice is None
    else:
        assert choice == Choice(model(alive[0]), gone=None if alive[0] == wanted else wanted)


@given(preferred=preferences, successors=successor_maps, living=living_sets)
def test_without_a_wish_the_first_living_preference_generates_and_only_then_successors(
    preferred: list[str], successors: dict[str, str], living: frozenset[str]
) -> None:
    choice = choose(None, preferred=preferred, successors=successors, living=living)
    if alive := [each for each in preferred if each in living]:
        assert choice == Choice(model(alive[0]))
    else:
        replaced = (
            choose(first, preferred=[], successors=successors, living=living) for first in preferred
        )
        assert choice == next((each for each in replaced if each), None)


def test_successors_in_a_circle_end() -> None:
    circle = {"a/one": "a/two", "a/two": "a/one"}
    assert choose("a/one", preferred=[], successors=circle, living=frozenset()) is None


@given(
    wanted=st.none() | ids,
    preferred=preferences,
    successors=successor_maps,
    living=living_sets,
    allowed=allowed_sets,
)
def test_nothing_generates_that_is_not_alive_and_allowed(
    wanted: str | None,
    preferred: list[str],
    successors: dict[str, str],
    living: frozenset[str],
    allowed: frozenset[str] | None,
) -> None:
    choice = choose(
        wanted, preferred=preferred, successors=successors, living=living, allowed=allowed
    )
    if choice is not None:
        assert choice.model.id in (living if allowed is None else living & allowed)
    elif wanted is None and allowed is not None:
        assert not living & allowed


@given(preferred=preferences, successors=successor_maps, living=living_sets)
def test_allowing_everything_that_is_preferred_or_follows_it_is_no_limit(
    preferred: list[str], successors: dict[str, str], living: frozenset[str]
) -> None:
    followed = frozenset(each for first in preferred for each in chain(first, successors))
    free = choose(None, preferred=preferred, successors=successors, living=living)
    limited = choose(
        None, preferred=preferred, successors=successors, living=living, allowed=followed
    )
    assert limited == free


def test_a_living_wish_that_is_not_allowed_is_not_replaced() -> None:
    found = choose(
        "a/one",
        preferred=[],
        successors={"a/one": "a/two"},
        living=frozenset({"a/one", "a/two"}),
        allowed=frozenset({"a/two"}),
    )
    assert found is None


def test_a_living_preference_that_is_not_allowed_has_no_successor() -> None:
    found = choose(
        None,
        preferred=["a/one"],
        successors={"a/one": "a/two"},
        living=frozenset({"a/one", "a/two", "b/three"}),
        allowed=frozenset({"a/two", "b/three"}),
    )
    assert found == Choice(model("b/three"))


def test_a_gone_wish_goes_to_the_first_successor_that_is_allowed() -> None:
    found = choose(
        "a/one",
        preferred=[],
        successors={"a/one": "a/two", "a/two": "b/three"},
        living=frozenset({"a/two", "b/three"}),
        allowed=frozenset({"a/one", "b/three"}),
    )
    assert found == Choice(model("b/three"), gone="a/one")


def test_without_a_preference_that_is_allowed_the_cheapest_allowed_one_generates() -> None:
    living = frozenset(IDS)
    allowed = living - {"a/one"}
    found = choose(None, preferred=["a/one"], successors={}, living=living, allowed=allowed)
    assert found == Choice(model("b/three"))
    unpriced = frozenset({"b/four", "a/two"})
    found = choose(None, preferred=["a/one"], successors={}, living=living, allowed=unpriced)
    assert found == Choice(model("a/two"))


def test_a_price_is_that_of_the_size_or_else_that_without_a_size() -> None:
    priced = Model(id="a/one", name="One", prices={"": 39_000, "4K": 240_000})
    assert priced.price_micros("4K") == 240_000
    assert priced.price_micros("2K") == 39_000
    assert priced.price_micros() == 39_000


def test_an_unknown_price_is_none_and_not_nothing() -> None:
    assert Model(id="a/one", name="One").price_micros("4K") is None
    assert Model(id="a/one", name="One", prices={"2K": 1}).price_micros("4K") is None


def test_the_most_is_the_list_price_or_the_bound_whichever_is_more() -> None:
    priced = Model(id="a/one", name="One", prices={"": 39_000}, bounds={"": 41_000})
    assert priced.most_micros() == 41_000
    assert Model(id="a/one", name="One", bounds={"": 30_000}).most_micros() == 30_000
    assert Model(id="a/one", name="One", bounds={"": 30_000}).price_micros() is None
    assert Model(id="a/one", name="One").most_micros() is None


def test_an_unlisted_size_counts_as_the_dearest() -> None:
    priced = Model(id="a/one", name="One", prices={"": 67_000, "1K": 67_000, "4K": 240_000})
    assert priced.most_micros() == 67_000
    assert priced.most_micros("8K") == 240_000
    assert Model(id="a/one", name="One", prices={"2K": 1, "4K": 5}).most_micros() == 5


def test_the_sizes_of_several_models_are_each_told_once() -> None:
    models = [Model("a/one", "One", sizes=("1K", "2K")), Model("a/two", "Two", sizes=("2K", "4K"))]
    assert sizes_of(models) == ("1K", "2K", "4K")
    assert sizes_of([]) == ()
