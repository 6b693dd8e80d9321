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

_OF_GUILD = filters.c.guild_id == bindparam("guild")

# the largest document has hundreds of kilobytes, so it is read only when it is new
_VERSION = select(filters.c.version, filters.c.changed_at).where(_OF_GUILD)
_READ = select(filters.c.version, filters.c.changed_at, filters.c.document).where(_OF_GUILD)
_FIRST = sql(
    "INSERT INTO filters (guild_id, version, document, changed_at)"
    " VALUES (:guild_id, 1, :document, :now)"
    " ON CONFLICT (guild_id) DO NOTHING RETURNING version",
    instants=("now",),
    numbers=("guild_id",),
    texts=("document",),
)
# not an upsert, which would recreate a filter that was purged in the meantime
_NEXT = sql(
    "UPDATE filters SET version = version + 1, document = :document, changed_at = :now"
    " WHERE guild_id = :guild_id AND version = :version RETURNING version",
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
    _parsed: dict[int, tuple[datetime, StoredFilter]] = field(
        default_factory=dict[int, tuple[datetime, StoredFilter]]
    )
    """The filters read last, with their changes' instants; the first is the oldest."""

    @override
    async def read(self, guild_id: int) -> StoredFilter:
        values = {"guild": guild_id}
        row = await self.database.read(lambda it: it.execute(_VERSION, values).first())
        if row is None:
            return StoredFilter(guild_id, Filter(), 0)
        changed_at, cached = self._parsed.get(guild_id, (None, None))
        # versions begin at 1 again when a server's data was purged
        if cached is None or (cached.version, changed_at) != (row.version, row.changed_at):
            return await self._load(guild_id)
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
        stored = StoredFilter(guild_id, filter_, row.version)
        self._parsed[guild_id] = (row.changed_at, stored)
        return stored

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
        row = {
            "guild_id": guild_id,
            "document": await asyncio.to_thread(_dump, filter_),
            "now": now,
        }
        change = _FIRST
        if version:
            change, row = _NEXT, {**row, "version": version}

        def write(connection: Connection) -> bool:
            if connection.execute(change, row).first() is None:
                return False
            add_audit_entries(connection, guild_id, entries)
            return True

        return await self.database.write(write)


def _dump(filter_: Filter) -> str:
    data = dump_filter(filter_)
    # one that cannot be read again would refuse every request of its server
    parse_filter(data)
    return json.dumps(data, separators=(",", ":"))


def _parse(document: str) -> Filter:
    try:
        return parse_filter(json.loads(document))
    except (FilterInvalid, ValueError, RecursionError) as error:
        raise StorageFailed(StorageFault.DAMAGED, "a stored filter cannot be read") from error
