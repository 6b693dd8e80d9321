"""Sentences about held requests and reports."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    HeldDecided,
    ReasonTooShort,
    RequestHeld,
    TooManyHeld,
    TooManyReports,
)
from bot.i18n import Say


def _request_held(error: RequestHeld, say: Say) -> str:
    return say("error-request-held-private" if error.private else "error-request-held")


def _too_many_held(error: TooManyHeld, say: Say) -> str:
    return say("error-too-many-held", most=error.most)


def _too_many_reports(error: TooManyReports, say: Say) -> str:
    return say("error-too-many-reports", most=error.most)


def _reason_too_short(error: ReasonTooShort, say: Say) -> str:
    return say("error-reason-too-short", least=error.least, most=error.most)


def _held_decided(error: HeldDecided, say: Say) -> str:
    key = "error-held-decided-allowed" if error.is_allowed else "error-held-decided-denied"
    return say(key, moderator=f"<@{error.decided_by}>")


#: One per error; `bot.ui.sentences` registers them. `AllowedRefused` is there, since it explains
#: another error.
REVIEW_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
    _request_held,
    _too_many_held,
    _too_many_reports,
    _reason_too_short,
    _held_decided,
)
