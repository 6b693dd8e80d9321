"""What becomes of jobs whose process has died, and of those that wait when the bot stops."""

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
from bot.policy.jobs.job import Parent, State
from bot.policy.jobs.queue import Bounds
from bot.policy.images.model import Choice
from bot.policy.images.request import Reference
from bot.ports import LEASE, Settlement
from bot.service.recovery.charges import JobCharges
from bot.service.recovery.reconcile import RENEW_EVERY_S, Reconciler
from testkit.fakes import FLASH, MINI, FakeCard
from tests.service.failing_stores import Failing, break_port, use
from tests.service.service_harness import ADDRESS, REQUEST, ServiceHarness
from tests.storage.samples import claim, draft

JOB = 1


class NoCharges:
    """Knows of no charge."""

    async def find_charge(self, generation_id: str) -> int | None:
        raise AssertionError(generation_id)


async def _die(bench: ServiceHarness) -> None:
    """Let another process take over, as after a crash of the first."""
    await bench.stores.ledger.resign([bench.process_id])
    bench.begin_anew()


async def _take_over(bench: ServiceHarness, **card: object) -> list[FakeCard]:
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, **card))  # pyright: ignore[reportArgumentType] - as the test says
        return cards[-1]

    await bench.takeover.start(open_card)
    await bench.finish()
    return cards


async def _state(bench: ServiceHarness) -> State:
    return (await bench.imagine.read(JOB)).state


async def test_what_was_not_sent_is_painted_by_the_next_process(bench: ServiceHarness) -> None:
    await bench.admit()
    await _die(bench)
    [card] = await _take_over(bench)
    assert [painting.order.model for painting in card.delivered] == [FLASH]
    assert await _state(bench) is State.DONE
    assert card.left == [None]


async def test_the_next_process_says_the_same_of_who_asks(bench: ServiceHarness) -> None:
    parent = Parent(Action.AGAIN, 5, chain=3)
    ticket = await bench.imagine.admit(bench.asker(), REQUEST, ADDRESS, parent=parent)
    said = bench.stores.members.tags(ticket.draft)
    await _die(bench)
    await _take_over(bench)
    [order] = bench.source.orders
    assert order.tags == said
    assert said.trace_id == str(JOB)
    stored = await bench.imagine.read(JOB)
    assert stored.draft.chain == 3
    # what is kept of a picture does not name the member a second time
    assert stored.painting is not None
    assert stored.painting.order.tags is None


async def test_what_nobody_saw_an_answer_of_is_given_back_and_not_painted(
    bench: ServiceHarness,
) -> None:
    ticket = await bench.admit()
    await _die(bench)
    await _take_over(bench, is_lost=True)
    assert bench.source.orders == []
    assert await _state(bench) is State.FAILED
    assert await bench.used(ticket) == {}


async def test_a_known_answer_that_is_gone_by_now_keeps_nobody_from_painting(
    bench: ServiceHarness,
) -> None:
    await bench.admit()
    await bench.stores.jobs.note_answer(JOB, 5, now=bench.clock.now())
    await _die(bench)
    [card] = await _take_over(bench, is_lost=True)
    assert len(card.delivered) == 1


async def test_what_was_sent_and_is_lost_is_given_back_and_never_sent_again(
    bench: ServiceHarness,
) -> None:
    ticket = await bench.admit()
    await bench.stores.jobs.begin(JOB, 5, now=bench.clock.now())
    await _die(bench)
    [card] = await _take_over(bench)
    assert [type(error) for error in card.failed] == [LostInRestart]
    assert bench.source.orders == []
    assert await _state(bench) is State.FAILED
    # the dollars stay until it is known what was charged
    used = await bench.used(ticket)
    assert set(used.values()) == {ticket.claim.micros}  # pyright: ignore[reportOptionalMemberAccess] - just admitted
    assert [job.job_id for job in await bench.stores.ledger.unreconciled(limit=9)] == [JOB]


