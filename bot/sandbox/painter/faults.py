"""All documented failures by name, for parametrized tests.

An entry describes only the response; each test decides what a client should make of it. Statuses
and types: https://openrouter.ai/docs/api-reference/errors, read 2026-11-22.
"""

from typing import Final, get_args

from bot.sandbox.painter.image_paths import POSITIONS
from bot.sandbox.painter.scripted_answer import Fault, Frame, ScriptedAnswer
from bot.sandbox.painter.wordings import WORDINGS

#: All framings of an answer's JSON.
FRAMES: Final[tuple[Frame, ...]] = get_args(Frame)


def _error(status: int, error_type: str, message: str = "Provider returned error") -> Fault:
    """Return a fault with only a status, a type and a message."""
    return Fault(
        f"{status} {error_type}",
        ScriptedAnswer.error(status, error_type=error_type, message=message),
    )


def _unavailable(status: int, code: str, **more: object) -> Fault:
    """Return a fault whose cause is only in `availability`."""
    availability = {"code": code, "retryable": False, "requested_models": ["a/b"], **more}
    scripted = ScriptedAnswer.error(status, availability=availability, message="No endpoints found")
    return Fault(f"{status} {code}", scripted)


_MODERATED: Final = {
    "reasons": ["violence"],
    "flagged_input": "a dragon …",
    "provider_name": "OpenAI",
    "model_slug": "openai/gpt-5-image",
}
_UPSTREAM: Final = {
    "raw": '{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}',
    "provider_name": "Google AI Studio",
    "limit_source": "upstream",
}
_RESERVED: Final = {"limit_source": "credits", "remedy_hint": "Wait for running requests to end"}
_ROUTING: Final = {"failed_routing_step": "Filter by Image Capabilities"}

_REQUEST_FAULTS: Final = (
    _error(400, "invalid_request", "Invalid request parameters"),
    Fault("400 schema", ScriptedAnswer.error(400, shape="zod", message="expected one of 1:1|16:9")),
    Fault(
        "400 unsupported value",
        ScriptedAnswer.error(
            400,
            message="No provider for a/b supports the requested parameter(s). Accepted: 1K",
            metadata=_ROUTING,
        ),
    ),
    _error(400, "invalid_prompt", "The prompt is not valid"),
    _error(400, "content_policy_violation", "Your request was rejected by the safety system"),
    _error(400, "refusal", "The model declined"),
    *(
        _error(400, error_type, "The image could not be used")
        for error_type in (
            "invalid_image",
            "image_too_large",
            "image_too_small",
            "unsupported_image_format",
            "image_download_failed",
        )
    ),
    *(
        _error(400, error_type, "Too long")
        for error_type in (
            "context_length_exceeded",
            "max_tokens_exceeded",
            "token_limit_exceeded",
            "string_too_long",
        )
    ),
    _unavailable(400, "model_not_found"),
    _error(400, "wrong_endpoint", "Use the image endpoint for this model"),
)

_ACCOUNT_FAULTS: Final = (
    _error(401, "authentication", "User not found."),
    _error(402, "payment_required", "Insufficient credits"),
    Fault(
        "402 key limit",
        ScriptedAnswer.error(402, message="Key limit exceeded", metadata={"limit_source": "key"}),
    ),
    Fault(
        "402 credit reserved",
        ScriptedAnswer.error(402, error_type="payment_required", metadata=_RESERVED),
    ),
    Fault(
        "403 moderation",
        ScriptedAnswer.error(403, message="Input was flagged", metadata=_MODERATED),
    ),
    Fault(
        "403 guardrail",
        ScriptedAnswer.error(
            403, message="Blocked by a guardrail", metadata={"patterns": ["\\bsecret\\b"]}
        ),
    ),
    _error(403, "region_restricted", "Not offered in your region"),
    Fault(
        "403 management key only",
        ScriptedAnswer.error(403, message="Only management keys can do this"),
    ),
    Fault(
        "404 no_endpoints",
        ScriptedAnswer.error(
            404,
            error_type="no_endpoints",
            message="No endpoints found that support the requested output modalities",
        ),
    ),
    _unavailable(404, "model_deprecated", fallback_models=["google/gemini-3.1-flash-image"]),
    _unavailable(404, "model_unavailable_upstream"),
    _unavailable(404, "privacy_restricted"),
    _unavailable(404, "constraint_filtered", constraint={"field": "provider.only"}),
    _unavailable(404, "free_variant_ended"),
    _error(404, "image_not_found", "The image could not be found"),
    _error(404, "not_found", "Resource not found"),
    _error(412, "precondition_failed", "Precondition failed"),
    _error(413, "payload_too_large", "Request payload too large"),
    _error(422, "unprocessable", "Unprocessable"),
)

