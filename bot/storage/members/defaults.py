"""Stores members' defaults as JSON."""

import json
import logging
from dataclasses import asdict, dataclass
from typing import Any, final

from sqlalchemy import Connection, delete, select
from typing_extensions import override

from bot.policy.members.defaults import MemberDefaults
from bot.ports import DefaultsStore
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
from bot.storage.tables import preferences

log = logging.getLogger(__name__)

_SET = sql(
    "INSERT INTO preferences (user_id, document) VALUES (:user_id, :document)"
    " ON CONFLICT (user_id) DO UPDATE SET document = excluded.document",
    numbers=("user_id",),
)


@final
@dataclass(frozen=True, slots=True)
class SqlDefaults(DefaultsStore):
    """Implements `bot.ports.DefaultsStore`."""

    database: Database

    @override
    async def read(self, user_id: int) -> MemberDefaults:
        found = select(preferences.c.document).where(preferences.c.user_id == user_id)
        document = await self.database.read(lambda connection: connection.execute(found).scalar())
        return MemberDefaults() if document is None else _load(document, user_id)

    @override
    async def set(self, user_id: int, defaults: MemberDefaults) -> None:
        row = {"user_id": user_id, "document": _dump(defaults)}

        def change(connection: Connection) -> None:
            if defaults == MemberDefaults():
                connection.execute(delete(preferences).where(preferences.c.user_id == user_id))
            else:
                connection.execute(_SET, row)

        await self.database.write(change)


def _dump(defaults: MemberDefaults) -> str:
    known = {name: value for name, value in asdict(defaults).items() if value is not None}
    # JSON escapes the characters that PostgreSQL rejects
    return json.dumps(known, separators=(",", ":"))


def _load(document: str, user_id: int) -> MemberDefaults:
    """Parse the JSON of `_dump`; invalid values are left out, because commands work without."""
    try:
        stored: Any = json.loads(document)
        texts = {name: stored.get(name) for name in ("model", "ratio", "size", "style")}
        private = stored.get("private")
    except (ValueError, RecursionError, AttributeError):
        log.warning("the defaults of user %s cannot be read", user_id)
        return MemberDefaults()
    valid = {name: value for name, value in texts.items() if isinstance(value, str)}
    return MemberDefaults(**valid, private=private if isinstance(private, bool) else None)