async def _paint_and_die(bench: ServiceHarness) -> None:
    ticket = await bench.admit()
    now = bench.clock.now()
    await bench.stores.jobs.begin(JOB, 5, now=now)
    painting = await bench.source.paint(ticket.order, deadline=now)
    await bench.stores.jobs.keep(JOB, painting, now=now)
    await _die(bench)


async def test_what_was_painted_is_shown_and_not_paid_again(bench: ServiceHarness) -> None:
    await _paint_and_die(bench)
    [card] = await _take_over(bench)
    assert len(card.delivered) == 1
    assert len(bench.source.orders) == 1
    assert await _state(bench) is State.DONE
    assert bench.files() == []


def _cut(path: Path) -> None:
    path.write_bytes(b"half")


@pytest.mark.parametrize("harm", [Path.unlink, _cut])
async def test_what_was_painted_but_is_not_whole_any_more_is_given_back(
    bench: ServiceHarness, harm: Callable[[Path], object]
) -> None:
    await _paint_and_die(bench)
    [path] = bench.files()
    harm(path)
    [card] = await _take_over(bench)
    [error] = card.failed
    assert isinstance(error, LostInRestart)
    assert error.charge is Charge.MADE
    assert bench.files() == []


async def test_what_is_painted_is_shown_however_late(bench: ServiceHarness) -> None:
    await _paint_and_die(bench)
    bench.clock.advance(hours=2)
    [card] = await _take_over(bench)
    assert len(card.delivered) == 1


async def test_what_waited_beyond_its_deadline_is_given_back(bench: ServiceHarness) -> None:
    ticket = await bench.admit()
    await _die(bench)
    bench.clock.advance(minutes=14)
    [card] = await _take_over(bench)
    [error] = card.failed
    assert isinstance(error, Interrupted)
    assert error.charge is Charge.NONE
    assert await bench.used(ticket) == {}


async def test_a_model_that_went_meanwhile_ends_the_job_with_its_reason(
    bench: ServiceHarness,
) -> None:
    await bench.admit(request=replace(REQUEST, model=FLASH.id))
    await _die(bench)
    bench.models.alive = {MINI.id: MINI}
    [card] = await _take_over(bench)
    assert isinstance(card.failed[0], ModelUnknown)


async def test_the_files_of_what_is_taken_over_stay_and_all_others_go(
    bench: ServiceHarness,
) -> None:
    attached = bench.folder / "attached"
    attached.write_bytes(b"x")
    await bench.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    await _die(bench)
    await _take_over(bench)
    assert bench.kept == [{attached}]


@pytest.mark.parametrize("port_call", ["take_over", "files"])
async def test_a_database_that_fails_keeps_the_files_and_the_next_look_takes_over(
    bench: ServiceHarness, port_call: str
) -> None:
    await bench.admit()
    await _die(bench)
    break_port(bench, "jobs", **{port_call: 1})
    await _take_over(bench)
    assert bench.kept == []
    await bench.takeover.look()
    await bench.finish()
    assert await _state(bench) is State.DONE


async def test_before_discord_can_be_reached_nothing_is_taken(bench: ServiceHarness) -> None:
    await bench.admit()
    await _die(bench)
    await bench.takeover.look()
    assert await _state(bench) is State.QUEUED


async def test_what_a_silent_process_holds_is_taken_only_when_its_lease_has_ended(
    bench: ServiceHarness,
) -> None:
    await bench.admit()
    bench.begin_anew()
    assert await _take_over(bench) == []
    bench.clock.advance(seconds=LEASE.total_seconds() + 1)
    await bench.takeover.look()
    await bench.finish()
    assert await _state(bench) is State.DONE


async def test_many_are_taken_over_in_several_turns(
    bench: ServiceHarness,
) -> None:
    for user in range(5):
        await bench.admit(user)
    await _die(bench)
    bench.take_over_at_once(2)
    assert len(await _take_over(bench)) == 5
    assert len(bench.source.orders) == 5


