"""Slots, positions, and the cards of waiting jobs."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.errors import AnswerLost, QueueFull, QueueScope, WaitTooLong
from bot.policy.jobs.job import Requester
from bot.policy.jobs.queue import QueueLimits
from bot.policy.jobs.queue_position import EDIT_EVERY, QueuePosition
from bot.policy.jobs.wait_estimate import DEFAULT_MEDIAN_S
from bot.policy.limits.effective import Spot
from bot.service.jobs.queue import EDITS_PER_TICK, FairQueue
from bot.service.jobs.queue_edits import EDITS_AT_ONCE
from bot.service.jobs.runner import Runner
from bot.service.timing import PRODUCTION, Timing
from testkit.event_loop import at_rest
from testkit.fakes import START, FakeClock

MODEL = "maker/model"
NIGHT, DAY = 100, 200
WIDE = QueueLimits(1000, 1000, 1000)
LATE = START + timedelta(days=365)


@dataclass
class Card:
    """Records the positions that it shows; hangs or fails where the test says so."""

    shown: list[QueuePosition] = field(default_factory=list[QueuePosition])
    fault: Exception | None = None
    gate: asyncio.Event | None = None

    @property
    def positions(self) -> list[int]:
        return [position.position for position in self.shown]

    async def show(self, position: QueuePosition) -> None:
        self.shown.append(position)
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault


class QueueHarness:
    """A queue and the tasks of its jobs; each keeps its slot until the test lets it leave."""

    def __init__(
        self, bounds: QueueLimits = WIDE, *, slots: int = 1, timing: Timing = PRODUCTION
    ) -> None:
        self.clock = FakeClock()
        self.runner = Runner()
        self.pauses: asyncio.Queue[float] = asyncio.Queue()
        self.tick = asyncio.Event()
        self.queue = FairQueue(
            bounds,
            slots=slots,
            clock=self.clock,
            runner=self.runner,
            sleep=self._pause,
            timing=timing,
        )
        self.tasks: dict[int, asyncio.Task[None]] = {}
        self.cards: dict[int, Card] = {}
        self.booked: list[int] = []

    async def _pause(self, seconds: float) -> None:
        self.pauses.put_nowait(seconds)
        await self.tick.wait()
        self.tick.clear()

    def book(
        self,
        job_id: int,
        user_id: int = 1,
        guild_id: int | None = NIGHT,
        *,
        deadline: datetime = LATE,
        is_admitted: bool = False,
        images: int = 1,
    ) -> None:
        """Check and enqueue a job; one that was admitted before is not checked."""
        requester = requester_of(job_id, user_id, guild_id, self.clock.now())
        if not is_admitted:
            self.queue.check(requester, MODEL, deadline=deadline, images=images)
        self.queue.enqueue(requester, MODEL, images=images)
        self.booked.append(job_id)

    def enter(
        self, job_id: int, card: Card | None = None, *, is_quiet: bool = False
    ) -> asyncio.Task[None]:
        self.cards[job_id] = card or Card()
        turn = self.queue.turn(job_id, self.cards[job_id].show, is_quiet=is_quiet)
        task = asyncio.create_task(turn)
        self.tasks[job_id] = task
        return task

    async def fill(self, number: int, first: int = 1) -> None:
        """Enqueue and enter jobs, each of a member of its own."""
        for job_id in range(first, first + number):
            self.book(job_id, user_id=job_id)
            self.enter(job_id)
        await at_rest()

    async def look(self, after: timedelta = EDIT_EVERY) -> None:
        self.clock.advance(seconds=after.total_seconds())
        await self.queue.check_queue()
        await at_rest()

    def has_turn(self, job_id: int) -> bool:
        task = self.tasks[job_id]
        return task.done() and not task.cancelled() and task.exception() is None

    async def close(self) -> None:
        for task in self.tasks.values():
            task.cancel()
            await asyncio.wait({task})
        for job_id in self.booked:
            self.queue.leave(job_id)
        assert (self.queue.waiting, self.queue.running) == (0, 0)
        await at_rest()
        assert not len(self.runner)


def requester_of(job_id: int, user_id: int, guild_id: int | None, now: datetime) -> Requester:
    return Requester(job_id, user_id, Spot(guild_id), now, private=False, can_be_late=False)


@pytest.fixture
async def harness() -> AsyncGenerator[QueueHarness]:
    harness = QueueHarness()
    yield harness
    await harness.close()


Opened = Callable[..., Awaitable[QueueHarness]]


@pytest.fixture
async def opened() -> AsyncGenerator[Opened]:
    halls: list[QueueHarness] = []

    async def open_hall(
        bounds: QueueLimits = WIDE, *, slots: int = 1, timing: Timing = PRODUCTION
    ) -> QueueHarness:
        halls.append(QueueHarness(bounds, slots=slots, timing=timing))
        return halls[-1]

    yield open_hall
    for harness in halls:
        await harness.close()


async def test_a_free_slot_is_taken_at_once_and_nothing_is_shown(harness: QueueHarness) -> None:
    harness.book(1)
    assert (harness.queue.running, harness.queue.waiting, harness.queue.position(1)) == (1, 0, None)
    await harness.enter(1)
    assert harness.cards[1].shown == []
    assert not len(harness.runner)


async def test_a_waiting_job_shows_its_position_at_once(harness: QueueHarness) -> None:
    await harness.fill(3)
    assert [harness.cards[n].positions for n in (1, 2, 3)] == [[], [1], [2]]
    assert harness.cards[3].shown[0].ready_at == START + timedelta(seconds=3 * DEFAULT_MEDIAN_S)
    assert harness.queue.position(3) == harness.cards[3].shown[0]


async def test_a_released_slot_goes_to_the_next_job_without_a_tick(
    harness: QueueHarness,
) -> None:
    await harness.fill(3)
    harness.queue.leave(1)
    assert harness.queue.running == 1
    await at_rest()
    assert harness.has_turn(2)
    assert not harness.has_turn(3)


async def test_no_job_overtakes_the_queue_when_a_slot_is_free(opened: Opened) -> None:
    harness = await opened(slots=2)
    await harness.fill(4)
    harness.queue.leave(1)
    harness.book(9, user_id=9)
    assert harness.queue.position(9) is not None
    assert (harness.queue.running, harness.queue.waiting) == (2, 2)


async def test_servers_take_turns(harness: QueueHarness) -> None:
    harness.book(1)
    for job_id in (2, 3):
        harness.book(job_id, guild_id=NIGHT)
    harness.book(4, guild_id=DAY)
    order: list[int] = []
    harness.queue.leave(1)
    for _ in range(3):
        running = next(n for n in (2, 3, 4) if n not in order and harness.queue.position(n) is None)
        order.append(running)
        harness.queue.leave(running)
    assert order == [2, 4, 3]


async def test_a_slot_that_is_given_before_the_job_asks_is_kept_for_it(
    harness: QueueHarness,
) -> None:
    harness.book(1)
    harness.book(2)
    harness.queue.leave(1)
    assert harness.queue.running == 1
    await harness.enter(2)
    assert harness.cards[2].shown == []


async def test_leaving_twice_or_without_a_position_changes_nothing(harness: QueueHarness) -> None:
    await harness.fill(2)
    harness.queue.leave(99)
    harness.queue.leave(1)
    harness.queue.leave(1)
    await at_rest()
    assert (harness.queue.running, harness.queue.waiting) == (1, 0)
    assert harness.has_turn(2)


async def test_leaving_from_the_middle_keeps_the_order_of_the_others(
    harness: QueueHarness,
) -> None:
    await harness.fill(4)
    harness.tasks[3].cancel()
    harness.queue.leave(3)
    await harness.look()
    assert harness.queue.position(3) is None
    assert harness.cards[4].positions == [3, 2]
    harness.queue.leave(1)
    harness.queue.leave(2)
    await at_rest()
    assert harness.has_turn(4)


async def test_a_turn_whose_job_has_left_ends(harness: QueueHarness) -> None:
    await harness.fill(2)
    harness.queue.leave(2)
    with pytest.raises(LookupError):
        await harness.tasks[2]
    with pytest.raises(LookupError):
        await harness.queue.turn(3, Card().show)


async def test_no_job_is_booked_twice(harness: QueueHarness) -> None:
    harness.book(1)
    harness.book(2)
    for job_id in (1, 2):
        with pytest.raises(ValueError, match="booked before"):
            harness.book(job_id)


async def test_a_slot_given_in_the_moment_of_a_cancellation_is_not_lost(
    harness: QueueHarness,
) -> None:
    await harness.fill(3)
    harness.queue.leave(1)
    harness.tasks[2].cancel()
    await at_rest()
    assert harness.tasks[2].cancelled()
    harness.queue.leave(2)
    await at_rest()
    assert harness.has_turn(3)


async def test_a_cancellation_just_before_the_slot_is_free_does_not_lose_it(
    harness: QueueHarness,
) -> None:
    await harness.fill(3)
    harness.tasks[2].cancel()
    harness.queue.leave(1)
    await at_rest()
    harness.queue.leave(2)
    await at_rest()
    assert harness.has_turn(3)


async def test_an_error_of_the_first_call_is_raised_and_the_position_stays_until_leave(
    harness: QueueHarness,
) -> None:
    harness.book(1)
    harness.book(2)
    with pytest.raises(AnswerLost):
        await harness.enter(2, Card(fault=AnswerLost()))
    assert harness.queue.waiting == 1


@pytest.mark.parametrize(
    ("fault", "logged"),
    [
        (AnswerLost(), "could not be shown"),
        (TimeoutError(), "could not be shown"),
        (RuntimeError("boom"), "boom"),
    ],
)
async def test_what_later_calls_raise_is_logged_and_the_turn_comes_all_the_same(
    harness: QueueHarness, caplog: pytest.LogCaptureFixture, fault: Exception, logged: str
) -> None:
    await harness.fill(4)
    harness.cards[4].fault = fault
    harness.queue.leave(1)
    await harness.look()
    assert logged in caplog.text
    await harness.look()
    assert harness.cards[4].positions == [3, 2]
    harness.queue.leave(2)
    harness.queue.leave(3)
    await at_rest()
    assert harness.has_turn(4)


async def test_a_card_follows_its_position_but_not_more_often_than_people_read(
    harness: QueueHarness,
) -> None:
    await harness.fill(5)
    harness.queue.leave(1)
    await harness.look(after=EDIT_EVERY - timedelta(seconds=1))
    assert harness.cards[5].positions == [4]
    await harness.look(after=timedelta(seconds=1))
    assert harness.cards[5].positions == [4, 3]
    await harness.look()
    assert harness.cards[5].positions == [4, 3]


async def test_estimates_follow_what_was_measured(harness: QueueHarness) -> None:
    await harness.fill(3)
    for _ in range(3):
        harness.queue.note(MODEL, 100)
    await harness.look()
    position = harness.queue.position(3)
    assert position is not None
    assert position.ready_at == harness.clock.now() + timedelta(seconds=300)
    assert harness.cards[3].shown[-1] == position
    harness.queue.learn({MODEL: [1.0] * 200})
    await harness.look()
    assert harness.cards[3].shown[-1].ready_at == harness.clock.now() + timedelta(seconds=3)


async def test_one_look_edits_a_bounded_number_of_cards_and_all_have_their_turn(
    opened: Opened,
) -> None:
    harness = await opened()
    await harness.fill(121)
    for job_id in range(1, 52):
        harness.queue.leave(job_id)
    edited = 0
    for _ in range(2):
        await harness.look()
        now_edited = sum(len(card.shown) > 1 for card in harness.cards.values())
        assert now_edited == edited + EDITS_PER_TICK
        edited = now_edited
    # the one nearest to the front was edited among the first
    assert harness.cards[53].positions == [52, 1]


async def test_a_quiet_card_shows_nothing_at_once_and_its_position_in_its_turn(
    harness: QueueHarness,
) -> None:
    await harness.fill(1)
    harness.book(2, user_id=2)
    harness.enter(2, is_quiet=True)
    await at_rest()
    assert harness.cards[2].positions == []
    await harness.look(after=timedelta())
    assert harness.cards[2].positions == [1]
    await harness.look(after=timedelta())
    assert harness.cards[2].positions == [1]
    harness.queue.leave(1)
    await at_rest()
    assert harness.has_turn(2)


async def test_quiet_cards_that_come_all_at_once_are_shown_so_many_per_look(
    harness: QueueHarness,
) -> None:
    await harness.fill(1)
    many = range(2, 2 * EDITS_PER_TICK + 12)
    for job_id in many:
        harness.book(job_id, user_id=job_id)
        harness.enter(job_id, is_quiet=True)
    await at_rest()
    shown: list[int] = []
    for _ in range(3):
        await harness.look(after=timedelta())
        shown.append(sum(bool(harness.cards[job_id].shown) for job_id in many))
    assert shown == [EDITS_PER_TICK, 2 * EDITS_PER_TICK, len(many)]


async def test_a_quiet_job_whose_slot_is_free_has_its_turn_without_a_word(
    harness: QueueHarness,
) -> None:
    harness.book(1)
    await harness.enter(1, is_quiet=True)
    assert harness.cards[1].shown == []


async def test_what_a_quiet_cards_first_call_raises_is_logged(
    harness: QueueHarness, caplog: pytest.LogCaptureFixture
) -> None:
    await harness.fill(1)
    harness.book(2, user_id=2)
    harness.enter(2, Card(fault=AnswerLost()), is_quiet=True)
    await at_rest()
    await harness.look(after=timedelta())
    assert harness.cards[2].positions == [1]
    assert "could not be shown" in caplog.text
    harness.queue.leave(1)
    await at_rest()
    assert harness.has_turn(2)


async def test_slow_cards_hold_neither_the_others_nor_the_slots(
    opened: Opened,
) -> None:
    harness = await opened(timing=Timing(queue_edit_s=0.01))
    await harness.fill(41)
    for card in harness.cards.values():
        card.gate = asyncio.Event()
    for job_id in range(1, 21):
        harness.queue.leave(job_id)
    await harness.look()
    # the first ones hang; others follow after their timeout
    started = sum(len(card.shown) > 1 for card in harness.cards.values())
    assert started == EDITS_AT_ONCE
    while sum(len(card.shown) > 1 for card in harness.cards.values()) < 20:
        await asyncio.sleep(0)
    harness.queue.leave(21)
    while not harness.has_turn(22):
        await asyncio.sleep(0)


async def test_a_turn_that_comes_during_an_edit_waits_for_it_so_that_none_comes_later(
    harness: QueueHarness,
) -> None:
    await harness.fill(3)
    harness.queue.leave(1)
    gate = harness.cards[3].gate = asyncio.Event()
    await harness.look()
    assert harness.cards[3].positions == [2, 1]
    harness.queue.leave(2)
    await at_rest()
    assert not harness.tasks[3].done()
    gate.set()
    await at_rest()
    assert harness.has_turn(3)


async def test_a_job_that_was_chosen_and_then_got_its_slot_is_not_edited(
    harness: QueueHarness,
) -> None:
    await harness.fill(3)
    harness.queue.leave(1)
    harness.clock.advance(seconds=60)
    await harness.queue.check_queue()
    harness.queue.leave(2)
    await at_rest()
    assert harness.has_turn(3)
    assert harness.cards[3].positions == [2]


async def test_a_job_that_got_its_slot_before_its_edits_turn_is_passed_over(
    opened: Opened,
) -> None:
    harness = await opened(slots=20)
    await harness.fill(40)
    for job_id in range(21, 41):
        harness.cards[job_id].gate = asyncio.Event()
    for job_id in range(1, 11):
        harness.queue.leave(job_id)
    await harness.look()
    assert [len(harness.cards[n].shown) for n in (38, 39)] == [2, 1]
    for job_id in range(11, 20):
        harness.queue.leave(job_id)
    await at_rest()
    assert harness.has_turn(39)
    for card in harness.cards.values():
        if card.gate is not None:
            card.gate.set()
    await at_rest()
    assert [len(harness.cards[n].shown) for n in (39, 40)] == [1, 2]


async def test_a_job_that_is_cancelled_during_its_edit_holds_no_other_card(
    opened: Opened,
) -> None:
    harness = await opened()
    await harness.fill(20)
    for card in list(harness.cards.values())[:10]:
        card.gate = asyncio.Event()
    harness.queue.leave(1)
    await harness.look()
    await harness.look(after=timedelta(minutes=5))
    for job_id in range(3, 11):
        harness.tasks[job_id].cancel()
        harness.queue.leave(job_id)
    await harness.look()
    assert len(harness.cards[20].shown) > 1


async def test_a_card_that_is_showing_its_first_position_is_not_called_again(
    harness: QueueHarness,
) -> None:
    harness.book(1)
    harness.book(2)
    card = Card(gate=asyncio.Event())
    harness.enter(2, card)
    await at_rest()
    await harness.look()
    assert len(card.shown) == 1
    harness.queue.leave(1)
    await at_rest()
    assert not harness.tasks[2].done()
    assert card.gate is not None
    card.gate.set()
    await at_rest()
    assert harness.has_turn(2)


async def test_cards_that_hang_at_their_first_position_take_no_edit_from_others(
    opened: Opened,
) -> None:
    harness = await opened()
    harness.book(1)
    for job_id in range(2, EDITS_PER_TICK + 2):
        harness.book(job_id, user_id=job_id)
        harness.enter(job_id, Card(gate=asyncio.Event()))
    await harness.fill(1, first=100)
    harness.queue.note(MODEL, 1000)
    await harness.look()
    assert len(harness.cards[100].shown) == 2


async def test_all_positions_are_updated_in_slices_without_jobs_that_left_meanwhile(
    opened: Opened,
) -> None:
    harness = await opened(timing=Timing(queue_slice=2))
    for job_id, guild_id in enumerate([NIGHT, NIGHT, DAY, DAY, 300, 300, 300], start=1):
        harness.book(job_id, job_id, guild_id)
    looking = asyncio.create_task(harness.queue.check_queue())
    # the first two servers have been passed by then
    await asyncio.sleep(0)
    harness.queue.leave(3)
    harness.queue.leave(5)
    harness.queue.leave(6)
    await looking
    positions = [position.position for n in range(2, 8) if (position := harness.queue.position(n))]
    assert harness.queue.position(3) is None
    # 3 still counts in this look
    assert positions == [1, 4, 3]


async def test_a_ticker_updates_positions_only_while_a_job_waits(harness: QueueHarness) -> None:
    harness.book(1)
    assert not len(harness.runner)
    harness.book(2)
    harness.book(3)
    assert len(harness.runner) == 1
    for job_id in (2, 3):
        harness.enter(job_id)
    assert await harness.pauses.get() == PRODUCTION.queue_tick_s
    harness.queue.leave(1)
    harness.clock.advance(minutes=1)
    harness.tick.set()
    assert await harness.pauses.get() == PRODUCTION.queue_tick_s
    await at_rest()
    assert harness.cards[3].positions == [2, 1]
    harness.queue.leave(2)
    await at_rest()
    assert not len(harness.runner)
    harness.book(4)
    assert len(harness.runner) == 1


async def test_a_ticker_that_was_cancelled_from_outside_is_started_again(
    harness: QueueHarness,
) -> None:
    harness.book(1)
    harness.book(2)
    await harness.runner.drain(0)
    harness.book(3)
    assert len(harness.runner) == 1


async def test_how_long_the_oldest_waits(harness: QueueHarness) -> None:
    assert harness.queue.oldest_s(START) == 0
    harness.book(1)
    assert harness.queue.oldest_s(START) == 0
    harness.book(2)
    harness.clock.advance(seconds=5)
    harness.book(3)
    harness.clock.advance(seconds=5)
    assert harness.queue.oldest_s(harness.clock.now()) == 10
    assert harness.queue.oldest_s(START - timedelta(days=1)) == 0
    harness.queue.leave(2)
    assert harness.queue.oldest_s(harness.clock.now()) == 5


@pytest.mark.parametrize(
    ("bounds", "scope", "position"),
    [
        # after one job of each server and of the other member
        (QueueLimits(1, 9, 9), QueueScope.MEMBER, 3),
        (QueueLimits(9, 3, 9), QueueScope.SERVER, 2),
        (QueueLimits(9, 9, 4), QueueScope.ALL, 1),
        (QueueLimits(1, 1, 1), QueueScope.MEMBER, 3),
    ],
)
async def test_a_full_scope_of_the_queue_refuses_until_its_next_job_has_a_slot(
    opened: Opened, bounds: QueueLimits, scope: QueueScope, position: int
) -> None:
    harness = await opened(bounds)
    harness.book(1)
    for job_id, user_id, guild_id in [
        (2, 1, DAY),
        (3, 2, NIGHT),
        (4, 1, NIGHT),
        (5, 3, NIGHT),
    ]:
        harness.book(job_id, user_id, guild_id, is_admitted=True)
    await harness.queue.check_queue()
    with pytest.raises(QueueFull) as full:
        harness.book(6, 1, NIGHT)
    assert full.value.scope is scope
    assert full.value.retry_at == START + timedelta(seconds=position * DEFAULT_MEDIAN_S)
    assert harness.queue.waiting == 4
    assert harness.queue.position(6) is None


async def test_outside_of_servers_only_the_members_own_bound_and_that_of_all_hold(
    opened: Opened,
) -> None:
    harness = await opened(QueueLimits(3, 1, 9))
    harness.book(1)
    for job_id in (2, 3, 4):
        harness.book(job_id, guild_id=None)
    with pytest.raises(QueueFull) as full:
        harness.book(5, guild_id=None)
    assert full.value.scope is QueueScope.MEMBER


async def test_a_queue_without_positions_says_when_a_slot_is_free(opened: Opened) -> None:
    harness = await opened(QueueLimits(0, 0, 0))
    harness.book(1)
    with pytest.raises(QueueFull) as full:
        harness.book(2)
    assert full.value.retry_at == START + timedelta(seconds=DEFAULT_MEDIAN_S)


async def test_a_job_that_may_be_too_late_is_refused_with_the_time_of_the_next_try(
    harness: QueueHarness,
) -> None:
    harness.queue.note(MODEL, 10)
    for job_id in range(1, 4):
        harness.book(job_id, job_id)
    deadline = START + timedelta(seconds=30)
    with pytest.raises(WaitTooLong) as refused:
        harness.book(4, 4, deadline=deadline)
    # two positions in 30 s, so the queue has to move by one
    assert refused.value.retry_at == START + timedelta(seconds=10)
    assert harness.queue.position(4) is None
    harness.book(4, 4, deadline=START + timedelta(seconds=40))
    harness.book(5, 5)
    harness.book(6, 6, deadline=deadline, is_admitted=True)


async def test_a_job_that_gets_a_slot_at_once_is_not_refused_for_a_slow_model(
    harness: QueueHarness,
) -> None:
    harness.queue.note(MODEL, 3000)
    harness.book(1, deadline=START + timedelta(seconds=1))
    assert harness.queue.running == 1


async def test_checking_takes_neither_slot_nor_position_however_often(
    harness: QueueHarness,
) -> None:
    requester = requester_of(9, 9, NIGHT, START)
    for running, waiting in [(0, 0), (1, 0), (1, 1)]:
        for _ in range(3):
            harness.queue.check(requester, MODEL, deadline=LATE)
        assert (harness.queue.running, harness.queue.waiting) == (running, waiting)
        assert harness.queue.position(9) is None
        harness.book(running + waiting + 1)


async def test_what_was_admitted_before_a_restart_is_bound_by_nothing(opened: Opened) -> None:
    harness = await opened(QueueLimits(1, 1, 1))
    for job_id in range(1, 20):
        harness.book(job_id, deadline=START, is_admitted=True)
    assert (harness.queue.running, harness.queue.waiting) == (1, 18)


class QueueMachine(RuleBasedStateMachine):
    """Any order of calls: no slot too many and none lost, no job forgotten and none twice."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.harness = self.loop.run_until_complete(self._open())
        self.last = 0
        self.booked: list[int] = []
        self.entered: list[int] = []

    async def _open(self) -> QueueHarness:
        return QueueHarness(QueueLimits(3, 6, 12), slots=2)

    def _run(self, work: Awaitable[None]) -> None:
        self.loop.run_until_complete(_as_coroutine(work))

    @rule(user_id=st.integers(1, 3), guild_id=st.sampled_from([None, NIGHT, DAY]))
    def book(self, user_id: int, guild_id: int | None) -> None:
        async def work() -> None:
            before = self.harness.queue.waiting
            with suppress(QueueFull):
                self.harness.book(self.last, user_id, guild_id)
                self.booked.append(self.last)
                return
            assert self.harness.queue.waiting == before > 0

        self.last += 1
        self._run(work())

    @precondition(lambda self: bool(set(self.booked) - set(self.entered)))
    @rule(data=st.data(), is_slow=st.booleans())
    def enter(self, data: st.DataObject, is_slow: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
        job_id = data.draw(st.sampled_from(sorted(set(self.booked) - set(self.entered))))

        async def work() -> None:
            self.harness.enter(job_id, Card(gate=asyncio.Event() if is_slow else None))

        self.entered.append(job_id)
        self._run(work())

    @precondition(lambda self: self.booked)
    @rule(data=st.data(), is_cancelled_first=st.booleans(), runs_between=st.booleans())
    def leave(
        self,
        data: st.DataObject,
        is_cancelled_first: bool,  # noqa: FBT001 - hypothesis passes it by name
        runs_between: bool,  # noqa: FBT001 - hypothesis passes it by name
    ) -> None:
        job_id = data.draw(st.sampled_from(self.booked))
        task = self.harness.tasks.get(job_id)

        async def work() -> None:
            if task is not None and is_cancelled_first:
                task.cancel()
                if runs_between:
                    await at_rest()
            self.harness.queue.leave(job_id)
            if task is not None:
                task.cancel()

        self.booked.remove(job_id)
        self._run(work())

    @precondition(lambda self: self.entered)
    @rule(data=st.data())
    def cancel_in_the_moment_of_its_slot(self, data: st.DataObject) -> None:
        job_id = data.draw(st.sampled_from(self.entered))

        async def work() -> None:
            runs = [
                n for n in self.booked if self.harness.queue.position(n) is None and n != job_id
            ]
            for one in runs[:1]:
                self.harness.queue.leave(one)
                self.booked.remove(one)
            self.harness.tasks[job_id].cancel()
            await at_rest()
            self.harness.queue.leave(job_id)

        self._run(work())
        if job_id in self.booked:
            self.booked.remove(job_id)

    @rule(seconds=st.integers(0, 30))
    def look(self, seconds: int) -> None:
        self._run(self.harness.look(timedelta(seconds=seconds)))

    @rule()
    def slow_cards_get_through(self) -> None:
        for card in self.harness.cards.values():
            if card.gate is not None:
                card.gate.set()
                card.gate = None

    @invariant()
    def holds(self) -> None:
        self._run(at_rest())
        queue, harness = self.harness.queue, self.harness
        assert queue.running == min(2, len(self.booked))
        assert queue.waiting == len(self.booked) - queue.running
        assert len(harness.runner) == (1 if queue.waiting else 0)
        for job_id in set(self.booked) & set(self.entered):
            card, waits = harness.cards[job_id], queue.position(job_id) is not None
            if card.gate is None:
                assert harness.tasks[job_id].done() is not waits
            if waits:
                assert card.shown

    def teardown(self) -> None:
        async def work() -> None:
            await self.harness.close()

        self._run(work())
        assert vars(vars(self.harness.queue)["_edits"])["_running"] == set()
        self.loop.close()


async def _as_coroutine(work: Awaitable[None]) -> None:
    await work


QueueMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_order_of_calls_loses_no_slot_and_forgets_nobody = QueueMachine.TestCase


async def test_a_job_takes_a_slot_for_each_of_its_images_and_none_overtakes(
    harness: QueueHarness,
) -> None:
    harness.queue.slots = 4
    harness.book(1, images=3)
    harness.book(2, user_id=2, images=2)
    harness.book(3, user_id=3)
    assert (harness.queue.running, harness.queue.waiting) == (1, 2)
    harness.queue.leave(1)
    assert (harness.queue.running, harness.queue.waiting) == (2, 0)


async def test_a_job_that_leaves_the_queue_frees_those_that_waited_for_it(
    harness: QueueHarness,
) -> None:
    harness.queue.slots = 4
    harness.book(1, images=3)
    harness.book(2, user_id=2, images=4)
    harness.book(3, user_id=3)
    harness.queue.leave(2)
    assert (harness.queue.running, harness.queue.waiting) == (2, 0)


async def test_more_images_than_slots_take_all_slots(harness: QueueHarness) -> None:
    harness.queue.slots = 2
    harness.book(1, images=4)
    assert (harness.queue.running, harness.queue.waiting) == (1, 0)
    harness.book(2, user_id=2)
    harness.queue.leave(1)
    assert (harness.queue.running, harness.queue.waiting) == (1, 0)


async def test_the_estimate_counts_the_images_of_waiting_jobs(
    harness: QueueHarness,
) -> None:
    harness.queue.slots = 4
    harness.book(1, images=4)
    harness.book(2, user_id=2, images=4)
    harness.book(3, user_id=3, images=4)
    position = harness.queue.position(3)
    assert position is not None
    # two generations have to end before its own, the third
    assert position.ready_at == START + timedelta(seconds=3 * DEFAULT_MEDIAN_S)
