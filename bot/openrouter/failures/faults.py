"""Maps OpenRouter's failures to our errors, with their facts.

`bot.openrouter.failures.meaning` decides their meaning. Only `judging` imports this module.
"""

import json
from datetime import timedelta
from http import HTTPStatus

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    Charge,
    GenerationFailed,
    OutOfCredit,
    PromptRejected,
    ProviderBusy,
)
from bot.openrouter.answers.wire import Completion
from bot.openrouter.failures.echo import words_of
from bot.openrouter.failures.error_body import ErrorBody, Metadata, read_error
from bot.openrouter.failures.evidence import gather_evidence
from bot.openrouter.failures.meaning import meaning_of, stated_kind
from bot.openrouter.failures.reply import Facts, HttpReply, clip
from bot.openrouter.failures.retry import MAX_RETRY_AFTER_S
from bot.openrouter.failures.waits import requested_wait

#: Finish reasons of a model that rejects the prompt.
#: https://github.com/pollinations/pollinations/issues/4241, read 2026-11-30
_REJECTED_REASONS = frozenset(
    (
        *("safety", "prohibited_content", "blocklist", "spii", "recitation", "refusal"),
        *("image_safety", "image_prohibited_content", "image_recitation"),
        *("content_filter", "content_filtered"),
    )
)

#: Finish reasons that do not tell why there is no image; further ones begin with `image_`.
_UNCLEAR_REASONS = frozenset(
    ("other", "no_image", "language", "model_armor", "guardrail_intervened")
)

#: Kinds that undocumented fields of an HTTP 200 answer can establish.
_STATED_IN_EXTRA = frozenset({PromptRejected, OutOfCredit, AccountBlocked, ProviderBusy})


def fault_of_status(reply: HttpReply, text: str) -> GenerationFailed:
    """Return the error for an answer with an HTTP error status.

    OpenRouter does not bill such answers, on either surface.

    Args:
        reply: The answer's head.
        text: Its body, or the beginning of it.
    """
    facts = reply.facts(charge=Charge.NONE)
    envelope = read_error(text)
    if envelope is None or envelope.error is None:
        # a proxy's HTML page, or an empty body
        facts["detail"] = clip(text)
        return _fault(ErrorBody(), reply.status, reply, facts)
    return _fault(envelope.error, reply.status, reply, facts, envelope.error_type)


def fault_of_answer(reply: HttpReply, answer: Completion, unusable: BadAnswer) -> GenerationFailed:
    """Return the error for an HTTP 200 answer without a usable image.

    Args:
        reply: The answer's head.
        answer: Its contents.
        unusable: The fault of its images, if it has any.
    """
    facts = reply.facts_of(answer)
    if answer.error is not None:
        return _fault_of_error(answer.error, answer, reply, facts)
    extra = ErrorBody.model_validate(answer.extra)
    status = _status_inside(extra, HTTPStatus.OK)
    evidence = gather_evidence(extra, status=status, prompt=reply.request.prompt)
    is_stated = stated_kind(evidence) in _STATED_IN_EXTRA
    if is_stated or (status != HTTPStatus.OK and not answer.sources):
        return _fault(extra, status, reply, facts)
    if answer.sources:
        facts["detail"] = unusable.detail
        return BadAnswer(**facts)
    return _fault_of_no_image(answer, reply, facts)


def _fault_of_error(
    error: ErrorBody, answer: Completion, reply: HttpReply, facts: Facts
) -> GenerationFailed:
    if _is_rejected(answer):
        return _with_facts(PromptRejected, error, reply, facts)
    names = (answer.native_finish_reason, answer.finish_reason)
    return _fault(error, _status_inside(error), reply, facts, *names)


def _fault_of_no_image(answer: Completion, reply: HttpReply, facts: Facts) -> GenerationFailed:
    facts["detail"] = clip(
        f"finish_reason={answer.finish_reason} native={answer.native_finish_reason}"
        f" refusal={answer.refusal} text={answer.text}"
    )
    if _is_rejected(answer):
        return PromptRejected(**facts)
    # gateways turn safety reasons into `stop`, and some models refuse in prose
    is_stop = answer.finish_reason == "stop" and not answer.image_fields
    facts["may_be_refusal"] = (reply.surface == "chat" and is_stop) or _is_unclear(answer)
    return BadAnswer(**facts)


def _fault(
    error: ErrorBody, status: int, reply: HttpReply, facts: Facts, *names: str | None
) -> GenerationFailed:
    evidence = gather_evidence(
        error,
        status=status,
        prompt=reply.request.prompt,
        is_plain=reply.request.is_plain,
        names=names,
    )
    meaning = meaning_of(evidence)
    facts["may_be_refusal"] = meaning.may_be_refusal
    seconds = requested_wait(
        evidence,
        _texts(error),
        now=reply.received_at,
        retry_after=reply.retry_after,
        headers={**reply.headers, **((error.metadata and error.metadata.headers) or {})},
        availability_s=error.availability.retry_after if error.availability else None,
    )
    facts["retry_after_s"] = seconds
    if seconds is not None and seconds > MAX_RETRY_AFTER_S:
        facts["retry_at"] = reply.received_at + timedelta(seconds=seconds)
    return _with_facts(meaning.kind, error, reply, facts, *names)


def _with_facts(
    kind: type[GenerationFailed],
    error: ErrorBody,
    reply: HttpReply,
    facts: Facts,
    *names: str | None,
) -> GenerationFailed:
    metadata = error.metadata or Metadata()
    own = (error.availability and error.availability.code, error.error_type, metadata.error_type)
    others = (error.type, error.code if isinstance(error.code, str) else None, *names)
    facts["error_type"] = next((name for name in (*own, *others) if name), None)
    facts["provider"] = metadata.provider_name or reply.provider
    facts.setdefault("detail", clip(_texts(error)))
    return kind(**facts)


def _status_inside(error: ErrorBody, default: int = HTTPStatus.BAD_GATEWAY) -> int:
    """Return the HTTP status that an error inside HTTP 200 states."""
    for code in (error.code, error.http_status):
        number = int(code) if isinstance(code, str) and code.isdecimal() else code
        if isinstance(number, int) and 400 <= number < 600:  # noqa: PLR2004 - error statuses of HTTP
            return number
    return default


def _texts(error: ErrorBody) -> str:
    """Return the message and the provider's own body, which often names the cause."""
    raw = (error.metadata or Metadata()).raw
    body = raw if isinstance(raw, str) else json.dumps(raw) if raw is not None else ""
    return f"{error.message or ''} {body}".strip()


def _reason(name: str | None) -> str:
    """Normalise a finish reason; providers spell the same one in several ways."""
    return "_".join(words_of(name or "")).removeprefix("finish_reason_")


def _is_rejected(answer: Completion) -> bool:
    """Tell whether an answer states that the prompt was rejected."""
    reasons = {_reason(answer.finish_reason), _reason(answer.native_finish_reason)}
    return bool(answer.refusal or reasons & _REJECTED_REASONS)


def _is_unclear(answer: Completion) -> bool:
    native = _reason(answer.native_finish_reason)
    is_about_image = native.startswith("image_") and native not in _REJECTED_REASONS
    return is_about_image or native in _UNCLEAR_REASONS
