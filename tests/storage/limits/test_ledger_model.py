"""Any order of calls on the ledger, compared with a simple model.

In the model, every job knows its part of each counter, and a counter is the sum over all jobs.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.errors import DuplicateEvent
from bot.policy.limits.claim import Claim
from bot.policy.limits.limit import Cap, Limit, Measure
from bot.ports import LEASE, Reserved, Settlement
from bot.storage.stores import open_stores
from testkit.fakes import START
from testkit.migrated_database import open_migrated
from tests.storage.samples import GUILD, MEMBER, OTHER_MEMBER, claim, mark_sent

pytestmark = pytest.mark.takes_long

LIMITS = {
    Limit.COOLDOWN: 60,
    Limit.MEMBER_IMAGES_PER_DAY: 3,
    Limit.SERVER_IMAGES_PER_DAY: 5,
    Limit.SERVER_USD_PER_DAY: 100,
    Limit.MEMBER_JOBS_AT_ONCE: 2,
}
CAPS = {Cap.BUDGET_USD_PER_DAY: 150, Cap.CAP_USER_IMAGES_PER_DAY: 4}


@dataclass
class Job:
    """A reservation of the model."""

    claim: Claim
    owner: int
    state: str
    adds: dict[str, int]
    on_grant: int | None
    """The number of the grant that it uses."""
    taken: datetime
    owns_cooldown: bool = True
    lost: set[str] = field(default_factory=set[str])
    is_lost_on_grant: bool = False
    counted: int = 0
    """Images to refund if nothing was charged."""
    granted: int = 0
    """Images that it uses of the grant."""

    def keys(self, measure: Measure) -> list[str]:
        return [one.key for one in self.claim.counters if one.measure is measure]


@dataclass
class Model:
    """The expected state of the ledger."""

    jobs: dict[int, Job] = field(default_factory=dict[int, Job])
    free_at: dict[int, datetime | None] = field(default_factory=dict[int, datetime | None])
    before: dict[int, datetime | None] = field(default_factory=dict[int, datetime | None])
    seen: dict[int, datetime] = field(default_factory=dict[int, datetime])
    granted: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    """The images and the number of each member's grant."""

    def used(self, key: str) -> int:
        return sum(job.adds.get(key, 0) for job in self.jobs.values())

    def grant_used(self, number: int) -> int:
        return sum(job.granted for job in self.jobs.values() if job.on_grant == number)

    def fits(self, wanted: Claim) -> bool:
        return all(
            one.bound is None or self.used(one.key) + one.amount <= one.bound.cap
            for one in wanted.counters
        )

    def reserve(self, wanted: Claim, owner: int, now: datetime) -> bool | None:
        """Return whether it is reserved; None if the job id already has a reservation."""
        if wanted.job_id in self.jobs:
            return None
        user, cooldown = wanted.user_id, wanted.cooldown
        assert cooldown
        free_at = self.free_at.get(user)
        if free_at is not None and now < free_at <= now + cooldown.spacing:
            return False
        number = None
        if not self.fits(wanted):
            images, number = self.granted.get(user, (0, -1))
            wanted = wanted.on_grant()
            has_room = self.grant_used(number) + wanted.images <= images
            if not (has_room and self.fits(wanted)):
                return False
        self.before[user], self.free_at[user] = free_at, now + cooldown.spacing
        adds = {one.key: one.amount for one in wanted.counters}
        job = Job(wanted, owner, "held", adds, number, now + cooldown.spacing)
        job.granted = wanted.images
        self.jobs[wanted.job_id] = job
        return True

    def end(self, job_id: int, *, delivered: bool, micros: int | None, counted: int = 0) -> bool:
        job = self.jobs.get(job_id)
        if job is None or job.state == "settled":
            return False
        if job.state == "unreconciled":
            changed = micros is not None
            if delivered and (job.lost or job.is_lost_on_grant):
                self.count_again(job)
                changed = True
            elif micros == 0 and job.counted:
                self.give_back(job)
                job.lost, job.is_lost_on_grant, job.counted = set(), False, 0
            if micros is not None:
                self.charge(job, micros)
            return changed
        for key in job.keys(Measure.JOBS):
            job.adds.pop(key, None)
        if not delivered and counted and micros != 0:
            self.keep(job, counted)
        elif not delivered:
            self.give_back(job)
        job.lost, job.is_lost_on_grant = set(), False
        job.state = "unreconciled"
        if micros is not None:
            self.charge(job, micros)
        return True

    def keep(self, job: Job, counted: int) -> None:
        job.counted = job.granted = counted
        for key in job.adds.keys() & set(job.keys(Measure.IMAGES)):
            job.adds[key] = counted

    def count_again(self, job: Job) -> None:
        for key in job.lost:
            job.adds[key] = job.claim.images
        job.lost = set()
        if job.is_lost_on_grant:
            job.granted = job.claim.images
            job.on_grant = self.granted[job.claim.user_id][1]
        job.is_lost_on_grant = False

    def give_back(self, job: Job) -> None:
        for key in job.keys(Measure.IMAGES):
            if job.adds.pop(key, None):
                job.lost.add(key)
        job.is_lost_on_grant = job.on_grant is not None
        job.on_grant = None
        user = job.claim.user_id
        if job.owns_cooldown and self.free_at.get(user) == job.taken:
            self.free_at[user], self.before[user] = self.before.get(user), None

    def charge(self, job: Job, micros: int) -> None:
        for key in job.keys(Measure.MICROS):
            job.adds[key] = micros
        job.state = "settled"

    def recover(self, owner: int, now: datetime) -> int:
        ended = 0
        for job_id, job in sorted(self.jobs.items()):
            seen = self.seen.get(job.owner)
            is_dead = seen is None or abs(now - seen) > LEASE
            if job.state not in {"held", "sent"} or job.owner == owner or not is_dead:
                continue
            ended += 1
            if job.state == "held":
                self.end(job_id, delivered=False, micros=0)
            else:
                self.end_lost(job)
        return ended

    def end_lost(self, job: Job) -> None:
        for key in job.keys(Measure.JOBS):
            job.adds.pop(key, None)
        self.give_back(job)
        job.state = "unreconciled"

    def reset(self, user: int, keys: list[str]) -> None:
        self.free_at.pop(user, None)
        for job in self.jobs.values():
            if job.claim.user_id == user:
                job.owns_cooldown = False
                for key in keys:
                    job.adds.pop(key, None)
                    job.lost.discard(key)

    def grant(self, user: int, images: int) -> None:
        _, number = self.granted.get(user, (0, user * 1000))
        self.granted[user] = images, number + 1
        for job in self.jobs.values():
            if job.claim.user_id == user:
                job.on_grant, job.is_lost_on_grant = None, False


