"""Stores entries that wait for the moderation log, and the messages that show images."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import final

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, exists, insert, or_, select, update
from typing_extensions import override

from bot.policy.moderation.log import LogEntry
from bot.ports import ModerationLog, Place, ShownMessage, ShownMessages, WaitingEntry
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
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
    document = _entries().dump_json(entry).decode()
    row = {
        "guild_id": entry.guild_id,
        "job_id": entry.job_id,
        "user_id": entry.user_id,
        "at": entry.at,
        "ready_at": ready_at,
        "document": document,
    }
    added = insert(log_entries).returning(log_entries.c.id)
    return connection.execute(added, row).scalar_one()


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
        is_elsewhere = exists().where(
            busy.c.guild_id == column.guild_id,
            busy.c.taken_until > now,
            or_(busy.c.taken_by != process_id, busy.c.taken_by.is_(None)),
        )
        free = (
            select(column.id)
            .where(column.ready_at <= now, is_free, ~is_elsewhere)
            .order_by(column.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def take(connection: Connection) -> Sequence[WaitingEntry]:
            ids = connection.execute(free).scalars().all()
            mine = log_entries.c.id.in_(ids)
            taken = {"taken_by": process_id, "taken_until": until}
            connection.execute(update(log_entries).where(mine).values(taken))
            rows = connection.execute(select(log_entries).where(mine).order_by(column.id)).all()
            return tuple(
                WaitingEntry(row.id, _entries().validate_json(row.document), row.thumbnail)
                for row in rows
            )

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
            ShownMessage(row.job_id, row.channel_id, row.message_id, Place(row.place))
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
