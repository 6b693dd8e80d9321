"""The operator's cost of an answer, charged by OpenRouter or by the provider."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.answers.usage import Usage, cost_of, read_charge
from bot.openrouter.answers.wire import Surface
from bot.sandbox.painter import ScriptedAnswer
from tests.openrouter.client_harness import ClientHarness, take

OWN_KEY = ScriptedAnswer(sketch=True, own_key=True)
MISSING = object()


def _without_missing(**facts: object) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value is not MISSING}


def _usage(cost: object, upstream: object, is_byok: object) -> Usage:
    details = {"upstream_inference_cost": upstream}
    return Usage.model_validate(_without_missing(cost=cost, is_byok=is_byok, cost_details=details))


def _cost(cost: object, upstream: object, *, is_byok: object = True) -> int | None:
    """Return the cost from `usage`, after checking that `GET /generation` agrees."""
    total = cost_of(_usage(cost, upstream, is_byok))
    facts = _without_missing(total_cost=cost, is_byok=is_byok, upstream_inference_cost=upstream)
    try:
        assert read_charge(json.dumps({"data": facts})) == total
    except ValueError:
        assert total is None
    return total


def test_with_a_provider_key_of_ones_own_it_is_the_fee_and_the_providers_charge() -> None:
    assert _cost(0, 0.0671) == 67_100
    assert _cost(0.0034, 0.0671) == 70_500


@pytest.mark.parametrize(
    "upstream",
    [None, 0, -0.5, True, "0.0671", "1_000", 1e12, float("nan"), [0.1], {"usd": 0.1}, 1e-9],
)
def test_without_the_providers_charge_it_is_not_known_and_never_nothing(upstream: object) -> None:
    assert _cost(0, upstream) is None
    assert _cost(0.0034, upstream) is None


@pytest.mark.parametrize("fee", [None, MISSING, -1, True, "free", float("inf")])
def test_a_fee_that_was_not_said_is_none(fee: object) -> None:
    assert _cost(fee, 0.0671) == 67_100


@pytest.mark.parametrize("is_byok", [False, None, MISSING, "maybe"])
def test_without_an_own_key_openrouters_charge_includes_the_providers(is_byok: object) -> None:
    assert _cost(0.039, 0.039, is_byok=is_byok) == 39_000
    assert _cost(0, None, is_byok=is_byok) == 0
    assert _cost(None, None, is_byok=is_byok) is None


def test_nothing_charged_but_by_the_provider_is_a_key_of_ones_own_that_was_not_named() -> None:
    assert _cost(0, 0.0671, is_byok=MISSING) == 67_100
    assert _cost(0, 0.0671, is_byok=False) == 0


def test_an_account_without_details_says_no_more_than_it_has() -> None:
    assert cost_of(None) is None
    assert cost_of(Usage.model_validate({"cost": 0, "is_byok": True})) is None
    assert cost_of(Usage.model_validate({"cost": 0, "is_byok": True, "cost_details": []})) is None


@pytest.mark.parametrize("cost", [True, "1_000", "1e3", "0.039", float("nan"), -1, [1], {"usd": 1}])
def test_what_is_no_number_is_no_cost(cost: object) -> None:
    assert _cost(cost, None, is_byok=False) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"data": []}', '{"data": {"total_cost": true}}'])
def test_an_answer_without_a_cost_is_no_account(text: str) -> None:
    with pytest.raises(ValueError, match="generation"):
        read_charge(text)


amounts = st.none() | st.floats(0, 100) | st.booleans() | st.text(max_size=5)


@given(amounts, amounts, st.sampled_from([True, False, None]))
def test_a_key_of_ones_own_is_never_free(
    cost: object,
    upstream: object,
    is_byok: bool | None,  # noqa: FBT001 - a field of the answer
) -> None:
    micros = cost_of(_usage(cost, upstream, is_byok))
    assert micros is None or micros >= 0
    assert not (is_byok and micros == 0)


@pytest.mark.parametrize("surface", ["images", "chat"])
async def test_a_image_by_a_key_of_ones_own_costs_what_its_provider_takes(
    harness: ClientHarness, surface: Surface
) -> None:
    harness.painter.script(OWN_KEY)
    generation = await harness.generate(surface)
    take(generation)
    assert (generation.cost_micros, harness.painter.charged_micros) == (39_000, 0)
    assert generation.generation_id
    assert await harness.client().find_charge(generation.generation_id) == 39_000


async def test_what_only_the_provider_knows_stays_unknown(harness: ClientHarness) -> None:
    harness.painter.generations["gen-1"] = {
        "total_cost": 0,
        "is_byok": True,
        "upstream_inference_cost": None,
    }
    assert await harness.client().find_charge("gen-1") is None
