"""Every failure has a kind."""

from typing import get_args

import pytest

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    ChannelUnknown,
    DeliveryGivenUp,
    DuplicateEvent,
    FailureKind,
    GenerationFailed,
    GenerationTimedOut,
    ImageGone,
    ImagineError,
    KeyRejected,
    LimitForbids,
    LostInRestart,
    MissingPermission,
    ModelGone,
    NoConnectionAtStart,
    NotOwner,
    OutOfCredit,
    Paused,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    QueueFull,
    RequestRejected,
    SpoolFailed,
    TooManyRejections,
    failure_kind,
    is_about_prompt,
    reason_of,
)
from bot.storage.jobs.transitions import LOST

KINDS: dict[type[GenerationFailed], FailureKind] = {
    PromptRejected: "refusal",
    ProviderBusy: "capacity",
    ProviderDown: "outage",
    GenerationTimedOut: "timeout",
    ModelGone: "gone",
    KeyRejected: "account",
    AccountBlocked: "account",
    OutOfCredit: "account",
    ProviderForbids: "account",
    RequestRejected: "our_mistake",
    BadAnswer: "bad_answer",
}


@pytest.mark.parametrize("failure", GenerationFailed.__subclasses__())
def test_every_failure_is_of_the_kind_that_is_written_here(failure: type[GenerationFailed]) -> None:
    assert failure_kind(failure()) == KINDS[failure]


def test_every_kind_has_a_failure_and_an_unknown_one_is_a_bad_answer() -> None:
    assert {*KINDS.values(), "unclear"} == set(get_args(FailureKind))
    assert failure_kind(GenerationFailed()) == "bad_answer"


def test_what_may_be_a_refusal_is_unclear_whatever_it_is_besides() -> None:
    assert failure_kind(ProviderDown(may_be_refusal=True)) == "unclear"
    assert is_about_prompt(BadAnswer(may_be_refusal=True))
    assert is_about_prompt(PromptRejected())
    assert not is_about_prompt(ProviderDown())
    assert not is_about_prompt(SpoolFailed())


#: Renamed classes whose reasons are in databases, logs and dashboards.
OLD_WORDS: dict[type[ImagineError], str] = {
    ChannelUnknown: "place_unknown",
    DeliveryGivenUp: "showing_given_up",
    DuplicateEvent: "already_asked",
    GenerationFailed: "painting_failed",
    GenerationTimedOut: "painting_timed_out",
    ImageGone: "picture_gone",
    LimitForbids: "not_allowed_here",
    MissingPermission: "not_permitted",
    NoConnectionAtStart: "discord_unreachable",
    NotOwner: "not_yours",
    Paused: "on_hold",
    ProviderForbids: "not_allowed",
    QueueFull: "line_full",
    TooManyRejections: "too_many_refusals",
}


@pytest.mark.parametrize(("kind", "word"), OLD_WORDS.items())
def test_a_renamed_error_keeps_the_word_that_is_stored(kind: type[ImagineError], word: str) -> None:
    assert kind.word == word


def test_the_word_of_an_error_follows_from_its_class_and_not_from_the_class_above() -> None:
    assert PromptRejected.word == reason_of(PromptRejected()) == "prompt_rejected"
    assert LostInRestart.word == LOST
    assert BadAnswer.word == "bad_answer"
