"""Failures as OpenRouter and its providers word them, where the status says little.

All were reported in public; the links were read on 2026-11-30.
"""

import json
from typing import Final

from bot.sandbox.painter.scripted_answer import ECHO, Fault, ScriptedAnswer


def _provider(name: str, status: int, raw: object, **metadata: object) -> Fault:
    """Return a fault whose cause is only in the provider's raw response."""
    raw_text = raw if isinstance(raw, str) else json.dumps(raw)
    scripted = ScriptedAnswer.error(
        status,
        message="Provider returned error",
        error_type="provider_unavailable" if status == 502 else "",  # noqa: PLR2004 - an HTTP status
        metadata={"raw": raw_text, "provider_name": "Maker", **metadata},
    )
    return Fault(name, scripted, ("images",))


def _openrouter(name: str, status: int, message: str, **metadata: object) -> Fault:
    return Fault(
        name, ScriptedAnswer.error(status, message=message, metadata=metadata), ("images",)
    )


WORDINGS: Final = (
    # https://github.com/gptme/gptme/issues/1449
    _openrouter("key limit as 403", 403, "Key limit exceeded (monthly limit). Manage it online"),
    # https://openrouter.ai/docs/features/guardrails
    _openrouter("guardrail budget", 403, "Budget limit exceeded", limit_source="guardrail"),
    _provider(
        "own key spent",
        429,
        {"error": {"type": "insufficient_quota", "message": "Check your plan and billing."}},
        is_byok=True,
    ),
    # https://github.com/BerriAI/litellm/issues/16231
    _provider(
        "refusal by Azure",
        400,
        {"error": {"code": "content_filter", "message": "The content management policy says no"}},
    ),
    # https://github.com/ai-dock/comfyui/issues/148
    _provider("refusal by Black Forest Labs", 502, {"status": "Request Moderated", "result": None}),
    # https://github.com/openai/codex/issues/40816
    _provider(
        "refusal by OpenAI",
        400,
        {"error": {"message": "The prompt may violate our guardrails around nudity."}},
    ),
    # https://github.com/pollinations/pollinations/issues/12067
    _provider(
        "account blocked by Azure",
        403,
        {"error": {"message": "Your resource has been temporarily blocked: content policy."}},
    ),
    # https://docs.z.ai/api-reference/api-code
    _provider(
        "refusal in Chinese", 400, {"error": {"code": "1301", "message": "内容安全审核未通过"}}
    ),
    _provider("a filter that does not work", 502, {"error": {"code": "content_filter_error"}}),
    # https://github.com/Davidvandijcke/coarse/issues/183
    _openrouter(
        "terms of a provider", 403, "Prohibited due to a violation of provider Terms Of Service."
    ),
    _provider("words that nobody knows", 502, "We would rather paint something else."),
    _provider("outage that repeats the prompt", 502, f"internal error: {ECHO}"),
    _provider(
        "parameter of safety", 400, {"error": {"message": "Unknown parameter: 'safety_level'."}}
    ),
    # https://github.com/HKUDS/DeepTutor/issues/1348
    _openrouter("no endpoint takes images", 404, "No endpoints found that support image input"),
    _openrouter(
        "settings of privacy", 404, "No endpoints available matching your data policy settings"
    ),
    # https://github.com/OpenRouterTeam/ai-sdk-provider/issues/187
    _provider("location", 400, {"error": {"message": "User location is not supported."}}),
    # https://github.com/NousResearch/hermes-agent/issues/89669
    Fault(
        "wait until a date",
        ScriptedAnswer(
            status=429,
            body=b'{"error":{"code":429,"message":"Slow down"}}',
            headers=(
                ("Content-Type", "application/json"),
                ("Retry-After", "Wed, 01 Jan 2098 00:00:00 GMT"),
            ),
        ),
        ("images",),
    ),
    Fault(
        "wait for ever",
        ScriptedAnswer.error(429, message="Slow down", retry_after=9e99),
        ("images",),
    ),
)
