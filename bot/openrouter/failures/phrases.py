"""Phrases with which OpenRouter and its providers name a cause: data, with sources.

`bot.openrouter.failures.wording` defines the notation. The threads on GitHub were read on
2026-11-30; other links are the vendors' documentation.
"""

from bot.openrouter.failures.refusals import FILTERS, REJECTED

#: Out of credit, with any status: these words have no other use.
SPENT = (
    # OpenRouter: https://github.com/gptme/gptme/issues/1449, https://openrouter.ai/docs/api_reference/limits
    *("key limit exceeded", "insufficient credit*", "requires more credits"),
    *("purchase more credits", "add more credits", "need more credits", "insufficient balance"),
    *("exceed* ... available credits", "negative ... balance", "insufficient ... balance"),
    # OpenAI: https://platform.openai.com/docs/guides/error-codes
    *("insufficient quota", "billing hard limit*", "billing not active", "account is not active"),
    # Anthropic: https://docs.anthropic.com/en/api/errors
    *("credit balance is too low", "insufficient funds", "payment required", "out of credits"),
    # Alibaba, BytePlus: https://www.alibabacloud.com/help/en/model-studio/error-code,
    # https://docs.byteplus.com/en/docs/ModelArk/1299023
    *("arrearage", "overdue ... payment", "account overdue*", "overdue balance"),
    *("insufficient user quota", "not enough credit*", "account is in arrears", "in arrears"),
    # Novita, fal, SiliconFlow: https://novita.ai/docs/api-reference/basic-error-code,
    # https://github.com/FoundationAgents/OpenManus/issues/438
    *("balance not enough", "exhausted balance", "paid balance ... insufficient"),
    *("account balance ... insufficient",),
    # LiteLLM
    *("current cost ... max budget", "over budget spend"),
    # one-api, new-api: https://github.com/QuantumNous/new-api/issues/3045,
    # https://doc.tokendog.io/zh/api-reference/guide/error-codes
    *("pre consume token quota failed", "用户额度不足", "可用额度不足", "令牌额度已用尽"),
    *("预扣费额度失败", "余额不足", "餘額不足", "余额已用完"),
    # Zhipu, Tencent: https://docs.z.ai/api-reference/api-code
    *("欠费", "残高が不足", "残高不足"),
)

#: Out of credit if the status is that of a limit; otherwise "budget" may mean tokens.
#: https://openrouter.ai/docs/features/guardrails
SPENT_IF_LIMITED = (
    *(
        "budget ... exceeded",
        "exceed* ... budget",
        "budget limit",
        "spend* limit",
        "limit ... spent",
    ),
    *("budget ... exhausted", "budget ... used up", "credit* ... exhausted", "credit limit"),
    *("limit exceeded ... limit", "monthly limit", "weekly limit", "usage limit"),
    *("credits have run out", "out of credit*", "balance is zero", "credits are depleted"),
    *("add funds", "top up", "daily limit", "limit is used up", "spending cap", "spend cap"),
    *("billing account ... closed", "billing account ... disabled", "trial ... expired"),
    *("payment method declined", "remaining limit", "remaining credits", "trial has ended"),
    *("reached for this key", "key limit reached", "more credits"),
    *("no credits left", "no credits remaining", "no more credits", "any credits"),
    *("no credits available", "used all ... credits"),
)

#: The operator's own provider key is out of credit. With OpenRouter's key it means a rate limit.
#: https://platform.openai.com/docs/guides/error-codes
SPENT_AT_PROVIDER = (
    *("exceeded ... quota ... plan and billing", "check your plan and billing"),
    *("billing disabled", "billing to be enabled", "enable billing"),
)

