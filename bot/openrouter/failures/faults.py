"""Where OpenRouter's failures become our errors, with their facts.

What they mean is decided in `bot.openrouter.failures.meaning`. Only `judging` imports this module.
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
from bot.openrouter.failures.meaning import meaning_of, stated_kind
from bot.openrouter.failures.reply import Facts, HttpReply, clip
from bot.openrouter.failures.retry import MAX_RETRY_AFTER_S
from bot.openrouter.failures.evidence import gather_evidence
from bot.openrouter.failures.waits import requested_wait

#: Finish reasons of a model that will not paint this.
#: https://github.com/pollinations/pollinations/issues/4241, read 2026-11-30
_REJECTED_REASONS = frozenset(
    (
        *("safety", "prohibited_content", "blocklist", "spii", "recitation", "refusal"),
        *("image_safety", "image_prohibited_content", "image_recitation"),
        *("content_filter", "content_filtered"),
    )
)

#: Those which say no more than that there is no image; `image_` begins several more.
_UNCLEAR_REASONS = frozenset(
    ("other", "no_image", "language", "model_armor", "guardrail_intervened")
)

#: What may be said beside choices and images, in an answer whose status is a good one.
_SAID_BESIDE = frozenset({PromptRejected, OutOfCredit, AccountBlocked, ProviderBusy})


def fault_of_status(reply: HttpReply, text: str) -> GenerationFailed:
    """Return the error for an answer whose HTTP status is not 200.

    OpenRouter bills no answer of this kind, on either surface.

    Args:
        reply: The answer's head.
        text: Its body, or the beginning of it.
    """
    facts = reply.facts(charge=Charge.NONE)
    envelope = read_error(text)
    if envelope is None or envelope.error is None:
        # a proxy's page, or nothing
        facts["detail"] = clip(text)
        return _fault(ErrorBody(), reply.status, reply, facts)
    return _fault(envelope.error, reply.status, reply, facts, envelope.error_type)


def fault_of_answer(reply: HttpReply, answer: Completion, unusable: BadAnswer) -> GenerationFailed:
    """Return the error for an answer of HTTP 200 without a usable image.

    Args:
        reply: The answer's head.
        answer: What it holds.
        unusable: What is wrong with its images, where it has any.
    """
    facts = reply.facts_of(answer)
    native = _reason(answer.native_finish_reason)
    if answer.error is not None:
        names = (answer.native_finish_reason, answer.finish_reason)
        status = _status_inside(answer.error)
        if _is_rejected(answer, native):
            return _with_facts(PromptRejected, answer.error, reply, facts)
        return _fault(answer.error, status, reply, facts, *names)
    beside = ErrorBody.model_validate(answer.extra)
    status = _status_inside(beside, HTTPStatus.OK)
    told = gather_evidence(beside, status=status, prompt=reply.request.prompt)
    if stated_kind(told) in _SAID_BESIDE or (status != HTTPStatus.OK and not answer.sources):
        return _fault(beside, status, reply, facts)
    if answer.sources:
        facts["detail"] = unusable.detail
        return BadAnswer(**facts)
    facts["detail"] = clip(
        f"finish_reason={answer.finish_reason} native={answer.native_finish_reason}"
        f" refusal={answer.refusal} text={answer.text}"
    )
    if _is_rejected(answer, native):
        return PromptRejected(**facts)
    # gateways flatten reasons of safety to `stop`, and models say no in words
    is_silent = (
        reply.surface == "chat" and answer.finish_reason == "stop" and not answer.image_fields
    )
    facts["may_be_refusal"] = is_silent or _is_unclear(native)
    return BadAnswer(**facts)


def _fault(
    error: ErrorBody, status: int, reply: HttpReply, facts: Facts, *names: str | None
) -> GenerationFailed:
    told = gather_evidence(
        error,
        status=status,
        prompt=reply.request.prompt,
        is_plain=reply.request.is_plain,
        names=names,
    )
    meaning = meaning_of(told)
    facts["may_be_refusal"] = meaning.may_be_refusal
    seconds = requested_wait(
        told,
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
    words = (error.type, error.code if isinstance(error.code, str) else None, *names)
    facts["error_type"] = next((name for name in (*own, *words) if name), None)
    facts["provider"] = metadata.provider_name or reply.provider
    facts.setdefault("detail", clip(_texts(error)))
    return kind(**facts)


def _status_inside(error: ErrorBody, otherwise: int = HTTPStatus.BAD_GATEWAY) -> int:
    """Return the status that an error inside HTTP 200 would have had."""
    for code in (error.code, error.http_status):
        number = int(code) if isinstance(code, str) and code.isdecimal() else code
        if isinstance(number, int) and 400 <= number < 600:  # noqa: PLR2004 - HTTP's range of faults
            return number
    return otherwise


def _texts(error: ErrorBody) -> str:
    """Return the message and the provider's own body, in which the cause often stands."""
    raw = (error.metadata or Metadata()).raw
    told = raw if isinstance(raw, str) else json.dumps(raw) if raw is not None else ""
    return f"{error.message or ''} {told}".strip()


def _reason(name: str | None) -> str:
    """Return a finish reason as words; providers write the same one in several ways."""
    return "_".join(words_of(name or "")).removeprefix("finish_reason_")


def _is_rejected(answer: Completion, native: str) -> bool:
    """Tell whether an answer says that the prompt was refused."""
    if answer.refusal or _reason(answer.finish_reason) in _REJECTED_REASONS:
        return True
    return native in _REJECTED_REASONS


def _is_unclear(native: str) -> bool:
    is_of_image = native.startswith("image_") and native not in _REJECTED_REASONS
    return is_of_image or native in _UNCLEAR_REASONS
