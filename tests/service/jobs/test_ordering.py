"""Which model is used for a request, and which one replaces it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import (
    BadAnswer,
    Charge,
    GenerationFailed,
    GenerationTimedOut,
    KeyRejected,
    ModelGone,
    ModelUnknown,
    OptionOutOfRange,
    OptionRefused,
    OutOfCredit,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    RequestRejected,
)
from bot.policy.images.model import Model
from bot.policy.images.request import ImageRequest, Order, Reference
from bot.service.jobs.ordering import fail_over, place_order
from testkit.fakes import FakeModels

A = Model("one/a", "A", ratios=("1:1", "16:9"), max_references=1)
B = Model("one/b", "B", ratios=("1:1", "16:9"), max_references=1)
C = Model("two/c", "C", ratios=("1:1",))
MODELS = FakeModels(A, B, C, successors={A.id: B.id, B.id: C.id})
REQUEST = ImageRequest("a red fox")
WIDE = replace(REQUEST, ratio="16:9")


def ids(*models: Model) -> frozenset[str]:
    return frozenset(model.id for model in models)


def after(
    error: GenerationFailed,
    order: Order,
    request: ImageRequest = REQUEST,
    *,
    on_hold: frozenset[str] = frozenset(),
    allowed: frozenset[str] | None = None,
    tried: frozenset[str] = frozenset(),
) -> Order | None:
    return fail_over(
        error,
        order,
        request,
        MODELS,
        allowed=allowed,
        tried=tried | {order.model.id},
        is_open=on_hold.__contains__,
    )


def test_without_any_trouble_the_wanted_model_generates() -> None:
    order = place_order(replace(REQUEST, model=B.id), MODELS)
    assert (order.model, order.failed_over, order.gone) == (B, None, None)


@pytest.mark.parametrize("prompt", ["", "x" * 2001])
def test_an_empty_or_too_long_prompt_is_refused(prompt: str) -> None:
    with pytest.raises(OptionRefused) as caught:
        place_order(replace(REQUEST, prompt=prompt), MODELS)
    assert caught.value.option == "prompt"


@pytest.mark.parametrize(("option", "value"), [("count", 0), ("count", 5), ("seed", -1)])
def test_a_number_that_no_client_offers_is_refused(option: str, value: int) -> None:
    with pytest.raises(OptionOutOfRange) as caught:
        place_order(replace(REQUEST, **{option: value}), MODELS)
    assert caught.value.bound.option == option


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelUnknown):
        place_order(replace(REQUEST, model="no/such"), MODELS)


class TestAModelOnHold:
    def test_its_nearest_successor_is_placed_and_the_order_says_so_by_name(self) -> None:
        order = place_order(REQUEST, MODELS, is_open=ids(A).__contains__)
        assert (order.model, order.failed_over) == (B, A.name)

    def test_a_successor_on_hold_is_skipped(self) -> None:
        order = place_order(REQUEST, MODELS, is_open=ids(A, B).__contains__)
        assert (order.model, order.failed_over) == (C, A.name)

    def test_a_successor_that_may_not_generate_is_skipped(self) -> None:
        order = place_order(REQUEST, MODELS, allowed=ids(A, C), is_open=ids(A).__contains__)
        assert (order.model, order.failed_over) == (C, A.name)

    @pytest.mark.parametrize(
        ("request_", "on_hold"), [(REQUEST, ids(A, B, C)), (WIDE, ids(A, B)), (REQUEST, ids(C))]
    )
    def test_without_a_usable_one_the_order_stays_with_the_model(
        self, request_: ImageRequest, on_hold: frozenset[str]
    ) -> None:
        wanted = C.id if on_hold == ids(C) else None
        order = place_order(replace(request_, model=wanted), MODELS, is_open=on_hold.__contains__)
        assert order.model.id == (wanted or A.id)
        assert order.failed_over is None

    def test_what_the_wanted_model_does_not_take_is_refused_all_the_same(self) -> None:
        with pytest.raises(OptionRefused):
            place_order(replace(WIDE, model=C.id), MODELS, is_open=ids(C).__contains__)

    def test_a_gone_model_whose_successor_is_on_hold_is_still_named(self) -> None:
        models = FakeModels(B, C, successors={A.id: B.id, B.id: C.id})
        request = replace(REQUEST, model=A.id)
        order = place_order(request, models, is_open=ids(B).__contains__)
        assert (order.model, order.gone, order.failed_over) == (C, A.id, B.name)


class TestAfterAFailedAttempt:
    @pytest.mark.parametrize("failure", [ProviderDown, ProviderBusy])
    def test_an_outage_or_no_room_lets_the_successor_generate(
        self, failure: type[GenerationFailed]
    ) -> None:
        order = after(failure(), Order(A, "a red fox"))
        assert order is not None
        assert (order.model, order.failed_over, order.gone) == (B, A.name, None)

    def test_a_gone_model_is_named_as_gone(self) -> None:
        order = after(ModelGone(), Order(A, "a red fox"))
        assert order is not None
        assert (order.model, order.failed_over, order.gone) == (B, None, A.id)

    @pytest.mark.parametrize(
        "failure",
        [
            PromptRejected,
            GenerationTimedOut,
            BadAnswer,
            KeyRejected,
            OutOfCredit,
            ProviderForbids,
            RequestRejected,
        ],
    )
    def test_nothing_else_does(self, failure: type[GenerationFailed]) -> None:
        assert after(failure(), Order(A, "a red fox")) is None

    @pytest.mark.parametrize("failure", [ProviderDown, ProviderBusy, ModelGone])
    @pytest.mark.parametrize("charge", [Charge.POSSIBLE, Charge.MADE])
    def test_after_a_possible_charge_no_other_model_is_tried(
        self, failure: type[GenerationFailed], charge: Charge
    ) -> None:
        assert after(failure(charge=charge), Order(A, "a red fox")) is None

    def test_the_order_names_the_first_model_that_failed(self) -> None:
        order = after(ProviderDown(), Order(B, "a red fox", failed_over=A.name, gone="old/one"))
        assert order is not None
        assert (order.model, order.failed_over, order.gone) == (C, A.name, "old/one")
        order = after(ModelGone(), Order(B, "a red fox", failed_over=A.name, gone="old/one"))
        assert order is not None
        assert (order.model, order.failed_over, order.gone) == (C, A.name, "old/one")

    def test_models_that_were_tried_or_are_on_hold_or_not_allowed_are_skipped(self) -> None:
        failed = Order(A, "a red fox")
        for order in (
            after(ProviderDown(), failed, tried=ids(B)),
            after(ProviderDown(), failed, on_hold=ids(B)),
            after(ProviderDown(), failed, allowed=ids(A, C)),
        ):
            assert order is not None
            assert order.model is C
        assert after(ProviderDown(), failed, on_hold=ids(B, C)) is None

    def test_one_that_does_not_take_the_request_as_it_is_does_not_generate(self) -> None:
        fox = Reference(Path("fox.png"), "image/png", 1)
        failed = Order(A, "a red fox")
        with_fox = after(ProviderDown(), failed, REQUEST.with_references(fox))
        assert with_fox is not None
        assert with_fox.references == (fox,)
        assert after(ProviderDown(), failed, REQUEST.with_references(fox), tried=ids(B)) is None
        assert after(ProviderDown(), failed, WIDE, tried=ids(B)) is None

    def test_without_a_successor_there_is_no_order(self) -> None:
        assert after(ProviderDown(), Order(C, "a red fox")) is None
