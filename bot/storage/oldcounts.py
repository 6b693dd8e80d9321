"""Counts of before members had pseudonyms: they stood under the members' ids."""

import re
import string
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    or_,
    select,
    update,
)

from bot.policy.limits import Measure
from bot.policy.pseudonym import pseudonym_of
from bot.storage.statements import sql
from bot.storage.tables import cooldowns, counts, reservations

#: The beginning of such a key, wherever it stands. A pseudonym that begins with a digit has
#: letters behind it.
_OLD = re.compile(r"\b((?:user|everywhere|member:[0-9]+):)([0-9]{1,20})(?![0-9a-z])")

_PUT_COUNT = sql(
    "INSERT INTO counts (key, used, cap, kept_until) VALUES (:key, :used, :cap, :kept_until)"
    " ON CONFLICT (key) DO UPDATE SET used = counts.used + excluded.used, kept_until ="
    " CASE WHEN counts.kept_until < excluded.kept_until"
    " THEN excluded.kept_until ELSE counts.kept_until END",
    instants=("kept_until",),
    numbers=("used", "cap"),
)
_PUT_COOLDOWN = sql(
    "INSERT INTO cooldowns (key, used_at, before) VALUES (:key, :used_at, :before)"
    " ON CONFLICT (key) DO UPDATE SET used_at = excluded.used_at, before = excluded.before"
    " WHERE cooldowns.used_at < excluded.used_at",
    instants=("used_at", "before"),
)
_PUT = ((cooldowns, _PUT_COOLDOWN), (counts, _PUT_COUNT))


def rename_old_counts(connection: Connection, key: bytes) -> int:
    """Count members under their pseudonyms who are counted under their ids.

    What stands under the pseudonym by now is added to it. The locks are taken in the order in which
    every transaction takes them.

    Args:
        connection: In a transaction.
        key: The pseudonyms'.

    Returns:
        How many counts and cooldowns had such a key.
    """
    if not any(connection.execute(_old_rows(table).limit(1)).first() for table, _ in _PUT):
        return 0
    # or nothing would be found of what they give back, and who had two jobs at once had them for
    # ever
    _rename_holds(connection, key)
    renamed = 0
    for table, put in _PUT:
        found = connection.execute(_old_rows(table).with_for_update()).mappings().all()
        old = [row for row in found if _OLD.match(row["key"])]
        new = [{**row, "key": _renamed(row["key"], key)} for row in old]
        if old:
            connection.execute(put, sorted(new, key=lambda row: row["key"]))
            gone = table.delete().where(table.c.key == bindparam("old"))
            connection.execute(gone, [{"old": row["key"]} for row in old])
        renamed += len(old)
    return renamed


def _old_rows(table: Table) -> Select[*tuple[Any, ...]]:
    return select(*table.c).where(_is_old(table.c.key)).order_by(table.c.key)


def _is_old(key: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a key is most likely an old one, which both engines know.

    Without its first word, and all ids behind it, only what is counted is left.
    """
    behind = func.ltrim(func.ltrim(key, string.ascii_lowercase), ":" + string.digits)
    subjects = ("user:%", "member:%", "everywhere:%")
    return or_(*(key.like(subject) for subject in subjects)) & or_(
        behind == "", *(behind.like(f"{measure}%") for measure in Measure)
    )


def _rename_holds(connection: Connection, key: bytes) -> None:
    column = reservations.c
    held = select(column.job_id, column.holds).where(column.holds.is_not(None))
    rows = connection.execute(held.order_by(column.job_id).with_for_update()).all()
    for job_id, stored in rows:
        # keys have nothing in them that JSON escapes
        renamed = _renamed(stored, key)
        if renamed != stored:
            change = update(reservations).where(column.job_id == job_id)
            connection.execute(change.values(holds=renamed))


def _renamed(text: str, key: bytes) -> str:
    return _OLD.sub(lambda found: found[1] + pseudonym_of(int(found[2]), key), text)
