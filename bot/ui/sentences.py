"""One sentence for every error: what happened, whether it was charged, what to do."""

from functools import singledispatch

from bot.errors import (
    AccountBlocked,
    AlreadyAsked,
    AnswerLost,
    BadAnswer,
    ChangeRefused,
    Charge,
    ClosedReason,
    ConfigError,
    CopyRefused,
    DeliveryFailed,
    DiscordUnavailable,
    ImagineError,
    IntakeClosed,
    KeyRejected,
    ModelGone,
    ModelUnknown,
    NotAllowed,
    NothingLarger,
    NotPermitted,
    NowhereToDeliver,
    OptionOutOfRange,
    OptionRefused,
    OthersForbidden,
    Outdated,
    OutOfCredit,
    OutputRefused,
    OutsideServers,
    PaintingFailed,
    PaintingTimedOut,
    PictureGone,
    PlaceUnknown,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ReferenceRefused,
    RequestRejected,
    ServersOnly,
    ShowingGivenUp,
    SpoolFailed,
    StyleUnknown,
    TooLargeForDiscord,
    Unexpected,
)
from bot.logs import log_unexpected
from bot.policy.request import MAX_PROMPT_LENGTH
from bot.speech import ENGLISH, Say
from bot.ui.jobsentences import JOB_SENTENCES, charge_words
from bot.ui.limitsentences import LIMIT_SENTENCES
from bot.ui.startfaults import START_SENTENCES
from bot.ui.text import clip, escape, since

_SHOWN_VALUE = 60
_SHOWN_VALUES = 400
_MEBIBYTE = 1 << 20
_MEGAPIXEL = 1_000_000

#: Errors without facts, and the keys of their sentences.
_PLAIN: dict[type[ImagineError], str] = {
    AlreadyAsked: "error-already-asked",
    AnswerLost: "error-answer-lost",
    ChangeRefused: "error-change-refused",
    CopyRefused: "error-copy-refused",
    NotPermitted: "error-not-permitted",
    NothingLarger: "error-nothing-larger",
    OthersForbidden: "error-others-forbidden",
    Outdated: "error-outdated",
    OutsideServers: "error-outside-servers",
    PictureGone: "error-picture-gone",
    PlaceUnknown: "error-place-unknown",
    ServersOnly: "error-servers-only",
}

#: The same, where the sentence tells what OpenRouter charges.
_CHARGED: dict[type[PaintingFailed | SpoolFailed], str] = {
    AccountBlocked: "error-account-blocked",
    BadAnswer: "error-bad-answer",
    KeyRejected: "error-key-rejected",
    NotAllowed: "error-not-allowed",
    OutOfCredit: "error-out-of-credit",
    PaintingFailed: "error-painting-failed",
    PaintingTimedOut: "error-timed-out",
    PromptRejected: "error-prompt-rejected",
    ProviderDown: "error-provider-down",
    RequestRejected: "error-request-rejected",
    SpoolFailed: "error-spool-failed",
}

#: The same, where the picture was painted.
_PAINTED: dict[type[DeliveryFailed], str] = {
    DeliveryFailed: "error-delivery-failed",
    DiscordUnavailable: "error-discord-unavailable",
    NowhereToDeliver: "error-nowhere-to-deliver",
    ShowingGivenUp: "error-showing-given-up",
    TooLargeForDiscord: "error-too-large-for-discord",
}


def explain(error: ImagineError, say: Say = ENGLISH) -> str:
    """Say in plain words what happened, whether it was charged, and what to do.

    Args:
        error: One of ours. A test walks them all, so that each has a sentence.
        say: Who speaks the reader's language; the log, the command line and moderators' panels
            are English.

    Returns:
        The sentence; where wording it fails, the one for a mistake of ours, with its reference.
    """
    try:
        return _sentence(error, say)
    except Exception as fault:  # noqa: BLE001 - no card stays without an end for a fault in wording
        return _sentence(log_unexpected(fault), ENGLISH)


