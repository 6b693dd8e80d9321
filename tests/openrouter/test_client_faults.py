"""Every documented failure, through the real client, and the error that results."""

import pytest

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    Charge,
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
)
from bot.openrouter.answers.wire import Surface
from bot.sandbox.painter import ERROR_TABLE, PROBLEMS, Fault
from tests.openrouter.client_harness import ClientHarness, take

#: Error and number of attempts by the name of the fault.
ERRORS: dict[str, tuple[type[GenerationFailed], int]] = {
    "400 invalid_request": (RequestRejected, 1),
    "400 schema": (RequestRejected, 1),
    "400 unsupported value": (RequestRejected, 1),
    "400 invalid_prompt": (RequestRejected, 1),
    "400 content_policy_violation": (PromptRejected, 1),
    "400 refusal": (PromptRejected, 1),
    "400 invalid_image": (RequestRejected, 1),
    "400 image_too_large": (RequestRejected, 1),
    "400 image_too_small": (RequestRejected, 1),
    "400 unsupported_image_format": (RequestRejected, 1),
    "400 image_download_failed": (RequestRejected, 1),
    "400 context_length_exceeded": (RequestRejected, 1),
    "400 max_tokens_exceeded": (RequestRejected, 1),
    "400 token_limit_exceeded": (RequestRejected, 1),
    "400 string_too_long": (RequestRejected, 1),
    "400 model_not_found": (ModelGone, 1),
    "400 wrong_endpoint": (RequestRejected, 1),
    "401 authentication": (KeyRejected, 1),
    "402 payment_required": (OutOfCredit, 1),
    "402 key limit": (OutOfCredit, 1),
    "402 credit reserved": (OutOfCredit, 1),
    "403 moderation": (PromptRejected, 1),
    "403 guardrail": (PromptRejected, 1),
    "403 region_restricted": (ProviderForbids, 1),
    "403 management key only": (ProviderForbids, 1),
    "404 no_endpoints": (ModelGone, 1),
    "404 model_deprecated": (ModelGone, 1),
    "404 model_unavailable_upstream": (ModelGone, 1),
    "404 privacy_restricted": (ProviderForbids, 1),
    "404 constraint_filtered": (RequestRejected, 1),
    "404 free_variant_ended": (ModelGone, 1),
    "404 image_not_found": (RequestRejected, 1),
    "404 not_found": (RequestRejected, 1),
    "412 precondition_failed": (RequestRejected, 1),
    "413 payload_too_large": (RequestRejected, 1),
    "422 unprocessable": (RequestRejected, 1),
    "408 timeout": (GenerationTimedOut, 1),
    "504 timeout": (GenerationTimedOut, 1),
    "524 timeout": (GenerationTimedOut, 1),
    "429 rate_limit_exceeded": (ProviderBusy, 2),
    "429 capacity_exhausted": (ProviderBusy, 2),
    "429 upstream": (ProviderBusy, 2),
    "500 server": (ProviderDown, 2),
    "500 unmapped": (ProviderDown, 2),
    "502 provider_unavailable": (ProviderDown, 2),
    "502 safety block": (PromptRejected, 1),
    "502 page of an edge": (ProviderDown, 2),
    "502 nothing": (ProviderDown, 2),
    "503 provider_overloaded": (ProviderBusy, 2),
    "503 temporarily_unavailable": (ProviderBusy, 2),
    "529 provider_overloaded": (ProviderBusy, 2),
    "529 without code": (ProviderBusy, 2),
    "key limit as 403": (OutOfCredit, 1),
    "guardrail budget": (OutOfCredit, 1),
    "own key spent": (OutOfCredit, 1),
    "refusal by Azure": (PromptRejected, 1),
    "refusal in Chinese": (PromptRejected, 1),
    "a filter that does not work": (ProviderDown, 2),
    "terms of a provider": (ProviderForbids, 1),
    "refusal by Black Forest Labs": (PromptRejected, 1),
    "refusal by OpenAI": (PromptRejected, 1),
    "account blocked by Azure": (AccountBlocked, 1),
    "words that nobody knows": (ProviderDown, 1),
    "outage that repeats the prompt": (ProviderDown, 2),
    "parameter of safety": (RequestRejected, 1),
    "no endpoint takes images": (RequestRejected, 1),
    "settings of privacy": (ProviderForbids, 1),
    "location": (ProviderForbids, 1),
    "wait until a date": (ProviderBusy, 1),
    "wait for ever": (ProviderBusy, 1),
}

#: Faults where the prompt may or may not have been rejected.
UNCLEAR = {
    "200 empty data",
    "200 no image",
    "9 empty images",
    "9 text for an image",
    "13 stop and nothing",
    "words that nobody knows",
}

