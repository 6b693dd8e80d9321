"""Crashes and cancellations between any two statements leave all of a transaction, or nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Connection, Engine, delete, event, update

from bot.errors import DuplicateEvent
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import Rulebook
from bot.ports import LEASE, AuditEntry, Ending, Reserved, Settlement, Stores
from bot.storage.engine.transaction import Database
from bot.storage.limits.ledger import SqlLedger
from bot.storage.stores import open_stores
from bot.storage.tables import jobs, metadata
from testkit.fakes import START
from tests.storage.samples import (
    GUILD,
    MEMBER,
    MEMBER_IMAGES,
    claim,
    draft,
    everything,
    generation,
    mark_sent,
)

LIMITS = {Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 1}
LATER = START + LEASE + timedelta(seconds=1)
ENTRIES = [AuditEntry(START, 5, "cooldown server", "", "90 s")] * 2

Act = Callable[[Stores], Awaitable[object]]


class Crash(Exception):
    """The process crashes here."""


@dataclass
class Breaker:
    """Runs an action at the statement or commit with a given number."""

    at: int
    act: Callable[[], object]
    seen: int = field(default=0)

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.at:
            self.act()


@contextmanager
def breaking(at: int, act: Callable[[], object]) -> Generator[Breaker]:
    """Interrupt any engine before statement number `at`, counting the commit as one."""
    breaker = Breaker(at, act)

    def statement(*_: object) -> None:
        breaker.step()

    def commit(_: Connection) -> None:
        breaker.step()

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield breaker
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)


def _soon(loop: asyncio.AbstractEventLoop, task: asyncio.Future[Any]) -> Callable[[], object]:
    return lambda: loop.call_soon_threadsafe(task.cancel)


def crash() -> None:
    raise Crash


async def _reserved(stores: Stores) -> None:
    assert isinstance(await stores.ledger.reserve(claim(1, LIMITS), now=START), Reserved)


async def _granted(stores: Stores) -> None:
    await _reserved(stores)
    await stores.members.set_grant(GUILD, MEMBER, 2, START + timedelta(days=1))


async def _sent(stores: Stores) -> None:
    await _reserved(stores)
    await mark_sent(stores, 1)


async def _unreconciled(stores: Stores) -> None:
    await _sent(stores)
    await stores.ledger.settle(1, Settlement(delivered=False, micros=None), now=START)


async def _queued(stores: Stores) -> None:
    wanted = stores.ledger.reserve(claim(1, LIMITS), now=START, draft=draft(1))
    assert isinstance(await wanted, Reserved)


async def _generation(stores: Stores) -> None:
    await _queued(stores)
    await stores.jobs.begin(1, 5, now=START)


async def _delivering(stores: Stores) -> None:
    await _generation(stores)
    await stores.jobs.keep(1, generation(), now=START)


async def _ended(stores: Stores) -> None:
    await _delivering(stores)
    await stores.jobs.end(1, Ending(State.DONE, DELIVERED), now=START)


async def _damaged(stores: Stores) -> None:
    await _generation(stores)
    damage = update(jobs).values(draft="{")
    await cast("SqlLedger", stores.ledger).database.write(lambda it: it.execute(damage))


async def _renewed(stores: Stores) -> None:
    await stores.ledger.renew(now=START)


async def _on_grant(stores: Stores) -> None:
    await _granted(stores)
    await stores.ledger.reserve(claim(2, GRANTABLE), now=START)


GRANTABLE = {Limit.MEMBER_IMAGES_PER_DAY: 1}
DELIVERED = Settlement(delivered=True, micros=9)
FAILED = Settlement(delivered=False, micros=0)

#: The state before, and the transaction that is interrupted.
ACTS: dict[str, tuple[Act, Act]] = {
    "reserve": (_renewed, _reserved),
    "reserve on a grant": (
        _granted,
        lambda stores: stores.ledger.reserve(claim(2, GRANTABLE), now=START),
    ),
    "hold more": (
        _reserved,
        lambda stores: stores.ledger.hold_more(claim(1).more_dollars(7), now=START),
    ),
    "free a job": (_reserved, lambda stores: stores.ledger.free_job(1)),
    "reserve with a job": (_renewed, _queued),
    "begin a job": (_queued, lambda stores: stores.jobs.begin(1, 5, now=START)),
    "keep a painting": (_generation, lambda stores: stores.jobs.keep(1, generation(), now=START)),
    "end a job": (
        _delivering,
        lambda stores: stores.jobs.end(1, Ending(State.DONE, DELIVERED), now=START),
    ),
    "cancel a job": (
        _generation,
        lambda stores: stores.jobs.end(1, Ending(State.CANCELLED, FAILED, "c"), now=START),
    ),
    "deliver": (_sent, lambda stores: stores.ledger.settle(1, DELIVERED, now=START)),
    "fail": (_sent, lambda stores: stores.ledger.settle(1, FAILED, now=START)),
    "fail on a grant": (_on_grant, lambda stores: stores.ledger.settle(2, FAILED, now=START)),
    "reconcile": (_unreconciled, lambda stores: stores.ledger.settle(1, FAILED, now=START)),
    "reset": (_sent, lambda stores: stores.members.reset(GUILD, MEMBER, [MEMBER_IMAGES])),
    "grant": (_on_grant, lambda stores: stores.members.set_grant(GUILD, MEMBER, 1, LATER)),
    "cost": (_renewed, lambda stores: stores.costs.add("a/b", None, 5, now=START)),
    "rulebook": (
        _renewed,
        lambda stores: stores.rulebooks.replace(GUILD, Rulebook(), ENTRIES, version=0, now=START),
    ),
}

#: Sequences of transactions: each is atomic, and a retry does the rest.
SERIES: dict[str, tuple[Act, Act]] = {
    "recover held": (_reserved, lambda stores: stores.ledger.recover(now=LATER)),
    "recover sent": (_sent, lambda stores: stores.ledger.recover(now=LATER)),
    "take over": (_generation, lambda stores: stores.jobs.take_over(now=LATER, limit=5)),
    "take over what is damaged": (
        _damaged,
        lambda stores: stores.jobs.take_over(now=LATER, limit=5),
    ),
    "purge jobs": (_ended, lambda stores: stores.jobs.purge(before=LATER)),
    "purge": (_sent, lambda stores: stores.ledger.purge(before=LATER)),
}


async def _fresh(database: Database, prepare: Act, owner: str) -> Stores:
    for table in metadata.sorted_tables:
        await database.write(lambda it, table=table: it.execute(delete(table)))
    await prepare(open_stores(database, process_id="dead"))
    stores = open_stores(database, process_id=owner)
    await stores.ledger.renew(now=START)
    return stores


async def _reference(database: Database, prepare: Act, act: Act, owner: str) -> tuple[Any, int]:
    stores = await _fresh(database, prepare, owner)
    with breaking(0, crash) as counted:
        await act(stores)
    return _comparable(await everything(database)), counted.seen


def _comparable(rows: dict[str, list[tuple[Any, ...]]]) -> object:
    # ids of entries are not reused after a rollback
    audit = [row[1:] for row in rows["audit"]]
    # ciphertexts differ each time, and every takeover is counted
    hidden: dict[str, Callable[[object], object]] = {
        "token": lambda token: token is None,
        "attempts": lambda _: None,
    }
    shown = [
        tuple(
            hidden[name](value) if name in hidden else value
            for name, value in zip(jobs.columns.keys(), row, strict=True)
        )
        for row in rows["jobs"]
    ]
    return {**rows, "audit": audit, "jobs": shown, "leases": []}


@pytest.mark.parametrize("name", ACTS)
async def test_a_crash_leaves_nothing_of_a_transaction(database: Database, name: str) -> None:
    prepare, act = ACTS[name]
    whole, steps = await _reference(database, prepare, act, "dead")
    assert steps > 1
    for step in range(1, steps + 1):
        stores = await _fresh(database, prepare, "dead")
        before = _comparable(await everything(database))
        with breaking(step, crash), pytest.raises(Crash):
            await act(stores)
        assert _comparable(await everything(database)) == before, step
        await act(stores)
        assert _comparable(await everything(database)) == whole, step


@pytest.mark.parametrize("name", SERIES)
async def test_a_retry_does_the_rest_after_a_crash(database: Database, name: str) -> None:
    prepare, act = SERIES[name]
    whole, steps = await _reference(database, prepare, act, "living")
    for step in range(1, steps + 1):
        stores = await _fresh(database, prepare, "living")
        with breaking(step, crash), pytest.raises(Crash):
            await act(stores)
        await act(stores)
        assert _comparable(await everything(database)) == whole, step


async def test_a_reservation_that_is_cancelled_anywhere_holds_nothing_in_the_end(
    database: Database,
) -> None:
    loop = asyncio.get_running_loop()
    _, steps = await _reference(database, _renewed, _queued, "dead")
    for step in range(1, steps + 1):
        stores = await _fresh(database, _renewed, "this")
        task = asyncio.ensure_future(
            stores.ledger.reserve(claim(1, LIMITS), now=START, draft=draft(1))
        )
        with breaking(step, _soon(loop, task)):
            (outcome,) = await asyncio.gather(task, return_exceptions=True)
        if isinstance(outcome, Reserved):
            # the cancellation came too late
            await stores.jobs.end(1, Ending(State.FAILED, FAILED, "interrupted"), now=START)
        else:
            assert isinstance(outcome, asyncio.CancelledError)
            await stores.ledger.recover(now=START)
        job = await stores.jobs.read(1)
        assert job is None or job.state is State.FAILED
        count = await stores.ledger.count(claim(1, LIMITS))
        assert set(count.used.values()) <= {0}, step
        assert count.free_at is None
        assert isinstance(await stores.ledger.reserve(claim(2, LIMITS), now=START), Reserved)


async def test_the_refund_of_a_cancelled_reservation_spares_the_same_job_reserved_again(
    stores: Stores,
) -> None:
    await _reserved(stores)
    again = asyncio.ensure_future(
        stores.ledger.reserve(claim(1, LIMITS), now=START + timedelta(milliseconds=1))
    )
    await asyncio.sleep(0)
    again.cancel()
    await asyncio.gather(again, return_exceptions=True)
    await stores.ledger.recover(now=START)
    await stores.ledger.hold_more(claim(1).more_dollars(7), now=START)
    with pytest.raises(DuplicateEvent):
        await stores.ledger.reserve(claim(1, LIMITS), now=START)
