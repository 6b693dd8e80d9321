"""Real messages of providers and gateways, and similar ones with another meaning."""

import json
from typing import Any

import pytest

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    GenerationFailed,
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
from bot.openrouter.answers.wire import Surface, read_answer
from bot.openrouter.failures.faults import fault_of_answer, fault_of_status
from bot.openrouter.failures.reply import HttpReply, RequestFacts
from bot.openrouter.failures.retry import wait_before_retry
from tests.openrouter.failures.test_meaning import PROMPT, failed

BYOK: dict[str, object] = {"is_byok": True}
THEIRS: dict[str, object] = {"is_byok": False}


def bare(status: int, body: object) -> GenerationFailed:
    """Return the error for an answer of a gateway."""
    reply = HttpReply(RequestFacts("images", "maker/model", PROMPT), status)
    return fault_of_status(reply, body if isinstance(body, str) else json.dumps(body))


def of_answer(document: object, surface: Surface = "images") -> GenerationFailed:
    """Return the error for an HTTP 200 answer without an image."""
    reply = HttpReply(RequestFacts(surface, "maker/model", PROMPT), 200)
    return fault_of_answer(reply, read_answer(surface, document, ()), BadAnswer(detail="cut off"))


class TestAFilterThatIsNamedRefusesNothing:
    @pytest.mark.parametrize(
        "raw",
        [
            "safety checker failed to load",
            "Safety checker crashed: CUDA error",
            "Failed to load safety checker: OSError",
            "RuntimeError: safety_checker: expected scalar type Half but found Float",
            "You have disabled the safety checker. RuntimeError: CUDA error: out of memory",
            "content filter service unavailable",
            "Content filtering timed out, please try again",
            "The content filtering system is down or otherwise unable to complete in time",
            {"error": {"code": "content_filter_error", "message": "Service unavailable"}},
            "Content moderation system error",
            "Failed to reach content moderation endpoint",
            "could not run safety filter: connection refused",
            "Internal error. For help see our usage policies.",
            {"error": {"message": "Internal error. See https://a.test/x#content_policy_violation"}},
            "Error details were redacted, they may contain sensitive information",
            "内容审核服务不可用 请稍后重试",
            "Content filter: upstream returned 503",
            "Error in content moderation pipeline: NoneType has no attribute",
            "Our content moderation provider is experiencing an outage",
            "The safety system did not respond",
            "integrity violation in usage table",
            "worker killed: memory limit policy violation",
        ],
        ids=str,
    )
    def test_when_it_does_not_work(self, raw: object) -> None:
        error = failed(500, raw=raw)
        assert type(error) is ProviderDown

    @pytest.mark.parametrize(
        "raw",
        [
            "Rate limit for content moderation exceeded, retry in 3s",
            "Too many requests to the safety system",
            "Fair usage policy: too many requests",
            "Too many requests. See our usage guidelines.",
        ],
    )
    def test_when_it_is_busy(self, raw: str) -> None:
        assert type(failed(429, raw=raw)) is ProviderBusy

    @pytest.mark.parametrize(
        "raw",
        [
            "You must agree to the content policy before using this API",
            "To use this model you must accept the usage policies",
            "Content-Type text/plain is prohibited",
            "The content type image/tiff is blocked",
            "Organization policy violation: constraints/vertexai.allowedModels",
            "Blocked by the network policy",
            {"error": {"message": "Invalid prompts: expected an array"}},
            "unsupported value for content_filter",
            "safetyFilterLevel is invalid",
            "Content policy header missing",
            "prompt is too long; blocked",
            "`prompt` and `messages` are prohibited together",
            "Blocked by content security policy",
            "Image violates size constraints",
            "violates constraint: aspect ratio usage",
            "violation of schema: safety object",
            "Access blocked by our content delivery network",
            "Your IP was flagged by our security system",
        ],
        ids=str,
    )
    def test_when_it_is_something_else_of_that_name(self, raw: object) -> None:
        assert type(failed(400, raw=raw)) is RequestRejected

    def test_when_openrouter_speaks_of_an_account(self) -> None:
        message = "The request is prohibited due to a violation of provider Terms Of Service."
        assert type(failed(403, message)) is ProviderForbids