async def test_what_waits_when_the_bot_stops_is_painted_after_the_next_start(
    bench: ServiceHarness,
) -> None:
    bench.open(max_concurrent=1)
    bench.source.gate.clear()
    cards = [FakeCard(), FakeCard()]
    for user, card in enumerate(cards):
        bench.imagine.start(await bench.admit(user), card)
    while not cards[1].shown:
        await asyncio.sleep(0)
    bench.imagine.postpone()
    bench.source.gate.set()
    await bench.runner.drain(30)
    assert (len(cards[0].delivered), cards[1].postponed) == (1, [False])
    await _die(bench)
    [card] = await _take_over(bench)
    assert len(card.delivered) == 1


async def test_what_is_painted_but_not_shown_when_the_bot_stops_is_shown_after_the_next_start(
    bench: ServiceHarness,
) -> None:
    shown = FakeCard()
    begun = asyncio.Event()

    async def stuck() -> None:
        begun.set()
        await asyncio.Event().wait()

    shown.before_delivery = stuck
    bench.imagine.start(await bench.admit(), shown)
    await begun.wait()
    await bench.runner.drain(0)
    assert shown.postponed == [True]
    await _die(bench)
    [card] = await _take_over(bench)
    assert (len(card.delivered), len(bench.source.orders)) == (1, 1)


async def test_ended_jobs_are_forgotten_after_a_while_and_the_counters_stay(
    bench: ServiceHarness,
) -> None:
    ticket = await bench.admit()
    bench.imagine.start(ticket, FakeCard())
    await bench.finish()
    used = await bench.used(ticket)
    await bench.stores.jobs.purge(before=bench.clock.now() + timedelta(seconds=1))
    assert await bench.stores.jobs.read(JOB) is None
    assert await bench.used(ticket) == used
    assert not await bench.stores.ledger.settle(
        JOB, Settlement(delivered=False, micros=0), now=bench.clock.now()
    )


