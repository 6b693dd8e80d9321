"""Upserts, which SQLite and PostgreSQL write the same way, and the other shared statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    TextClause,
    bindparam,
    case,
    delete,
    select,
    text,
)

from bot.policy.limits.claim import CooldownClaim, Counter
from bot.policy.limits.cooldown import CLOCK_SLACK
from bot.ports import LEASE
from bot.storage.engine.transaction import Database
from bot.storage.tables import Instant, Words, cooldowns, counts, leases, reservations

#: The cap of what is counted without one.
_NO_CAP = 2**62


def sql(
    statement: str,
    *,
    instants: Sequence[str] = (),
    numbers: Sequence[str] = (),
    words: Sequence[str] = (),
) -> TextClause:
    """Return a statement whose parameters have their types."""
    return text(statement).bindparams(
        *(bindparam(name, type_=Instant()) for name in instants),
        *(bindparam(name, type_=BigInteger()) for name in numbers),
        *(bindparam(name, type_=Words()) for name in words),
    )


_TAKE_COOLDOWN = sql(
    "INSERT INTO cooldowns (key, used_at) VALUES (:key, :now)"
    " ON CONFLICT (key) DO UPDATE SET before = cooldowns.used_at, used_at = excluded.used_at"
    # far in the future it can only be when the clock was set back since
    " WHERE cooldowns.used_at <= :last OR cooldowns.used_at > :ahead RETURNING used_at",
    instants=("last", "now", "ahead"),
)

_GIVE_COOLDOWN_BACK = sql(
    "UPDATE cooldowns SET used_at = before, before = NULL"
    " WHERE key = :key AND used_at = :taken AND before IS NOT NULL",
    instants=("taken",),
)


def take_cooldown(connection: Connection, claim: CooldownClaim, *, now: datetime) -> bool:
    """Start a cooldown unless it runs; tell whether it was started.

    The instant of use is stored, since the spacing is another one in another channel or role.
    """
    ahead = now + CLOCK_SLACK
    last = now - claim.spacing if claim.spacing else ahead
    values = {"key": claim.key, "last": last, "now": now, "ahead": ahead}
    return connection.execute(_TAKE_COOLDOWN, values).first() is not None


def give_cooldown_back(connection: Connection, key: str, taken: datetime) -> None:
    """Put back what was there before a cooldown was taken, unless it was taken again since."""
    connection.execute(_GIVE_COOLDOWN_BACK, {"key": key, "taken": taken})
    # where something was put back, this finds nothing any more
    first = delete(cooldowns).where(
        cooldowns.c.key == key, cooldowns.c.used_at == taken, cooldowns.c.before.is_(None)
    )
    connection.execute(first)


@cache
def _adding(rows: int) -> TextClause:
    """Return the statement that adds to many counts, as far as their caps let it."""
    values = ", ".join(f"(:key{n}, :used{n}, :cap{n}, :kept{n})" for n in range(rows))
    return sql(
        f"INSERT INTO counts (key, used, cap, kept_until) VALUES {values}"  # noqa: S608 - names only
        " ON CONFLICT (key) DO UPDATE SET used = counts.used + excluded.used,"
        " cap = excluded.cap, kept_until = excluded.kept_until"
        " WHERE counts.used + excluded.used <= excluded.cap"
        " RETURNING key, used",
        instants=[f"kept{n}" for n in range(rows)],
        numbers=[f"{name}{n}" for n in range(rows) for name in ("used", "cap")],
    )


def add_to_counts(connection: Connection, counters: Sequence[Counter]) -> Mapping[str, int]:
    """Add to counts, each as far as its cap lets it.

    Args:
        connection: In a transaction that the caller rolls back unless all were added to.
        counters: Sorted by key, so that two transactions never wait for each other in a circle.

    Returns:
        What the counts that were added to say now; those whose cap is in the way are missing.
    """
    # a cap that is too small by itself, the upsert does not see on the first row of a key
    if not counters or any(counter.amount > _cap(counter) for counter in counters):
        return {}
    values: dict[str, object] = {}
    for n, counter in enumerate(counters):
        values |= {
            f"key{n}": counter.key,
            f"used{n}": counter.amount,
            f"cap{n}": _cap(counter),
            f"kept{n}": counter.kept_until,
        }
    rows = connection.execute(_adding(len(counters)), values)
    return {row.key: row.used for row in rows}


def _cap(counter: Counter) -> int:
    return counter.bound.cap if counter.bound else _NO_CAP


_DELTA = bindparam("delta", type_=BigInteger())
_CHANGE_COUNT = (
    counts.update()
    .where(counts.c.key == bindparam("of"))
    .values(used=case((counts.c.used + _DELTA < 0, 0), else_=counts.c.used + _DELTA))
)


def change_counts(connection: Connection, deltas: Mapping[str, int]) -> None:
    """Add to counts or take away from them, whatever their caps say, but not below 0."""
    changes = [{"of": key, "delta": deltas[key]} for key in sorted(deltas) if deltas[key]]
    if changes:
        connection.execute(_CHANGE_COUNT, changes)


_RENEW = sql(
    "INSERT INTO leases (owner, seen_at) VALUES (:owner, :now)"
    " ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at",
    instants=("now",),
)


def renew_lease(connection: Connection, process_id: str, *, now: datetime) -> None:
    """Say that a process lives."""
    connection.execute(_RENEW, {"owner": process_id, "now": now})


def is_left(*, by_others_than: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a reservation is another process's, and that one is dead."""
    # a lease that was renewed in the future is from before the clock was set back
    alive = select(leases.c.owner).where(leases.c.seen_at.between(now - LEASE, now + LEASE))
    owner = reservations.c.owner
    return (owner != by_others_than) & owner.not_in(alive)


async def delete_in_batches(
    database: Database, statement: TextClause, values: Mapping[str, object], *, batch: int
) -> None:
    """Run a statement that deletes up to `:batch` rows until none are left.

    Each time is a transaction of its own, so that nobody waits for long.
    """
    values = {**values, "batch": batch}
    while await database.write(lambda it: it.execute(statement, values).rowcount) == batch:
        pass