class TestARefusal:
    @pytest.mark.parametrize(
        "raw",
        [
            *(
                {"promptFeedback": {"blockReason": reason}}
                for reason in ("SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY")
            ),
            *(
                {"candidates": [{"finishReason": reason}]}
                for reason in ("SAFETY", "RECITATION", "BLOCKLIST", "SPII", "IMAGE_RECITATION")
            ),
            {"artifacts": [{"base64": "", "finishReason": "CONTENT_FILTERED"}]},
            {"Error": {"CodeN": 50411, "Code": "Pre Img Risk Not Pass"}},
            {"code": 50412, "message": "Text Risk Not Pass"},
            {"code": "IPInfringementSuspect", "message": "Suspected of IP infringement."},
            {"Error": {"Code": "OperationDenied.TextIllegalDetected", "Message": "No."}},
            {"base_resp": {"status_code": 1026, "status_msg": "input new_sensitive"}},
            "messages[1]'s content[1] image is sensitive, please check your input (1026)",
            {"error": "The input or output was flagged as sensitive. (E005)"},
            {"message": "This request has been blocked by our content filters."},
            {"reason": "ILLEGAL_PROMPT", "message": "Bad request"},
            {"data": [{"url": None, "is_image_safe": False}]},
            {"data": [{"url": "", "respect_moderation": False}]},
            {"innererror": {"content_filter_result": {"sexual": {"filtered": True}}}},
            {"error": {"message": "user sensitive words detected: x"}},
            {"detail": [{"msg": "Flagged.", "type": "content_policy_violation"}]},
            "content_blocked",
            "blocked_by_safety",
            "ResponsibleAIPolicyViolation",
            "PUBLIC_ERROR_MINOR",
            "potentially unsafe content detected",
            "The prompt contains forbidden words",
            "Prompt failed moderation",
            "Your content was flagged",
            "We could not generate the image due to safety concerns",
            "Your request was blocked by our moderation",
        ],
        ids=str,
    )
    @pytest.mark.parametrize("status", [400, 502])
    def test_is_known_by_a_providers_own_word(self, status: int, raw: object) -> None:
        error = failed(status, raw=raw)
        assert type(error) is PromptRejected
        assert wait_before_retry(error) is None

    @pytest.mark.parametrize(
        "text",
        [
            "内容安全审核未通过",
            "提示词包含敏感词 请修改后重试",
            "输入内容违规 请检查后重试",
            "您的输入包含敏感信息 请修改后重试",
            "文本包含违法违规内容 审核不通过。",
            "该内容不符合安全规范 无法生成",
            "图片内容违反平台规定",
            "系统检测到输入或生成内容可能包含不安全或敏感内容",
            "コンテンツポリシーに違反しています",
            "不適切なコンテンツが検出されました",
            "安全フィルターによりブロックされました",
        ],
    )
    @pytest.mark.parametrize("status", [400, 500])
    def test_is_known_in_chinese_and_japanese(self, status: int, text: str) -> None:
        raw = {"error": {"code": "1301", "message": text}}
        assert type(failed(status, raw=raw)) is PromptRejected

    def test_a_refusal_of_the_provider_before_the_last_one_counts(self) -> None:
        earlier: dict[str, object] = {
            "previous_errors": [{"code": 400, "message": "It violates our usage guidelines"}]
        }
        for status in (429, 502):
            error = failed(status, raw="Too many requests: internal error", metadata=earlier)
            assert type(error) is PromptRejected
        harmless: dict[str, object] = {"previous_errors": [{"code": 502, "message": "internal"}]}
        assert type(failed(502, raw="internal error", metadata=harmless)) is ProviderDown

    def test_a_refusal_that_charged_no_credits_is_no_want_of_credits(self) -> None:
        error = failed(
            403,
            'maker/model requires moderation. Your input was flagged for "x". No credits used.',
            metadata={"reasons": ["x"], "flagged_input": "a red fox", "provider_name": "Maker"},
        )
        assert type(error) is PromptRejected

    def test_a_guardrail_against_injection_is_a_refusal(self) -> None:
        assert type(failed(403, "Prompt injection patterns detected")) is PromptRejected


class TestAnEcho:
    @pytest.mark.parametrize(
        ("prompt", "raw"),
        [
            ("résumé of a content policy", r"internal error: r\u00e9sum\u00e9 of a content policy"),
            ("it's nsfw content", "internal error: &quot;it&#39;s nsfw content&quot;"),
            ("the safety system of a train", "internal error: the%20safety%20system%20of"),
            (
                "é content policy café",
                "internal error: " + "é content policy café".encode().decode("latin-1"),
            ),
            ("内容安全的海报", "internal error: 内容安全的海报"),
        ],
    )
    def test_is_known_in_escapes(self, prompt: str, raw: str) -> None:
        error = failed(502, raw=raw, prompt=prompt)
        assert (type(error), error.may_be_refusal) == (ProviderDown, False)

    @pytest.mark.parametrize(
        ("prompt", "raw"),
        [
            ("a big sign: nsfw content", "internal error in prompt 'nsfw content'"),
            ("fox nsfw content", "internal error, keywords: nsfw, content, fox"),
            ("explicit content rating label on a cd", "failed: explicit content ..."),
            ("it shows explicit contentment", "failed: explicit content..."),
        ],
    )
    def test_an_echo_of_a_part_is_no_strike_and_is_not_sent_again(
        self, prompt: str, raw: str
    ) -> None:
        error = failed(502, raw=raw, prompt=prompt)
        assert failure_kind(error) == "unclear"
        assert wait_before_retry(error) is None

    @pytest.mark.parametrize(
        ("prompt", "raw"),
        [
            (
                "a screen that says insufficient balance in red",
                "Cannot draw 'insufficient balance'",
            ),
            ("手机屏幕显示余额不足的照片", "无法处理 屏幕显示余额不足"),
            ("a door, account suspended", "Cannot draw: account suspended"),
        ],
    )
    def test_an_echo_of_a_part_does_not_close_the_intake(self, prompt: str, raw: str) -> None:
        assert type(failed(400, raw=raw, prompt=prompt)) is RequestRejected


