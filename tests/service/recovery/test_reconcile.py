"""Unknown charges are looked up, and reservations of dead processes are released."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.errors import ProviderDown, StorageFailed, StorageFault
from bot.policy.images.cost import DoubtedCharge
from bot.policy.jobs.job import State
from bot.policy.limits.claim import Claim
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Cap
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.filter import MOST_WINDOW
from bot.ports import LEASE, Ending, Grant, Reserved, Settlement, Stores
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import RENEW_EVERY_S, TURN_EVERY_S, UNKNOWN_FOR, Reconciler
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import jobs
from testkit.fakes import FLASH, START, FakeClock, FakeModels
from testkit.migrated_database import open_migrated
from tests.storage.samples import draft, mark_sent

RETENTION = timedelta(days=90)
SPOT = Spot(guild_id=10)


class FakeCharges:
    """Knows the charges of some generations."""

    def __init__(self) -> None:
        self.costs: dict[str, int] = {}
        self.asked: list[str] = []
        self.is_down = False

    async def find_charge(self, generation_id: str) -> int | None:
        self.asked.append(generation_id)
        if self.is_down:
            raise ProviderDown
        return self.costs.get(generation_id)


@dataclass
class ReconcilerHarness:
    """A reconciler on a database with jobs."""

    database: Database
    stores: Stores
    clock: FakeClock = field(default_factory=FakeClock)
    charges: FakeCharges = field(default_factory=FakeCharges)
    doubts: list[DoubtedCharge] = field(default_factory=list[DoubtedCharge])

    def reconciler(self, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Reconciler:
        return Reconciler(
            self.stores,
            JobCharges(self.charges, self.stores.jobs, FakeModels(), on_doubt=self.doubts.append),
            clock=self.clock,
            retention=RETENTION,
            sleep=pause,
        )

    def claim(self, job_id: int, micros: int = 500) -> Claim:
        rulebook = Rulebook()
        rules, caps = resolve(rulebook, SPOT, {}), {Cap.BUDGET_USD_PER_DAY: 10**9}
        size = JobSize(job_id, 2, SPOT, images=1, micros=micros, pseudonym="a")
        return claim_for(size, rulebook, rules, caps, now=START)

    async def used(self) -> int:
        """Return the micro-dollars of all members together on the first day."""
        claim = self.claim(0)
        [key] = [c.key for c in claim.counters if c.bound]
        return (await self.stores.ledger.count(claim)).used.get(key, 0)

    async def leave_open(
        self,
        job_id: int,
        generation_id: str | None,
        micros: int = 500,
        model: str | None = FLASH.id,
    ) -> None:
        """End a job whose charge is not known."""
        claim, jobs, now = self.claim(job_id, micros), self.stores.jobs, self.clock.now()
        job_draft = draft(job_id)
        job_draft = replace(job_draft, request=replace(job_draft.request, model=model))
        reserved = await self.stores.ledger.reserve(claim, now=now, draft=job_draft)
        assert isinstance(reserved, Reserved)
        await jobs.begin(job_id, 5, now=now)
        unknown = Settlement(delivered=False, micros=None, generation_id=generation_id)
        assert await jobs.end(job_id, Ending(State.FAILED, unknown, "bad_answer"), now=now)

    async def open_jobs(self) -> list[int]:
        return [job.job_id for job in await self.stores.ledger.unreconciled(limit=100)]


@pytest.fixture
async def harness() -> AsyncGenerator[ReconcilerHarness]:
    async with open_migrated() as database:
        yield ReconcilerHarness(database, open_stores(database))


class TestAfterAnOutage:
    async def test_others_are_not_taken_for_dead_before_they_could_renew(
        self, harness: ReconcilerHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = open_stores(harness.database, process_id="other")
        await other.ledger.renew(now=harness.clock.now())
        assert isinstance(
            await other.ledger.reserve(harness.claim(7), now=harness.clock.now()), Reserved
        )
        reconciler = harness.reconciler()
        await reconciler.start()
        # the database does not work for either of them
        harness.clock.advance(seconds=39)
        await reconciler.take_turn()
        assert await harness.used() == 500
        await reconciler.start()
        assert await harness.used() == 500
        # the other renews at last, so it is alive
        harness.clock.advance(seconds=9)
        await other.ledger.renew(now=harness.clock.now())
        await reconciler.start()
        harness.clock.advance(seconds=22)
        await reconciler.start()
        assert await harness.used() == 500
        # it does not any more
        harness.clock.advance(seconds=9)
        await reconciler.start()
        assert await harness.used() == 0


class TestCharges:
    async def test_openrouters_charge_replaces_the_reservation(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, "gen-1")
        harness.charges.costs["gen-1"] = 120
        await harness.reconciler().take_turn()
        assert await harness.used() == 120
        assert await harness.open_jobs() == []

    @pytest.mark.parametrize("said", [101_000, 20 * 101_000])
    async def test_a_charge_of_up_to_twenty_times_the_list_price_counts(
        self, harness: ReconcilerHarness, said: int
    ) -> None:
        await harness.leave_open(1, "gen-1")
        harness.charges.costs["gen-1"] = said
        await harness.reconciler().take_turn()
        assert (await harness.used(), harness.doubts) == (said, [])

    async def test_beyond_that_no_more_counts_and_the_doubt_is_reported(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, "gen-1")
        harness.charges.costs["gen-1"] = 12_000_000
        await harness.reconciler().take_turn()
        assert await harness.used() == 2_020_000
        assert harness.doubts == [DoubtedCharge(FLASH.id, 12_000_000, 2_020_000)]

    @pytest.mark.parametrize("model", ["a/gone", None])
    async def test_a_charge_without_a_known_price_counts_up_to_twenty_dollars(
        self, harness: ReconcilerHarness, model: str | None
    ) -> None:
        await harness.leave_open(1, "gen-1", model=model)
        harness.charges.costs["gen-1"] = 21_000_000
        await harness.reconciler().take_turn()
        assert await harness.used() == 20_000_000

    async def test_what_was_held_for_a_dearer_successor_is_believed(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, "gen-1", micros=5_000_000)
        harness.charges.costs["gen-1"] = 4_900_000
        await harness.reconciler().take_turn()
        assert (await harness.used(), harness.doubts) == (4_900_000, [])

    @pytest.mark.parametrize("change", [{"draft": "{"}, None])
    async def test_a_charge_of_a_job_that_cannot_be_read_counts_up_to_twenty_dollars(
        self, harness: ReconcilerHarness, change: dict[str, str] | None
    ) -> None:
        await harness.leave_open(1, "gen-1")
        spoil = delete(jobs) if change is None else update(jobs).values(**change)
        await harness.database.write(lambda it: it.execute(spoil))
        harness.charges.costs["gen-1"] = 21_000_000
        await harness.reconciler().take_turn()
        assert await harness.used() == 20_000_000
        assert harness.doubts == [DoubtedCharge("?", 21_000_000, 20_000_000)]

    async def test_while_the_job_cannot_be_read_its_charge_waits(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, "gen-1")
        harness.charges.costs["gen-1"] = 12_000_000

        def fail() -> object:
            raise StorageFailed(StorageFault.BUSY)

        works, harness.stores = (
            harness.stores,
            replace(harness.stores, jobs=Delegate(harness.stores.jobs, read=fail)),
        )
        reconciler = harness.reconciler()
        await reconciler.take_turn()
        assert await harness.open_jobs() == [1]
        harness.stores = works

    async def test_a_charge_of_nothing_refunds_everything(self, harness: ReconcilerHarness) -> None:
        await harness.leave_open(1, "gen-1")
        harness.charges.costs["gen-1"] = 0
        await harness.reconciler().take_turn()
        assert await harness.used() == 0

    async def test_what_is_not_known_yet_stays_held(self, harness: ReconcilerHarness) -> None:
        await harness.leave_open(1, "gen-1")
        await harness.reconciler().take_turn()
        assert await harness.used() == 500
        assert await harness.open_jobs() == [1]

    async def test_it_is_looked_up_less_and_less_often(self, harness: ReconcilerHarness) -> None:
        await harness.leave_open(1, "gen-1")
        reconciler = harness.reconciler()
        turns: list[int] = []
        for turn in range(1, 500):
            await reconciler.take_turn()
            turns += [turn] * len(harness.charges.asked)
            harness.charges.asked.clear()
        gaps = [late - early for early, late in itertools.pairwise(turns)]
        assert gaps == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]

    async def test_only_a_few_of_many_charges_are_looked_up_at_once_and_each_has_its_turn(
        self, harness: ReconcilerHarness
    ) -> None:
        for number in range(12):
            await harness.leave_open(number + 1, f"gen-{number + 1}")
        reconciler = harness.reconciler()
        for _ in range(8):
            before = len(harness.charges.asked)
            await reconciler.take_turn()
            assert len(harness.charges.asked) - before <= 5
        assert set(harness.charges.asked) == {f"gen-{number + 1}" for number in range(12)}

    async def test_while_openrouter_is_down_one_question_a_turn_is_enough(
        self, harness: ReconcilerHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        for number in range(3):
            await harness.leave_open(number + 1, f"gen-{number + 1}")
        harness.charges.is_down = True
        reconciler = harness.reconciler()
        await reconciler.take_turn()
        assert len(harness.charges.asked) == 1
        assert "the charge of job 1 could not be asked for" in caplog.text
        harness.charges.is_down = False
        harness.charges.costs = {f"gen-{number + 1}": 7 for number in range(3)}
        await reconciler.take_turn()
        assert await harness.used() == 21

    async def test_after_a_day_what_is_held_counts_as_spent(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, "gen-1")
        await harness.leave_open(2, None, micros=300)
        reconciler = harness.reconciler()
        harness.clock.advance(seconds=UNKNOWN_FOR.total_seconds() - 1)
        await reconciler.take_turn()
        assert await harness.open_jobs() == [1, 2]
        harness.clock.advance(seconds=1)
        harness.charges.costs["gen-1"] = 1
        await reconciler.take_turn()
        assert await harness.open_jobs() == []
        assert await harness.used() == 800

    async def test_a_job_without_a_generation_id_is_not_looked_up(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, None)
        await harness.reconciler().take_turn()
        assert harness.charges.asked == []

    async def test_a_charge_that_another_process_settled_is_not_looked_up_again(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, "gen-1")
        reconciler = harness.reconciler()
        await reconciler.take_turn()
        known = Settlement(delivered=False, micros=3)
        await harness.stores.ledger.settle(1, known, now=harness.clock.now())
        for _ in range(3):
            await reconciler.take_turn()
        assert harness.charges.asked == ["gen-1"]
        assert await harness.used() == 3

    async def test_settling_what_was_settled_meanwhile_changes_and_says_nothing(
        self, harness: ReconcilerHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        await harness.leave_open(1, "gen-1")
        stale = await harness.stores.ledger.unreconciled(limit=1)
        known = Settlement(delivered=False, micros=3)
        await harness.stores.ledger.settle(1, known, now=harness.clock.now())
        harness.charges.costs["gen-1"] = 400
        harness.stores = replace(
            harness.stores, ledger=Delegate(harness.stores.ledger, unreconciled=lambda: stale)
        )
        caplog.set_level("INFO")
        await harness.reconciler().take_turn()
        assert await harness.used() == 3
        assert "settled at" not in caplog.text


class Delegate:
    """A store with some methods replaced."""

    def __init__(self, store: object, **answers: Callable[[], object]) -> None:
        self._store = store
        self.answers = answers
        self.calls: list[tuple[str, dict[str, object]]] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method of any store
        async def call(*args: object, **options: object) -> object:
            self.calls.append((name, options))
            if name in self.answers:
                return self.answers[name]()
            return await getattr(self._store, name)(*args, **options)

        return call

    def called(self, name: str) -> int:
        return sum(each == name for each, _ in self.calls)


def failing(fault: StorageFault = StorageFault.BUSY) -> Callable[[], object]:
    def fail() -> object:
        raise StorageFailed(fault, "as the test says")

    return fail


class TestRecovery:
    async def die_with_a_job(self, harness: ReconcilerHarness, *, is_sent: bool) -> None:
        """Leave a reservation without a stored job, which cannot be taken over."""
        dead = open_stores(harness.database)
        now = harness.clock.now()
        await dead.ledger.renew(now=now)
        await dead.ledger.reserve(harness.claim(1), now=now)
        if is_sent:
            await mark_sent(dead, 1)

    async def test_the_start_releases_reservations_of_a_dead_process(
        self, harness: ReconcilerHarness
    ) -> None:
        await self.die_with_a_job(harness, is_sent=False)
        harness.clock.advance(seconds=31)
        await harness.reconciler().start()
        assert await harness.used() == 0

    async def test_what_was_sent_is_open_until_it_is_known(
        self, harness: ReconcilerHarness
    ) -> None:
        await self.die_with_a_job(harness, is_sent=True)
        harness.clock.advance(seconds=31)
        await harness.reconciler().start()
        assert await harness.used() == 500
        assert await harness.open_jobs() == [1]

    async def test_what_a_living_process_holds_stays(self, harness: ReconcilerHarness) -> None:
        await self.die_with_a_job(harness, is_sent=False)
        await harness.reconciler().start()
        assert await harness.used() == 500

    async def test_a_process_that_dies_later_is_noticed_by_a_turn(
        self, harness: ReconcilerHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        reconciler = harness.reconciler()
        await reconciler.start()
        await self.die_with_a_job(harness, is_sent=False)
        harness.clock.advance(seconds=16)
        await reconciler.start()
        assert await harness.used() == 500
        harness.clock.advance(seconds=15)
        await reconciler.take_turn()
        assert await harness.used() == 0
        assert "gave back what 1 jobs held whose process is dead" in caplog.text

    async def test_a_start_without_a_database_is_refused(self, harness: ReconcilerHarness) -> None:
        harness.stores = replace(
            harness.stores, ledger=Delegate(harness.stores.ledger, renew=failing())
        )
        with pytest.raises(StorageFailed):
            await harness.reconciler().start()


class TestForgetting:
    async def test_what_moderators_need_is_kept_as_long_as_they_need_it(
        self, harness: ReconcilerHarness
    ) -> None:
        names = ("cases", "moderation_log", "shown_messages", "held_requests", "reports")
        spies = {name: Delegate(getattr(harness.stores, name)) for name in names}
        harness.stores = replace(harness.stores, **spies)
        await harness.reconciler().take_turn()
        assert {
            name: options["before"]
            for name, spy in spies.items()
            for each, options in spy.calls
            if each == "purge"
        } == {
            # offenses, which a ladder counts that long
            "cases": START - MOST_WINDOW,
            "moderation_log": START - timedelta(days=1),
            "shown_messages": START - RETENTION,
            "held_requests": START - timedelta(days=2),
            "reports": START - RETENTION,
        }

    async def test_it_is_once_a_day_and_only_what_is_old(self, harness: ReconcilerHarness) -> None:
        names = ("jobs", "ledger", "members", "notices", "rulebooks")
        spies = {name: Delegate(getattr(harness.stores, name)) for name in names}
        harness.stores = replace(harness.stores, **spies)
        reconciler = harness.reconciler()
        for hours in (0, 1, 22, 0.9):
            harness.clock.advance(hours=hours)
            await reconciler.take_turn()
        assert [spy.called("purge") for spy in spies.values()] == [1, 1, 1, 1, 1]
        told = {
            name: options
            for name, spy in spies.items()
            for each, options in spy.calls
            if each == "purge"
        }
        assert told == {
            "jobs": {"before": START - RETENTION},
            "ledger": {"before": START - RETENTION},
            "members": {"before": START - RETENTION},
            "notices": {"now": START},
            "rulebooks": {"left_before": START - RETENTION},
        }
        harness.clock.advance(hours=0.1)
        await reconciler.take_turn()
        assert [spy.called("purge") for spy in spies.values()] == [2, 2, 2, 2, 2]

    async def test_a_clock_that_was_set_back_does_not_delay_it(
        self, harness: ReconcilerHarness
    ) -> None:
        harness.stores = replace(harness.stores, notices=(spy := Delegate(harness.stores.notices)))
        reconciler = harness.reconciler()
        await reconciler.take_turn()
        harness.clock.advance(days=-400)
        await reconciler.take_turn()
        assert spy.called("purge") == 2

    async def test_those_that_fail_do_not_keep_the_others(self, harness: ReconcilerHarness) -> None:
        broken = {
            name: Delegate(getattr(harness.stores, name), purge=failing())
            for name in ("jobs", "ledger", "members", "notices")
        }
        rulebooks = Delegate(harness.stores.rulebooks)
        harness.stores = replace(harness.stores, **broken, rulebooks=rulebooks)
        await harness.reconciler().take_turn()
        assert rulebooks.called("purge") == 1

    async def test_old_jobs_are_gone_with_their_prompts_and_what_they_cost_stays(
        self, harness: ReconcilerHarness
    ) -> None:
        await harness.leave_open(1, None)
        harness.clock.advance(seconds=1)
        await harness.leave_open(2, None)
        await harness.stores.ledger.settle(
            1, Settlement(delivered=False, micros=120), now=harness.clock.now()
        )
        used = await harness.used()
        harness.clock.advance(seconds=RETENTION.total_seconds() - 1)
        # what its charge is will be known never more, and that takes effect once
        await harness.reconciler().take_turn()
        assert await harness.stores.jobs.read(1) is not None
        harness.clock.advance(days=1)
        await harness.reconciler().take_turn()
        assert await harness.stores.jobs.read(1) is None
        assert used == 620

    async def test_grants_that_ended_long_ago_are_gone(self, harness: ReconcilerHarness) -> None:
        members = harness.stores.members
        await members.set_grant(10, 2, 5, START - RETENTION - timedelta(days=1))
        await members.set_grant(10, 3, 5, START)
        await harness.reconciler().take_turn()
        assert await members.grant(10, 2) is None
        assert await members.grant(10, 3) == Grant(5, 0, START)


class TestEndurance:
    async def test_a_failure_is_logged_once_and_again_after_it_worked(
        self, harness: ReconcilerHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        answers: dict[str, Callable[[], object]] = {"recover": failing()}
        spy = Delegate(harness.stores.ledger, **answers)
        harness.stores = replace(harness.stores, ledger=spy)
        reconciler = harness.reconciler()

        async def take_turns(count: int) -> int:
            caplog.clear()
            for _ in range(count):
                await reconciler.take_turn()
            return sum("step=recover" in record.getMessage() for record in caplog.records)

        assert await take_turns(3) == 1
        spy.answers["recover"] = failing(StorageFault.FULL)
        assert await take_turns(3) == 1
        spy.answers["recover"] = lambda: 0
        assert await take_turns(1) == 0
        spy.answers["recover"] = failing()
        assert await take_turns(3) == 1

    async def test_it_says_what_failed_and_where(
        self, harness: ReconcilerHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness.stores = replace(
            harness.stores, ledger=Delegate(harness.stores.ledger, unreconciled=failing())
        )
        await harness.reconciler().take_turn()
        assert "database fault=busy step=reconcile: as the test says" in caplog.text


class TestRunning:
    async def test_the_lease_is_kept_while_a_question_hangs(
        self, harness: ReconcilerHarness
    ) -> None:
        """Time passes only as the test lets it."""
        pauses: dict[float, asyncio.Queue[None]] = {
            RENEW_EVERY_S: asyncio.Queue(),
            TURN_EVERY_S: asyncio.Queue(),
        }

        class Hanging(FakeCharges):
            async def find_charge(self, generation_id: str) -> int | None:
                self.asked.append(generation_id)
                await asyncio.Event().wait()
                raise AssertionError

        async def pause(seconds: float) -> None:
            await pauses[seconds].get()

        await harness.leave_open(1, "gen-1")
        spy = Delegate(harness.stores.ledger)
        harness.stores, harness.charges = replace(harness.stores, ledger=spy), Hanging()
        running = asyncio.create_task(harness.reconciler(pause).run())
        while not harness.charges.asked:
            await asyncio.sleep(0)
        for renewed in range(1, 4):
            while spy.called("renew") < renewed:
                await asyncio.sleep(0)
            pauses[RENEW_EVERY_S].put_nowait(None)
        assert spy.called("recover") == 1
        running.cancel()
        await asyncio.wait({running})
        assert running.cancelled()

    async def test_turn_follows_turn_whatever_fails(self, harness: ReconcilerHarness) -> None:
        turns = asyncio.Event()
        waited: list[float] = []

        async def pause(seconds: float) -> None:
            waited.append(seconds)
            if waited.count(TURN_EVERY_S) > 2:
                turns.set()
                await asyncio.Event().wait()
            await asyncio.sleep(0)

        names = ("renew", "recover", "unreconciled", "purge")
        broken = Delegate(harness.stores.ledger, **dict.fromkeys(names, failing()))
        harness.stores = replace(harness.stores, ledger=broken)
        running = asyncio.create_task(harness.reconciler(pause).run())
        await turns.wait()
        running.cancel()
        await asyncio.wait({running})
        assert broken.called("recover") == 3
        assert broken.called("renew") >= 1


def test_three_renewals_fit_into_a_lease() -> None:
    assert timedelta(seconds=3 * RENEW_EVERY_S) <= LEASE


async def test_a_mistake_in_one_step_ends_neither_the_others_nor_the_lease(
    harness: ReconcilerHarness, caplog: pytest.LogCaptureFixture
) -> None:
    def mistaken() -> object:
        raise KeyError("a mistake")

    spy = Delegate(harness.stores.ledger, recover=mistaken)
    harness.stores = replace(harness.stores, ledger=spy)
    await harness.reconciler().take_turn()
    assert "step recover failed" in caplog.text
    assert "step reconcile failed" not in caplog.text
