"""Phrases with which providers reject a prompt or an image: data, with sources.

`bot.openrouter.failures.wording` defines the notation. The threads on GitHub were read on
2026-11-30; other links are the vendors' documentation.
"""

#: Filters and their rules. As an identifier, one means a rejection by itself; in a sentence, only
#: together with one of `VERDICTS`.
FILTERS = (
    # Azure: https://github.com/BerriAI/litellm/issues/16231
    *("content management policy", "content filter", "content filtered", "content filtering"),
    *("content filtering system", "content filter service", "content safety"),
    # OpenAI: https://github.com/openai/codex/issues/46737
    *("safety system", "content policy", "usage polic*"),
    # Google: https://github.com/googleapis/js-genai/issues/321
    *("responsible ai practices", "responsible ai policy", "usage guidelines", "safety filter*"),
    *("safety guidelines", "sensitive words"),
    # BytePlus, xAI, diffusion models: https://docs.byteplus.com/en/docs/ModelArk/1299023,
    # https://github.com/vercel/ai/pull/19185, https://github.com/nousr/koi/issues/8
    *("risk detection", "content moderation", "content moderation system", "moderation rules"),
    "safety checker",
    # https://docs.z.ai/api-reference/api-code, https://github.com/QuantumNous/new-api/issues/4499
    *("内容安全", "内容审核", "敏感词", "コンテンツポリシー", "安全フィルター", "安全フィルタ"),
)

#: Verdicts of a filter on a prompt or an image.
VERDICTS = (
    *("reject*", "block*", "violat*", "flag*", "filtered", "trigger*", "refus*", "denied"),
    *("prohibit*", "disallow*", "against", "breach*", "detected", "caught", "contain*"),
    *("not allowed", "not permitted", "not pass", "failed to pass", "due to", "result of"),
    *("conflict*", "not comply", "违反", "触发", "拦截", "命中", "含", "未通过", "违"),
    *("違反", "ブロック", "検出"),
)

#: Mentions of a filter, its rules, or something of the same name that are no rejection.
NO_REFUSAL = (
    # the filter does not work: https://github.com/huggingface/diffusers/issues/1060
    *("<name> ... unavailable", "<name> ... timed out", "<name> ... timeout", "<name> ... down"),
    *("<name> ... failed", "<name> ... crashed", "<name> ... not available", "<name> error"),
    *("<name> ... unreachable", "<name> endpoint", "<name> ... not loaded", "<name> expected"),
    *("<name> could not", "<name> ... unable to", "<name> system error", "<name> service error"),
    *("failed to load ... <name>", "failed to reach ... <name>", "failed to run ... <name>"),
    *("failed to call ... <name>", "failed to initiali* ... <name>", "error calling ... <name>"),
    *("could not load ... <name>", "could not reach ... <name>", "could not run ... <name>"),
    *("unable to load ... <name>", "unable to reach ... <name>", "unable to run ... <name>"),
    *("connect* to ... <name>", "error loading ... <name>", "disabled ... <name>"),
    *("rate limit ... <name>", "too many requests ... <name>", "<name> ... rate limit"),
    *("<name> ... 不可用", "<name> ... 失败", "<name> ... 超时", "<name> ... 异常"),
    # rules to read or to accept
    *("see ... <name>", "read ... <name>", "accept ... <name>", "agree ... <name>"),
    # about accounts and routes: https://github.com/Davidvandijcke/coarse/issues/183
    "violation of provider terms of service",
    # something else of the same name
    *("content type*", "content length", "content encoding", "content disposition"),
    *("security policy", "network policy", "cors policy", "retry policy", "organization policy"),
    *(
        "content security",
        "content delivery",
        "security system",
        "ip was flagged",
        "ip ... blocked",
    ),
    *("prompt is too long", "prompt and messages", "prompt length", "prompt strength"),
    *("your use of ... violat*", "your organization ... violat*", "your key ... violat*"),
    *("limit policy", "admission policy", "access policy", "proxy policy"),
    *("fair usage polic*", "fair use polic*", "redacted ... sensitive information"),
)

#: Crash messages, which name components; a filter named in one has not rejected anything.
PROGRAM_ERROR = (
    *("runtime error", "os error", "value error", "type error", "attribute error", "key error"),
    *("traceback", "cuda", "import error", "no module named", "segmentation fault", "null pointer"),
)