class TestMoney:
    @pytest.mark.parametrize(
        "raw",
        [
            {"details": [{"reason": "BILLING_DISABLED"}]},
            {"detail": "User is locked. Reason: Exhausted balance. Top up your balance."},
            {"reason": "BILLING_BALANCE_NOT_ENOUGH", "message": "billing balance not enough"},
            {"Error": {"Code": "ResourceUnavailable.InArrears", "Message": "账号已欠费。"}},
            {"error": {"code": "1113", "message": "Your account is in arrears, please recharge"}},
            {"error": {"message": "账户余额不足"}},
            {"error": {"message": "您的账户可用额度不足"}},
            {"error": {"message": "残高が不足しています"}},
        ],
        ids=str,
    )
    def test_money_missing_on_an_own_key_is_the_owners_concern(self, raw: object) -> None:
        assert type(failed(400, raw=raw, metadata=BYOK)) is OutOfCredit

    @pytest.mark.parametrize(
        ("status", "kind"), [(400, ProviderDown), (402, ProviderDown), (429, ProviderBusy)]
    )
    def test_openrouters_debt_at_a_provider_lets_others_generate(
        self, status: int, kind: type[GenerationFailed]
    ) -> None:
        raw = {"error": {"code": "billing_hard_limit_reached", "message": "Reached"}}
        assert type(failed(status, raw=raw, metadata=THEIRS)) is kind

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (400, {"error": {"message": "Budget exceeded! Current cost: 10, Max budget: 9"}}),
            (400, {"error": {"message": "ExceededBudget: User over budget. Spend=10.1"}}),
            (403, {"error": {"message": "用户额度不足, 剩余额度: 0"}}),
            (403, {"error": {"code": "pre_consume_token_quota_failed", "message": "x"}}),
            (403, {"code": 30011, "message": "Your paid balance is insufficient."}),
        ],
    )
    def test_a_gateways_want_of_money_is_want_of_credit(self, status: int, body: object) -> None:
        assert type(bare(status, body)) is OutOfCredit

    @pytest.mark.parametrize(
        "text",
        [
            "You have reached your guardrail's daily limit",
            "This key's limit is used up",
            "Workspace spending cap reached",
            "This key has insufficient remaining limit",
            "Limit of $5 reached for this key",
        ],
    )
    def test_openrouters_spending_limits_are_known_in_any_words(self, text: str) -> None:
        assert type(failed(403, text)) is OutOfCredit
        assert type(failed(403, raw=text, metadata=THEIRS)) is not OutOfCredit

    @pytest.mark.parametrize(
        ("status", "source"),
        [
            (403, "openrouter_guardrail_daily_budget"),
            (403, "openrouter_workspace_daily"),
            (429, "openrouter_key_limit"),
        ],
    )
    def test_by_the_day_is_money_too(self, status: int, source: str) -> None:
        assert type(failed(status, "Limit reached", metadata={"limit_source": source})) is (
            OutOfCredit
        )


