"""Exports and deletes the data of one member."""

import asyncio
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast, final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    RowMapping,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from typing_extensions import override

from bot.errors import StorageFailed
from bot.policy.limits.cooldown import LOOK_BACK
from bot.policy.limits.counters import keys_of
from bot.policy.members.pseudonym import pseudonym_of
from bot.ports import Entry, Forgotten, PersonalData, Record
from bot.storage.engine.transaction import Database
from bot.storage.jobs.stale_cards import delete_orphans
from bot.storage.limits.settlements import SETTLED, UNRECONCILED
from bot.storage.tables import (
    audit,
    cooldowns,
    counts,
    grants,
    jobs,
    preferences,
    refusals,
    reservations,
    strikes,
)

log = logging.getLogger(__name__)

#: Jobs that one transaction deletes, which takes about ten milliseconds.
DELETED_AT_ONCE = 500

#: User id of ended reservations of deleted members. Never a valid Discord id.
DELETED_USER = 0

#: The largest integer that all JSON parsers read exactly; larger ones are exported as strings.
#: https://www.rfc-editor.org/rfc/rfc8259#section-6, read 2026-11-22
_MAX_EXACT = 2**53 - 1

#: The token is a secret of the bot, and `words` repeats the prompt.
_NOT_EXPORTED = frozenset({"token", "words", "user_id"})

_JSON_COLUMNS = frozenset({"draft", "painting", "document", "holds"})

#: Key of a file's path, which is useless to the member and may identify another member.
_PATH_KEY = "path"


@final
@dataclass(frozen=True)
class SqlPersonalData(PersonalData):
    """Implements `bot.ports.PersonalData`."""

    database: Database
    pseudonym_key: bytes = field(repr=False)

    @override
    async def record(self, user_id: int) -> Record:
        queries = _sections(user_id, pseudonym_of(user_id, self.pseudonym_key))
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
                *(each for each in _named(jobs) if each.name not in _NOT_EXPORTED),
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
        try:
            while True:
                after = last
                batch = await write(lambda it, after=after: _delete_batch(it, user_id, after=after))
                images, last, has_begun = images + batch.images, batch.last, True
                if batch.is_last:
                    break
            remaining = await write(lambda it: _delete_rest(it, user_id, now))
        except StorageFailed as error:
            if not has_begun:
                raise
            log.warning("the data of a member was deleted in part only: %s", error)
            return Forgotten(images, 0, is_whole=False)
        return Forgotten(images, remaining)


def _sections(user_id: int, pseudonym: str) -> Mapping[str, Select[*tuple[Any, ...]]]:
    log = select(audit.c.guild_id, audit.c.at, audit.c.what, audit.c.before, audit.c.after)
    by_them = audit.c.actor_id == user_id
    with_job = exists().where(jobs.c.job_id == reservations.c.job_id)
    return {
        "defaults": select(preferences.c.document).where(preferences.c.user_id == user_id),
        "grants": select(*_named(grants)).where(grants.c.user_id == user_id),
        "last_refusals": select(*_named(refusals)).where(_is_about(user_id)),
        "prompts_refused_by_the_provider": (
            select(strikes.c.job_id, strikes.c.at, strikes.c.is_clear)
            .where(strikes.c.user_id == user_id)
            .order_by(strikes.c.at.desc())
        ),
        "counts": (
            select(counts.c.key, counts.c.used, counts.c.kept_until)
            .where(_is_theirs(counts.c.key, pseudonym))
            .order_by(counts.c.key)
        ),
        "cooldowns": (
            select(cooldowns.c.key, cooldowns.c.used_at)
            .where(_is_theirs(cooldowns.c.key, pseudonym))
            .order_by(cooldowns.c.key)
        ),
        "costs_without_a_picture": (
            select(*_named(reservations))
            .where(reservations.c.user_id == user_id, ~with_job)
            .order_by(reservations.c.job_id.desc())
        ),
        "limits_changed_by_you": log.where(by_them).order_by(audit.c.id.desc()),
        # without the moderators who changed them
        "limits_changed_for_you": (
            log.where(audit.c.what.like(f"% user:{user_id:d}"), ~by_them).order_by(
                audit.c.id.desc()
            )
        ),
    }


def _named(table: Table) -> Iterator[Label[Any]]:
    """Yield a table's columns under their names in the database, which exports use."""
    return (column.label(column.name) for column in table.c)


def _is_theirs(key: ColumnElement[str], pseudonym: str) -> ColumnElement[bool]:
    return or_(*(key.like(pattern) for pattern in keys_of(pseudonym)))


def _is_about(user_id: int) -> ColumnElement[bool]:
    subject = refusals.c.subject
    return or_(subject == str(user_id), subject.like(f"%:{user_id:d}"))


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


def _delete_rest(connection: Connection, user_id: int, now: datetime) -> int:
    """Delete everything but jobs; return how many reservations remain."""
    for deletion in (
        delete(grants).where(grants.c.user_id == user_id, grants.c.until <= now),
        delete(refusals).where(_is_about(user_id)),
        delete(strikes).where(strikes.c.user_id == user_id, strikes.c.at < now - LOOK_BACK),
        delete(preferences).where(preferences.c.user_id == user_id),
    ):
        connection.execute(deletion)
    delete_orphans(connection)
    theirs = reservations.c.user_id == user_id
    remaining = select(func.count()).select_from(reservations).where(theirs)
    return connection.execute(remaining).scalar_one()


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
        return {key: _exported(each) for key, each in found.items() if key != _PATH_KEY}
    if isinstance(value, list):
        return [_exported(each) for each in cast("list[Any]", value)]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and abs(value) > _MAX_EXACT:
        return str(value)
    return value
