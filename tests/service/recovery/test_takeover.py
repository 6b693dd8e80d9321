"""What becomes of jobs whose process has died, and of jobs that wait when the bot stops."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import (
    Charge,
    DeliveryGivenUp,
    DuplicateEvent,
    ImagineError,
    Interrupted,
    LostInRestart,
    ModelGone,
    ModelUnknown,
    ProviderBusy,
    ProviderDown,
    ReferenceFault,
    ReferenceRefused,
    StorageFailed,
    Unexpected,
)
from bot.policy.images.actions import Action
from bot.policy.images.model import Choice
from bot.policy.images.request import Reference
from bot.policy.jobs.job import Parent, State
from bot.policy.jobs.queue import QueueLimits
from bot.ports import LEASE, Settlement
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import RENEW_EVERY_S, Reconciler
from testkit.fakes import FLASH, MINI, FakeCard
from tests.service.failing_stores import Failing, break_port, use
from tests.service.service_harness import REPLY_TARGET, REQUEST, ServiceHarness
from tests.storage.samples import claim, draft

JOB = 1


class NoCharges:
    """Fails if a charge is looked up."""

    async def find_charge(self, generation_id: str) -> int | None:
        raise AssertionError(generation_id)


async def _die(harness: ServiceHarness) -> None:
    """Continue as another process, as after a crash of the first."""
    await harness.stores.ledger.resign([harness.process_id])
    harness.restart()


async def _take_over(harness: ServiceHarness, **card: object) -> list[FakeCard]:
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, **card))  # pyright: ignore[reportArgumentType] - as the test says
        return cards[-1]

    await harness.takeover.start(open_card)
    await harness.finish()
    return cards


async def _state(harness: ServiceHarness) -> State:
    return (await harness.imagine.read(JOB)).state


async def test_what_was_not_sent_is_generated_by_the_next_process(harness: ServiceHarness) -> None:
    await harness.admit()
    await _die(harness)
    [card] = await _take_over(harness)
    assert [generation.order.model for generation in card.delivered] == [FLASH]
    assert await _state(harness) is State.DONE
    assert card.left == [None]


async def test_the_next_process_sends_the_same_tags(harness: ServiceHarness) -> None:
    parent = Parent(Action.AGAIN, 5, chain=3)
    admitted = await harness.imagine.admit(
        harness.requester(), REQUEST, REPLY_TARGET, parent=parent
    )
    said = harness.stores.members.tags(admitted.draft)
    await _die(harness)
    await _take_over(harness)
    [order] = harness.source.orders
    assert order.tags == said
    assert said.trace_id == str(JOB)
    stored = await harness.imagine.read(JOB)
    assert stored.draft.chain == 3
    # the stored image does not name the member a second time
    assert stored.generation is not None
    assert stored.generation.order.tags is None


async def test_a_job_without_a_first_answer_is_refunded_and_not_generated(
    harness: ServiceHarness,
) -> None:
    admitted = await harness.admit()
    await _die(harness)
    await _take_over(harness, is_lost=True)
    assert harness.source.orders == []
    assert await _state(harness) is State.FAILED
    assert await harness.used(admitted) == {}


async def test_a_known_answer_that_is_gone_does_not_keep_a_job_from_generation(
    harness: ServiceHarness,
) -> None:
    await harness.admit()
    await harness.stores.jobs.note_answer(JOB, 5, now=harness.clock.now())
    await _die(harness)
    [card] = await _take_over(harness, is_lost=True)
    assert len(card.delivered) == 1


async def test_a_lost_request_is_refunded_and_never_sent_again(
    harness: ServiceHarness,
) -> None:
    admitted = await harness.admit()
    await harness.stores.jobs.begin(JOB, 5, now=harness.clock.now())
    await _die(harness)
    [card] = await _take_over(harness)
    assert [type(error) for error in card.failed] == [LostInRestart]
    assert harness.source.orders == []
    assert await _state(harness) is State.FAILED
    # the dollars stay reserved until the charge is known
    used = await harness.used(admitted)
    assert set(used.values()) == {admitted.claim.micros}  # pyright: ignore[reportOptionalMemberAccess] - just admitted
    assert [job.job_id for job in await harness.stores.ledger.unreconciled(limit=9)] == [JOB]


async def _generate_and_die(harness: ServiceHarness) -> None:
    admitted = await harness.admit()
    now = harness.clock.now()
    await harness.stores.jobs.begin(JOB, 5, now=now)
    generation = await harness.source.generate(admitted.order, deadline=now)
    await harness.stores.jobs.keep(JOB, generation, now=now)
    await _die(harness)


async def test_what_was_generated_is_shown_and_not_paid_again(harness: ServiceHarness) -> None:
    await _generate_and_die(harness)
    [card] = await _take_over(harness)
    assert len(card.delivered) == 1
    assert len(harness.source.orders) == 1
    assert await _state(harness) is State.DONE
    assert harness.files() == []


def _cut(path: Path) -> None:
    path.write_bytes(b"half")


@pytest.mark.parametrize("harm", [Path.unlink, _cut])
async def test_a_generation_that_is_not_whole_any_more_is_refunded(
    harness: ServiceHarness, harm: Callable[[Path], object]
) -> None:
    await _generate_and_die(harness)
    [path] = harness.files()
    harm(path)
    [card] = await _take_over(harness)
    [error] = card.failed
    assert isinstance(error, LostInRestart)
    assert error.charge is Charge.MADE
    assert harness.files() == []


async def test_what_is_generated_is_shown_however_late(harness: ServiceHarness) -> None:
    await _generate_and_die(harness)
    harness.clock.advance(hours=2)
    [card] = await _take_over(harness)
    assert len(card.delivered) == 1


async def test_a_job_that_waited_past_its_deadline_is_refunded(harness: ServiceHarness) -> None:
    admitted = await harness.admit()
    await _die(harness)
    harness.clock.advance(minutes=14)
    [card] = await _take_over(harness)
    [error] = card.failed
    assert isinstance(error, Interrupted)
    assert error.charge is Charge.NONE
    assert await harness.used(admitted) == {}


async def test_a_model_that_went_meanwhile_ends_the_job_with_its_reason(
    harness: ServiceHarness,
) -> None:
    await harness.admit(request=replace(REQUEST, model=FLASH.id))
    await _die(harness)
    harness.models.alive = {MINI.id: MINI}
    [card] = await _take_over(harness)
    assert isinstance(card.failed[0], ModelUnknown)


async def test_the_files_of_what_is_taken_over_stay_and_all_others_go(
    harness: ServiceHarness,
) -> None:
    attached = harness.folder / "attached"
    attached.write_bytes(b"x")
    await harness.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    await _die(harness)
    await _take_over(harness)
    assert harness.needed_files == [{attached}]


@pytest.mark.parametrize("port_call", ["take_over", "files"])
async def test_a_database_that_fails_keeps_the_files_and_the_next_look_takes_over(
    harness: ServiceHarness, port_call: str
) -> None:
    await harness.admit()
    await _die(harness)
    break_port(harness, "jobs", **{port_call: 1})
    await _take_over(harness)
    assert harness.needed_files == []
    await harness.takeover.take_over_again()
    await harness.finish()
    assert await _state(harness) is State.DONE


async def test_before_discord_can_be_reached_nothing_is_taken(harness: ServiceHarness) -> None:
    await harness.admit()
    await _die(harness)
    await harness.takeover.take_over_again()
    assert await _state(harness) is State.QUEUED


async def test_what_a_silent_process_holds_is_taken_only_when_its_lease_has_ended(
    harness: ServiceHarness,
) -> None:
    await harness.admit()
    harness.restart()
    assert await _take_over(harness) == []
    harness.clock.advance(seconds=LEASE.total_seconds() + 1)
    await harness.takeover.take_over_again()
    await harness.finish()
    assert await _state(harness) is State.DONE


async def test_many_are_taken_over_in_several_turns(
    harness: ServiceHarness,
) -> None:
    for user in range(5):
        await harness.admit(user)
    await _die(harness)
    harness.take_over_at_once(2)
    assert len(await _take_over(harness)) == 5
    assert len(harness.source.orders) == 5


async def test_what_waits_when_the_bot_stops_is_generated_after_the_next_start(
    harness: ServiceHarness,
) -> None:
    harness.open(max_concurrent=1)
    harness.source.gate.clear()
    cards = [FakeCard(), FakeCard()]
    for user, card in enumerate(cards):
        harness.imagine.start(await harness.admit(user), card)
    while not cards[1].shown:
        await asyncio.sleep(0)
    harness.imagine.postpone()
    harness.source.gate.set()
    await harness.runner.drain(30)
    assert (len(cards[0].delivered), cards[1].postponed) == (1, [False])
    await _die(harness)
    [card] = await _take_over(harness)
    assert len(card.delivered) == 1


async def test_what_is_generated_but_not_shown_when_the_bot_stops_is_shown_after_the_next_start(
    harness: ServiceHarness,
) -> None:
    shown = FakeCard()
    begun = asyncio.Event()

    async def stuck() -> None:
        begun.set()
        await asyncio.Event().wait()

    shown.before_delivery = stuck
    harness.imagine.start(await harness.admit(), shown)
    await begun.wait()
    await harness.runner.drain(0)
    assert shown.postponed == [True]
    await _die(harness)
    [card] = await _take_over(harness)
    assert (len(card.delivered), len(harness.source.orders)) == (1, 1)


async def test_ended_jobs_are_forgotten_after_a_while_and_the_counters_stay(
    harness: ServiceHarness,
) -> None:
    admitted = await harness.admit()
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    used = await harness.used(admitted)
    await harness.stores.jobs.purge(before=harness.clock.now() + timedelta(seconds=1))
    assert await harness.stores.jobs.read(JOB) is None
    assert await harness.used(admitted) == used
    assert not await harness.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=harness.clock.now()
    )


class TestARestoredJob:
    """The reservation from before the restart cannot be extended."""

    async def _restore(
        self, harness: ServiceHarness, fault: ImagineError, *, price: int
    ) -> FakeCard:
        stand_in = replace(MINI, ratios=FLASH.ratios, prices={"": price})
        harness.models.alive[MINI.id] = stand_in
        harness.models.chain = {FLASH.id: MINI.id}
        self.admitted = await harness.admit(request=replace(REQUEST, model=FLASH.id))
        await _die(harness)
        harness.source.faults = [fault]
        [card] = await _take_over(harness)
        return card

    @pytest.mark.parametrize("fault", [ProviderDown(), ModelGone()], ids=repr)
    async def test_is_generated_by_a_successor_that_costs_no_more(
        self, harness: ServiceHarness, fault: ImagineError
    ) -> None:
        card = await self._restore(harness, fault, price=39_000)
        assert [generation.order.model.id for generation in card.delivered] == [MINI.id]

    async def test_tells_of_the_failure_where_the_successor_is_dearer(
        self, harness: ServiceHarness
    ) -> None:
        fault = ProviderBusy()
        card = await self._restore(harness, fault, price=39_001)
        assert card.failed == [fault]
        assert await harness.used(self.admitted) == {}

    async def test_is_refunded_where_its_model_is_gone_and_the_successor_dearer(
        self, harness: ServiceHarness
    ) -> None:
        card = await self._restore(harness, ModelGone(), price=39_001)
        [error] = card.failed
        assert isinstance(error, Interrupted)
        assert error.charge is Charge.NONE
        assert len(harness.source.orders) == 1
        assert await harness.used(self.admitted) == {}

    async def test_counts_as_one_more_try_and_keeps_what_it_held(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.gate.clear()
        await harness.admit()
        await _die(harness)
        harness.runner.start("takeover", _begin_to_take_over(harness))
        while not harness.source.running:
            await asyncio.sleep(0)
        job = await harness.imagine.read(JOB)
        assert (job.attempts, job.micros, job.state) == (2, 39_000, State.GENERATING)
        harness.source.gate.set()
        await harness.finish()

    async def test_that_was_answered_changes_its_card_only_when_its_position_moves(
        self, harness: ServiceHarness
    ) -> None:
        for user in range(3):
            await harness.admit(user)
            await harness.stores.jobs.note_answer(user + 1, 5, now=harness.clock.now())
        await _die(harness)
        harness.open(max_concurrent=1)
        cards = await _take_over(harness)
        assert [card.shown for card in cards] == [[FLASH.name]] * 3

    async def test_without_a_first_answer_is_answered_while_it_waits(
        self, harness: ServiceHarness
    ) -> None:
        for user in range(2):
            await harness.admit(user)
        await _die(harness)
        harness.open(max_concurrent=1)
        cards = await _take_over(harness)
        assert [card.shown for card in cards] == [[FLASH.name], ["waiting", FLASH.name]]
        assert (await harness.imagine.read(2)).is_answered

    async def test_that_is_generated_waits_for_its_turn_without_showing_a_position(
        self, harness: ServiceHarness
    ) -> None:
        now = harness.clock.now()
        for user in range(3):
            admitted = await harness.admit(user)
            await harness.stores.jobs.begin(user + 1, 5, now=now)
            generation = await harness.source.generate(admitted.order, deadline=now)
            await harness.stores.jobs.keep(user + 1, generation, now=now)
        await _die(harness)
        harness.open(max_concurrent=1, bounds=QueueLimits(1, 1, 1))
        cards = await _take_over(harness)
        assert [len(card.delivered) for card in cards] == [1, 1, 1]
        assert [card.shown for card in cards] == [[], [], []]

    async def test_can_be_cancelled_by_the_process_that_has_it_now(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.gate.clear()
        await harness.admit()
        await _die(harness)
        harness.runner.start("takeover", _begin_to_take_over(harness))
        while not harness.source.running:
            await asyncio.sleep(0)
        await harness.imagine.cancel(JOB, 1)
        await harness.finish()
        assert await _state(harness) is State.CANCELLED

    async def test_goes_on_when_the_same_event_arrived_just_before_it_was_taken_over(
        self, harness: ServiceHarness
    ) -> None:
        requester, go_on = harness.requester(), asyncio.Event()
        await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
        await _die(harness)
        harness.source.gate.clear()

        class Slow(Failing):
            async def reserve(self, *args: object, **options: object) -> object:
                await go_on.wait()
                return await self._port.reserve(*args, **options)

        use(harness, "ledger", Slow(harness.stores.ledger))
        again = asyncio.create_task(harness.imagine.admit(requester, REQUEST, REPLY_TARGET))
        await _begin_to_take_over(harness)
        while not harness.source.running:
            await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(DuplicateEvent):
            await again
        assert harness.queue.running == 1
        await harness.imagine.cancel(JOB, 1)
        await harness.finish()
        assert await _state(harness) is State.CANCELLED

    async def test_is_not_admitted_once_more_by_the_same_event(
        self, harness: ServiceHarness
    ) -> None:
        requester = harness.requester()
        await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
        await _die(harness)
        harness.source.gate.clear()
        harness.runner.start("takeover", _begin_to_take_over(harness))
        while not harness.source.running:
            await asyncio.sleep(0)
        with pytest.raises(DuplicateEvent):
            await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
        harness.source.gate.set()
        await harness.finish()
        assert await _state(harness) is State.DONE


def _charges(harness: ServiceHarness) -> JobCharges:
    return JobCharges(
        NoCharges(), harness.stores.jobs, harness.models, on_doubt=harness.bookkeeping.note_doubt
    )


async def _begin_to_take_over(harness: ServiceHarness) -> None:
    await harness.takeover.start(lambda _: FakeCard(is_restored=True))


async def test_every_turn_of_the_reconciler_looks_for_jobs_of_dead_processes(
    harness: ServiceHarness,
) -> None:
    reconciler = Reconciler(
        harness.stores,
        _charges(harness),
        clock=harness.clock,
        retention=timedelta(days=90),
        takeover=harness.takeover,
    )
    await _take_over(harness)
    for number in (1, 2, 3):
        other = harness.another_process(f"another-{number}").ledger
        now = harness.clock.now()
        await other.reserve(claim(number, micros=101_000), now=now, draft=draft(number))
        await other.resign([f"another-{number}"])
        await reconciler.take_turn()
        await harness.finish()
        assert (await harness.imagine.read(number)).state is State.DONE


async def test_a_takeover_that_fails_keeps_the_reconciler_from_nothing_else(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    await _take_over(harness)
    failing = break_port(harness, "jobs", take_over=1)
    await _take_over(harness)
    reconciler = Reconciler(
        harness.stores,
        _charges(harness),
        clock=harness.clock,
        retention=timedelta(days=90),
        takeover=harness.takeover,
    )
    failing.failures["take_over"] = 1
    await reconciler.take_turn()
    assert "step=recover" in caplog.text
    assert "step=reconcile" not in caplog.text
    assert failing.failures["take_over"] == 0


async def test_the_files_of_jobs_that_other_processes_have_stay_as_well(
    harness: ServiceHarness,
) -> None:
    attached = harness.folder / "attached"
    attached.write_bytes(b"x")
    await harness.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    harness.restart()
    assert await _take_over(harness) == []
    assert harness.needed_files == [{attached}]


async def test_nothing_is_taken_between_the_first_look_and_the_removal_of_files(
    harness: ServiceHarness,
) -> None:
    await harness.admit()
    await _die(harness)
    taken = asyncio.Event()
    jobs = harness.stores.jobs
    looks: list[str] = []

    class Slow(Failing):
        async def files(self) -> object:
            looks.append("files")
            taken.set()
            await asyncio.sleep(0)
            return await jobs.files()

        async def take_over(self, **options: object) -> object:
            looks.append("take over")
            return await jobs.take_over(**options)  # pyright: ignore[reportArgumentType] - passed on

    use(harness, "jobs", Slow(jobs))
    starting = asyncio.create_task(_begin_to_take_over(harness))
    await taken.wait()
    await harness.takeover.take_over_again()
    assert (looks[-2:], len(harness.needed_files)) == (["files", "take over"], 1)
    await starting
    await harness.finish()


async def test_a_reference_that_is_gone_ends_the_job_with_its_reason(
    harness: ServiceHarness,
) -> None:
    attached = harness.folder / "attached"
    attached.write_bytes(b"x")
    await harness.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    await _die(harness)
    attached.unlink()
    [card] = await _take_over(harness)
    [error] = card.failed
    assert isinstance(error, ReferenceRefused)
    assert error.fault is ReferenceFault.GONE
    assert harness.source.orders == []


async def test_a_mistake_with_one_job_keeps_no_other_from_going_on(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in range(2):
        await harness.admit(user)
    await _die(harness)
    choose, calls = harness.models.choose, iter([RuntimeError("a mistake")])

    def mistaken(wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        for error in calls:
            raise error
        return choose(wanted, allowed=allowed)

    monkeypatch.setattr(harness.models, "choose", mistaken)
    cards = await _take_over(harness)
    assert [len(card.delivered) for card in cards] == [0, 1]
    assert [type(error) for error in cards[0].failed] == [Unexpected]
    assert await _state(harness) is State.FAILED


async def test_a_bot_that_stops_takes_nothing_over_any_more(harness: ServiceHarness) -> None:
    await harness.admit()
    await _die(harness)
    assert await _begin_to_take_over_nothing(harness) == State.QUEUED


async def _begin_to_take_over_nothing(harness: ServiceHarness) -> State:
    """Stop the takeover after a job was taken and before it is resumed."""
    jobs = harness.stores.jobs

    class Stopping(Failing):
        async def take_over(self, **options: object) -> object:
            taken = await jobs.take_over(**options)  # pyright: ignore[reportArgumentType] - passed on
            harness.takeover.stop()
            return taken

    use(harness, "jobs", Stopping(jobs))
    await _take_over(harness)
    await harness.takeover.take_over_again()
    return await _state(harness)


async def test_a_file_that_cannot_be_looked_at_counts_as_lost(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _generate_and_die(harness)
    [path] = harness.files()
    path.unlink()

    # as if it were removed at that very moment
    def find(path: Path) -> Path:
        return path

    monkeypatch.setattr(harness, "find", find)
    [card] = await _take_over(harness)
    assert isinstance(card.failed[0], LostInRestart)


async def test_a_generated_job_shows_no_position_when_the_queue_moves(
    harness: ServiceHarness,
) -> None:
    now = harness.clock.now()
    for user in range(3):
        admitted = await harness.admit(user)
        await harness.stores.jobs.begin(user + 1, 5, now=now)
        generation = await harness.source.generate(admitted.order, deadline=now)
        await harness.stores.jobs.keep(user + 1, generation, now=now)
    await _die(harness)
    harness.open(max_concurrent=1)
    go_on = asyncio.Event()
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, before_delivery=go_on.wait))
        return cards[-1]

    await harness.takeover.start(open_card)
    while harness.queue.waiting < 2 or not cards[0].left:
        await asyncio.sleep(0)
    for _ in range(3):
        harness.clock.advance(seconds=60)
        await harness.queue.check_queue()
        await asyncio.sleep(0)
    go_on.set()
    await harness.finish()
    assert [card.shown for card in cards] == [[], [], []]
    assert [len(card.delivered) for card in cards] == [1, 1, 1]


async def test_writes_are_taken_for_stuck_when_the_lease_was_due_twice(
    harness: ServiceHarness,
) -> None:
    reconciler = Reconciler(
        harness.stores, _charges(harness), clock=harness.clock, retention=timedelta(days=90)
    )
    harness.clock.advance(seconds=999)
    reconciler.check_writes()
    await reconciler.start()
    harness.clock.advance(seconds=2 * RENEW_EVERY_S)
    reconciler.check_writes()
    harness.clock.advance(seconds=1)
    with pytest.raises(StorageFailed):
        reconciler.check_writes()


async def test_a_job_that_killed_three_processes_is_refunded_and_not_shown(
    harness: ServiceHarness,
) -> None:
    await _generate_and_die(harness)
    for _ in range(2):
        [taken] = await harness.stores.jobs.take_over(now=harness.clock.now(), limit=9)
        assert taken.state is State.DELIVERING
        await _die(harness)
    [card] = await _take_over(harness)
    assert (card.delivered, [type(error) for error in card.failed]) == ([], [DeliveryGivenUp])
    assert (await _state(harness), harness.files()) == (State.FAILED, [])
    stored = await harness.imagine.read(JOB)
    assert stored.reason == "showing_given_up"


async def test_stops_in_good_order_are_no_deaths(harness: ServiceHarness) -> None:
    await _generate_and_die(harness)
    for _ in range(5):
        assert await harness.stores.jobs.take_over(now=harness.clock.now(), limit=9)
        await harness.stores.jobs.release()
        await _die(harness)
    [card] = await _take_over(harness)
    assert (len(card.delivered), card.failed) == (1, [])


@pytest.mark.parametrize(("hours", "told"), [(24, 1), (25, 0)])
async def test_after_a_long_downtime_no_member_is_told_of_old_jobs_without_images(
    harness: ServiceHarness, hours: int, told: int
) -> None:
    admitted = await harness.admit()
    await harness.stores.jobs.begin(JOB, 5, now=harness.clock.now())
    harness.clock.advance(hours=hours)
    await _die(harness)
    [card] = await _take_over(harness)
    assert len(card.failed) == told
    assert (await _state(harness), (await harness.imagine.read(JOB)).reason) == (
        State.FAILED,
        "lost_in_restart",
    )
    # counters and reservations are as if nothing had happened
    used = await harness.used(admitted)
    assert set(used.values()) == {admitted.claim.micros}  # pyright: ignore[reportOptionalMemberAccess] - just admitted


async def test_a_member_is_told_of_a_generated_image_however_late(harness: ServiceHarness) -> None:
    await _generate_and_die(harness)
    for path in harness.files():
        path.unlink()
    harness.clock.advance(days=7)
    [card] = await _take_over(harness)
    assert [type(error) for error in card.failed] == [LostInRestart]