#: Error and charge by name and surface, for faults that may have cost money. One attempt each.
IN_GOOD_STATUS: dict[tuple[str, Surface], tuple[type[GenerationFailed], Charge]] = {
    ("200 error", "images"): (ProviderDown, Charge.NONE),
    ("200 error", "chat"): (ProviderDown, Charge.POSSIBLE),
    ("200 choice error", "chat"): (ProviderDown, Charge.POSSIBLE),
    ("200 empty data", "images"): (BadAnswer, Charge.NONE),
    ("200 empty data", "chat"): (BadAnswer, Charge.POSSIBLE),
    ("200 no image", "chat"): (BadAnswer, Charge.POSSIBLE),
    ("200 undecodable", "images"): (BadAnswer, Charge.MADE),
    ("200 undecodable", "chat"): (BadAnswer, Charge.MADE),
    ("200 not an image", "images"): (BadAnswer, Charge.MADE),
    ("200 not an image", "chat"): (BadAnswer, Charge.MADE),
    ("200 half an image", "images"): (BadAnswer, Charge.MADE),
    ("200 half an image", "chat"): (BadAnswer, Charge.MADE),
    ("5 image-only model on chat", "chat"): (ModelGone, Charge.NONE),
    ("8 URL for data", "images"): (BadAnswer, Charge.MADE),
    ("8 URL for data", "chat"): (BadAnswer, Charge.MADE),
    ("9 empty images", "images"): (BadAnswer, Charge.NONE),
    ("9 empty images", "chat"): (BadAnswer, Charge.POSSIBLE),
    ("9 text for an image", "chat"): (BadAnswer, Charge.POSSIBLE),
    ("10 error in 200", "images"): (ProviderBusy, Charge.NONE),
    ("10 error in 200", "chat"): (ProviderBusy, Charge.POSSIBLE),
    ("11 nothing but whitespace", "images"): (BadAnswer, Charge.POSSIBLE),
    ("11 nothing but whitespace", "chat"): (BadAnswer, Charge.POSSIBLE),
    ("12 out of credit with credit left", "images"): (OutOfCredit, Charge.NONE),
    ("12 out of credit with credit left", "chat"): (OutOfCredit, Charge.NONE),
    ("13 safety", "chat"): (PromptRejected, Charge.POSSIBLE),
    ("13 safety flattened to stop", "chat"): (PromptRejected, Charge.POSSIBLE),
    ("13 stop and nothing", "chat"): (BadAnswer, Charge.POSSIBLE),
    ("14 cause only in the raw answer", "images"): (ProviderBusy, Charge.NONE),
    ("14 cause only in the raw answer", "chat"): (ProviderBusy, Charge.NONE),
    ("15 answer lost half-way", "images"): (ProviderDown, Charge.POSSIBLE),
    ("15 answer lost half-way", "chat"): (ProviderDown, Charge.POSSIBLE),
}

#: Problems that the client tolerates.
SURVIVED = {
    "1 very long line",
    "2 ratio ignored",
    "6 JPEG labelled PNG",
    "6 WebP labelled PNG",
    "6 no label",
    "7 same image twice",
    "9 image in markdown",
    "11 leading whitespace",
    *(fault.name for fault in PROBLEMS if fault.name.startswith(("18 ", "19 ", "20 "))),
}

CASES = [
    pytest.param(fault, surface, id=f"{fault.name} on {surface}")
    for fault in (*ERROR_TABLE, *PROBLEMS)
    for surface in fault.surfaces
]


@pytest.mark.parametrize(("fault", "surface"), CASES)
async def test_each_fault_becomes_its_error_and_leaves_no_file(
    harness: ClientHarness, fault: Fault, surface: Surface
) -> None:
    harness.painter.script(fault.answer, fault.answer)
    if fault.name in SURVIVED:
        generation = await harness.generate(surface)
        assert len(take(generation)) == 1
        return
    in_good_status = IN_GOOD_STATUS.get((fault.name, surface))
    with pytest.raises(GenerationFailed) as caught:
        await harness.generate(surface)
    if in_good_status is not None:
        assert (type(caught.value), caught.value.charge) == in_good_status
        if caught.value.charge is Charge.MADE:
            assert caught.value.cost_micros == harness.painter.charged_micros > 0
        else:
            assert caught.value.cost_micros is None
        attempts = 1
    else:
        kind, attempts = ERRORS[fault.name]
        assert (type(caught.value), caught.value.charge) == (kind, Charge.NONE)
        assert caught.value.status == fault.answer.status
    is_unclear = fault.name in UNCLEAR and (in_good_status is None or surface == "chat")
    assert caught.value.may_be_refusal is is_unclear
    assert len(harness.painter.requests) == attempts
    assert caught.value.model == "google/gemini-2.5-flash-image"
    assert harness.painter.key not in f"{caught.value!r}{caught.value}{caught.value.detail}"
