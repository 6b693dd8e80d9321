"""Stores entries that wait for the moderation log, and the messages that show images."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from typing_extensions import override

from bot.policy.moderation.log import LogEntry
from bot.ports import ModerationLog, Place, ShownMessage, ShownMessages, WaitingEntry
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
from bot.storage.moderation.row_lock import lock_until_commit
from bot.storage.tables import log_entries, shown_messages

log = logging.getLogger(__name__)

_SHOWN = sql(
    "INSERT INTO shown_messages (message_id, job_id, channel_id, place, at)"
    " VALUES (:message_id, :job_id, :channel_id, :place, :now)"
    " ON CONFLICT (message_id) DO NOTHING",
    instants=("now",),
    numbers=("message_id", "job_id", "channel_id"),
)


@cache
def _entries() -> TypeAdapter[LogEntry]:
    return TypeAdapter(LogEntry)


def insert_entry(connection: Connection, entry: LogEntry, *, ready_at: datetime) -> int:
    """Store an entry in a transaction, and return its id."""
    row = {
        "guild_id": entry.guild_id,
        "job_id": entry.job_id,
        "user_id": entry.user_id,
        "at": entry.at,
        "ready_at": ready_at,
        "document": _dumped(entry),
    }
    added = insert(log_entries).returning(log_entries.c.id)
    return connection.execute(added, row).scalar_one()


def _dumped(entry: LogEntry) -> str:
    # lone surrogates cannot be encoded; NUL, which PostgreSQL rejects, is escaped in JSON
    stored = _entries().dump_python(entry, mode="json")
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace").decode()


@final
@dataclass(frozen=True, slots=True)
class SqlModerationLog(ModerationLog):
    """Implements `bot.ports.ModerationLog`."""

    database: Database

    @override
    async def add(self, entry: LogEntry, *, ready_at: datetime) -> int:
        return await self.database.write(lambda it: insert_entry(it, entry, ready_at=ready_at))

    @override
    async def complete(self, job_id: int, thumbnail: bytes | None, *, now: datetime) -> None:
        column = log_entries.c
        change = (
            update(log_entries)
            .where(column.ready_at > now, column.job_id == job_id)
            .values(thumbnail=thumbnail, ready_at=now)
        )
        await self.database.write(lambda connection: connection.execute(change))

    @override
    async def take(
        self, process_id: str, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[WaitingEntry]:
        column, busy = log_entries.c, log_entries.alias()
        is_free = or_(column.taken_until.is_(None), column.taken_until <= now)
        elsewhere = select(busy.c.guild_id).where(
            busy.c.taken_until > now,
            or_(busy.c.taken_by != process_id, busy.c.taken_by.is_(None)),
        )
        free = (
            select(column.id)
            .where(column.ready_at <= now, is_free, column.guild_id.not_in(elsewhere))
            .order_by(column.ready_at, column.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def take(connection: Connection) -> Sequence[WaitingEntry]:
            # or two processes at the same time would both take entries of one server
            lock_until_commit(connection, "log_entries")
            taken = {"taken_by": process_id, "taken_until": until}
            while ids := connection.execute(free).scalars().all():
                mine = column.id.in_(ids)
                connection.execute(update(log_entries).where(mine).values(taken))
                wanted = select(column.id, column.document, column.thumbnail)
                rows = connection.execute(wanted.where(mine).order_by(column.id)).all()
                found = _readable(rows)
                # or they would hold up the others of their server
                damaged = set(ids) - {entry.id for entry in found}
                if damaged:
                    connection.execute(delete(log_entries).where(column.id.in_(damaged)))
                if found:
                    return found
            return ()

        return await self.database.write(take)

    @override
    async def postpone(self, guild_id: int, *, until: datetime) -> None:
        waiting = (
            update(log_entries)
            .where(log_entries.c.guild_id == guild_id)
            .values(taken_by=None, taken_until=until)
        )
        await self.database.write(lambda connection: connection.execute(waiting))

    @override
    async def remove(self, entry_ids: Sequence[int]) -> None:
        sent = delete(log_entries).where(log_entries.c.id.in_(entry_ids))
        await self.database.write(lambda connection: connection.execute(sent))

    @override
    async def purge(self, *, before: datetime) -> None:
        old = delete(log_entries).where(log_entries.c.at < before)
        await self.database.write(lambda connection: connection.execute(old))


def _readable(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[WaitingEntry, ...]:
    """Return the entries of rows; one that cannot be read is logged and left out."""
    found: list[WaitingEntry] = []
    for row in rows:
        try:
            entry = _entries().validate_json(row.document)
        except ValueError:
            # the error contains members' texts
            log.error("entry %s of the moderation log cannot be read", row.id)  # noqa: TRY400
        else:
            found.append(WaitingEntry(row.id, entry, row.thumbnail))
    return tuple(found)


@final
@dataclass(frozen=True, slots=True)
class SqlShownMessages(ShownMessages):
    """Implements `bot.ports.ShownMessages`."""

    database: Database

    @override
    async def add(self, shown: ShownMessage, *, now: datetime) -> None:
        row = {
            "message_id": shown.message_id,
            "job_id": shown.job_id,
            "channel_id": shown.channel_id,
            "place": shown.place.value,
            "now": now,
        }
        await self.database.write(lambda connection: connection.execute(_SHOWN, row))

    @override
    async def of(self, job_id: int) -> Sequence[ShownMessage]:
        column = shown_messages.c
        found = select(shown_messages).where(column.job_id == job_id).order_by(column.message_id)
        rows = await self.database.read(lambda connection: connection.execute(found).all())
        return tuple(
            ShownMessage(row.job_id, row.channel_id, row.message_id, _place(row.place))
            for row in rows
        )

    @override
    async def remove(self, message_ids: Sequence[int]) -> None:
        gone = delete(shown_messages).where(shown_messages.c.message_id.in_(message_ids))
        await self.database.write(lambda connection: connection.execute(gone))

    @override
    async def purge(self, *, before: datetime) -> None:
        old = delete(shown_messages).where(shown_messages.c.at < before)
        await self.database.write(lambda connection: connection.execute(old))


def _place(stored: str) -> Place:
    try:
        return Place(stored)
    except ValueError:
        # a later version may know more places; the message can still be deleted
        return Place.COPY
