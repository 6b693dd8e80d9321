"""Sentences about jobs: their line, models on hold, and how they end before their time."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    Cancelled,
    CancelRefused,
    Charge,
    Interrupted,
    JobForgotten,
    LineFull,
    LostInRestart,
    NotYours,
    ProviderOnHold,
    WaitTooLong,
)
from bot.speech import Say
from bot.ui.text import clip, escape, since

_SHOWN_MODEL = 60


def charge_words(charge: Charge, say: Say) -> str:
    """Say what the bot's owner may owe OpenRouter for an attempt, in a sentence of its own."""
    return say(f"error-charge-{charge}")


def _provider_on_hold(error: ProviderOnHold, say: Say) -> str:
    when = since(error.retry_at)
    if error.model is None:
        return say("error-on-hold-all", when=when)
    return say("error-on-hold-model", model=escape(clip(error.model, _SHOWN_MODEL)), when=when)


def _line_full(error: LineFull, say: Say) -> str:
    return say(f"error-line-full-{error.scope}", when=since(error.retry_at))


def _wait_too_long(error: WaitTooLong, say: Say) -> str:
    return say("error-wait-too-long", when=since(error.retry_at))


def _cancel_refused(error: CancelRefused, say: Say) -> str:
    return say(f"error-cancel-{error.fault}")


def _not_yours(error: NotYours, say: Say) -> str:
    return say(f"error-not-yours-{error.audience}")


def _job_forgotten(_error: JobForgotten, say: Say) -> str:
    return say("error-job-forgotten")


def _cancelled(error: Cancelled, say: Say) -> str:
    charge = charge_words(error.charge, say)
    if error.charge is Charge.POSSIBLE and error.is_whole_or_free:
        charge = say("error-charge-whole-or-free")
    if error.is_by_requester:
        return say("error-cancelled-own", charge=charge)
    return say("error-cancelled", who=f"<@{error.by_user}>", charge=charge)


def _interrupted(error: Interrupted, say: Say) -> str:
    return say("error-interrupted", charge=charge_words(error.charge, say))


def _lost_in_restart(error: LostInRestart, say: Say) -> str:
    return say("error-lost-in-restart", charge=charge_words(error.charge, say))


#: One for each error about jobs; `bot.ui.sentences` adds them to its own.
JOB_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
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
