"""The words by which OpenRouter and its providers name a cause: data, with where each was met.

A phrase is words in small letters. `*` at the end of a word stands for any ending, `...` for up to
four words in between. Identifiers such as `IMAGE_SAFETY` count as their words, `image safety`.
All links were read on 2026-11-30.
"""

import re
from collections.abc import Iterable

_BETWEEN = r"(?:\w+ ){0,4}?"


def any_of(phrases: Iterable[str]) -> str:
    """Return the regular expression that finds any of the phrases in `Told.words`."""
    return "|".join(rf"\b{_phrase(phrase)}" for phrase in phrases)


def _phrase(phrase: str) -> str:
    parts = [_BETWEEN if word == "..." else _word(word) for word in phrase.split()]
    return "".join(parts).removesuffix(" ") + r"\b"


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") + " "


#: Money, whatever the status: nobody else uses these words.
SPENT = (
    # OpenRouter: https://github.com/gptme/gptme/issues/1449, https://openrouter.ai/docs/api_reference/limits
    *("key limit exceeded", "insufficient credit*", "requires more credits", "more credits"),
    *("exceed* ... available credits", "negative ... balance", "insufficient ... balance"),
    # OpenAI: https://platform.openai.com/docs/guides/error-codes
    *("insufficient quota", "billing hard limit*", "billing not active", "account is not active"),
    # Anthropic: https://docs.anthropic.com/en/api/errors
    *("credit balance is too low", "insufficient funds", "payment required", "out of credits"),
    # Alibaba, BytePlus: https://www.alibabacloud.com/help/en/model-studio/error-code,
    # https://docs.byteplus.com/en/docs/ModelArk/1299023
    *("arrearage", "overdue ... payment", "account overdue*", "overdue balance"),
    *("insufficient user quota", "not enough credit*"),
)

#: Money where the answer says that something is not allowed or too much; elsewhere a budget is one
#: of tokens. https://openrouter.ai/docs/features/guardrails
SPENT_IF_LIMITED = (
    *(
        "budget ... exceeded",
        "exceed* ... budget",
        "budget limit",
        "spend* limit",
        "limit ... spent",
    ),
    *("budget ... exhausted", "budget ... used up", "credit* ... exhausted", "credit limit"),
    *("limit exceeded ... limit", "monthly limit", "weekly limit", "no credit*", "usage limit"),
)

#: Money of the operator's own key at the provider. With OpenRouter's key it is a matter of rates.
#: https://platform.openai.com/docs/guides/error-codes
SPENT_AT_PROVIDER = ("exceeded ... quota ... plan and billing", "check your plan and billing")

#: The account is blocked, for every prompt.
BLOCKED = (
    # Azure: https://github.com/pollinations/pollinations/issues/12067
    "resource has been ... blocked",
    # OpenAI: https://github.com/songquanpeng/one-api/issues/271
    *("account ... deactivated", "deactivated account", "account deactivated"),
    # Anthropic, Groq: https://github.com/router-for-me/CLIProxyAPI/issues/3409,
    # https://github.com/songquanpeng/one-api/issues/1764
    *("organization ... disabled", "organization ... restricted", "organization ... suspended"),
    *("organization ... deactivated", "organization ... blocked", "organization ... banned"),
    # https://github.com/kirodotdev/Kiro/issues/7984
    *(
        "account ... suspended",
        "suspended ... account",
        "locked your account",
        "account ... locked",
    ),
    *(
        "account ... disabled",
        "account ... blocked",
        "account ... banned",
        "account ... terminated",
    ),
    *(
        "account ... been restricted",
        "account ... on hold",
        "user ... suspended",
        "user ... banned",
    ),
    *("access ... terminated", "access ... revoked", "access ... suspended"),
    *("subscription ... suspended", "project ... suspended", "consumer ... suspended"),
)

