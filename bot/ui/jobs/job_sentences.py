"""Sentences about jobs: the queue, models on hold, and cancelled jobs."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    Cancelled,
    CancelRefused,
    Charge,
    NotOwner,
    ProviderOnHold,
    QueueFull,
)
from bot.i18n import Say
from bot.ui.text import clip, escape, relative_time

_SHOWN_MODEL = 60


def charge_words(charge: Charge, say: Say) -> str:
    """Say in one sentence whether OpenRouter charged the operator for an attempt."""
    return say(f"error-charge-{charge}")


def _provider_on_hold(error: ProviderOnHold, say: Say) -> str:
    when = relative_time(error.retry_at)
    if error.model is None:
        return say("error-provider-on-hold-all", when=when)
    return say(
        "error-provider-on-hold-model", model=escape(clip(error.model, _SHOWN_MODEL)), when=when
    )


def _queue_full(error: QueueFull, say: Say) -> str:
    return say(f"error-queue-full-{error.scope}", when=relative_time(error.retry_at))


def _cancel_refused(error: CancelRefused, say: Say) -> str:
    return say(f"error-cancel-refused-{error.fault}")


def _not_owner(error: NotOwner, say: Say) -> str:
    return say(f"error-not-owner-{error.audience}")


def _cancelled(error: Cancelled, say: Say) -> str:
    charge = charge_words(error.charge, say)
    if error.charge is Charge.POSSIBLE and error.is_whole_or_free:
        charge = say("error-charge-whole-or-free")
    if error.is_by_requester:
        return say("error-cancelled-own", charge=charge)
    return say("error-cancelled", who=f"<@{error.by_user}>", charge=charge)


#: One per error about jobs; `bot.ui.sentences` registers them.
JOB_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
    _provider_on_hold,
    _queue_full,
    _cancel_refused,
    _not_owner,
    _cancelled,
)
