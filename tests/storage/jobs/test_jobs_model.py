"""Jobs and the ledger together: any order of calls by two processes that crash and take over.

In the model, a job has a state, an owner and its part of each counter; a counter is the sum over
all jobs.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from bot.errors import DuplicateEvent, StorageFailed
from bot.policy.jobs.job import FINAL, MOVES, State
from bot.ports import LEASE, Ending, Reserved, Settlement, Stores
from bot.storage.stores import open_stores
from bot.storage.tables import jobs, reservations
from testkit.fakes import START
from testkit.migrated_database import open_migrated
from tests.storage.samples import (
    MEMBER_IMAGES,
    MEMBER_JOBS,
    PRICE,
    SERVER_MICROS,
    claim,
    draft,
    generation,
)

pytestmark = pytest.mark.takes_long

T = TypeVar("T")


@dataclass
class Job:
    """A job of the model."""

    owner: str
    state: State = State.QUEUED
    attempts: int = 1
    micros: int = PRICE
    images: int = 1
    is_reserved: bool = True
    """Whether its reservation is open."""
    is_settled: bool = False
    is_lost: bool = False
    """Whether its images were refunded although its process may still deliver them."""

    def settle(self, settlement: Settlement, *, is_lost: bool = False) -> None:
        if self.is_settled:
            return
        if self.is_reserved:
            self.is_reserved = False
            self.images = int(settlement.delivered)
            self.is_lost = is_lost and not settlement.delivered
        elif settlement.delivered and self.is_lost:
            self.images, self.is_lost = 1, False
        if settlement.micros is not None:
            self.micros, self.is_settled = settlement.micros, True


NUMBERS = st.integers(0, 1)
JOBS = st.integers(1, 6)
SETTLEMENTS = st.builds(Settlement, st.booleans(), st.sampled_from([None, 0, 20_000, 90_000]))


class JobsMachine(RuleBasedStateMachine):
    """Two slots; in each, one process after another lives and dies."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.model: dict[int, Job] = {}
        self.ended: dict[int, tuple[State, str | None]] = {}
        self.dead: list[str] = []
        self.known_dead: set[str] = set()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        opening = self.stack.enter_async_context(open_migrated())
        self.database = self.runner.run(opening)
        self.lives = 0
        self.names = ["", ""]
        self.stores = [self._born(number) for number in (0, 1)]

    def _born(self, number: int) -> Stores:
        self.lives += 1
        self.names[number] = f"process {self.lives}"
        stores = open_stores(self.database, process_id=self.names[number], secret="hush")
        self._run(stores.ledger.renew(now=self.now))
        return stores

    def _run(self, awaitable: Awaitable[T]) -> T:
        async def wait() -> T:
            return await awaitable

        return self.runner.run(wait())

    def teardown(self) -> None:
        try:
            # a last process takes over the remaining jobs and ends them
            last = open_stores(self.database, process_id="last", secret="hush")
            self._run(last.ledger.resign([*self.dead, *self.names]))
            left = self._run(last.jobs.take_over(now=self.now, limit=99))
            assert {job.draft.requester.job_id for job in left} == self._open()
            for job in left:
                ending = Ending(State.FAILED, Settlement(delivered=False, micros=0), "left")
                assert self._run(last.jobs.end(job.draft.requester.job_id, ending, now=self.now))
            assert self._used(MEMBER_JOBS) == 0
            assert self._run(last.ledger.recover(now=self.now)) == 0
        finally:
            self.runner.run(self.stack.aclose())
            self.runner.close()

    def _open(self) -> set[int]:
        return {id_ for id_, job in self.model.items() if job.state not in FINAL}

    def _used(self, key: str) -> int:
        return self._run(self.stores[0].ledger.count(claim(0))).used.get(key, 0)

    @rule(number=NUMBERS, job_id=JOBS)
    def reserve(self, number: int, job_id: int) -> None:
        asked = self.stores[number].ledger.reserve(claim(job_id), now=self.now, draft=draft(job_id))
        try:
            assert isinstance(self._run(asked), Reserved)
        except DuplicateEvent:
            assert job_id in self.model
        else:
            assert job_id not in self.model
            self.model[job_id] = Job(self.names[number])

    @rule(number=NUMBERS, job_id=JOBS, message_id=st.none() | st.just(5))
    def begin(self, number: int, job_id: int, message_id: int | None) -> None:
        job = self.model.get(job_id)
        may = job and job.owner == self.names[number] and job.state is State.QUEUED
        try:
            self._run(self.stores[number].jobs.begin(job_id, message_id, now=self.now))
        except StorageFailed:
            assert not (may and job and job.is_reserved)
        else:
            assert may
            assert job
            assert job.is_reserved
            job.state = State.GENERATING

    @rule(number=NUMBERS, job_id=JOBS)
    def keep(self, number: int, job_id: int) -> None:
        job = self.model.get(job_id)
        states = {State.GENERATING, State.DELIVERING}
        may = bool(job and job.owner == self.names[number] and job.state in states)
        try:
            self._run(self.stores[number].jobs.keep(job_id, generation(), now=self.now))
        except StorageFailed:
            assert not may
        else:
            assert may
            assert job
            job.state = State.DELIVERING

    @rule(number=NUMBERS, job_id=JOBS, state=st.sampled_from(sorted(FINAL)), settlement=SETTLEMENTS)
    def end(self, number: int, job_id: int, state: State, settlement: Settlement) -> None:
        ending = Ending(state, settlement, "why")
        moved = self._run(self.stores[number].jobs.end(job_id, ending, now=self.now))
        job = self.model.get(job_id)
        if job is None:
            assert not moved
            return
        may = job.owner == self.names[number] and state in MOVES[job.state]
        assert moved == may
        if moved:
            is_lost = job.attempts > 1 and settlement.micros is None
            job.state = state
            job.settle(settlement, is_lost=is_lost)
            self.ended[job_id] = (state, "why")
        elif job.state in FINAL:
            job.settle(settlement)

    @rule(number=NUMBERS)
    def crash(self, number: int) -> None:
        self.dead.append(self.names[number])
        self.stores[number] = self._born(number)

    @rule(number=NUMBERS)
    def resign(self, number: int) -> None:
        self._run(self.stores[number].ledger.resign(self.dead))
        self.known_dead = set(self.dead)

    @rule(number=NUMBERS, limit=st.integers(1, 4))
    def take_over(self, number: int, limit: int) -> None:
        taken = self._run(self.stores[number].jobs.take_over(now=self.now, limit=limit))
        left = sorted(id_ for id_ in self._open() if self.model[id_].owner in self.known_dead)
        assert [one.draft.requester.job_id for one in taken] == left[:limit]
        for one in taken:
            job = self.model[one.draft.requester.job_id]
            job.owner, job.attempts = self.names[number], job.attempts + 1
            assert (one.state, one.attempts, one.micros) == (job.state, job.attempts, job.micros)
            assert one.draft.reply_target.token == f"token of {one.draft.requester.job_id}"

    @rule()
    def wait_for_leases_to_end(self) -> None:
        later = self.now + LEASE + timedelta(seconds=1)
        # on a single day, because windows would complicate the model
        if later.date() != START.date():
            return
        self.now = later
        for stores in self.stores:
            self._run(stores.ledger.renew(now=self.now))
        self.known_dead = set(self.dead)

    @rule(number=NUMBERS)
    def recover(self, number: int) -> None:
        # this ledger has reservations of jobs only
        assert self._run(self.stores[number].ledger.recover(now=self.now)) == 0

    @rule(number=NUMBERS, job_id=JOBS)
    def settle(self, number: int, job_id: int) -> None:
        """Record the charge of an unreconciled job, as the reconciler does."""
        job = self.model.get(job_id)
        if job is None or job.is_reserved:
            return
        settlement = Settlement(delivered=False, micros=123)
        changed = self._run(self.stores[number].ledger.settle(job_id, settlement, now=self.now))
        assert changed != job.is_settled
        job.settle(settlement)

    @invariant()
    def counts_are_the_sum_over_all_jobs(self) -> None:
        found = self.model.values()
        assert self._used(MEMBER_IMAGES) == sum(job.images for job in found)
        assert self._used(SERVER_MICROS) == sum(job.micros for job in found)
        assert self._used(MEMBER_JOBS) == sum(job.is_reserved for job in found)

    @invariant()
    def every_job_is_where_the_model_has_it(self) -> None:
        columns = (jobs.c.job_id, jobs.c.state, reservations.c.owner, jobs.c.attempts)
        joined = select(*columns).join(reservations, reservations.c.job_id == jobs.c.job_id)
        rows = self._run(self.database.read(lambda it: it.execute(joined).all()))
        assert {tuple(row) for row in rows} == {
            (id_, job.state, job.owner, job.attempts) for id_, job in self.model.items()
        }

    @invariant()
    def what_has_ended_stays_as_it_ended_and_has_no_token(self) -> None:
        columns = (jobs.c.job_id, jobs.c.state, jobs.c.reason, jobs.c.token)
        ended = select(*columns).where(jobs.c.ended_at.is_not(None))
        rows = self._run(self.database.read(lambda it: it.execute(ended).all()))
        assert {row.job_id: (row.state, row.reason) for row in rows} == self.ended
        assert all(row.token is None for row in rows)


JobsMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestJobsModel = JobsMachine.TestCase
