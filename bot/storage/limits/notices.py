"""Stores the dedupe keys of notices."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import final

from sqlalchemy import delete
from typing_extensions import override

from bot.ports import Notices
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
from bot.storage.tables import notices

_CLAIM = sql(
    "INSERT INTO notices (key, kept_until) VALUES (:key, :kept_until)"
    " ON CONFLICT (key) DO UPDATE SET kept_until = excluded.kept_until"
    " WHERE notices.kept_until < :now RETURNING key",
    instants=("kept_until", "now"),
)

#: Earlier than every expiry, so that no key has expired.
_NEVER = datetime.min.replace(tzinfo=UTC)


@final
@dataclass(frozen=True)
class SqlNotices(Notices):
    """Implements `bot.ports.Notices`."""

    database: Database

    @override
    async def claim(self, key: str, *, kept_until: datetime, now: datetime | None = None) -> bool:
        row = {"key": key, "kept_until": kept_until, "now": now or _NEVER}
        return await self.database.write(lambda it: it.execute(_CLAIM, row).first()) is not None

    @override
    async def release(self, keys: Collection[str]) -> None:
        released = delete(notices).where(notices.c.key.in_(keys))
        await self.database.write(lambda connection: connection.execute(released))

    @override
    async def purge(self, *, now: datetime) -> None:
        old = delete(notices).where(notices.c.kept_until < now)
        await self.database.write(lambda connection: connection.execute(old))
