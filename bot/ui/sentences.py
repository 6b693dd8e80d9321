"""Says every error in plain words: what happened, whether it was charged, what to do."""

from datetime import datetime
from functools import singledispatch

from bot.errors import (
    AllowedRefused,
    Charge,
    ClosedReason,
    ConfigError,
    GenerationFailed,
    ImagineError,
    IntakeClosed,
    ModelGone,
    ModelUnknown,
    OptionOutOfRange,
    OptionRefused,
    OutputRefused,
    ProviderBusy,
    ReferenceRefused,
    StyleUnknown,
    Unexpected,
    snake_name,
)
from bot.i18n import ENGLISH, Say
from bot.logs import log_unexpected
from bot.policy.images.request import MAX_PROMPT_LENGTH
from bot.ui.jobs.job_sentences import JOB_SENTENCES, charge_words
from bot.ui.limits.limit_sentences import LIMIT_SENTENCES
from bot.ui.moderation.cases.case_sentences import CASE_SENTENCES
from bot.ui.moderation.filter_sentences import FILTER_SENTENCES
from bot.ui.moderation.review_sentences import REVIEW_SENTENCES
from bot.ui.start_faults import START_SENTENCES
from bot.ui.text import clip, escape, relative_time

_SHOWN_VALUE = 60
_SHOWN_VALUES = 400
_MEBIBYTE = 1 << 20
_MEGAPIXEL = 1_000_000


def explain(error: ImagineError, say: Say = ENGLISH) -> str:
    """Say in plain words what happened, whether it was charged, and what to do.

    Args:
        error: An instance of any class in `bot.errors`; a test checks that each has a message.
        say: The reader's language; English for the log and the command line.

    Returns:
        The text. If composing it fails, the one for an internal error, with its reference.
    """
    try:
        return _sentence(error, say)
    except Exception as fault:  # noqa: BLE001 - a card must end even if its text is broken
        return _sentence(log_unexpected(fault), ENGLISH)


def message_key(kind: type[ImagineError]) -> str:
    """Return the message id of an error's class: `error-model-gone` for `ModelGone`."""
    return "error-" + snake_name(kind.__name__).replace("_", "-")


@singledispatch
def _sentence(error: ImagineError, say: Say) -> str:
    return _of_class(error, say)


def _of_class(error: ImagineError, say: Say) -> str:
    """Say the message of an error's class, with its charge and the time of the next attempt."""
    facts: dict[str, str] = {}
    if isinstance(charge := getattr(error, "charge", None), Charge):
        facts["charge"] = charge_words(charge, say)
    if isinstance(retry_at := getattr(error, "retry_at", None), datetime):
        facts["when"] = relative_time(retry_at)
    return say(message_key(type(error)), **facts)


@_sentence.register
def _(error: GenerationFailed, say: Say) -> str:
    if error.may_be_refusal:
        return say("error-perhaps-rejected", charge=charge_words(error.charge, say))
    return _of_class(error, say)


@_sentence.register
def _(error: OptionRefused, say: Say) -> str:
    if error.option == "prompt":
        return say("error-option-refused-prompt", most=MAX_PROMPT_LENGTH)
    model = say("error-this-model")
    if error.model:
        model = escape(clip(error.model, _SHOWN_VALUE))
    if error.option == "image":
        most = next((int(number) for number in error.accepted if number.isdecimal()), 0)
        return say("error-option-refused-image", model=model, most=most)
    given = escape(clip(error.given, _SHOWN_VALUE))
    accepted = clip(", ".join(map(escape, error.accepted)), _SHOWN_VALUES)
    key = "error-option-refused" if accepted else "error-option-refused-nothing"
    return say(key, model=model, given=given, option=error.option, accepted=accepted)


@_sentence.register
def _(error: OptionOutOfRange, say: Say) -> str:
    bound = error.bound
    key = "error-option-out-of-range-length" if bound.is_length else "error-option-out-of-range"
    return say(key, option=bound.option, least=bound.least, most=bound.most)


@_sentence.register
def _(error: ReferenceRefused, say: Say) -> str:
    limit = error.limit or 0
    return say(
        f"error-reference-refused-{error.fault.replace('_', '-')}",
        megabytes=limit / _MEBIBYTE,
        megapixels=limit / _MEGAPIXEL,
        most=limit,
    )


@_sentence.register
def _(error: ModelUnknown, say: Say) -> str:
    if error.wanted is None:
        return say("error-model-unknown-none")
    return say("error-model-unknown", model=escape(clip(error.wanted, _SHOWN_VALUE)))


@_sentence.register
def _(error: StyleUnknown, say: Say) -> str:
    return say("error-style-unknown", style=escape(clip(error.wanted, _SHOWN_VALUE)))


@_sentence.register
def _(error: IntakeClosed, say: Say) -> str:
    key = f"error-intake-closed-{error.reason.replace('_', '-')}"
    if error.retry_at and error.reason is not ClosedReason.STOPPING:
        return say(f"{key}-until", when=relative_time(error.retry_at))
    return say(key)


@_sentence.register
def _(error: ProviderBusy, say: Say) -> str:
    charge = charge_words(error.charge, say)
    if error.retry_at:
        return say("error-provider-busy-until", charge=charge, when=relative_time(error.retry_at))
    if not error.retry_after_s:
        return say("error-provider-busy", charge=charge)
    seconds = max(1, round(error.retry_after_s))
    return say("error-provider-busy-seconds", charge=charge, seconds=seconds)


@_sentence.register
def _(error: ModelGone, say: Say) -> str:
    charge = charge_words(error.charge, say)
    if not error.model:
        return say("error-model-gone-unnamed", charge=charge)
    return say("error-model-gone", model=escape(clip(error.model, _SHOWN_VALUE)), charge=charge)


@_sentence.register
def _(error: Unexpected, say: Say) -> str:
    return say("error-unexpected", reference=error.reference)


@_sentence.register
def _(error: AllowedRefused, say: Say) -> str:
    return say("error-allowed-refused", reason=_sentence(error.reason, say))


# Messages for operators are English.


@_sentence.register
def _(error: OutputRefused, say: Say) -> str:
    return f"{error.path}: {error.reason}. {charge_words(error.charge, say)}"


@_sentence.register
def _(error: ConfigError, _say: Say) -> str:
    return " ".join(f"{name} {problem}." for name, problem in error.problems)


for _other in (
    *CASE_SENTENCES,
    *JOB_SENTENCES,
    *LIMIT_SENTENCES,
    *FILTER_SENTENCES,
    *REVIEW_SENTENCES,
    *START_SENTENCES,
):
    _sentence.register(_other)
