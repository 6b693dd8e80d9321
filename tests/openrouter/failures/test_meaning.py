"""The meaning of a failed answer, from all of its evidence."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import (
    AccountBlocked,
    GenerationFailed,
    GenerationTimedOut,
    KeyRejected,
    ModelGone,
    OutOfCredit,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    RequestRejected,
    failure_kind,
)
from bot.openrouter.failures import phrases
from bot.openrouter.failures.echo import Echo, words_of
from bot.openrouter.failures.faults import fault_of_status
from bot.openrouter.failures.reply import HttpReply, RequestFacts
from bot.openrouter.failures.retry import wait_before_retry

PROMPT = "a red fox in the snow at dawn"


def failed(
    status: int,
    message: str = "Provider returned error",
    *,
    raw: object = None,
    prompt: str = PROMPT,
    is_plain: bool = True,
    metadata: dict[str, object] | None = None,
    **error: object,
) -> GenerationFailed:
    """Return the error for an answer in OpenRouter's envelope; `raw` is the provider's body."""
    meta = dict(metadata or {})
    if raw is not None:
        meta |= {"raw": raw if isinstance(raw, str) else json.dumps(raw), "provider_name": "Maker"}
    body = {"error": {"code": status, "message": message, "metadata": meta, **error}}
    asked = RequestFacts("images", "maker/model", prompt, is_plain=is_plain)
    return fault_of_status(HttpReply(asked, status), json.dumps(body))


class TestMoney:
    @pytest.mark.parametrize("status", [402, 403, 429])
    def test_a_spent_key_is_out_of_credit_whatever_its_status(self, status: int) -> None:
        error = failed(status, "Key limit exceeded (daily limit). Manage it in your settings")
        assert type(error) is OutOfCredit

    @pytest.mark.parametrize(
        "source",
        ["guardrail", "workspace", "openrouter_key_limit", "openrouter_credits", "organization"],
    )
    def test_any_limit_in_dollars_is(self, source: str) -> None:
        assert type(failed(403, "Not now", metadata={"limit_source": source})) is OutOfCredit

    @pytest.mark.parametrize(
        "message",
        [
            "Budget limit exceeded for this workspace",
            "This request would exceed the budget of your guardrail",
            "Spending limit reached",
            "Weekly limit reached for this key",
        ],
    )
    def test_words_of_a_budget_are_money_where_something_is_forbidden(self, message: str) -> None:
        assert type(failed(403, message)) is OutOfCredit
        assert type(failed(400, message)) is not OutOfCredit, "it may be one of tokens"

    @pytest.mark.parametrize(
        ("status", "raw"),
        [
            (429, {"error": {"type": "insufficient_quota", "message": "Check your plan."}}),
            (400, {"error": {"code": "billing_hard_limit_reached", "message": "Reached."}}),
            (400, {"error": {"message": "Your credit balance is too low to access the API"}}),
            (403, {"code": "Arrearage", "message": "Access denied."}),
            (429, "You exceeded your current quota, please check your plan and billing details."),
        ],
    )
    def test_an_own_key_at_a_provider_that_is_spent_is_out_of_credit(
        self, status: int, raw: object
    ) -> None:
        assert type(failed(status, raw=raw, metadata={"is_byok": True})) is OutOfCredit

    def test_openrouters_own_account_at_a_provider_is_not_ours(self) -> None:
        raw = {"error": {"type": "insufficient_quota", "message": "Exceeded."}}
        assert type(failed(429, raw=raw, metadata={"is_byok": False})) is ProviderBusy

    def test_a_rate_in_words_of_billing_is_a_rate(self) -> None:
        raw = {
            "error": {
                "code": 429,
                "status": "RESOURCE_EXHAUSTED",
                "message": "You exceeded your current quota, please check your plan and billing.",
            }
        }
        for is_byok in (True, False, None):
            assert type(failed(429, raw=raw, metadata={"is_byok": is_byok})) is ProviderBusy

    def test_money_that_running_requests_hold_comes_back_by_itself(self) -> None:
        metadata: dict[str, object] = {
            "reason": "in_flight_budget_exhausted",
            "limit_source": "openrouter_in_flight_budget",
        }
        error = failed(402, "It would exceed your available credits", metadata=metadata)
        assert type(error) is ProviderBusy
        assert wait_before_retry(error) is not None

    def test_a_free_model_that_is_used_up_for_today_is_a_rate(self) -> None:
        error = failed(
            429,
            "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 a day",
            metadata={"limit_source": "openrouter_free_tier_daily"},
        )
        assert type(error) is ProviderBusy
        assert error.retry_at is not None


class TestTheAccount:
    @pytest.mark.parametrize(
        ("status", "raw"),
        [
            (
                403,
                {
                    "error": {
                        "code": "Forbidden",
                        "message": "Your resource has been temporarily blocked because of behavior "
                        "that may violate our content policy.",
                    }
                },
            ),
            (400, {"error": {"message": "This organization has been disabled."}}),
            (401, {"error": {"code": "account_deactivated", "message": "Deactivated."}}),
            (400, "Organization has been restricted. Please reach out to support."),
            (403, "We've locked your account as a security precaution."),
        ],
    )
    def test_a_blocked_account_is_nobodys_fault(self, status: int, raw: object) -> None:
        error = failed(status, raw=raw)
        assert type(error) is AccountBlocked
        assert error.provider == "Maker"

    def test_openrouters_own_block_names_no_provider(self) -> None:
        error = failed(403, "Your account has been suspended. Contact support.")
        assert (type(error), error.provider) == (AccountBlocked, None)

    def test_a_login_that_a_provider_refuses_says_nothing_of_our_key(self) -> None:
        raw = {"error": {"message": "Incorrect API key provided"}}
        assert type(failed(401, "User not found.")) is KeyRejected
        assert type(failed(401, raw=raw)) is ProviderDown
        assert type(failed(401, raw=raw, metadata={"is_byok": True})) is AccountBlocked


REFUSALS = [
    {"error": {"code": "content_filter", "message": "Filtered by our content management policy"}},
    {"error": {"message": "These words violate our Responsible AI practices", "code": 400}},
    "All images were filtered out because they violated the usage guidelines.",
    {"status": "Request Moderated", "result": None},
    {"status": "Content Moderated"},
    {"code": "DataInspectionFailed", "message": "Input data may contain inappropriate content."},
    {"error": {"code": "OutputImageSensitiveContentDetected", "message": "The request failed."}},
    {"error": {"code": "InputTextSensitiveContentDetected.PolicyViolation", "message": "No."}},
    {"error": {"message": "The prompt may violate our guardrails around nudity."}},
    {"error": {"code": "moderation_blocked", "message": "Your request was rejected."}},
    {"error": {"message": "Your request was rejected by the safety system."}},
    {"error": {"message": "The response is blocked, as it may violate our policies."}},
    {"candidates": [{"finishReason": "IMAGE_SAFETY", "finishMessage": "No image."}]},
    {"candidates": [{"finishReason": "PROHIBITED_CONTENT"}]},
    {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}},
    {"error": {"details": [{"reason": "PUBLIC_ERROR_UNSAFE_GENERATION"}], "message": "Invalid."}},
    "Error code: 400 - {'error': {'code': 'content_policy_violation', 'message': 'No'}}",
    'data: {"error": {"message": "Moderation Block"}}',
    "NSFW content was detected in the picture.",
    {"name": "invalid_prompts", "message": "One or more prompts contains filtered words."},
    {"error": {"message": '{"error": {"code": "content_policy_violation"}}'}},
]


class TestARefusal:
    @pytest.mark.parametrize("raw", REFUSALS, ids=str)
    @pytest.mark.parametrize("status", [400, 403, 422, 500, 502])
    def test_in_a_providers_words_is_never_sent_again(self, status: int, raw: object) -> None:
        error = failed(status, raw=raw, error_type="provider_unavailable")
        assert type(error) is PromptRejected
        assert wait_before_retry(error) is None

    @pytest.mark.parametrize("raw", REFUSALS, ids=str)
    def test_is_understood_without_an_envelope(self, raw: object) -> None:
        body = raw if isinstance(raw, str) else json.dumps(raw)
        reply = HttpReply(RequestFacts("images", "maker/model", PROMPT), 400)
        assert type(fault_of_status(reply, body)) is PromptRejected

    @pytest.mark.parametrize("place", ["code", "type", "error_type"])
    def test_may_be_a_word_in_any_place(self, place: str) -> None:
        named: dict[str, Any] = {place: "content_policy_violation"}
        error = failed(400, "Bad prompt", **named)
        assert type(error) is PromptRejected

    def test_is_what_a_filter_of_openrouter_says(self) -> None:
        for key in ("reasons", "patterns"):
            metadata: dict[str, object] = {key: ["x"]}
            assert type(failed(403, "Flagged", metadata=metadata)) is PromptRejected

    @pytest.mark.parametrize(
        "raw",
        [
            {"error": {"message": "Unknown parameter: 'safety_identifier'.", "param": "safety"}},
            {"error": {"message": "Invalid value at 'safety_settings[4]'"}},
            {"error": {"message": "Unsupported parameter: moderation_level"}},
            {"error": {"message": "content_filter is not a known argument"}},
        ],
    )
    def test_is_not_the_name_of_a_parameter(self, raw: object) -> None:
        error = failed(400, raw=raw)
        assert (type(error), error.may_be_refusal) == (RequestRejected, False)

    @pytest.mark.parametrize(
        ("prompt", "raw"),
        [
            (
                "a poster about road safety",
                {"error": {"message": "internal error", "request": "a poster about road safety"}},
            ),
            (
                "a poster about our content policy",
                "Internal error while painting 'A  poster about OUR content-policy'",
            ),
            (
                "the safety system of a train, content policy, usage guidelines on a wall",
                'upstream timeout {"prompt_text": "the safety system of a train, content pol...',
            ),
            ("safety", "gateway timeout for: safety"),
            ("prohibited content", "internal error: prohibited content"),
        ],
    )
    def test_is_not_the_echo_of_the_prompt(self, prompt: str, raw: object) -> None:
        error = failed(502, raw=raw, prompt=prompt, error_type="provider_unavailable")
        assert (type(error), error.may_be_refusal) == (ProviderDown, False)
        assert wait_before_retry(error) is not None

    @pytest.mark.parametrize(
        ("prompt", "status", "message"),
        [
            (
                "a sign: is not a valid model id",
                400,
                "Cannot paint 'a sign: is not a valid model id'",
            ),
            ("rate limit 30 on a road", 400, "No: rate limit 30 on a road"),
            ("your account has been suspended", 502, "internal: your account has been suspended"),
            ("key limit exceeded on a screen", 403, "No: key limit exceeded on a screen"),
        ],
    )
    def test_an_echo_of_the_prompt_decides_no_kind_of_error(
        self, prompt: str, status: int, message: str
    ) -> None:
        error = failed(status, message, prompt=prompt)
        assert type(error) in {RequestRejected, ProviderDown, ProviderForbids}


class TestWhatMayBeARefusal:
    @pytest.mark.parametrize(
        ("status", "raw"),
        [
            (400, "This goes against the rules of decency: blocked"),
            (403, "The safety team does not like it"),
            (502, "I'd rather not."),
            (500, {"error": {"message": "El texto no es adecuado"}}),
        ],
    )
    def test_does_the_least_harm(self, status: int, raw: object) -> None:
        error = failed(status, raw=raw, error_type="provider_unavailable")
        assert failure_kind(error) == "unclear"
        assert wait_before_retry(error) is None

    @pytest.mark.parametrize(
        "raw",
        [
            "upstream connect error or disconnect/reset before headers",
            "Service Unavailable",
            "The model is overloaded. Please try again later.",
            {"error": {"message": "An internal error has occurred"}},
            "Read timed out.",
        ],
    )
    def test_is_not_the_language_of_outages(self, raw: object) -> None:
        error = failed(502, raw=raw, error_type="provider_unavailable")
        assert failure_kind(error) in {"outage", "capacity"}

    @pytest.mark.parametrize("status", [500, 502])
    def test_an_outage_without_words_is_no_refusal(self, status: int) -> None:
        assert failure_kind(failed(status)) == "outage"
        assert (
            failure_kind(failed(status, "Internal Server Error", error_type="server")) == "outage"
        )


class TestTheRequest:
    @pytest.mark.parametrize(
        ("message", "metadata"),
        [
            ("No endpoints found that support image input", None),
            ("No endpoints found that can handle the requested parameters.", None),
            ("No endpoints found.", {"failed_routing_step": "parameters"}),
            ("No endpoints found.", {"failed_routing_step": "Filter by Image Support"}),
            ("No endpoints found.", {"failed_routing_step": "Filter by Something New"}),
        ],
    )
    def test_leaves_the_model_to_everybody_else(
        self, message: str, metadata: dict[str, object] | None
    ) -> None:
        assert type(failed(404, message, metadata=metadata)) is RequestRejected

    def test_is_suspected_first_where_nothing_says_why_nobody_was_left(self) -> None:
        assert type(failed(404, "No endpoints found.", is_plain=False)) is RequestRejected
        assert type(failed(404, "No endpoints found.", is_plain=True)) is ModelGone

    @pytest.mark.parametrize(
        ("message", "metadata"),
        [
            ("No endpoints available matching your guardrail restrictions and data policy.", None),
            ("0 endpoints out of 5 requested are available", {"failed_routing_step": "Guardrails"}),
            ("No endpoints found.", {"failed_routing_step": "Filter by Allowed Providers"}),
            ("No endpoints found matching your data policy (Zero data retention)", None),
        ],
    )
    def test_settings_of_the_account_are_the_owners(
        self, message: str, metadata: dict[str, object] | None
    ) -> None:
        assert type(failed(404, message, metadata=metadata)) is ProviderForbids

    @pytest.mark.parametrize(
        "raw",
        [
            {"error": {"message": "User location is not supported for the API use."}},
            {"error": {"code": "unsupported_country_region_territory", "message": "No."}},
            "This model is not available in your region",
        ],
    )
    def test_a_region_is_told_as_that(self, raw: object) -> None:
        assert type(failed(400, raw=raw)) is ProviderForbids


class TestTheModel:
    @pytest.mark.parametrize(
        ("status", "message"),
        [
            (400, "maker/model is not a valid model ID"),
            (404, "No endpoints found for maker/model."),
            (404, "The model maker/model does not exist"),
            (404, "Model not found"),
            (410, "This model has been retired"),
        ],
    )
    def test_is_gone_where_the_answer_speaks_of_it(self, status: int, message: str) -> None:
        assert type(failed(status, message)) is ModelGone

    @pytest.mark.parametrize("message", ["Not Found", "Resource not found", "404 page not found"])
    def test_is_not_gone_for_a_page_that_is_missing(self, message: str) -> None:
        assert type(failed(404, message)) is RequestRejected

    def test_is_not_gone_for_an_outage(self) -> None:
        assert type(failed(503, "The model does not exist in this cluster now")) is ProviderBusy


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRejected),
        (401, KeyRejected),
        (402, OutOfCredit),
        (403, ProviderForbids),
        (404, RequestRejected),
        (408, GenerationTimedOut),
        (418, RequestRejected),
        (429, ProviderBusy),
        (500, ProviderDown),
        (503, ProviderBusy),
        (599, ProviderDown),
    ],
)
def test_a_bare_status_means_what_it_can(status: int, kind: type[GenerationFailed]) -> None:
    assert type(failed(status, "")) is kind


@given(prompt=st.text(min_size=1, max_size=200), cut=st.integers(0, 200))
def test_no_prompt_that_is_repeated_decides_anything(prompt: str, cut: int) -> None:
    plain = failed(502, raw="internal error: ", prompt=prompt)
    echoed = failed(502, raw=f"internal error: {prompt}", prompt=prompt)
    assert (type(echoed), echoed.may_be_refusal) == (type(plain), plain.may_be_refusal)
    words = words_of(prompt)
    assert Echo(prompt).remove_from(words) == []
    assert len(Echo(prompt).remove_from(words_of(prompt[:cut]))) <= 2


@pytest.mark.parametrize(
    "text",
    ["a " * 32_000, "violates " * 8_000, "_" * 64_000, "x" * 64_000, "prompt a b c d " * 4_000],
    ids=["words", "almost", "marks", "one word", "gaps"],
)
def test_a_long_text_is_judged_in_linear_time(text: str) -> None:
    began = time.thread_time()
    failed(502, raw=text, prompt="a b " * 500)
    assert time.thread_time() - began < 0.05


def test_every_cause_that_stands_in_sentences_is_a_phrase() -> None:
    assert {"content_policy_violation", "insufficient_quota"} <= phrases.CAUSES
