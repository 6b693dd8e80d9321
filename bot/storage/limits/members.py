"""Stores grants, last refusals and strikes of members."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import final

from sqlalchemy import Connection, bindparam, delete, select, type_coerce, update
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.tags import TagKeys, Tags, tags_of
from bot.policy.jobs.job import Draft
from bot.policy.limits.cooldown import Strike
from bot.policy.limits.counters import member_subject
from bot.policy.members.pseudonym import pseudonym_of
from bot.ports import Grant, LastRefusal, Members
from bot.storage.column_types import LenientInstant
from bot.storage.engine.transaction import Database
from bot.storage.limits.reservation_holds import ReservationHolds, load_holds
from bot.storage.limits.settlements import is_open
from bot.storage.limits.statements import sql
from bot.storage.tables import (
    cooldowns,
    counts,
    grants,
    refusals,
    reservations,
    strikes,
)

_GRANT = sql(
    "INSERT INTO grants (guild_id, user_id, pictures, used, until)"
    " VALUES (:guild_id, :user_id, :pictures, 0, :until)"
    " ON CONFLICT (guild_id, user_id) DO UPDATE"
    " SET pictures = excluded.pictures, used = 0, until = excluded.until",
    instants=("until",),
    numbers=("guild_id", "user_id", "pictures"),
)
_REFUSAL = sql(
    "INSERT INTO refusals (subject, at, sentence) VALUES (:subject, :at, :sentence)"
    " ON CONFLICT (subject) DO UPDATE SET at = excluded.at, sentence = excluded.sentence",
    instants=("at",),
    texts=("sentence",),
)
_STRIKE = sql(
    "INSERT INTO strikes (user_id, job_id, at, is_clear)"
    " VALUES (:user_id, :job_id, :at, :is_clear)"
    " ON CONFLICT (user_id, job_id) DO NOTHING",
    instants=("at",),
    numbers=("user_id", "job_id"),
)
_STRIKES = (
    select(type_coerce(strikes.c.at, LenientInstant), strikes.c.is_clear)
    .where(strikes.c.user_id == bindparam("user"), strikes.c.at >= bindparam("since"))
    .order_by(strikes.c.at)
)

#: Creates missing rows, so that concurrent reservations have to wait for this transaction.
_LOCK_COUNT = sql(
    "INSERT INTO counts (key, used, cap, kept_until) VALUES (:key, 0, 0, :then)"
    " ON CONFLICT (key) DO UPDATE SET used = 0",
    instants=("then",),
)
_LOCK_COOLDOWN = sql(
    "INSERT INTO cooldowns (key, used_at) VALUES (:key, :then)"
    " ON CONFLICT (key) DO UPDATE SET used_at = excluded.used_at",
    instants=("then",),
)
#: Attempts; each fails only if the member reserves at the same moment.
_MAX_TRIES = 20

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@final
@dataclass(frozen=True)
class SqlMembers(Members):
    """Implements `bot.ports.Members`."""

    database: Database
    pseudonym_key: bytes = field(repr=False)
    tag_keys: TagKeys = field(repr=False)

    @override
    def pseudonym(self, user_id: int) -> str:
        return pseudonym_of(user_id, self.pseudonym_key)

    @override
    def tags(self, draft: Draft) -> Tags:
        requester = draft.requester
        return tags_of(
            self.tag_keys, user_id=requester.user_id, job_id=requester.job_id, chain=draft.chain
        )

    @override
    async def grant(self, guild_id: int, user_id: int) -> Grant | None:
        column = grants.c
        found = select(column.images, column.used, column.until).where(
            column.guild_id == guild_id, column.user_id == user_id
        )
        row = await self.database.read(lambda connection: connection.execute(found).first())
        return Grant(*row) if row else None

    @override
    async def set_grant(self, guild_id: int, user_id: int, images: int, until: datetime) -> None:
        row = {"guild_id": guild_id, "user_id": user_id, "pictures": images, "until": until}
        await self._retry(lambda connection: _set_grant(connection, row))

    @override
    async def reset(self, guild_id: int, user_id: int, keys: Sequence[str]) -> None:
        member = {"guild_id": guild_id, "user_id": user_id}
        cooldown = member_subject(guild_id, self.pseudonym(user_id))
        await self._retry(lambda connection: _reset(connection, member, cooldown, frozenset(keys)))

    @override
    async def note_refusal(self, guild_id: int | None, user_id: int, refusal: LastRefusal) -> None:
        row = {
            "subject": _subject(guild_id, user_id),
            "at": refusal.at,
            "sentence": refusal.sentence,
        }
        await self.database.write(lambda connection: connection.execute(_REFUSAL, row))

    @override
    async def last_refusal(self, guild_id: int | None, user_id: int) -> LastRefusal | None:
        found = select(refusals.c.at, refusals.c.sentence).where(
            refusals.c.subject == _subject(guild_id, user_id)
        )
        row = await self.database.read(lambda connection: connection.execute(found).first())
        return LastRefusal(*row) if row else None

    @override
    async def note_strike(self, user_id: int, job_id: int, strike: Strike) -> None:
        row = {"user_id": user_id, "job_id": job_id, "at": strike.at, "is_clear": strike.is_clear}
        await self.database.write(lambda connection: connection.execute(_STRIKE, row))

    @override
    async def strikes(self, user_id: int, *, since: datetime) -> tuple[Strike, ...]:
        values = {"user": user_id, "since": since}
        rows = await self.database.read(
            lambda connection: connection.execute(_STRIKES, values).all()
        )
        found: list[tuple[datetime | None, bool]] = [(at, is_clear) for at, is_clear in rows]
        # a damaged strike must not block its member
        return tuple(Strike(at, is_clear=is_clear) for at, is_clear in found if at is not None)

    @override
    async def purge(self, *, before: datetime) -> None:
        old = (
            delete(refusals).where(refusals.c.at < before),
            delete(strikes).where(strikes.c.at < before),
            delete(grants).where(grants.c.until < before),
        )
        for rows in old:
            await self.database.write(lambda connection, rows=rows: connection.execute(rows))

    async def _retry(self, work: Callable[[Connection], None]) -> None:
        for _ in range(_MAX_TRIES):
            with suppress(_Overtaken):
                return await self.database.write(work)
        raise StorageFailed(StorageFault.BUSY, "the member keeps reserving")


def _subject(guild_id: int | None, user_id: int) -> str:
    return str(user_id) if guild_id is None else f"{guild_id}:{user_id}"


class _Overtaken(Exception):
    """Rolls back a transaction because the same member reserved at the same time."""


def _set_grant(connection: Connection, row: Mapping[str, object]) -> None:
    with _detaching(connection, row, lambda holds: replace(holds, on_grant=False)):
        connection.execute(_GRANT, row)


def _reset(
    connection: Connection, member: Mapping[str, object], cooldown: str, keys: frozenset[str]
) -> None:
    with _detaching(connection, member, lambda holds: holds.without(keys)):
        connection.execute(_LOCK_COOLDOWN, {"key": cooldown, "then": _LONG_AGO})
        connection.execute(delete(cooldowns).where(cooldowns.c.key == cooldown))
        for key in sorted(keys):
            connection.execute(_LOCK_COUNT, {"key": key, "then": _LONG_AGO})
            connection.execute(delete(counts).where(counts.c.key == key))


@contextmanager
def _detaching(
    connection: Connection,
    member: Mapping[str, object],
    change: Callable[[ReservationHolds], ReservationHolds],
) -> Generator[None]:
    """Change the refunds of a member's open reservations along with the statements in the context.

    Reservations are locked first, as in every transaction. A later reservation waits for the rows
    that the context changes; an earlier one is detected.

    Raises:
        _Overtaken: The member has made another reservation in the meantime.
    """
    column = reservations.c
    under_way = (
        select(column.job_id, column.holds)
        .where(
            is_open,
            column.user_id == member["user_id"],
            column.guild_id == member["guild_id"],
        )
        .order_by(column.job_id)
    )
    found = connection.execute(under_way.with_for_update()).all()
    yield
    known = {row.job_id for row in found}
    if any(row.job_id not in known for row in connection.execute(under_way)):
        raise _Overtaken
    for job_id, stored in found:
        changed = change(load_holds(stored)).dump()
        connection.execute(
            update(reservations).where(column.job_id == job_id).values(holds=changed)
        )
