"""Stores servers' filters."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import final

from sqlalchemy import Connection, bindparam, select
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.policy.moderation.filter import Filter
from bot.policy.moderation.filter_json import FilterInvalid, dump_filter, parse_filter
from bot.ports import AuditEntry, Filters, StoredFilter
from bot.storage.engine.transaction import Database
from bot.storage.limits.rulebooks import add_audit_entries
from bot.storage.limits.statements import sql
from bot.storage.tables import filters

# the largest document has hundreds of kilobytes, so it is read only when the version is new
_VERSION = select(filters.c.version).where(filters.c.guild_id == bindparam("guild"))
_READ = select(filters.c.version, filters.c.document).where(
    filters.c.guild_id == bindparam("guild")
)
_REPLACE = sql(
    "INSERT INTO filters (guild_id, version, document, changed_at)"
    " VALUES (:guild_id, :version + 1, :document, :now)"
    " ON CONFLICT (guild_id) DO UPDATE SET version = excluded.version,"
    " document = excluded.document, changed_at = excluded.changed_at"
    " WHERE filters.version = :version RETURNING version",
    instants=("now",),
    numbers=("guild_id", "version"),
    texts=("document",),
)

#: Most filters in memory; each has up to 6,000 keywords.
_MAX_PARSED = 32


@final
@dataclass(frozen=True)
class SqlFilters(Filters):
    """Implements `bot.ports.Filters`."""

    database: Database
    _parsed: dict[int, StoredFilter] = field(default_factory=dict[int, StoredFilter])
    """The filters read last; the first is the oldest."""

    @override
    async def read(self, guild_id: int) -> StoredFilter:
        values = {"guild": guild_id}
        version = await self.database.read(lambda it: it.execute(_VERSION, values).scalar())
        if not version:
            return StoredFilter(guild_id, Filter(), 0)
        cached = self._parsed.get(guild_id)
        if cached is None or cached.version != version:
            cached = await self._load(guild_id)
        return cached

    async def _load(self, guild_id: int) -> StoredFilter:
        values = {"guild": guild_id}
        row = await self.database.read(lambda it: it.execute(_READ, values).first())
        if row is None:
            return StoredFilter(guild_id, Filter(), 0)
        # in a thread: the largest takes milliseconds
        filter_ = await asyncio.to_thread(_parse, row.document)
        self._parsed.pop(guild_id, None)
        while len(self._parsed) >= _MAX_PARSED:
            del self._parsed[next(iter(self._parsed))]
        self._parsed[guild_id] = StoredFilter(guild_id, filter_, row.version)
        return self._parsed[guild_id]

    @override
    async def replace(
        self,
        guild_id: int,
        filter_: Filter,
        *,
        version: int,
        now: datetime,
        entries: Sequence[AuditEntry] = (),
    ) -> bool:
        document = await asyncio.to_thread(
            lambda: json.dumps(dump_filter(filter_), separators=(",", ":"))
        )
        row = {"guild_id": guild_id, "version": version, "document": document, "now": now}

        def write(connection: Connection) -> bool:
            if connection.execute(_REPLACE, row).first() is None:
                return False
            add_audit_entries(connection, guild_id, entries)
            return True

        return await self.database.write(write)


def _parse(document: str) -> Filter:
    try:
        return parse_filter(json.loads(document))
    except (FilterInvalid, ValueError, RecursionError) as error:
        raise StorageFailed(StorageFault.DAMAGED, "a stored filter cannot be read") from error
