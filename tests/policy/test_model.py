"""Which model paints, and what it costs."""

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.model import Choice, Model, choose_model

IDS = ("a/one", "a/two", "b/three", "b/four", "c/five")

ids = st.sampled_from(IDS)
successor_maps = st.dictionaries(ids, ids)
preferences = st.lists(ids, unique=True)
living_sets = st.frozensets(ids)


def model(model_id: str) -> Model:
    return Model(id=model_id, name=model_id.title())


def choose(
    wanted: str | None,
    *,
    preferred: list[str],
    successors: dict[str, str],
    living: frozenset[str],
) -> Choice | None:
    return choose_model(
        wanted,
        preferred=preferred,
        successors=successors,
        alive=lambda model_id: model(model_id) if model_id in living else None,
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
def test_without_a_wish_the_first_living_preference_paints_and_only_then_successors(
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


def test_a_price_is_that_of_the_size_or_else_that_without_a_size() -> None:
    priced = Model(id="a/one", name="One", prices={"": 39_000, "4K": 240_000})
    assert priced.price_micros("4K") == 240_000
    assert priced.price_micros("2K") == 39_000
    assert priced.price_micros() == 39_000


def test_an_unknown_price_is_none_and_not_nothing() -> None:
    assert Model(id="a/one", name="One").price_micros("4K") is None
    assert Model(id="a/one", name="One", prices={"2K": 1}).price_micros("4K") is None