MEMBERS = st.sampled_from([MEMBER, OTHER_MEMBER])
JOBS = st.integers(1, 12)
PROCESSES = st.integers(0, 1)


class LedgerMachine(RuleBasedStateMachine):
    """Calls of two processes, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.model = Model()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        opening = self.stack.enter_async_context(open_migrated())
        database = self.runner.run(opening)
        self.stores = [open_stores(database, process_id=f"process {n}") for n in (0, 1)]
        for number in (0, 1):
            self.renew(number)

    def teardown(self) -> None:
        try:
            for job_id in self.model.jobs:
                self._settle(0, job_id, delivered=True, micros=1)
            self._agree()
            assert not any(self.model.used(key) for key in self._keys(Measure.JOBS))
        finally:
            self.runner.run(self.stack.aclose())
            self.runner.close()

    @rule(number=PROCESSES)
    def renew(self, number: int) -> None:
        self.runner.run(self.stores[number].ledger.renew(now=self.now))
        self.model.seen[number] = self.now

    @rule(seconds=st.sampled_from([1, 29, 31, 60, 61, -90]))
    def wait(self, seconds: int) -> None:
        later = self.now + timedelta(seconds=seconds)
        # on a single day, because windows would complicate the model
        if later.date() == START.date():
            self.now = later

    @rule(
        number=PROCESSES,
        job_id=JOBS,
        user_id=MEMBERS,
        images=st.integers(1, 2),
        micros=st.sampled_from([1, 20, 60]),
    )
    def reserve(self, number: int, job_id: int, user_id: int, images: int, micros: int) -> None:
        wanted = claim(
            job_id, LIMITS, user_id=user_id, images=images, micros=micros, caps=CAPS,
            now=self.now,
        )  # fmt: skip
        expected = self.model.reserve(wanted, number, self.now)
        try:
            outcome = self.runner.run(self.stores[number].ledger.reserve(wanted, now=self.now))
        except DuplicateEvent:
            assert expected is None
            return
        assert isinstance(outcome, Reserved) == expected
        if isinstance(outcome, Reserved):
            capped = (one for one in wanted.counters if one.bound and one.key in outcome.used)
            assert all(outcome.used[one.key] <= one.bound.cap for one in capped if one.bound)

    @rule(job_id=JOBS)
    def send(self, job_id: int) -> None:
        self.runner.run(mark_sent(self.stores[0], job_id))
        job = self.model.jobs.get(job_id)
        if job is not None and job.state == "held":
            job.state = "sent"

    @rule(
        number=PROCESSES,
        job_id=JOBS,
        delivered=st.booleans(),
        micros=st.sampled_from([None, 0, 20, 200]),
        counted=st.integers(0, 2),
    )
    def settle(
        self, number: int, job_id: int, *, delivered: bool, micros: int | None, counted: int
    ) -> None:
        job = self.model.jobs.get(job_id)
        counted = 0 if delivered or job is None else min(counted, job.claim.images)
        self._settle(number, job_id, delivered=delivered, micros=micros, counted=counted)

    def _settle(
        self, number: int, job_id: int, *, delivered: bool, micros: int | None, counted: int = 0
    ) -> None:
        expected = self.model.end(job_id, delivered=delivered, micros=micros, counted=counted)
        settlement = Settlement(delivered, micros, counted=counted)
        changed = self.runner.run(
            self.stores[number].ledger.settle(job_id, settlement, now=self.now)
        )
        assert changed == expected

    @rule(number=PROCESSES)
    def recover(self, number: int) -> None:
        expected = self.model.recover(number, self.now)
        assert self.runner.run(self.stores[number].ledger.recover(now=self.now)) == expected

    @rule(user_id=MEMBERS)
    def reset(self, user_id: int) -> None:
        keys = [
            one.key
            for one in claim(0, user_id=user_id, now=self.now).counters
            if one.key.startswith("member:") and one.measure is Measure.IMAGES
        ]
        self.runner.run(self.stores[0].members.reset(GUILD, user_id, keys))
        self.model.reset(user_id, keys)

    @rule(user_id=MEMBERS)
    def forget(self, user_id: int) -> None:
        # the model does not change: deleting a member's data resets no limit
        self.runner.run(self.stores[0].personal.forget(user_id, now=self.now))

    @precondition(lambda self: self.model.jobs)
    @rule(user_id=MEMBERS, images=st.integers(0, 3))
    def grant(self, user_id: int, images: int) -> None:
        until = START + timedelta(days=2)
        self.runner.run(self.stores[0].members.set_grant(GUILD, user_id, images, until))
        self.model.grant(user_id, images)

    @invariant()
    def _agree(self) -> None:
        for user_id in (MEMBER, OTHER_MEMBER):
            wanted = claim(0, LIMITS, user_id=user_id, now=self.now)
            count = self.runner.run(self.stores[0].ledger.count(wanted))
            for one in wanted.counters:
                assert count.used.get(one.key, 0) == self.model.used(one.key), one.key
            assert count.free_at == self.model.free_at.get(user_id)
            grant = self.runner.run(self.stores[0].members.grant(GUILD, user_id))
            if grant:
                assert grant.used == self.model.grant_used(self.model.granted[user_id][1])

    def _keys(self, measure: Measure) -> list[str]:
        return [
            one.key
            for user_id in (MEMBER, OTHER_MEMBER)
            for one in claim(0, user_id=user_id, now=self.now).counters
            if one.measure is measure
        ]


LedgerMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestLedgerModel = LedgerMachine.TestCase
