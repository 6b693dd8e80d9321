"""Sentences about blocks, cases and appeals that were refused."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    AlreadyBlocked,
    AppealDecided,
    AppealExists,
    Blocked,
    CaseBusy,
    CaseEnded,
    CaseUnknown,
    NotBlocked,
    SubjectProtected,
)
from bot.i18n import Say, admin_texts_for
from bot.policy.moderation.case import AppealState
from bot.ui.text import date_time, escape, join_sentences, relative_time

#: What a sentence ends with, so that no period follows.
_ENDS = (".", "!", "?", "…", "。", "\uff01", "\uff1f")


def reason_sentence(reason: str, say: Say) -> str:
    """Write a moderator's reason as one sentence."""
    is_whole = reason.rstrip().endswith(_ENDS)
    return say("case-reason-whole" if is_whole else "case-reason", reason=escape(reason))


def _blocked(error: Blocked, say: Say) -> str:
    who = "moderator" if not error.is_operators else "server" if error.is_server else "owner"
    parts = [say(f"error-blocked-{who}", number=str(error.number))]
    if error.reason:
        parts.append(reason_sentence(error.reason, say))
    if error.until is None:
        parts.append(say("case-until-never"))
    else:
        facts = {"until": date_time(error.until), "when": relative_time(error.until)}
        parts.append(say("case-until", **facts))
    parts.append(say(f"error-blocked-todo-{_todo(error)}"))
    return join_sentences(parts, say)


def _todo(error: Blocked) -> str:
    if error.is_operators:
        return "owner"
    return "appeal" if error.appeal is None else str(error.appeal)


def _subject_protected(error: SubjectProtected, say: Say) -> str:
    return admin_texts_for(say.language)(f"error-subject-protected-{error.why}")


def _already_blocked(error: AlreadyBlocked, say: Say) -> str:
    say = admin_texts_for(say.language)
    number = str(error.number)
    if error.until is None:
        return say("error-already-blocked", number=number)
    return say("error-already-blocked-until", number=number, when=relative_time(error.until))


def _not_blocked(error: NotBlocked, say: Say) -> str:
    say = admin_texts_for(say.language)
    return say("error-not-blocked-owner" if error.by_operator else "error-not-blocked")


def _case_busy(error: CaseBusy, say: Say) -> str:
    return admin_texts_for(say.language)("error-case-busy", number=str(error.number))


def _case_unknown(error: CaseUnknown, say: Say) -> str:
    return say("error-case-unknown", number=str(error.number))


def _case_ended(error: CaseEnded, say: Say) -> str:
    return say("error-case-ended", number=str(error.number))


def _appeal_exists(error: AppealExists, say: Say) -> str:
    return say(f"error-appeal-exists-{error.state}")


def _appeal_decided(error: AppealDecided, say: Say) -> str:
    say = admin_texts_for(say.language)
    who = f"<@{error.decided_by}>" if error.decided_by else "—"
    is_accepted = error.state is AppealState.ACCEPTED
    key = "error-appeal-decided-accepted" if is_accepted else "error-appeal-decided-declined"
    return say(key, who=who)


#: One function per class of errors, for `bot.ui.sentences`.
CASE_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
    _blocked,
    _subject_protected,
    _already_blocked,
    _not_blocked,
    _case_busy,
    _case_unknown,
    _case_ended,
    _appeal_exists,
    _appeal_decided,
)
