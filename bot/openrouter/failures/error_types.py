"""The meaning of OpenRouter's documented error types, and of bare HTTP statuses.

https://openrouter.ai/docs/api-reference/errors and the error types of
https://github.com/OpenRouterTeam/docs openapi.yaml, read 2026-11-22.
"""

from collections.abc import Mapping

from bot.errors import (
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

#: By `availability.code` or `error_type`; other types add nothing to the status.
BY_TYPE: Mapping[str, type[GenerationFailed]] = {
    **dict.fromkeys(
        (
            "context_length_exceeded",
            "image_download_failed",
            "image_not_found",
            "image_too_large",
            "image_too_small",
            "invalid_image",
            "invalid_prompt",
            "invalid_request",
            "max_tokens_exceeded",
            "payload_too_large",
            "precondition_failed",
            "string_too_long",
            "token_limit_exceeded",
            "unprocessable",
            "unsupported_image_format",
        ),
        RequestRejected,
    ),
    "authentication": KeyRejected,
    "capacity_exhausted": ProviderBusy,
    "constraint_filtered": RequestRejected,
    "content_policy_violation": PromptRejected,
    "free_variant_ended": ModelGone,
    "image_content_policy_violation": PromptRejected,
    "model_deprecated": ModelGone,
    "model_not_found": ModelGone,
    "model_unavailable_upstream": ModelGone,
    "payment_required": OutOfCredit,
    "permission_denied": ProviderForbids,
    "privacy_restricted": ProviderForbids,
    "provider_overloaded": ProviderBusy,
    "provider_unavailable": ProviderDown,
    "rate_limit_exceeded": ProviderBusy,
    "refusal": PromptRejected,
    "region_restricted": ProviderForbids,
    "server": ProviderDown,
    "temporarily_unavailable": ProviderBusy,
    "timeout": GenerationTimedOut,
    "wrong_endpoint": RequestRejected,
}

_BY_STATUS: Mapping[int, type[GenerationFailed]] = {
    401: KeyRejected,
    402: OutOfCredit,
    403: ProviderForbids,
    408: GenerationTimedOut,
    429: ProviderBusy,
    503: ProviderBusy,
    504: GenerationTimedOut,
    524: GenerationTimedOut,
    529: ProviderBusy,
}


def by_status(status: int) -> type[GenerationFailed]:
    """Return the meaning of a status without further evidence.

    A bare 404 does not mean that the model is gone: a wrong URL also gives it.
    """
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    is_request_fault = 400 <= status < 500  # noqa: PLR2004 - client errors of HTTP
    return RequestRejected if is_request_fault else ProviderDown
