"""Stores cases, their appeals, and offenses."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.policy.moderation.case import OPERATOR, Appeal, AppealState, Case, CaseKind
from bot.ports import Cases
from bot.storage.column_types import lenient_columns
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
from bot.storage.moderation.row_lock import lock_until_commit
from bot.storage.tables import cases, offenses

log = logging.getLogger(__name__)

#: The subject of a case that its member has deleted, whose row only keeps the number in use. Never
#: a valid Discord id.
DELETED_SUBJECT = 0

_COLUMNS = lenient_columns(cases)

_OFFENSE = sql(
    "INSERT INTO offenses (guild_id, user_id, job_id, at) VALUES (:guild, :user, :job, :now)"
    " ON CONFLICT (guild_id, user_id, job_id) DO NOTHING",
    instants=("now",),
    numbers=("guild", "user", "job"),
)


@final
@dataclass(frozen=True, slots=True)
class SqlCases(Cases):
    """Implements `bot.ports.Cases`."""

    database: Database

    @override
    async def add(self, case: Case) -> Case:
        return await self.database.write(lambda connection: _add(connection, case))

    @override
    async def blocks(self, guild_id: int | None, user_id: int, *, now: datetime) -> Sequence[Case]:
        column = cases.c
        is_about = and_(column.subject_id == user_id, ~column.is_server)
        if guild_id is not None:
            is_about = or_(is_about, and_(column.subject_id == guild_id, column.is_server))
        found = select(*_COLUMNS).where(
            # for the index: with the condition below alone, SQLite reads all cases of the server
            column.subject_id.in_([user_id, guild_id or user_id]),
            column.guild_id.in_([OPERATOR, guild_id or OPERATOR]),
            is_about,
            column.kind == CaseKind.BLOCK.value,
            column.lifted_at.is_(None),
            or_(column.until.is_(None), column.until > now),
        )
        rows = await self.database.read(lambda connection: connection.execute(found).all())
        return _readable(rows)

    @override
    async def read(self, guild_id: int, number: int) -> Case | None:
        found = select(*_COLUMNS).where(
            _is(guild_id, number), cases.c.subject_id != DELETED_SUBJECT
        )
        row = await self.database.read(lambda connection: connection.execute(found).first())
        return None if row is None else _case(row)

    @override
    async def page(
        self,
        guild_id: int,
        *,
        subject_id: int | None = None,
        before: int | None = None,
        limit: int,
    ) -> Sequence[Case]:
        column = cases.c
        found = select(*_COLUMNS).where(
            column.guild_id == guild_id, column.subject_id != DELETED_SUBJECT
        )
        if subject_id is not None:
            found = found.where(column.subject_id == subject_id)
        if before is not None:
            found = found.where(column.number < before)
        newest = found.order_by(column.number.desc()).limit(limit)
        rows = await self.database.read(lambda connection: connection.execute(newest).all())
        return _readable(rows)

    @override
    async def amend(
        self, case: Case, *, reason: str, until: datetime | None, by: int, now: datetime
    ) -> bool:
        amended = cases.c.amended_at
        same = amended.is_(None) if case.amended_at is None else amended == case.amended_at
        change = (
            update(cases)
            .where(_is(case.guild_id, case.number), same, cases.c.lifted_at.is_(None))
            .values(reason=reason, until=until, amended_by=by, amended_at=now)
        )
        return await self._changed(change)

    @override
    async def lift(self, guild_id: int, number: int, *, now: datetime) -> bool:
        open_ = or_(cases.c.until.is_(None), cases.c.until > now)
        change = (
            update(cases)
            .where(_is(guild_id, number), cases.c.lifted_at.is_(None), open_)
            .values(lifted_at=now)
        )
        return await self._changed(change)

    @override
    async def appeal(self, guild_id: int, number: int, appeal: Appeal) -> bool:
        change = (
            update(cases)
            .where(_is(guild_id, number), cases.c.appeal_state.is_(None))
            .values(appeal=appeal.text, appealed_at=appeal.at, appeal_state=appeal.state.value)
        )
        return await self._changed(change)

    @override
    async def decide(self, guild_id: int, number: int, appeal: Appeal, *, now: datetime) -> bool:
        values: dict[str, object] = {
            "appeal_state": appeal.state.value,
            "appeal_decided_by": appeal.decided_by,
        }
        if appeal.state is AppealState.ACCEPTED:
            values["lifted_at"] = func.coalesce(cases.c.lifted_at, now)
        is_open = cases.c.appeal_state == AppealState.OPEN.value
        return await self._changed(
            update(cases).where(_is(guild_id, number), is_open).values(values)
        )

    @override
    async def add_offense(
        self, guild_id: int, user_id: int, job_id: int, *, now: datetime, since: datetime
    ) -> Sequence[datetime]:
        row = {"guild": guild_id, "user": user_id, "job": job_id, "now": now}
        column = offenses.c
        found = (
            select(column.at)
            .where(column.guild_id == guild_id, column.user_id == user_id, column.at > since)
            .order_by(column.at)
        )

        def add(connection: Connection) -> Sequence[datetime]:
            # or two at the same time would both miss the other one, and with it a step of the
            # ladder
            lock_until_commit(connection, "offenses", guild_id, user_id)
            connection.execute(_OFFENSE, row)
            return connection.execute(found).scalars().all()

        return await self.database.write(add)

    @override
    async def purge(self, *, before: datetime) -> None:
        old = delete(offenses).where(offenses.c.at < before)
        await self.database.write(lambda connection: connection.execute(old))

    async def _changed(self, change: Any) -> bool:  # noqa: ANN401 - SQLAlchemy's generic
        result = await self.database.write(lambda connection: connection.execute(change).rowcount)
        return bool(result)


def _is(guild_id: int, number: int) -> ColumnElement[bool]:
    return and_(cases.c.guild_id == guild_id, cases.c.number == number)


def _add(connection: Connection, case: Case) -> Case:
    lock_until_commit(connection, "cases", case.guild_id)
    last = select(func.coalesce(func.max(cases.c.number), 0)).where(
        cases.c.guild_id == case.guild_id
    )
    number = connection.execute(last).scalar_one() + 1
    if case.kind is CaseKind.UNBLOCK:
        connection.execute(_lift_all(case))
    connection.execute(insert(cases), {**_row(case), "number": number})
    return _case(connection.execute(select(*_COLUMNS).where(_is(case.guild_id, number))).one())


def _lift_all(case: Case) -> Any:  # noqa: ANN401 - SQLAlchemy's generic
    column = cases.c
    return (
        update(cases)
        .where(
            column.guild_id == case.guild_id,
            column.subject_id == case.subject_id,
            column.is_server == case.is_server,
            column.kind == CaseKind.BLOCK.value,
            column.lifted_at.is_(None),
            or_(column.until.is_(None), column.until > case.at),
        )
        .values(lifted_at=case.at)
    )


def _row(case: Case) -> dict[str, object]:
    return {
        "guild_id": case.guild_id,
        "kind": case.kind.value,
        "subject_id": case.subject_id,
        "is_server": case.is_server,
        "actor_id": case.actor_id,
        "at": case.at,
        "reason": case.reason,
        "until": case.until,
        "channel_id": case.channel_id,
    }


def _readable(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Case, ...]:
    """Return the cases of rows; one that cannot be read is logged and left out."""
    found: list[Case] = []
    for row in rows:
        try:
            found.append(_case(row))
        except StorageFailed as error:
            log.error("case %s of %s: %s", row.number, row.guild_id, error.detail)  # noqa: TRY400 - the cause is known
    return tuple(found)


def _case(row: Row[*tuple[Any, ...]]) -> Case:
    try:
        kind = CaseKind(row.kind)
    except ValueError as error:
        raise StorageFailed(StorageFault.DAMAGED, "a case has an unknown kind") from error
    if row.at is None:
        raise StorageFailed(StorageFault.DAMAGED, "a case has no readable time")
    return Case(
        guild_id=row.guild_id,
        number=row.number,
        kind=kind,
        subject_id=row.subject_id,
        actor_id=row.actor_id,
        at=row.at,
        reason=row.reason,
        until=row.until,
        channel_id=row.channel_id,
        is_server=row.is_server,
        amended_by=row.amended_by,
        amended_at=row.amended_at,
        lifted_at=row.lifted_at,
        appeal=_appeal(row),
    )


def _appeal(row: Row[*tuple[Any, ...]]) -> Appeal | None:
    if row.appeal_state is None:
        return None
    try:
        state = AppealState(row.appeal_state)
    except ValueError:
        # a block must not end because its appeal cannot be read
        state = AppealState.DECLINED
    return Appeal(row.appeal, row.appealed_at, state, row.appeal_decided_by)
