"""Details of the mapping from OpenRouter's failures to our errors."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import (
    BadAnswer,
    Charge,
    GenerationFailed,
    GenerationTimedOut,
    ModelGone,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    RequestRejected,
    failure_kind,
)
from bot.openrouter.answers.wire import Completion, Surface
from bot.openrouter.failures.error_body import ErrorBody
from bot.openrouter.failures.faults import fault_of_answer, fault_of_status
from bot.openrouter.failures.reply import HttpReply, RequestFacts
from bot.openrouter.failures.retry import wait_before_retry

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def reply(
    status: int = 200,
    surface: Surface = "chat",
    retry_after: str | None = None,
    *,
    prompt: str = "",
    is_plain: bool = True,
) -> HttpReply:
    asked = RequestFacts(surface, "a/b", prompt, is_plain=is_plain)
    return HttpReply(asked, status, "Header", "gen-1", retry_after, received_at=NOW)


def of_status(status: int, error: object, **more: object) -> GenerationFailed:
    return fault_of_status(reply(status), json.dumps({"error": error, **more}))


def of_answer(answer: Completion, surface: Surface = "chat") -> GenerationFailed:
    return fault_of_answer(reply(surface=surface), answer, BadAnswer(detail="cut off"))


def test_an_error_has_all_the_facts() -> None:
    metadata = {"provider_name": "Maker", "raw": {"cause": "no room"}, "error_type": "server"}
    error = of_status(500, {"code": 500, "message": "x" * 1000, "metadata": metadata})
    assert isinstance(error, ProviderDown)
    assert (error.status, error.model, error.provider) == (500, "a/b", "Maker")
    assert (error.error_type, error.generation_id) == ("server", "gen-1")
    assert error.charge is Charge.NONE
    assert error.detail is not None
    assert len(error.detail) == 500


@pytest.mark.parametrize("place", ["error", "metadata", "top"])
def test_the_type_is_found_wherever_it_is(place: str) -> None:
    kind = {"error_type": "content_policy_violation"}
    error = of_status(
        400,
        {"metadata": kind if place == "metadata" else None, **(kind if place == "error" else {})},
        **(kind if place == "top" else {}),
    )
    assert isinstance(error, PromptRejected)
    assert error.error_type == "content_policy_violation"


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "a/b is not a valid model ID", ModelGone),
        (400, "Rejected by our safety system", PromptRejected),
        (403, "Moderation refused it", PromptRejected),
        (403, "Only management keys", ProviderForbids),
        (404, "No endpoints match your content policy settings", ProviderForbids),
        (429, "Slow down, for everyone's safety", ProviderBusy),
        (502, "PROHIBITED_CONTENT", PromptRejected),
        (400, "RESOURCE_EXHAUSTED", ProviderBusy),
        (418, "A teapot", RequestRejected),
        (599, "Odd", ProviderDown),
        (302, "Elsewhere", ProviderDown),
    ],
)
def test_words_count_where_the_status_alone_says_little(
    status: int, message: str, kind: type[GenerationFailed]
) -> None:
    assert type(of_status(status, {"message": message})) is kind


def test_a_region_rule_is_no_block_of_the_prompt_whatever_its_words() -> None:
    error = of_status(403, {"error_type": "region_restricted", "message": "prohibited here"})
    assert type(error) is ProviderForbids


def test_a_missing_page_says_nothing_about_a_model() -> None:
    assert type(fault_of_status(reply(404), "<html>Not found</html>")) is RequestRejected


@pytest.mark.parametrize(
    ("seconds", "is_told_as_a_time"), [(0, False), (30, False), (31, True), (7200, True)]
)
def test_a_wait_that_nobody_waits_for_is_told_as_a_time(
    seconds: int, *, is_told_as_a_time: bool
) -> None:
    error = fault_of_status(reply(429, retry_after=str(seconds)), '{"error": {"message": "slow"}}')
    assert error.retry_after_s == seconds
    expected = NOW + timedelta(seconds=seconds) if is_told_as_a_time else None
    assert error.retry_at == expected


@pytest.mark.parametrize(
    ("finish", "native", "kind"),
    [
        ("stop", None, "unclear"),
        ("content_filter", None, "refusal"),
        ("length", "SAFETY", "refusal"),
        (None, "IMAGE_RECITATION", "refusal"),
        ("stop", "IMAGE_OTHER", "unclear"),
        (None, "NO_IMAGE", "unclear"),
        ("length", "MAX_TOKENS", "bad_answer"),
        (None, None, "bad_answer"),
    ],
)
def test_a_chat_without_an_image_is_a_refusal_only_where_it_says_so(
    finish: str | None, native: str | None, kind: str
) -> None:
    error = of_answer(Completion(finish_reason=finish, native_finish_reason=native, text="No."))
    assert failure_kind(error) == kind
    assert error.charge is Charge.POSSIBLE
    assert "No." in (error.detail or "")


def test_a_refusal_in_words_is_a_block() -> None:
    assert (
        type(of_answer(Completion(finish_reason="length", refusal="I will not"))) is PromptRejected
    )


def test_an_empty_place_for_an_image_is_a_fault_and_no_block() -> None:
    assert type(of_answer(Completion(finish_reason="stop", image_fields=1))) is BadAnswer


@pytest.mark.parametrize(
    ("surface", "answer", "charge"),
    [
        ("images", Completion(), Charge.NONE),
        ("images", Completion(sources=("m",)), Charge.POSSIBLE),
        ("images", Completion(cost_micros=1), Charge.MADE),
        ("chat", Completion(), Charge.POSSIBLE),
        ("chat", Completion(cost_micros=0), Charge.POSSIBLE),
        ("chat", Completion(cost_micros=5, error=ErrorBody(code=502)), Charge.MADE),
    ],
)
def test_what_an_answer_without_an_image_may_have_cost(
    surface: Surface, answer: Completion, charge: Charge
) -> None:
    assert of_answer(answer, surface).charge is charge


@pytest.mark.parametrize(
    ("answer", "cost"),
    [
        (Completion(cost_micros=5), 5),
        (Completion(cost_micros=5, error=ErrorBody(code=502)), 5),
        (Completion(cost_micros=5, sources=("m",)), 5),
        (Completion(cost_micros=0), None),
        (Completion(), None),
    ],
)
def test_a_reported_cost_goes_along_with_its_error(answer: Completion, cost: int | None) -> None:
    assert of_answer(answer).cost_micros == cost


def test_a_finish_reason_counts_beside_an_error() -> None:
    answer = Completion(error=ErrorBody(code=502), native_finish_reason="IMAGE_SAFETY")
    assert type(of_answer(answer)) is PromptRejected


def test_an_error_inside_a_good_answer_is_never_tried_again() -> None:
    error = of_answer(Completion(error=ErrorBody(code=429)))
    assert type(error) is ProviderBusy
    assert wait_before_retry(error) is None


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (ProviderBusy(status=429), 1.0),
        (ProviderBusy(status=429, retry_after_s=0), 0.0),
        (ProviderBusy(status=503, retry_after_s=30), 30.0),
        (ProviderBusy(status=503, retry_after_s=30.1), None),
        (ProviderBusy(status=529), 1.0),
        (ProviderDown(status=500), 1.0),
        (ProviderDown(status=502), 1.0),
        (ProviderDown(status=507), None),
        (ProviderDown(charge=Charge.NONE), 1.0),
        (ProviderDown(charge=Charge.POSSIBLE), None),
        (ProviderDown(status=502, may_be_refusal=True), None),
        (ProviderBusy(status=402, retry_after_s=3), 3.0),
        (PromptRejected(status=502), None),
        (GenerationTimedOut(status=504), None),
        (GenerationTimedOut(), None),
        (RequestRejected(status=400), None),
    ],
)
def test_there_is_an_extra_attempt_only_where_it_cannot_cost_twice(
    error: GenerationFailed, wait: float | None
) -> None:
    assert wait_before_retry(error) == wait