class TestARestoredJob:
    """Nothing can be added to what was reserved for it before the restart."""

    async def _restore(self, bench: ServiceHarness, fault: ImagineError, *, price: int) -> FakeCard:
        stand_in = replace(MINI, ratios=FLASH.ratios, prices={"": price})
        bench.models.alive[MINI.id] = stand_in
        bench.models.chain = {FLASH.id: MINI.id}
        self.ticket = await bench.admit(request=replace(REQUEST, model=FLASH.id))
        await _die(bench)
        bench.source.faults = [fault]
        [card] = await _take_over(bench)
        return card

    @pytest.mark.parametrize("fault", [ProviderDown(), ModelGone()], ids=repr)
    async def test_is_painted_by_a_successor_that_costs_no_more(
        self, bench: ServiceHarness, fault: ImagineError
    ) -> None:
        card = await self._restore(bench, fault, price=39_000)
        assert [painting.order.model.id for painting in card.delivered] == [MINI.id]

    async def test_tells_of_the_failure_where_the_successor_is_dearer(
        self, bench: ServiceHarness
    ) -> None:
        fault = ProviderBusy()
        card = await self._restore(bench, fault, price=39_001)
        assert card.failed == [fault]
        assert await bench.used(self.ticket) == {}

    async def test_is_given_back_where_its_model_is_gone_and_the_successor_dearer(
        self, bench: ServiceHarness
    ) -> None:
        card = await self._restore(bench, ModelGone(), price=39_001)
        [error] = card.failed
        assert isinstance(error, Interrupted)
        assert error.charge is Charge.NONE
        assert len(bench.source.orders) == 1
        assert await bench.used(self.ticket) == {}

    async def test_counts_as_one_more_try_and_keeps_what_it_held(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.gate.clear()
        await bench.admit()
        await _die(bench)
        bench.runner.start("takeover", _begin_to_take_over(bench))
        while not bench.source.running:
            await asyncio.sleep(0)
        job = await bench.imagine.read(JOB)
        assert (job.attempts, job.micros, job.state) == (2, 39_000, State.PAINTING)
        bench.source.gate.set()
        await bench.finish()

    async def test_that_was_answered_changes_its_card_only_when_its_place_moves(
        self, bench: ServiceHarness
    ) -> None:
        for user in range(3):
            await bench.admit(user)
            await bench.stores.jobs.note_answer(user + 1, 5, now=bench.clock.now())
        await _die(bench)
        bench.open(max_concurrent=1)
        cards = await _take_over(bench)
        assert [card.shown for card in cards] == [[FLASH.name]] * 3

    async def test_that_nobody_has_seen_an_answer_of_is_answered_while_it_waits(
        self, bench: ServiceHarness
    ) -> None:
        for user in range(2):
            await bench.admit(user)
        await _die(bench)
        bench.open(max_concurrent=1)
        cards = await _take_over(bench)
        assert [card.shown for card in cards] == [[FLASH.name], ["waiting", FLASH.name]]
        assert (await bench.imagine.read(2)).is_answered

    async def test_that_is_painted_waits_for_its_turn_and_says_nothing_of_a_line(
        self, bench: ServiceHarness
    ) -> None:
        now = bench.clock.now()
        for user in range(3):
            ticket = await bench.admit(user)
            await bench.stores.jobs.begin(user + 1, 5, now=now)
            painting = await bench.source.paint(ticket.order, deadline=now)
            await bench.stores.jobs.keep(user + 1, painting, now=now)
        await _die(bench)
        bench.open(max_concurrent=1, bounds=Bounds(1, 1, 1))
        cards = await _take_over(bench)
        assert [len(card.delivered) for card in cards] == [1, 1, 1]
        assert [card.shown for card in cards] == [[], [], []]

    async def test_can_be_cancelled_by_the_process_that_has_it_now(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.gate.clear()
        await bench.admit()
        await _die(bench)
        bench.runner.start("takeover", _begin_to_take_over(bench))
        while not bench.source.running:
            await asyncio.sleep(0)
        await bench.imagine.cancel(JOB, 1)
        await bench.finish()
        assert await _state(bench) is State.CANCELLED

    async def test_goes_on_when_the_same_event_arrived_just_before_it_was_taken_over(
        self, bench: ServiceHarness
    ) -> None:
        asker, go_on = bench.asker(), asyncio.Event()
        await bench.imagine.admit(asker, REQUEST, ADDRESS)
        await _die(bench)
        bench.source.gate.clear()

        class Slow(Failing):
            async def reserve(self, *args: object, **options: object) -> object:
                await go_on.wait()
                return await self._port.reserve(*args, **options)

        use(bench, "ledger", Slow(bench.stores.ledger))
        again = asyncio.create_task(bench.imagine.admit(asker, REQUEST, ADDRESS))
        await _begin_to_take_over(bench)
        while not bench.source.running:
            await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(DuplicateEvent):
            await again
        assert bench.line.running == 1
        await bench.imagine.cancel(JOB, 1)
        await bench.finish()
        assert await _state(bench) is State.CANCELLED

    async def test_is_not_admitted_once_more_by_the_same_event(self, bench: ServiceHarness) -> None:
        asker = bench.asker()
        await bench.imagine.admit(asker, REQUEST, ADDRESS)
        await _die(bench)
        bench.source.gate.clear()
        bench.runner.start("takeover", _begin_to_take_over(bench))
        while not bench.source.running:
            await asyncio.sleep(0)
        with pytest.raises(DuplicateEvent):
            await bench.imagine.admit(asker, REQUEST, ADDRESS)
        bench.source.gate.set()
        await bench.finish()
        assert await _state(bench) is State.DONE


def _charges(bench: ServiceHarness) -> JobCharges:
    return JobCharges(NoCharges(), bench.stores.jobs, bench.models, on_doubt=bench.books.note_doubt)


async def _begin_to_take_over(bench: ServiceHarness) -> None:
    await bench.takeover.start(lambda _: FakeCard(is_restored=True))


async def test_every_turn_of_the_reconciler_looks_for_jobs_of_dead_processes(
    bench: ServiceHarness,
) -> None:
    reconciler = Reconciler(
        bench.stores,
        _charges(bench),
        clock=bench.clock,
        retention=timedelta(days=90),
        takeover=bench.takeover,
    )
    await _take_over(bench)
    for number in (1, 2, 3):
        other = bench.another_process(f"another-{number}").ledger
        now = bench.clock.now()
        await other.reserve(claim(number, micros=101_000), now=now, draft=draft(number))
        await other.resign([f"another-{number}"])
        await reconciler.take_turn()
        await bench.finish()
        assert (await bench.imagine.read(number)).state is State.DONE


async def test_a_takeover_that_fails_keeps_the_reconciler_from_nothing_else(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    await _take_over(bench)
    failing = break_port(bench, "jobs", take_over=1)
    await _take_over(bench)
    reconciler = Reconciler(
        bench.stores,
        _charges(bench),
        clock=bench.clock,
        retention=timedelta(days=90),
        takeover=bench.takeover,
    )
    failing.failures["take_over"] = 1
    await reconciler.take_turn()
    assert "step=recover" in caplog.text
    assert "step=reconcile" not in caplog.text
    assert failing.failures["take_over"] == 0


async def test_the_files_of_jobs_that_other_processes_have_stay_as_well(
    bench: ServiceHarness,
) -> None:
    attached = bench.folder / "attached"
    attached.write_bytes(b"x")
    await bench.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    bench.begin_anew()
    assert await _take_over(bench) == []
    assert bench.kept == [{attached}]


async def test_nothing_is_taken_between_the_first_look_and_the_removal_of_files(
    bench: ServiceHarness,
) -> None:
    await bench.admit()
    await _die(bench)
    taken = asyncio.Event()
    jobs = bench.stores.jobs
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

    use(bench, "jobs", Slow(jobs))
    starting = asyncio.create_task(_begin_to_take_over(bench))
    await taken.wait()
    await bench.takeover.look()
    assert (looks[-2:], len(bench.kept)) == (["files", "take over"], 1)
    await starting
    await bench.finish()


async def test_a_reference_that_is_gone_ends_the_job_with_its_reason(bench: ServiceHarness) -> None:
    attached = bench.folder / "attached"
    attached.write_bytes(b"x")
    await bench.admit(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
    await _die(bench)
    attached.unlink()
    [card] = await _take_over(bench)
    [error] = card.failed
    assert isinstance(error, ReferenceRefused)
    assert error.fault is ReferenceFault.GONE
    assert bench.source.orders == []


async def test_a_mistake_with_one_job_keeps_no_other_from_going_on(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in range(2):
        await bench.admit(user)
    await _die(bench)
    choose, calls = bench.models.choose, iter([RuntimeError("a mistake")])

    def mistaken(wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        for error in calls:
            raise error
        return choose(wanted, allowed=allowed)

    monkeypatch.setattr(bench.models, "choose", mistaken)
    cards = await _take_over(bench)
    assert [len(card.delivered) for card in cards] == [0, 1]
    assert [type(error) for error in cards[0].failed] == [Unexpected]
    assert await _state(bench) is State.FAILED


async def test_a_bot_that_stops_takes_nothing_over_any_more(bench: ServiceHarness) -> None:
    await bench.admit()
    await _die(bench)
    assert await _begin_to_take_over_nothing(bench) == State.QUEUED


async def _begin_to_take_over_nothing(bench: ServiceHarness) -> State:
    """Stop between the moment in which a job is taken and that in which it would go on."""
    jobs = bench.stores.jobs

    class Stopping(Failing):
        async def take_over(self, **options: object) -> object:
            taken = await jobs.take_over(**options)  # pyright: ignore[reportArgumentType] - passed on
            bench.takeover.stop()
            return taken

    use(bench, "jobs", Stopping(jobs))
    await _take_over(bench)
    await bench.takeover.look()
    return await _state(bench)


async def test_a_file_that_cannot_be_looked_at_counts_as_lost(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _paint_and_die(bench)
    [path] = bench.files()
    path.unlink()

    # as when it goes in that very moment
    def find(path: Path) -> Path:
        return path

    monkeypatch.setattr(bench, "find", find)
    [card] = await _take_over(bench)
    assert isinstance(card.failed[0], LostInRestart)


async def test_what_is_painted_says_nothing_of_a_line_that_moves(bench: ServiceHarness) -> None:
    now = bench.clock.now()
    for user in range(3):
        ticket = await bench.admit(user)
        await bench.stores.jobs.begin(user + 1, 5, now=now)
        painting = await bench.source.paint(ticket.order, deadline=now)
        await bench.stores.jobs.keep(user + 1, painting, now=now)
    await _die(bench)
    bench.open(max_concurrent=1)
    go_on = asyncio.Event()
    cards: list[FakeCard] = []

    def open_card(_: object) -> FakeCard:
        cards.append(FakeCard(is_restored=True, before_delivery=go_on.wait))
        return cards[-1]

    await bench.takeover.start(open_card)
    while bench.line.waiting < 2 or not cards[0].left:
        await asyncio.sleep(0)
    for _ in range(3):
        bench.clock.advance(seconds=60)
        await bench.line.look()
        await asyncio.sleep(0)
    go_on.set()
    await bench.finish()
    assert [card.shown for card in cards] == [[], [], []]
    assert [len(card.delivered) for card in cards] == [1, 1, 1]


async def test_writes_are_taken_for_stuck_when_the_lease_was_due_twice(
    bench: ServiceHarness,
) -> None:
    reconciler = Reconciler(
        bench.stores, _charges(bench), clock=bench.clock, retention=timedelta(days=90)
    )
    bench.clock.advance(seconds=999)
    reconciler.check_writes()
    await reconciler.start()
    bench.clock.advance(seconds=2 * RENEW_EVERY_S)
    reconciler.check_writes()
    bench.clock.advance(seconds=1)
    with pytest.raises(StorageFailed):
        reconciler.check_writes()


async def test_what_killed_three_processes_is_given_back_and_not_shown(
    bench: ServiceHarness,
) -> None:
    await _paint_and_die(bench)
    for _ in range(2):
        [taken] = await bench.stores.jobs.take_over(now=bench.clock.now(), limit=9)
        assert taken.state is State.DELIVERING
        await _die(bench)
    [card] = await _take_over(bench)
    assert (card.delivered, [type(error) for error in card.failed]) == ([], [DeliveryGivenUp])
    assert (await _state(bench), bench.files()) == (State.FAILED, [])
    stored = await bench.imagine.read(JOB)
    assert stored.reason == "showing_given_up"


async def test_stops_in_good_order_are_no_deaths(bench: ServiceHarness) -> None:
    await _paint_and_die(bench)
    for _ in range(5):
        assert await bench.stores.jobs.take_over(now=bench.clock.now(), limit=9)
        await bench.stores.jobs.release()
        await _die(bench)
    [card] = await _take_over(bench)
    assert (len(card.delivered), card.failed) == (1, [])


@pytest.mark.parametrize(("hours", "told"), [(24, 1), (25, 0)])
async def test_after_a_long_downtime_nobody_is_told_of_pictures_of_long_ago(
    bench: ServiceHarness, hours: int, told: int
) -> None:
    ticket = await bench.admit()
    await bench.stores.jobs.begin(JOB, 5, now=bench.clock.now())
    bench.clock.advance(hours=hours)
    await _die(bench)
    [card] = await _take_over(bench)
    assert len(card.failed) == told
    assert (await _state(bench), (await bench.imagine.read(JOB)).reason) == (
        State.FAILED,
        "lost_in_restart",
    )
    # the books are as ever
    used = await bench.used(ticket)
    assert set(used.values()) == {ticket.claim.micros}  # pyright: ignore[reportOptionalMemberAccess] - just admitted


async def test_a_member_hears_of_a_generated_image_however_late(bench: ServiceHarness) -> None:
    await _paint_and_die(bench)
    for path in bench.files():
        path.unlink()
    bench.clock.advance(days=7)
    [card] = await _take_over(bench)
    assert [type(error) for error in card.failed] == [LostInRestart]
