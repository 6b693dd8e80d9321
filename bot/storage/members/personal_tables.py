"""The tables with data about members: what an export has of each, and what a deletion does.

docs/data.md describes the same rows for members, and is compared with them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Label,
    Select,
    Table,
    Update,
    and_,
    delete,
    exists,
    or_,
    select,
)

from bot.policy.limits.cooldown import LOOK_BACK
from bot.policy.limits.counters import keys_of
from bot.policy.moderation.filter import MOST_WINDOW
from bot.storage.members.moderation_rows import (
    forget_cases,
    forget_log_entries,
    forget_reports,
    is_case_of,
    is_logged,
)
from bot.storage.tables import (
    audit,
    cases,
    consents,
    cooldowns,
    counts,
    grants,
    held_requests,
    jobs,
    log_entries,
    offenses,
    preferences,
    refusals,
    reports,
    reservations,
    strikes,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The member whose data it is."""

    user_id: int
    pseudonym: str


_Forget = Callable[[Subject, datetime], Sequence[Delete | Update]]


class Deletion(StrEnum):
    """What a deletion does with a member's rows; docs/data.md says it in these words."""

    ALL = "deleted"
    OVER = "deleted once over"
    """Rows that still have an effect stay."""
    UNNAMED = "kept without the member"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """How a table takes part in the export and the deletion of a member's data."""

    section: str
    """Its name in the export; stored in members' files, so it never changes."""
    table: Table
    deletion: Deletion
    is_theirs: Callable[[Subject], ColumnElement[bool]]
    hidden: frozenset[str] = frozenset()
    """Columns that are not exported, under their names in the database."""
    newest: tuple[str, ...] = ()
    """The keys of the columns by which entries are sorted, the newest first."""
    forget: _Forget = lambda _, __: ()
    """The statements that delete; none if nothing or more than this is done."""

    def query(self, subject: Subject) -> Select[*tuple[Any, ...]]:
        """Return the query of the rows to export."""
        columns = (each for each in named(self.table) if each.name not in self.hidden)
        order = (self.table.c[key].desc() for key in self.newest)
        return select(*columns).where(self.is_theirs(subject)).order_by(*order)


def named(table: Table) -> Iterator[Label[Any]]:
    """Yield a table's columns under their names in the database, which exports use."""
    return (column.label(column.name) for column in table.c)


def _by(column: ColumnElement[Any]) -> Callable[[Subject], ColumnElement[bool]]:
    return lambda subject: column == subject.user_id


def _all_by(column: Column[Any]) -> _Forget:
    return lambda subject, _: (delete(column.table).where(column == subject.user_id),)


def _keyed(key: ColumnElement[str]) -> Callable[[Subject], ColumnElement[bool]]:
    return lambda subject: or_(*(key.like(pattern) for pattern in keys_of(subject.pseudonym)))


def _is_refused(subject: Subject) -> ColumnElement[bool]:
    stored = refusals.c.subject
    return or_(stored == str(subject.user_id), stored.like(f"%:{subject.user_id:d}"))


def _is_granted(subject: Subject) -> ColumnElement[bool]:
    return and_(
        audit.c.what.like(f"% user:{subject.user_id:d}"), audit.c.actor_id != subject.user_id
    )


_HOLDS_NO_JOB = ~exists().where(jobs.c.job_id == reservations.c.job_id)

#: The jobs themselves, which an export reads page by page and a deletion deletes in batches.
IMAGES = PersonalTable(
    "pictures",
    jobs,
    Deletion.OVER,
    _by(jobs.c.user_id),
    # the token is a secret of the bot, and `words` repeats the prompt
    frozenset({"token", "words", "user_id"}),
    ("job_id",),
)

_COSTS = PersonalTable(
    "costs_without_a_picture",
    reservations,
    Deletion.UNNAMED,
    lambda subject: and_(reservations.c.user_id == subject.user_id, _HOLDS_NO_JOB),
    newest=("job_id",),
)

