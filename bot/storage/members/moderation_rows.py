"""Deletes what moderators have stored about a member, and what a member has told moderators."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Update, and_, delete, func, or_, select, update

from bot.policy.moderation.case import CaseKind
from bot.policy.moderation.log import EntryKind
from bot.ports import REPORTS_COUNT_FOR
from bot.storage.moderation.cases import DELETED_SUBJECT
from bot.storage.tables import cases, log_entries, reports

#: The columns of a case that must have a value, or tell nothing about anyone.
_KEPT = frozenset({"guild_id", "number", "kind", "is_server", "at"})

#: The beginning of a report's entry in the moderation log.
_REPORT = f'{{"kind":"{EntryKind.REPORT.value}",'


def is_case_of(user_id: int) -> ColumnElement[bool]:
    """Return the condition that a case is about a member."""
    return and_(cases.c.subject_id == user_id, ~cases.c.is_server)


def forget_cases(user_id: int, *, now: datetime) -> Sequence[Delete | Update]:
    """Return the statements that delete a member's cases that are no longer in force.

    The last row of each server is emptied instead, which keeps its number from being used again: a
    button under an old message must never mean another member's case.
    """
    column, later = cases.c, cases.alias()
    is_over = and_(
        is_case_of(user_id),
        or_(
            column.kind == CaseKind.UNBLOCK.value,
            column.lifted_at.is_not(None),
            column.until <= now,
        ),
    )
    last = select(func.max(later.c.number)).where(later.c.guild_id == column.guild_id)
    emptied: dict[str, object] = {each.key: None for each in column if each.key not in _KEPT}
    emptied |= {"subject_id": DELETED_SUBJECT, "reason": "", "lifted_at": now}
    return (
        delete(cases).where(is_over, column.number < last.scalar_subquery()),
        update(cases).where(is_over).values(emptied),
    )


def forget_reports(user_id: int, *, now: datetime) -> Sequence[Delete | Update]:
    """Return the statements that delete a member's reports.

    Those that still count are emptied instead, so that a deletion allows no further reports.
    """
    is_theirs = reports.c.reporter_id == user_id
    return (
        delete(reports).where(is_theirs, reports.c.at <= now - REPORTS_COUNT_FOR),
        update(reports).where(is_theirs).values(reason=""),
    )


def is_logged(user_id: int) -> ColumnElement[bool]:
    """Return the condition that an entry is about a member, in words that no other member wrote."""
    column = log_entries.c
    return and_(column.user_id == user_id, column.document.not_like(f"{_REPORT}%"))


def forget_log_entries(user_id: int) -> Sequence[Delete]:
    """Return the statement that deletes a member's entries, and those of the reports they made."""
    # JSON escapes the quotes of texts, so that no text can look like this
    by_them = f'{_REPORT}%"actor_id":{user_id:d},%'
    is_theirs = or_(is_logged(user_id), log_entries.c.document.like(by_them))
    return (delete(log_entries).where(is_theirs),)
