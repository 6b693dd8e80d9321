"""Stores servers' rulebooks and the audit log of their changes."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, final

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_json import RulebookInvalid, dump_rulebook, parse_rulebook
from bot.ports import AuditEntry, Rulebooks, StoredRulebook
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
from bot.storage.tables import (
    audit,
    cases,
    consents,
    filters,
    grants,
    held_requests,
    log_entries,
    offenses,
    refusals,
    reports,
    rulebooks,
)

#: What is deleted with the rulebook of a server that the bot left.
_OF_SERVERS = (
    audit,
    grants,
    filters,
    cases,
    offenses,
    held_requests,
    reports,
    log_entries,
    consents,
)

_READ = select(rulebooks.c.document, rulebooks.c.version).where(
    rulebooks.c.guild_id == bindparam("guild")
)
_REPLACE = sql(
    "INSERT INTO rulebooks (guild_id, version, document, changed_at)"
    " VALUES (:guild_id, :version + 1, :document, :now)"
    " ON CONFLICT (guild_id) DO UPDATE SET version = excluded.version,"
    " document = excluded.document, changed_at = excluded.changed_at, left_at = NULL"
    " WHERE rulebooks.version = :version RETURNING version",
    instants=("now",),
    numbers=("guild_id", "version"),
)
#: The newest entries of a server that are kept, so that repeated changes cannot fill the disk.
_MAX_ENTRIES = 5000
_PRUNE = sql(
    "DELETE FROM audit WHERE guild_id = :guild_id AND id <= (SELECT id FROM audit"
    " WHERE guild_id = :guild_id ORDER BY id DESC LIMIT 1 OFFSET :kept)",
    numbers=("guild_id", "kept"),
)

#: Maximum number of parsed rulebooks in memory.
_MAX_PARSED = 256

_LEAVE = sql(
    "INSERT INTO rulebooks (guild_id, version, document, changed_at, left_at)"
    " VALUES (:guild_id, 0, '', :left_at, :left_at)"
    " ON CONFLICT (guild_id) DO UPDATE SET left_at = excluded.left_at",
    instants=("left_at",),
    numbers=("guild_id",),
)


@final
@dataclass(frozen=True)
class SqlRulebooks(Rulebooks):
    """Implements `bot.ports.Rulebooks`."""

    database: Database
    _parsed: dict[int, tuple[str, Rulebook]] = field(
        default_factory=dict[int, tuple[str, Rulebook]]
    )
    """Documents and parsed rulebooks by server; a cache, because every request reads one."""

    @override
    async def read(self, guild_id: int) -> StoredRulebook:
        values = {"guild": guild_id}
        row = await self.database.read(lambda connection: connection.execute(_READ, values).first())
        if row is None or not row.version:
            return StoredRulebook(Rulebook(), 0)
        cached = self._parsed.get(guild_id)
        if cached is None or cached[0] != row.document:
            # in a thread: the largest takes milliseconds
            cached = row.document, await asyncio.to_thread(_load, row.document)
            self._remember(guild_id, *cached)
        return StoredRulebook(cached[1], row.version)

    def _remember(self, guild_id: int, document: str, rulebook: Rulebook) -> None:
        self._parsed.pop(guild_id, None)
        if len(self._parsed) >= _MAX_PARSED:
            del self._parsed[next(iter(self._parsed))]
        self._parsed[guild_id] = (document, rulebook)

    @override
    async def replace(
        self,
        guild_id: int,
        rulebook: Rulebook,
        entries: Sequence[AuditEntry],
        *,
        version: int,
        now: datetime,
    ) -> bool:
        document = json.dumps(dump_rulebook(rulebook), separators=(",", ":"))
        row = {"guild_id": guild_id, "version": version, "document": document, "now": now}
        return await self.database.write(lambda connection: _replace(connection, row, entries))

    @override
    async def history(
        self, guild_id: int, *, limit: int, before_id: int | None = None
    ) -> tuple[AuditEntry, ...]:
        column = audit.c
        found = (
            select(column.at, column.actor_id, column.what, column.before, column.after, column.id)
            .where(column.guild_id == guild_id)
            .order_by(column.id.desc())
            .limit(limit)
        )
        if before_id is not None:
            found = found.where(column.id < before_id)
        rows = await self.database.read(lambda connection: connection.execute(found).all())
        return tuple(AuditEntry(*row) for row in rows)

    @override
    async def note(self, guild_id: int, entry: AuditEntry) -> None:
        await self.database.write(
            lambda connection: connection.execute(insert(audit), _audit_rows(guild_id, (entry,)))
        )

    @override
    async def set_left(self, guild_id: int, left_at: datetime | None) -> None:
        if left_at is None:
            change = (
                update(rulebooks)
                .where(rulebooks.c.guild_id == guild_id, rulebooks.c.left_at.is_not(None))
                .values(left_at=None)
            )
            await self.database.write(lambda connection: connection.execute(change))
        else:
            row = {"guild_id": guild_id, "left_at": left_at}
            await self.database.write(lambda connection: connection.execute(_LEAVE, row))

    @override
    async def presence(self) -> Mapping[int, datetime | None]:
        every = select(rulebooks.c.guild_id, rulebooks.c.left_at)
        rows = await self.database.read(lambda connection: connection.execute(every).all())
        return {row.guild_id: row.left_at for row in rows}

    @override
    async def purge(self, *, left_before: datetime) -> None:
        left = select(rulebooks.c.guild_id).where(rulebooks.c.left_at < left_before)
        guilds = await self.database.read(lambda it: it.execute(left).scalars().all())
        for guild_id in guilds:
            await self.database.write(
                lambda connection, guild_id=guild_id: _delete(connection, guild_id, left_before)
            )


def _load(document: str) -> Rulebook:
    try:
        return parse_rulebook(json.loads(document))
    except (RulebookInvalid, ValueError, RecursionError) as error:
        raise StorageFailed(StorageFault.DAMAGED, "a stored rulebook cannot be read") from error


def add_audit_entries(connection: Connection, guild_id: int, entries: Sequence[AuditEntry]) -> None:
    """Store entries, and delete the oldest ones of a server that has too many."""
    if entries:
        connection.execute(insert(audit), _audit_rows(guild_id, entries))
        connection.execute(_PRUNE, {"guild_id": guild_id, "kept": _MAX_ENTRIES})


def _audit_rows(guild_id: int, entries: Sequence[AuditEntry]) -> list[dict[str, object]]:
    return [
        {
            "guild_id": guild_id,
            "at": entry.at,
            "actor_id": entry.actor_id,
            "what": entry.what,
            "before": entry.before,
            "after": entry.after,
        }
        for entry in entries
    ]


def _replace(connection: Connection, row: Mapping[str, Any], entries: Sequence[AuditEntry]) -> bool:
    if row["version"]:
        # do not recreate a rulebook that was purged in the meantime
        current = select(rulebooks.c.version).where(rulebooks.c.guild_id == row["guild_id"])
        if connection.execute(current.with_for_update()).scalar() != row["version"]:
            return False
    if connection.execute(_REPLACE, row).first() is None:
        return False
    add_audit_entries(connection, row["guild_id"], entries)
    return True


def _delete(connection: Connection, guild_id: int, left_before: datetime) -> None:
    # the bot may have rejoined since the caller checked
    gone = delete(rulebooks).where(
        rulebooks.c.guild_id == guild_id, rulebooks.c.left_at < left_before
    )
    if not connection.execute(gone).rowcount:
        return
    # messages that show images do not name their server, and are purged by their age
    for table in _OF_SERVERS:
        connection.execute(delete(table).where(table.c.guild_id == guild_id))
    connection.execute(
        delete(refusals).where(refusals.c.subject.startswith(f"{guild_id}:", autoescape=True))
    )
