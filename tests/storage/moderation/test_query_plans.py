"""Reads of the moderators' tables use an index, however large the tables become."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, text

from bot.ports import Stores
from bot.storage.engine.transaction import Database
from bot.storage.tables import (
    cases,
    consents,
    filters,
    held_requests,
    log_entries,
    offenses,
    reports,
    shown_messages,
)
from testkit.fakes import START
from tests.storage.moderation.test_reviews import held
from tests.storage.samples import GUILD, MEMBER

HOUR = timedelta(hours=1)
MANY = 20_000

Read = Callable[[Stores], Coroutine[Any, Any, object]]

READS: dict[str, Read] = {
    "blocks": lambda it: it.cases.blocks(GUILD, MEMBER, now=START),
    "case": lambda it: it.cases.read(GUILD, 7),
    "page": lambda it: it.cases.page(GUILD, before=50, limit=5),
    "page of a member": lambda it: it.cases.page(GUILD, subject_id=MEMBER, limit=5),
    "filter": lambda it: it.filters.read(GUILD),
    "offenses": lambda it: it.cases.add_offense(GUILD, MEMBER, 1, now=START, since=START - HOUR),
    "reports": lambda it: it.reports.count(MEMBER, since=START - HOUR),
    "messages": lambda it: it.shown_messages.of(5),
    "consent": lambda it: it.consents.has(GUILD, MEMBER),
    "held requests": lambda it: it.held_requests.add(held(0), most=3, since=START),
    "entries": lambda it: it.moderation_log.take("this", now=START, until=START, limit=5),
}

#: The primary key finds rows of these as well, but reads all of a server's.
INDEXES = {
    "blocks": "ix_cases_subject",
    "page of a member": "ix_cases_subject",
    "reports": "ix_reports_reporter",
    "messages": "ix_shown_messages_job",
    "held requests": "ix_held_requests_user",
    "entries": "ix_log_entries_ready",
}


def _fill(connection: Connection) -> None:
    numbers = range(1, MANY)
    case = {"kind": "block", "is_server": False, "reason": "", "at": START, "until": START}
    connection.execute(
        insert(cases),
        [{**case, "guild_id": n % 50, "number": n, "subject_id": n % 999 + 1} for n in numbers],
    )
    connection.execute(
        insert(offenses),
        [{"guild_id": n % 50, "user_id": n % 999, "job_id": n, "at": START} for n in numbers],
    )
    report = {"guild_id": GUILD, "reason": "", "outcome": "open", "at": START}
    connection.execute(
        insert(reports), [{**report, "job_id": n, "reporter_id": n % 999} for n in numbers]
    )
    shown = {"channel_id": 1, "place": "card", "at": START}
    connection.execute(
        insert(shown_messages), [{**shown, "message_id": n, "job_id": n // 3} for n in numbers]
    )
    consent = {"guild_id": GUILD, "at": START}
    connection.execute(insert(consents), [{**consent, "user_id": n} for n in numbers])
    waiting = {"guild_id": GUILD, "rule": "", "state": "waiting", "at": START, "draft": "{}"}
    connection.execute(
        insert(held_requests), [{**waiting, "job_id": n, "user_id": n % 999} for n in numbers]
    )
    row = {"version": 1, "changed_at": START, "document": "{}"}
    connection.execute(insert(filters), [{**row, "guild_id": n + GUILD} for n in numbers])
    entry = {"guild_id": GUILD, "at": START, "document": "{}"}
    connection.execute(
        insert(log_entries), [{**entry, "ready_at": START + n * HOUR} for n in numbers]
    )


async def _plans(stores: Stores, read: Read) -> list[str]:
    """Return the plan of each SELECT that a read executes."""
    plans: list[str] = []

    def explain(connection: Connection, *given: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        _, statement, values, *_ = given
        if not statement.lstrip().startswith("SELECT") or "pg_advisory" in statement:
            return
        word = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
        rows = connection.exec_driver_sql(word + statement, values).all()
        plans.append("\n".join(str(row[-1]) for row in rows))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        await read(stores)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    return plans


@pytest.mark.parametrize("is_analyzed", [True, False])
async def test_reads_use_an_index(stores: Stores, database: Database, *, is_analyzed: bool) -> None:
    is_sqlite = await database.read(lambda connection: connection.dialect.name) == "sqlite"
    if not is_analyzed and not is_sqlite:
        pytest.skip("PostgreSQL decides by how much there is, and analyzes by itself")
    # a write must end within its deadline
    await database.migrate(_fill)
    if is_analyzed:
        await database.migrate(lambda connection: connection.execute(text("ANALYZE")))
    for name, read in READS.items():
        plans = await _plans(stores, read)
        assert plans, name
        for plan in plans:
            assert "SCAN" not in plan.replace("SCAN CONSTANT ROW", ""), (name, plan)
            assert "Seq Scan" not in plan, (name, plan)
        if name in INDEXES and is_sqlite:
            assert INDEXES[name] in plans[-1], (name, plans)