_OWN = (
    PersonalTable(
        "defaults",
        preferences,
        Deletion.ALL,
        _by(preferences.c.user_id),
        frozenset({"user_id"}),
        forget=_all_by(preferences.c.user_id),
    ),
    PersonalTable(
        "grants",
        grants,
        Deletion.OVER,
        _by(grants.c.user_id),
        forget=lambda subject, now: (
            delete(grants).where(grants.c.user_id == subject.user_id, grants.c.until <= now),
        ),
    ),
    PersonalTable(
        "last_refusals",
        refusals,
        Deletion.ALL,
        _is_refused,
        forget=lambda subject, _: (delete(refusals).where(_is_refused(subject)),),
    ),
    PersonalTable(
        "prompts_refused_by_the_provider",
        strikes,
        Deletion.OVER,
        _by(strikes.c.user_id),
        frozenset({"user_id"}),
        ("at",),
        lambda subject, now: (
            delete(strikes).where(
                strikes.c.user_id == subject.user_id, strikes.c.at < now - LOOK_BACK
            ),
        ),
    ),
    PersonalTable(
        "counts", counts, Deletion.KEPT, _keyed(counts.c.key), frozenset({"cap"}), ("key",)
    ),
    PersonalTable(
        "cooldowns",
        cooldowns,
        Deletion.KEPT,
        _keyed(cooldowns.c.key),
        frozenset({"before"}),
        ("key",),
    ),
)

#: Without the moderators who acted, whose ids are not the member's data.
_MODERATION = (
    PersonalTable(
        "cases",
        cases,
        Deletion.OVER,
        lambda subject: is_case_of(subject.user_id),
        frozenset({"subject_id", "is_server", "actor_id", "amended_by", "appeal_decided_by"}),
        ("at", "number"),
        lambda subject, now: forget_cases(subject.user_id, now=now),
    ),
    PersonalTable(
        "texts_refused_by_a_filter",
        offenses,
        Deletion.OVER,
        _by(offenses.c.user_id),
        frozenset({"user_id"}),
        ("at",),
        lambda subject, now: (
            delete(offenses).where(
                offenses.c.user_id == subject.user_id, offenses.c.at <= now - MOST_WINDOW
            ),
        ),
    ),
    PersonalTable(
        "requests_held_for_moderators",
        held_requests,
        Deletion.ALL,
        _by(held_requests.c.user_id),
        frozenset({"user_id", "decided_by"}),
        ("at",),
        _all_by(held_requests.c.user_id),
    ),
    PersonalTable(
        "reports_by_you",
        reports,
        Deletion.OVER,
        _by(reports.c.reporter_id),
        frozenset({"reporter_id"}),
        ("at",),
        lambda subject, now: forget_reports(subject.user_id, now=now),
    ),
    PersonalTable(
        "consents",
        consents,
        Deletion.ALL,
        _by(consents.c.user_id),
        frozenset({"user_id"}),
        ("at",),
        _all_by(consents.c.user_id),
    ),
    PersonalTable(
        "waiting_for_a_moderation_log",
        log_entries,
        Deletion.ALL,
        lambda subject: is_logged(subject.user_id),
        frozenset({"user_id", "taken_by", "taken_until", "ready_at", "thumbnail"}),
        ("id",),
        lambda subject, _: forget_log_entries(subject.user_id),
    ),
)

_AUDIT = (
    PersonalTable(
        "limits_changed_by_you",
        audit,
        Deletion.KEPT,
        _by(audit.c.actor_id),
        frozenset({"id", "actor_id"}),
        ("id",),
    ),
    PersonalTable(
        "limits_changed_for_you",
        audit,
        Deletion.KEPT,
        _is_granted,
        frozenset({"id", "actor_id"}),
        ("id",),
    ),
)

#: Everything but the jobs, in the order of the export.
TABLES = (*_OWN, _COSTS, *_MODERATION, *_AUDIT)