class TestTheRest:
    def test_a_login_is_foreign_only_where_a_provider_was_asked(self) -> None:
        body = {"error": {"message": "Invalid key", "type": "auth", "param": None, "code": "401"}}
        assert type(bare(401, body)) is KeyRejected
        raw = {"error": {"message": "API key not valid. Please pass a valid API key."}}
        assert type(failed(400, raw=raw)) is ProviderDown
        assert type(failed(400, raw=raw, metadata=BYOK)) is AccountBlocked

    @pytest.mark.parametrize("text", ["账号已被封禁", "您的账户已被锁定 请联系客服"])
    def test_an_account_is_blocked_in_chinese(self, text: str) -> None:
        assert type(failed(403, raw={"error": {"message": text}})) is AccountBlocked

    def test_a_gateway_without_a_channel_is_busy_and_no_model_gone(self) -> None:
        text = "当前分组 default 下对于模型 m 无可用渠道"
        body = {"error": {"message": text, "code": "model_not_found"}}
        assert type(bare(503, body)) is ProviderBusy
        assert type(failed(503, "x", availability={"code": "model_deprecated"})) is ModelGone

    @pytest.mark.parametrize(
        "text",
        [
            "models/m is not found for API version v1beta",
            "Publisher Model `projects/p/models/m` was not found",
            "模型不存在",
        ],
    )
    def test_a_model_is_gone_in_a_providers_words(self, text: str) -> None:
        assert type(failed(404, raw={"error": {"message": text}})) is ModelGone

    def test_ignored_providers_are_settings(self) -> None:
        assert type(failed(404, "All providers have been ignored.")) is ProviderForbids

    @pytest.mark.parametrize("text", ["请求过于频繁 请稍后再试", "当前分组上游负载已饱和"])
    def test_capacity_is_known_in_chinese(self, text: str) -> None:
        assert type(failed(500, raw={"error": {"message": text}})) is ProviderBusy

    @pytest.mark.parametrize("raw", ["ERROR", "内部错误 请联系客服", "请求超时", "error: failed"])
    def test_an_outage_is_no_refusal(self, raw: str) -> None:
        assert failure_kind(failed(502, raw=raw)) == "outage"


class TestAWait:
    @pytest.mark.parametrize(
        ("status", "prompt", "raw"),
        [
            (503, PROMPT, "We are down for our daily maintenance"),
            (429, "the front page of a daily newspaper", "Busy: front page of a daily newspaper"),
        ],
    )
    def test_is_not_for_tomorrow_where_a_day_is_no_quota(
        self, status: int, prompt: str, raw: str
    ) -> None:
        assert failed(status, raw=raw, prompt=prompt).retry_after_s is None

    def test_is_for_tomorrow_where_it_is(self) -> None:
        error = failed(429, raw="You have used up your daily free allocation of 10,000 neurons")
        assert error.retry_at is not None


class TestAnAnswerOf200:
    @pytest.mark.parametrize(
        "document",
        [
            {"data": [{"url": "", "respect_moderation": False}]},
            {"data": [{"url": None, "is_image_safe": False}]},
            {"images": [], "has_nsfw_concepts": [True]},
            {"predictions": [{"raiFilteredReason": "They violated the usage guidelines."}]},
            {"id": "x", "status": "Content Moderated", "result": None},
            {"base_resp": {"status_msg": "input new_sensitive"}},
            {"output": {"code": "DataInspectionFailed", "message": "Failed"}},
            {"code": 400, "msg": "提示词包含敏感词", "data": None},
            {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}},
        ],
        ids=str,
    )
    def test_may_refuse_beside_its_images(self, document: object) -> None:
        assert type(of_answer(document)) is PromptRejected

    @pytest.mark.parametrize(
        ("document", "kind"),
        [
            ({"code": 1113, "msg": "账户余额不足"}, OutOfCredit),
            ({"code": 429, "message": "too many requests"}, ProviderBusy),
            ({"code": 500, "message": "internal error"}, ProviderDown),
            ({"data": [{"url": "", "respect_moderation": True}]}, BadAnswer),
            ({"data": [], "prompt": "nsfw content"}, BadAnswer),
            ({"detail": "nothing"}, BadAnswer),
        ],
        ids=str,
    )
    def test_may_say_something_else(self, document: object, kind: type[GenerationFailed]) -> None:
        error = of_answer(document)
        assert (type(error), error.may_be_refusal) == (kind, False)

    @pytest.mark.parametrize(
        "choice",
        [
            {"native_finish_reason": "content_filter"},
            {"native_finish_reason": "ImageSafety"},
            {"native_finish_reason": "FINISH_REASON_SAFETY"},
            {"native_finish_reason": "refusal"},
            {"finish_reason": "refusal"},
            {"message": {"content": [{"type": "refusal", "refusal": "I will not."}]}},
        ],
        ids=str,
    )
    def test_may_end_for_a_filter_in_any_spelling(self, choice: dict[str, Any]) -> None:
        document = {"choices": [{"finish_reason": "stop", **choice}]}
        assert type(of_answer(document, "chat")) is PromptRejected

    def test_may_have_a_filtered_choice_beside_others(self) -> None:
        choices = [{"finish_reason": "stop"}, {"finish_reason": "content_filter"}]
        assert type(of_answer({"choices": choices}, "chat")) is PromptRejected

    @pytest.mark.parametrize("reason", ["IMAGE_TIMEOUT", "LANGUAGE", "MODEL_ARMOR"])
    def test_may_end_for_what_nobody_knows(self, reason: str) -> None:
        choice = {"finish_reason": "other", "native_finish_reason": reason}
        error = of_answer({"choices": [choice]}, "chat")
        assert (type(error), error.may_be_refusal) == (BadAnswer, True)