_PROVIDER_FAULTS: Final = (
    *(_error(status, "timeout", "Request timed out") for status in (408, 504, 524)),
    Fault(
        "429 rate_limit_exceeded",
        ScriptedAnswer.error(
            429, error_type="rate_limit_exceeded", retry_after=1, message="Slow down"
        ),
    ),
    _unavailable(429, "capacity_exhausted", retryable=True, retry_after=1),
    Fault("429 upstream", ScriptedAnswer.error(429, metadata=_UPSTREAM)),
    _error(500, "server", "Internal Server Error"),
    _error(500, "unmapped", "Internal Server Error"),
    _error(502, "provider_unavailable"),
    Fault(
        "502 safety block",
        ScriptedAnswer.error(
            502,
            error_type="provider_unavailable",
            metadata={"raw": '{"finishReason":"IMAGE_SAFETY"}', "provider_name": "Google"},
        ),
    ),
    Fault("502 page of an edge", ScriptedAnswer.error(502, shape="html", message="Bad gateway")),
    Fault("502 nothing", ScriptedAnswer.error(502, shape="empty")),
    _error(503, "provider_overloaded", "Overloaded"),
    Fault(
        "503 temporarily_unavailable",
        ScriptedAnswer.error(
            503, error_type="temporarily_unavailable", type_in="error", retry_after=1
        ),
    ),
    _error(529, "provider_overloaded", "Overloaded"),
    Fault(
        "529 without code",
        ScriptedAnswer.error(529, shape="no code", error_type="provider_overloaded", type_in="top"),
    ),
)

_GOOD_STATUS_FAULTS: Final = (
    Fault("200 error", ScriptedAnswer.error_in_200(502, error_type="provider_unavailable")),
    Fault(
        "200 choice error",
        ScriptedAnswer.choice_error(502, error_type="provider_unavailable"),
        ("chat",),
    ),
    Fault("200 empty data", ScriptedAnswer.empty_data()),
    Fault("200 no image", ScriptedAnswer.no_image(text="Here you go"), ("chat",)),
    Fault("200 undecodable", ScriptedAnswer.broken_base64()),
    Fault("200 not an image", ScriptedAnswer.not_an_image()),
    Fault("200 half an image", ScriptedAnswer.truncated_image()),
)

#: Every status that OpenRouter documents, once per meaning.
ERROR_TABLE: Final = (
    *_REQUEST_FAULTS,
    *_ACCOUNT_FAULTS,
    *_PROVIDER_FAULTS,
    *_GOOD_STATUS_FAULTS,
)

#: Problems reported by OpenRouter's users, numbered. Numbers 3, 4 and 16 are invalid requests,
#: which the painter refuses by itself; 17 is a property of its model lists.
PROBLEMS: Final = (
    Fault("1 very long line", ScriptedAnswer(target_bytes=400_000)),
    Fault("2 ratio ignored", ScriptedAnswer(width=192, height=128)),
    Fault(
        "5 image-only model on chat",
        ScriptedAnswer.error(404, error_type="no_endpoints", message="No endpoints found"),
        ("chat",),
    ),
    Fault("6 JPEG labelled PNG", ScriptedAnswer(format="jpeg", label="image/png")),
    Fault("6 WebP labelled PNG", ScriptedAnswer(format="webp", label="image/png")),
    Fault("6 no label", ScriptedAnswer(format="jpeg", unlabelled=True)),
    Fault("7 same image twice", ScriptedAnswer(duplicate=True)),
    Fault("8 URL for data", ScriptedAnswer(url="https://127.0.0.1/image.png")),
    Fault("9 empty images", ScriptedAnswer.empty_data()),
    Fault("9 text for an image", ScriptedAnswer.no_image(text="<image>"), ("chat",)),
    Fault("9 image in markdown", ScriptedAnswer(markdown=True, text="Here you go"), ("chat",)),
    Fault("10 error in 200", ScriptedAnswer.error_in_200(429, error_type="rate_limit_exceeded")),
    Fault("11 leading whitespace", ScriptedAnswer(keepalives=5, latency_s=0.05)),
    Fault("11 nothing but whitespace", ScriptedAnswer(body=b"\n\n\n", chunked=True)),
    Fault("12 out of credit with credit left", ScriptedAnswer.error(402, metadata=_RESERVED)),
    Fault("13 safety", ScriptedAnswer.no_image("content_filter", "IMAGE_SAFETY"), ("chat",)),
    Fault(
        "13 safety flattened to stop", ScriptedAnswer.no_image("stop", "IMAGE_SAFETY"), ("chat",)
    ),
    Fault("13 stop and nothing", ScriptedAnswer.no_image("stop", "STOP"), ("chat",)),
    Fault("14 cause only in the raw answer", ScriptedAnswer.error(400, metadata=_UPSTREAM)),
    Fault("15 answer lost half-way", ScriptedAnswer.cut_body(0.5)),
    *WORDINGS,
    *(Fault(f"18 place: {name}", ScriptedAnswer(place=name)) for name in POSITIONS),
    *(
        Fault(f"19 around: {frame}", ScriptedAnswer(frame=frame, text="Here you go"))
        for frame in FRAMES
    ),
    Fault("19 around: no last chunk", ScriptedAnswer(ends="unended", chunked=True)),
    Fault("19 around: a length too long", ScriptedAnswer(ends="unended")),
    Fault("19 around: a header of 60 KB", ScriptedAnswer(headers=(("X-Policy", "x" * 60_000),))),
    Fault(
        "19 around: 500 headers", ScriptedAnswer(headers=tuple((f"X-{n}", "x") for n in range(500)))
    ),
    Fault("19 around: another good status", ScriptedAnswer(status=202)),
    Fault("20 one is broken", ScriptedAnswer(count=2, damage="base64", damages_last=True)),
    Fault("20 one is cut off", ScriptedAnswer(count=2, damage="cut", damages_last=True)),
    Fault("20 twelve drafts", ScriptedAnswer(drafts=12), ("chat",)),
)
