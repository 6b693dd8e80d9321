"""Everything that is kept about one member: written out, and forgotten."""

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
from bot.storage.jobs.stale_cards import drop_orphans
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

#: Jobs that are forgotten in one transaction, which takes some ten milliseconds.
FORGOTTEN_AT_ONCE = 500

#: Whose an ended reservation is once its member was forgotten; Discord gives this id to nobody.
NOBODY = 0

#: JSON is read by programs whose numbers are exact up to here only.
#: https://www.rfc-editor.org/rfc/rfc8259#section-6, read 2026-11-22
_MOST_EXACT = 2**53 - 1

#: The token is the bot's, and gone when a job has ended; the words are the prompt once more.
_NOT_TOLD = frozenset({"token", "words", "user_id"})

#: Where a file lies tells a member nothing, and may tell of another whose image it is.
_PLACE = "path"


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
        # a moderator of large servers may have changed things many thousand times
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
                *(each for each in _named(jobs) if each.name not in _NOT_TOLD),
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
        # hundreds of them would hold up the event loop
        return await asyncio.to_thread(lambda: tuple((row["job_id"], _entry(row)) for row in rows))

    @override
    async def forget(self, user_id: int, *, now: datetime) -> Forgotten:
        write, images, last, is_begun = self.database.write, 0, 0, False
        try:
            while True:
                after = last
                some = await write(lambda it, after=after: _forget_some(it, user_id, after=after))
                images, last, is_begun = images + some.images, some.last, True
                if some.is_last:
                    break
            left = await write(lambda it: _forget_rest(it, user_id, now))
        except StorageFailed as error:
            if not is_begun:
                raise
            log.warning("a member was forgotten in part only: %s", error)
            return Forgotten(images, 0, is_whole=False)
        return Forgotten(images, left)


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
        # who changed them is those moderators' own affair
        "limits_changed_for_you": (
            log.where(audit.c.what.like(f"% user:{user_id:d}"), ~by_them).order_by(
                audit.c.id.desc()
            )
        ),
    }


def _named(table: Table) -> Iterator[Label[Any]]:
    """Yield a table's columns by the names that they have in the database, as exports do."""
    return (column.label(column.name) for column in table.c)


def _is_theirs(key: ColumnElement[str], pseudonym: str) -> ColumnElement[bool]:
    return or_(*(key.like(pattern) for pattern in keys_of(pseudonym)))


def _is_about(user_id: int) -> ColumnElement[bool]:
    subject = refusals.c.subject
    return or_(subject == str(user_id), subject.like(f"%:{user_id:d}"))


@dataclass(frozen=True, slots=True)
class _Some:
    """What one transaction has forgotten."""

    images: int
    last: int
    """The id of the last reservation."""
    is_last: bool


def _forget_some(connection: Connection, user_id: int, *, after: int) -> _Some:
    """Forget some of a member's jobs, in the order in which every transaction takes its locks."""
    column = reservations.c
    # one whose process only seemed to be dead may still be counted for its member, and what they
    # gave up may come back to them
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
        .limit(FORGOTTEN_AT_ONCE)
    )
    over = connection.execute(theirs.with_for_update()).scalars().all()
    connection.execute(update(reservations).where(column.job_id.in_(over)).values(user_id=NOBODY))
    ended = (
        select(jobs.c.job_id)
        .where(jobs.c.user_id == user_id, jobs.c.ended_at.is_not(None))
        .order_by(jobs.c.job_id)
        .limit(FORGOTTEN_AT_ONCE)
    )
    images = connection.execute(delete(jobs).where(jobs.c.job_id.in_(ended))).rowcount
    is_last = len(over) < FORGOTTEN_AT_ONCE and images < FORGOTTEN_AT_ONCE
    return _Some(images, max(over, default=after), is_last)


def _forget_rest(connection: Connection, user_id: int, now: datetime) -> int:
    """Forget what is not an image; return how many reservations are left."""
    for forgotten in (
        delete(grants).where(grants.c.user_id == user_id, grants.c.until <= now),
        delete(refusals).where(_is_about(user_id)),
        delete(strikes).where(strikes.c.user_id == user_id, strikes.c.at < now - LOOK_BACK),
        delete(preferences).where(preferences.c.user_id == user_id),
    ):
        connection.execute(forgotten)
    drop_orphans(connection)
    theirs = reservations.c.user_id == user_id
    left = select(func.count()).select_from(reservations).where(theirs)
    return connection.execute(left).scalar_one()


def _entry(row: RowMapping) -> Entry:
    return {
        name: _told(_parsed(value) if name in {"draft", "painting", "document", "holds"} else value)
        for name, value in row.items()
        if value is not None
    }


def _parsed(stored: str) -> object:
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return stored


def _told(value: Any) -> object:  # noqa: ANN401 - whatever a row has in it
    """Return a value as JSON can have it, without where the bot keeps its files."""
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        return {key: _told(each) for key, each in found.items() if key != _PLACE}
    if isinstance(value, list):
        return [_told(each) for each in cast("list[Any]", value)]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and abs(value) > _MOST_EXACT:
        return str(value)
    return value
