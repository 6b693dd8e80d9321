"""Every failure has a kind."""

from typing import get_args

import pytest

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    KeyRejected,
    Kind,
    ModelGone,
    NotAllowed,
    OutOfCredit,
    PaintingFailed,
    PaintingTimedOut,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    RequestRejected,
    SpoolFailed,
    is_about_prompt,
    kind_of,
)

KINDS: dict[type[PaintingFailed], Kind] = {
    PromptRejected: "refusal",
    ProviderBusy: "capacity",
    ProviderDown: "outage",
    PaintingTimedOut: "timeout",
    ModelGone: "gone",
    KeyRejected: "account",
    AccountBlocked: "account",
    OutOfCredit: "account",
    NotAllowed: "account",
    RequestRejected: "our_mistake",
    BadAnswer: "bad_answer",
}


@pytest.mark.parametrize("failure", PaintingFailed.__subclasses__())
def test_every_failure_is_of_the_kind_that_is_written_here(failure: type[PaintingFailed]) -> None:
    assert kind_of(failure()) == KINDS[failure]


def test_every_kind_has_a_failure_and_an_unknown_one_is_a_bad_answer() -> None:
    assert {*KINDS.values(), "unclear"} == set(get_args(Kind))
    assert kind_of(PaintingFailed()) == "bad_answer"


def test_what_may_be_a_refusal_is_unclear_whatever_it_is_besides() -> None:
    assert kind_of(ProviderDown(may_be_refusal=True)) == "unclear"
    assert is_about_prompt(BadAnswer(may_be_refusal=True))
    assert is_about_prompt(PromptRejected())
    assert not is_about_prompt(ProviderDown())
    assert not is_about_prompt(SpoolFailed())
