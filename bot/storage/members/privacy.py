"""Exports and deletes the data of one member."""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast, final

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from typing_extensions import override

from bot.errors import StorageFailed
from bot.policy.members.pseudonym import pseudonym_of
from bot.ports import Entry, Forgotten, PersonalData, Record
from bot.storage.engine.transaction import Database
from bot.storage.jobs.stale_cards import delete_orphans
from bot.storage.limits.settlements import SETTLED, UNRECONCILED
from bot.storage.members.moderation_rows import is_case_of
from bot.storage.members.personal_tables import IMAGES, TABLES, Subject, named
from bot.storage.tables import cases, jobs, reservations

log = logging.getLogger(__name__)

#: Jobs that one transaction deletes, which takes about ten milliseconds.
DELETED_AT_ONCE = 500

#: User id of ended reservations of deleted members. Never a valid Discord id.
DELETED_USER = 0

#: The largest integer that all JSON parsers read exactly; larger ones are exported as strings.
#: https://www.rfc-editor.org/rfc/rfc8259#section-6, read 2026-11-22
_MAX_EXACT = 2**53 - 1

_JSON_COLUMNS = frozenset({"draft", "painting", "document", "holds"})

#: A file's path is useless to the member and may identify another member; the actor of an entry of
#: the moderation log is a moderator.
_HIDDEN_KEYS = frozenset({"path", "actor_id"})


@final
@dataclass(frozen=True)
class SqlPersonalData(PersonalData):
    """Implements `bot.ports.PersonalData`."""

    database: Database
    pseudonym_key: bytes = field(repr=False)

    @override
    async def record(self, user_id: int) -> Record:
        subject = self._subject(user_id)
        queries = {each.section: each.query(subject) for each in TABLES}
        number = select(func.count()).select_from(jobs).where(jobs.c.user_id == user_id)

        def read(connection: Connection) -> tuple[Mapping[str, Sequence[RowMapping]], int]:
            found = {
                name: connection.execute(query).mappings().all() for name, query in queries.items()
            }
            return found, connection.execute(number).scalar_one()

        found, images = await self.database.read(read)
        # in a thread: a moderator may have thousands of audit entries
        sections = await asyncio.to_thread(
            lambda: {name: tuple(_entry(row) for row in rows) for name, rows in found.items()}
        )
        return Record(sections, images)

    @override
    async def images(
        self, user_id: int, *, before: int | None, limit: int
    ) -> tuple[tuple[int, Entry], ...]:
        column = reservations.c
        page = (
            select(
                *(each for each in named(jobs) if each.name not in IMAGES.hidden),
                column.state.label("reservation"),
                column.images.label("pictures"),
                column.micros,
                column.generation_id,
            )
            .outerjoin(reservations, column.job_id == jobs.c.job_id)
            .where(jobs.c.user_id == user_id)
            .order_by(jobs.c.job_id.desc())
            .limit(limit)
        )
        if before is not None:
            page = page.where(jobs.c.job_id < before)
        rows = await self.database.read(lambda it: it.execute(page).mappings().all())
        # in a thread: converting hundreds would block the event loop
        return await asyncio.to_thread(lambda: tuple((row["job_id"], _entry(row)) for row in rows))

    @override
    async def forget(self, user_id: int, *, now: datetime) -> Forgotten:
        write, images, last, has_begun = self.database.write, 0, 0, False
        subject = self._subject(user_id)
        try:
            while True:
                after = last
                batch = await write(lambda it, after=after: _delete_batch(it, user_id, after=after))
                images, last, has_begun = images + batch.images, batch.last, True
                if batch.is_last:
                    break
            left = await write(lambda it: _delete_rest(it, subject, now))
        except StorageFailed as error:
            if not has_begun:
                raise
            log.warning("the data of a member was deleted in part only: %s", error)
            return Forgotten(images, 0, is_whole=False)
        return Forgotten(images, left.images, left.cases)

    def _subject(self, user_id: int) -> Subject:
        return Subject(user_id, pseudonym_of(user_id, self.pseudonym_key))


@dataclass(frozen=True, slots=True)
class _Left:
    """What a deletion keeps."""

    images: int
    """Reservations that may still change the member's counters."""
    cases: int
    """Cases in force."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """The result of one transaction that deletes jobs."""

    images: int
    """Deleted jobs."""
    last: int
    """The id of the last reservation."""
    is_last: bool


def _delete_batch(connection: Connection, user_id: int, *, after: int) -> _Batch:
    """Delete some of a member's jobs. Locks reservations before jobs, as every transaction does."""
    column = reservations.c
    # keep reservations that may still change the member's counters: of processes that may be alive,
    # and of cancelled jobs whose charge is unknown
    is_over = or_(
        column.state == SETTLED,
        and_(
            column.state == UNRECONCILED,
            column.holds.not_like('%"is_lost"%'),
            column.holds.not_like('%"counted"%'),
        ),
    )
    theirs = (
        select(column.job_id)
        .where(column.user_id == user_id, is_over, column.job_id > after)
        .order_by(column.job_id)
        .limit(DELETED_AT_ONCE)
    )
    over = connection.execute(theirs.with_for_update()).scalars().all()
    connection.execute(
        update(reservations).where(column.job_id.in_(over)).values(user_id=DELETED_USER)
    )
    ended = (
        select(jobs.c.job_id)
        .where(jobs.c.user_id == user_id, jobs.c.ended_at.is_not(None))
        .order_by(jobs.c.job_id)
        .limit(DELETED_AT_ONCE)
    )
    images = connection.execute(delete(jobs).where(jobs.c.job_id.in_(ended))).rowcount
    is_last = len(over) < DELETED_AT_ONCE and images < DELETED_AT_ONCE
    return _Batch(images, max(over, default=after), is_last)


def _delete_rest(connection: Connection, subject: Subject, now: datetime) -> _Left:
    """Delete everything but jobs; return what remains."""
    for table in TABLES:
        for statement in table.forget(subject, now):
            connection.execute(statement)
    delete_orphans(connection)
    of_them = reservations.c.user_id == subject.user_id
    about_them = is_case_of(subject.user_id)
    counted = (
        select(func.count()).select_from(table).where(is_theirs)
        for table, is_theirs in ((reservations, of_them), (cases, about_them))
    )
    return _Left(*(connection.execute(number).scalar_one() for number in counted))


def _entry(row: RowMapping) -> Entry:
    return {
        name: _exported(_parsed(value) if name in _JSON_COLUMNS else value)
        for name, value in row.items()
        if value is not None
    }


def _parsed(stored: str) -> object:
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return stored


def _exported(value: Any) -> object:  # noqa: ANN401 - a row can contain anything
    """Return a value for JSON, without paths of files."""
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        return {key: _exported(each) for key, each in found.items() if key not in _HIDDEN_KEYS}
    if isinstance(value, list):
        return [_exported(each) for each in cast("list[Any]", value)]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and abs(value) > _MAX_EXACT:
        return str(value)
    return value