#: A rejection of the prompt, of an attached image, or of the generated image.
REJECTED = (
    # Azure, Microsoft: https://github.com/BerriAI/litellm/issues/16231,
    # https://github.com/PKU-YuanGroup/WISE/issues/7
    *("responsible ai policy violation", "filtered ... prompt", "prompt ... filtered"),
    # OpenAI: https://github.com/openai/codex/issues/40816, https://github.com/openai/codex/issues/46737
    *("violat* our guardrails", "moderation blocked"),
    *("violat* ... content polic*", "flagged as ... violat*"),
    *("image content policy violation", "content policy violation"),
    # Google: https://github.com/googleapis/js-genai/issues/321,
    # https://github.com/epam/ai-dial-adapter-vertexai/issues/48,
    # https://github.com/BerriAI/litellm/issues/20357, https://github.com/ffroliva/gflow-cli/issues/342
    *("violat* our polic*", "violat* the polic*"),
    *("image safety", "prohibited content", "image prohibited content", "image recitation"),
    *("filtered out because", "safety settings blocked", "blocked ... safety"),
    *("unsafe generation", "safety policy violation", "block reason safety"),
    *("finish reason safety", "finish reason spii", "finish reason blocklist"),
    *("finish reason prohibited", "finish reason recitation", "finish reason content filter*"),
    *("block reason blocklist", "block reason prohibited", "stop reason content filter*"),
    # Black Forest Labs: https://github.com/ai-dock/comfyui/issues/148,
    # https://github.com/black-forest-labs/flux/issues/489
    *("request moderated", "content moderated", "image content moderated"),
    # Alibaba: https://github.com/QwenLM/qwen-code/issues/3145
    *("data inspection failed", "inappropriate content"),
    # BytePlus: https://github.com/Comfy-Org/ComfyUI/issues/13883,
    # https://docs.byteplus.com/en/docs/ModelArk/1299023
    *("sensitive content detected", "sensitive information", "sensitive content"),
    # Xiaomi: https://github.com/XiaomiMiMo/MiMo-V2-Flash/issues/18
    "moderation block*",
    # xAI: https://github.com/vercel/ai/pull/19185
    *("rejected by moderation", "refused by moderation"),
    # Stability: https://github.com/epam/ai-dial-adapter-bedrock/issues/128
    *("invalid prompts detected", "filtered words"),
    # Diffusion models: https://github.com/nousr/koi/issues/8
    *("nsfw content", "nsfw ... detected"),
    # Volcano Engine, Alibaba: https://www.alibabacloud.com/help/en/model-studio/error-code
    *("img risk not pass", "text risk not pass", "ip infringement"),
    # Tencent, MiniMax: https://github.com/MiniMax-AI/MiniMax-M3/issues/11
    *("text illegal detected", "image illegal detected", "new sensitive", "is sensitive"),
    # Replicate, Amazon, Novita: https://github.com/replicate/cog-stable-diffusion/pull/24,
    # https://novita.ai/docs/api-reference/basic-error-code
    *("flagged as sensitive", "blocked by our content", "illegal prompt", "illegal image content"),
    # OpenRouter: https://openrouter.ai/docs/features/guardrails
    "prompt injection",
    # Zhipu, Tencent, Alibaba and gateways: https://docs.z.ai/api-reference/api-code
    *("敏感内容", "敏感信息", "违规", "违法", "违禁", "不当内容", "不安全", "审核不通过"),
    *("未通过 ... 审核", "不符合 ... 规范", "违反 ... 规定", "违反 ... 政策", "色情"),
    *("ポリシーに違反", "規約に違反", "不適切なコンテンツ", "不適切な内容"),
    # Google: https://github.com/ffroliva/gflow-cli/issues/342
    *("public error minor", "public error prominent", "prominent people filter"),
    # several providers
    *("content rules", "unsafe content", "inappropriate prompt", "banned words", "banned prompt"),
    *("forbidden words", "forbidden content", "failed moderation", "failed safety check*"),
    *("not pass ... moderation", "safety violation", "blocked by safety", "nsfw detected"),
    *("prompt blocked", "content flagged", "content was flagged", "csam detected"),
    *(
        "copyrighted character",
        "due to safety concerns",
        "image violates our",
        "violates our terms",
        "may contain a minor",
    ),
    *("blocked by ... moderation", "triggered ... safety", "not allowed by safety"),
    *("sensitive material", "harmful prompt"),
    *("moderation ... refused", "moderation ... rejected", "moderation ... flagged"),
    *("violat* ... content guidelines", "violat* ... community guidelines", "violat* ... terms of"),
    *("violat* ... acceptable use", "violat* our safety", "violat* the safety", "violat* safety"),
    *("violat* ... moderation", "violat* our usage", "violat* the usage"),
    *(
        "flagged by ... moderation",
        "flagged by ... safety",
        "flagged ... by our",
        "disallowed content",
    ),
    *("input was flagged", "prompt was flagged", "prompt ... flagged", "harmful content"),
    *("not allowed by our ... policy", "rejected ... safety", "policy violation"),
    *(
        "prompt ... blocked",
        "prompt ... prohibited",
        "content ... blocked",
        "content ... prohibited",
    ),
    *("explicit content", "sexual content", "blocked ... content", "prompt ... violat*"),
)

#: Words that suggest a rejection but are ambiguous.
MAYBE_REJECTED = (
    *("safety", "unsafe", "moderat*", "prohibit*", "polic*", "flagged", "violat*", "guideline*"),
    *("inappropriate", "sensitive", "harmful", "nsfw", "nud*", "sexual*", "guardrail*", "blocked"),
    *("disallow*", "refus*", "declin*", "copyright*", "likeness", "celebrit*", "real person"),
    *("minors", "cant ... help", "cannot ... help", "cannot assist", "cant assist"),
    *("cannot ... generate", "cant ... generate", "cannot ... create", "cant ... create"),
    *("not appropriate", "compliance", "offensive", "filter*"),
    *("prompt ... rejected", "request ... rejected", "审核", "敏感", "违", "安全", "政策", "规范"),
    *("拦截", "不适", "合规", "不良", "风险", "风控", "違反", "不適切", "ブロック", "有害"),
    *("センシティブ", "금지*", "정책*", "inapproprié*", "inapropiad*", "inapropriad*"),
    *("inhaltsrichtlinie*", "unangemessen*", "csam", "minor", "forbidden words", "banned"),
)
