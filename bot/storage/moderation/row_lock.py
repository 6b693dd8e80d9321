"""Serializes transactions that count rows before they add one."""

from hashlib import blake2b

from sqlalchemy import Connection

from bot.storage.limits.statements import sql

_LOCK = sql("SELECT pg_advisory_xact_lock(:key)", numbers=("key",))


def lock_until_commit(connection: Connection, what: str, *ids: int) -> None:
    """Wait until no other transaction holds this lock, and hold it until the end of this one.

    Transactions of PostgreSQL do not see each other's new rows, so two would count the same rows.
    SQLite has a single writer.

    Args:
        connection: In a transaction.
        what: The kind of rows.
        ids: The server, and the member if the rows are counted per member.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": _key(what, *ids)})


def _key(what: str, *ids: int) -> int:
    name = ":".join((what, *map(str, ids)))
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