#: A refusal of the prompt, of what was attached, or of the picture that came of it.
REFUSED = (
    # Azure, Microsoft: https://github.com/BerriAI/litellm/issues/16231,
    # https://github.com/PKU-YuanGroup/WISE/issues/7
    *("content management policy", "content filter", "content filtered", "content filtering"),
    *("responsible ai policy violation", "filtered ... prompt", "prompt ... filtered"),
    # OpenAI: https://github.com/openai/codex/issues/40816, https://github.com/openai/codex/issues/46737
    *("violat* our guardrails", "our safety system", "safety system", "moderation blocked"),
    *("content policy", "usage polic*", "violat* ... content polic*", "flagged as ... violat*"),
    *("image content policy violation", "content policy violation"),
    # Google: https://github.com/googleapis/js-genai/issues/321,
    # https://github.com/epam/ai-dial-adapter-vertexai/issues/48,
    # https://github.com/BerriAI/litellm/issues/20357, https://github.com/ffroliva/gflow-cli/issues/342
    *("responsible ai practices", "usage guidelines", "violat* our polic*", "violat* the polic*"),
    *("image safety", "prohibited content", "image prohibited content", "image recitation"),
    *("filtered out because", "safety filter*", "safety settings blocked", "blocked ... safety"),
    *("unsafe generation", "safety policy violation", "sensitive words", "block reason safety"),
    *("finish reason safety", "finish reason spii", "finish reason blocklist"),
    # Black Forest Labs: https://github.com/ai-dock/comfyui/issues/148,
    # https://github.com/black-forest-labs/flux/issues/489
    *("request moderated", "content moderated", "image content moderated"),
    # Alibaba: https://github.com/QwenLM/qwen-code/issues/3145
    *("data inspection failed", "inappropriate content"),
    # BytePlus: https://github.com/Comfy-Org/ComfyUI/issues/13883,
    # https://docs.byteplus.com/en/docs/ModelArk/1299023
    *("sensitive content detected", "sensitive information", "sensitive content", "risk detection"),
    # Xiaomi: https://github.com/XiaomiMiMo/MiMo-V2-Flash/issues/18
    "moderation block*",
    # xAI: https://github.com/vercel/ai/pull/19185
    *("content moderation", "moderation rules", "rejected by moderation", "refused by moderation"),
    # Stability: https://github.com/epam/ai-dial-adapter-bedrock/issues/128
    *("invalid prompts", "filtered words", "content moderation system"),
    # Diffusion models: https://github.com/nousr/koi/issues/8
    *("nsfw content", "nsfw ... detected", "safety checker"),
    # said by several
    *("moderation ... refused", "moderation ... rejected", "moderation ... flagged"),
    *("violat* ... content guidelines", "violat* ... community guidelines", "violat* ... terms of"),
    *(
        "violat* ... acceptable use",
        "violat* ... safety",
        "violat* ... usage",
        "violat* ... moderation",
    ),
    *(
        "flagged by ... moderation",
        "flagged by ... safety",
        "flagged ... by our",
        "disallowed content",
    ),
    *("input was flagged", "prompt was flagged", "prompt ... flagged", "harmful content"),
    *(
        "not allowed by our ... policy",
        "rejected ... safety",
        "safety guidelines",
        "policy violation",
    ),
    *(
        "prompt ... blocked",
        "prompt ... prohibited",
        "content ... blocked",
        "content ... prohibited",
    ),
    *("explicit content", "sexual content", "blocked ... content", "prompt ... violat*"),
)

#: What may be a refusal, and may be something else.
PERHAPS_REFUSED = (
    *("safety", "unsafe", "moderat*", "prohibit*", "polic*", "flagged", "violat*", "guideline*"),
    *("inappropriate", "sensitive", "harmful", "nsfw", "nud*", "sexual*", "guardrail*", "blocked"),
    *("disallow*", "refus*", "declin*", "copyright*", "likeness", "celebrit*", "real person"),
    *("minors", "cant ... help", "cannot ... help", "cannot assist", "cant assist"),
    *("cannot ... generate", "cant ... generate", "cannot ... create", "cant ... create"),
    *("not appropriate", "compliance", "offensive", "filter*"),
)

#: A provider that does not work, in its own words.
DOES_NOT_WORK = (
    *("internal", "server error", "unavailable", "overload*", "timeout", "timed out", "time out"),
    *("gateway", "connect*", "upstream", "try again", "retry", "capacity", "temporar*", "busy"),
    *("too many requests", "rate limit*", "exception", "socket", "econn*", "proxy", "maintenance"),
    *("bad response", "empty response", "no response", "unexpected error", "something went wrong"),
    *("unknown error", "restarting", "not ready", "out of memory", "gpu", "worker*", "queue"),
    *("resource exhausted", "quota", "failed to fetch", "network", "reset", "no candidates"),
)

#: A rule of where the request comes from.
#: https://github.com/OpenRouterTeam/ai-sdk-provider/issues/187
REGION = (
    *("location is not supported", "region ... not supported", "country ... not supported"),
    *("not available in your", "unsupported country*", "not supported in your", "your region"),
    *("not offered in your", "not available in ... region", "not available in ... country"),
)

#: A rule of the account's settings: no provider was left that it lets be asked.
#: https://github.com/slomin/sai/issues/115
PRIVACY = (
    *("data policy", "privacy settings", "guardrail restrictions", "zero data retention", "zdr"),
    *("policy settings", "blocked by guardrail", "agentic harness*", "attestation*"),
    *("allowed providers", "settings privacy", "no allowed provider*"),
)

#: The request itself, in an answer whose status says something else.
REQUEST = (
    *(
        "support image input*",
        "support the requested parameter*",
        "handle the requested parameters",
    ),
    *(
        "unknown parameter*",
        "unsupported parameter*",
        "unrecognized ... argument*",
        "support tool*",
    ),
    *("unsupported image", "invalid image", "could not process image", "support the provided"),
    *("context length", "prompt is too long", "maximum ... tokens"),
)

#: The model, by name or as such.
GONE = (
    *("is not a valid model id", "model not found", "unknown model", "no such model"),
    *("model ... not exist", "model ... deprecated", "model ... retired", "model ... no longer"),
    *(
        "model ... discontinued",
        "model ... decommissioned",
        "model ... removed",
        "model ... sunset",
    ),
    *("model ... shut down", "model ... not found", "no endpoints found for"),
    "support the requested output modalities",
)

#: No room now. https://github.com/openrouterteam/docs openapi.yaml, and Google's status.
BUSY = (
    *("resource exhausted", "rate limit*", "overload*", "too many requests", "at capacity"),
    *("no capacity", "insufficient capacity", "quota exceeded", "exceeded ... quota"),
    *("in flight budget", "in flight requests", "high demand", "throttl*", "rate increased"),
)

#: No endpoint was left to be asked, so that no provider has seen the prompt.
UNROUTED = ("no endpoints", "endpoints out of", "no allowed provider*", "no provider for")

#: Identifiers of causes that stand in the middle of sentences.
CAUSES = frozenset(
    phrase.replace(" ", "_")
    for phrases in (SPENT, REFUSED, BUSY)
    for phrase in phrases
    if "*" not in phrase and "..." not in phrase
)