@singledispatch
def _sentence(error: ImagineError, _say: Say) -> str:
    raise TypeError(f"no sentence for {type(error).__name__}")


@_sentence.register
def _(error: OptionRefused, say: Say) -> str:
    if error.option == "prompt":
        return say("error-prompt-length", most=MAX_PROMPT_LENGTH)
    model = say("error-this-model")
    if error.model:
        model = escape(clip(error.model, _SHOWN_VALUE))
    if error.option == "image":
        most = next((int(number) for number in error.accepted if number.isdecimal()), 0)
        return say("error-option-image", model=model, most=most)
    given = escape(clip(error.given, _SHOWN_VALUE))
    accepted = clip(", ".join(map(escape, error.accepted)), _SHOWN_VALUES)
    key = "error-option" if accepted else "error-option-nothing"
    return say(key, model=model, given=given, option=error.option, accepted=accepted)


@_sentence.register
def _(error: OptionOutOfRange, say: Say) -> str:
    bound = error.bound
    key = "error-option-length" if bound.is_length else "error-option-range"
    return say(key, option=bound.option, least=bound.least, most=bound.most)


@_sentence.register
def _(error: ReferenceRefused, say: Say) -> str:
    limit = error.limit or 0
    return say(
        f"error-reference-{error.fault.replace('_', '-')}",
        megabytes=limit / _MEBIBYTE,
        megapixels=limit / _MEGAPIXEL,
        most=limit,
    )


@_sentence.register
def _(error: ModelUnknown, say: Say) -> str:
    if error.wanted is None:
        return say("error-model-none")
    return say("error-model-unknown", model=escape(clip(error.wanted, _SHOWN_VALUE)))


@_sentence.register
def _(error: StyleUnknown, say: Say) -> str:
    return say("error-style-unknown", style=escape(clip(error.wanted, _SHOWN_VALUE)))


@_sentence.register
def _(error: IntakeClosed, say: Say) -> str:
    key = f"error-closed-{error.reason.replace('_', '-')}"
    if error.retry_at and error.reason is not ClosedReason.STOPPING:
        return say(f"{key}-until", when=since(error.retry_at))
    return say(key)


@_sentence.register
def _(error: ProviderBusy, say: Say) -> str:
    charge = charge_words(error.charge, say)
    if error.retry_at:
        return say("error-provider-busy-until", charge=charge, when=since(error.retry_at))
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


# What only operators read is English.


@_sentence.register
def _(error: OutputRefused, say: Say) -> str:
    return f"{error.path}: {error.reason}. {charge_words(error.charge, say)}"


@_sentence.register
def _(error: ConfigError, _say: Say) -> str:
    return " ".join(f"{name} {what}." for name, what in error.problems)


def _tell_plain(kind: type[ImagineError], key: str) -> None:
    def tell(_error: ImagineError, say: Say) -> str:
        return say(key)

    _sentence.register(kind, tell)


def _tell_charged(kind: type[PaintingFailed | SpoolFailed], key: str) -> None:
    def tell(error: PaintingFailed | SpoolFailed, say: Say) -> str:
        is_unclear = isinstance(error, PaintingFailed) and error.may_be_refusal
        chosen = "error-perhaps-refused" if is_unclear else key
        return say(chosen, charge=charge_words(error.charge, say))

    _sentence.register(kind, tell)


def _tell_painted(kind: type[DeliveryFailed], key: str) -> None:
    def tell(_error: DeliveryFailed, say: Say) -> str:
        return say(key, charge=charge_words(Charge.MADE, say))

    _sentence.register(kind, tell)


for _kind, _key in _PLAIN.items():
    _tell_plain(_kind, _key)
for _failure, _key in _CHARGED.items():
    _tell_charged(_failure, _key)
for _lost, _key in _PAINTED.items():
    _tell_painted(_lost, _key)
for _other in (*JOB_SENTENCES, *LIMIT_SENTENCES, *START_SENTENCES):
    _sentence.register(_other)
