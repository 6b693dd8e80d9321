"""Which notices were given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete

from bot.storage.statements import sql
from bot.storage.tables import notices
from bot.storage.transaction import Database

_CLAIM = sql(
    "INSERT INTO notices (key, kept_until) VALUES (:key, :kept_until)"
    " ON CONFLICT (key) DO UPDATE SET kept_until = excluded.kept_until"
    " WHERE notices.kept_until < :now RETURNING key",
    instants=("kept_until", "now"),
)

#: Before every instant at which a key is kept.
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class SqlNotices:
    """Implements `bot.ports.Notices`."""

    database: Database

    async def claim(self, key: str, *, kept_until: datetime, now: datetime | None = None) -> bool:
        """Return True to the first caller with this key."""
        row = {"key": key, "kept_until": kept_until, "now": now or _NEVER}
        return await self.database.write(lambda it: it.execute(_CLAIM, row).first()) is not None

    async def release(self, keys: Collection[str]) -> None:
        """Forget keys, so that the next caller with one of them is the first again."""
        released = delete(notices).where(notices.c.key.in_(keys))
        await self.database.write(lambda connection: connection.execute(released))

    async def purge(self, *, now: datetime) -> None:
        """Forget keys that are kept no longer."""
        old = delete(notices).where(notices.c.kept_until < now)
        await self.database.write(lambda connection: connection.execute(old))
