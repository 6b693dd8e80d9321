"""Sentences about jobs: their line, models on hold, and how they end before their time."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    CancelFault,
    Cancelled,
    CancelRefused,
    Charge,
    Interrupted,
    JobForgotten,
    LineFull,
    LineScope,
    LostInRestart,
    NotYours,
    ProviderOnHold,
    WaitTooLong,
)
from bot.policy.press import Audience
from bot.ui.text import clip, escape, since

CHARGES = {
    Charge.NONE: "Nothing was charged.",
    Charge.POSSIBLE: "OpenRouter may have charged for it.",
    Charge.MADE: "OpenRouter charged for it.",
}

_SHOWN_MODEL = 60


def _provider_on_hold(error: ProviderOnHold) -> str:
    if error.model is None:
        who, advice = "OpenRouter", "ask again then"
    else:
        who, advice = escape(clip(error.model, _SHOWN_MODEL)), "ask again then or choose another"
    return (
        f"{who} failed again and again, so it is left alone; the next try is "
        f"{since(error.retry_at)}. "
        f"Nothing was charged; {advice}."
    )


def _line_full(error: LineFull) -> str:
    match error.scope:
        case LineScope.MEMBER:
            whose = "As many of your pictures wait in line as may wait for one member"
        case LineScope.SERVER:
            whose = "As many pictures of this server wait in line as may wait for one server"
        case LineScope.ALL:
            whose = "As many pictures wait in line as the bot can take"
    return f"{whose}. Nothing was charged; ask again {since(error.retry_at)}."


def _wait_too_long(error: WaitTooLong) -> str:
    return (
        "The line is so long that your picture would most likely not be painted in time. "
        f"Nothing was charged; ask again {since(error.retry_at)}."
    )


def _cancel_refused(error: CancelRefused) -> str:
    match error.fault:
        case CancelFault.DELIVERING:
            return (
                "It is too late to cancel: the picture is painted and charged, "
                "and will be here in a moment."
            )
        case CancelFault.ENDED:
            return "There is nothing left to cancel. Nothing more was charged; ask for a new one."
        case CancelFault.ELSEWHERE:
            return (
                "Another process of the bot works on this picture, so it cannot be cancelled here. "
                "Nothing more was charged; try again in a minute."
            )


def _not_yours(error: NotYours) -> str:
    if error.audience is Audience.MODERATORS:
        return (
            "This button is for the member who asked for the picture, and for moderators. "
            "Nothing was changed or charged; wait for the picture."
        )
    return (
        "This button is for the member who asked for the picture. "
        "Nothing was charged; ask for a picture of your own."
    )


def _job_forgotten(_error: JobForgotten) -> str:
    return (
        "The bot has forgotten this picture, since that was long ago. "
        "Nothing was charged; ask for it anew with the command."
    )


def _cancelled(error: Cancelled) -> str:
    charge = CHARGES[error.charge]
    if error.charge is Charge.POSSIBLE and error.is_whole_or_free:
        charge = "A dropped request is not charged by OpenRouter unless it had just finished."
    who = "you" if error.is_by_requester else f"<@{error.by_user}>"
    return f"{who} cancelled this picture. {charge} Ask again if that was a mistake."


def _interrupted(error: Interrupted) -> str:
    return (
        f"The bot was stopped before the picture was there. {CHARGES[error.charge]} "
        "Try again in a minute."
    )


def _lost_in_restart(error: LostInRestart) -> str:
    return (
        "The bot was restarted while this was being painted, and the picture is lost. "
        f"{CHARGES[error.charge]} Ask again; the bot does not by itself, "
        "since that could be charged twice."
    )


#: One for each error about jobs; `bot.ui.sentences` adds them to its own.
JOB_SENTENCES: tuple[Callable[[Any], str], ...] = (
    _provider_on_hold,
    _line_full,
    _wait_too_long,
    _cancel_refused,
    _not_yours,
    _job_forgotten,
    _cancelled,
    _interrupted,
    _lost_in_restart,
)