#: The account is blocked for every prompt.
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
    *("account ... temporarily restricted", "user blocked", "access has been disabled"),
    # https://github.com/anomalyco/opencode/issues/48408
    "access has been restricted due to repeated",
    # https://docs.z.ai/api-reference/api-code, https://docs.aihubmix.com/cn/FAQs/HTTP-Codes
    *("封禁", "账户 ... 锁定", "账号 ... 锁定", "账户 ... 冻结", "账号 ... 冻结", "账号 ... 禁用"),
    *("subscription ... suspended", "project ... suspended", "consumer ... suspended"),
)

#: The provider rejects the key, with any status.
UPSTREAM_KEY = (
    *("api key not valid", "api key invalid", "invalid api key", "incorrect api key"),
    *("api key ... blocked", "security token ... invalid", "login fail", "api key ... expired"),
)

#: A provider describes an outage of its own.
OUTAGE = (
    *("internal", "server error", "unavailable", "overload*", "timeout", "timed out", "time out"),
    *("gateway", "connect*", "upstream", "try again", "retry", "capacity", "temporar*", "busy"),
    *("too many requests", "rate limit*", "exception", "socket", "econn*", "proxy", "maintenance"),
    *("bad response", "empty response", "no response", "unexpected error", "something went wrong"),
    *("unknown error", "restarting", "not ready", "out of memory", "gpu", "worker*", "queue"),
    *("resource exhausted", "quota", "failed to fetch", "network", "reset", "no candidates"),
    *("failed to load", "cuda", "内部错误", "网络错误", "超时", "稍后", "不可用", "服务器"),
    *("加载失败", "内部エラー", "タイムアウト", "しばらく"),
)

#: Generic words that tell nothing about the cause.
SAYS_NOTHING = frozenset({"error", "errors", "failed", "failure", "bad", "upstream", "provider"})

#: A rule about the region of the request.
#: https://github.com/OpenRouterTeam/ai-sdk-provider/issues/187
REGION = (
    *("location is not supported", "region ... not supported", "country ... not supported"),
    *("not available in your", "unsupported country*", "not supported in your", "your region"),
    *("not offered in your", "not available in ... region", "not available in ... country"),
    # OpenRouter, about accounts and routes: https://github.com/Davidvandijcke/coarse/issues/183
    "violation of provider terms",
)

#: A rule of the account's settings that excludes every provider.
#: https://github.com/slomin/sai/issues/115
PRIVACY = (
    *("data policy", "privacy settings", "guardrail restrictions", "zero data retention", "zdr"),
    *("policy settings", "blocked by guardrail", "agentic harness*", "attestation*"),
    *("allowed providers", "settings privacy", "no allowed provider*"),
    "providers have been ignored",
)

#: A fault of the request, with a status that suggests another cause.
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

#: The model does not exist or is no longer served.
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
    # Google, LiteLLM
    *("not found for api version", "publisher model", "invalid model name"),
    *("reached the end of its life", "模型不存在", "模型 ... 下线"),
)

#: No capacity now. https://github.com/openrouterteam/docs openapi.yaml, and Google's status.
BUSY = (
    *("resource exhausted", "rate limit*", "overload*", "too many requests", "at capacity"),
    *("no capacity", "insufficient capacity", "quota exceeded", "exceeded ... quota"),
    *("in flight budget", "in flight requests", "high demand", "throttl*", "rate increased"),
    # https://docs.z.ai/api-reference/api-code, https://docs.aihubmix.com/cn/FAQs/HTTP-Codes
    *("过于频繁", "并发", "访问量过大", "负载已饱和", "过载", "限速", "系统繁忙", "无可用渠道"),
    *("任务数达到上限", "request limit exceeded"),
)

#: No endpoint was left, so no provider got the prompt.
UNROUTED = (
    "no endpoints",
    "endpoints out of",
    "no allowed provider*",
    "no provider for",
    "providers have been ignored",
)

#: Identifiers of causes that occur within sentences.
CAUSES = frozenset(
    phrase.replace(" ", "_")
    for phrases in (SPENT, REJECTED, FILTERS, BUSY)
    for phrase in phrases
    if "*" not in phrase and "..." not in phrase
)
