"""Slots, places, and the cards of those who wait."""

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
from bot.policy.jobs.job import Asker
from bot.policy.jobs.queue import Bounds
from bot.policy.jobs.wait_estimate import DEFAULT_MEDIAN_S
from bot.policy.jobs.queue_position import EDIT_EVERY, Place
from bot.policy.limits.effective import Spot
from bot.service.jobs.queue import EDITS_PER_TICK, Line
from bot.service.jobs.queue_edits import EDITS_AT_ONCE
from bot.service.jobs.runner import Runner
from bot.service.timing import PRODUCTION, Timing
from testkit.event_loop import at_rest
from testkit.fakes import START, FakeClock

MODEL = "maker/model"
NIGHT, DAY = 100, 200
WIDE = Bounds(1000, 1000, 1000)
LATE = START + timedelta(days=365)


@dataclass
class Card:
    """Notes the places that it shows; holds or fails where the test says so."""

    places: list[Place] = field(default_factory=list[Place])
    fault: Exception | None = None
    gate: asyncio.Event | None = None

    @property
    def positions(self) -> list[int]:
        return [place.position for place in self.places]

    async def moved(self, place: Place) -> None:
        self.places.append(place)
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault


class QueueHarness:
    """A line and the tasks of its jobs, of which each keeps its slot until told to leave."""

    def __init__(
        self, bounds: Bounds = WIDE, *, slots: int = 1, timing: Timing = PRODUCTION
    ) -> None:
        self.clock = FakeClock()
        self.runner = Runner()
        self.pauses: asyncio.Queue[float] = asyncio.Queue()
        self.tick = asyncio.Event()
        self.line = Line(
            bounds,
            slots=slots,
            clock=self.clock,
            runner=self.runner,
            pause=self._pause,
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
        pictures: int = 1,
    ) -> None:
        """Check and book a job; one that was admitted before is booked whatever speaks against."""
        asker = asker_of(job_id, user_id, guild_id, self.clock.now())
        if not is_admitted:
            self.line.check(asker, MODEL, deadline=deadline, pictures=pictures)
        self.line.book(asker, MODEL, pictures=pictures)
        self.booked.append(job_id)

    def enter(
        self, job_id: int, card: Card | None = None, *, is_quiet: bool = False
    ) -> asyncio.Task[None]:
        self.cards[job_id] = card or Card()
        turn = self.line.turn(job_id, self.cards[job_id].moved, is_quiet=is_quiet)
        task = asyncio.create_task(turn)
        self.tasks[job_id] = task
        return task

    async def fill(self, number: int, first: int = 1) -> None:
        """Book and enter jobs, each of a member of its own."""
        for job_id in range(first, first + number):
            self.book(job_id, user_id=job_id)
            self.enter(job_id)
        await at_rest()

    async def look(self, after: timedelta = EDIT_EVERY) -> None:
        self.clock.advance(seconds=after.total_seconds())
        await self.line.look()
        await at_rest()

    def has_turn(self, job_id: int) -> bool:
        task = self.tasks[job_id]
        return task.done() and not task.cancelled() and task.exception() is None

    async def close(self) -> None:
        for task in self.tasks.values():
            task.cancel()
            await asyncio.wait({task})
        for job_id in self.booked:
            self.line.leave(job_id)
        assert (self.line.waiting, self.line.running) == (0, 0)
        await at_rest()
        assert not len(self.runner)


def asker_of(job_id: int, user_id: int, guild_id: int | None, now: datetime) -> Asker:
    return Asker(job_id, user_id, Spot(guild_id), now, private=False, can_be_late=False)


@pytest.fixture
async def hall() -> AsyncGenerator[QueueHarness]:
    hall = QueueHarness()
    yield hall
    await hall.close()


Opened = Callable[..., Awaitable[QueueHarness]]


@pytest.fixture
async def opened() -> AsyncGenerator[Opened]:
    halls: list[QueueHarness] = []

    async def open_hall(
        bounds: Bounds = WIDE, *, slots: int = 1, timing: Timing = PRODUCTION
    ) -> QueueHarness:
        halls.append(QueueHarness(bounds, slots=slots, timing=timing))
        return halls[-1]

    yield open_hall
    for hall in halls:
        await hall.close()


async def test_a_free_slot_is_taken_at_once_and_nothing_is_shown(hall: QueueHarness) -> None:
    hall.book(1)
    assert (hall.line.running, hall.line.waiting, hall.line.place(1)) == (1, 0, None)
    await hall.enter(1)
    assert hall.cards[1].places == []
    assert not len(hall.runner)


async def test_who_has_to_wait_sees_the_place_at_once(hall: QueueHarness) -> None:
    await hall.fill(3)
    assert [hall.cards[n].positions for n in (1, 2, 3)] == [[], [1], [2]]
    assert hall.cards[3].places[0].ready_at == START + timedelta(seconds=3 * DEFAULT_MEDIAN_S)
    assert hall.line.place(3) == hall.cards[3].places[0]


async def test_a_slot_that_is_given_up_is_the_next_ones_without_a_tick(hall: QueueHarness) -> None:
    await hall.fill(3)
    hall.line.leave(1)
    assert hall.line.running == 1
    await at_rest()
    assert hall.has_turn(2)
    assert not hall.has_turn(3)


async def test_nobody_overtakes_the_line_when_a_slot_is_free(opened: Opened) -> None:
    hall = await opened(slots=2)
    await hall.fill(4)
    hall.line.leave(1)
    hall.book(9, user_id=9)
    assert hall.line.place(9) is not None
    assert (hall.line.running, hall.line.waiting) == (2, 2)


async def test_servers_take_turns(hall: QueueHarness) -> None:
    hall.book(1)
    for job_id in (2, 3):
        hall.book(job_id, guild_id=NIGHT)
    hall.book(4, guild_id=DAY)
    order: list[int] = []
    hall.line.leave(1)
    for _ in range(3):
        running = next(n for n in (2, 3, 4) if n not in order and hall.line.place(n) is None)
        order.append(running)
        hall.line.leave(running)
    assert order == [2, 4, 3]


async def test_a_slot_that_is_given_before_the_job_asks_is_kept_for_it(hall: QueueHarness) -> None:
    hall.book(1)
    hall.book(2)
    hall.line.leave(1)
    assert hall.line.running == 1
    await hall.enter(2)
    assert hall.cards[2].places == []


async def test_leaving_twice_or_without_a_place_changes_nothing(hall: QueueHarness) -> None:
    await hall.fill(2)
    hall.line.leave(99)
    hall.line.leave(1)
    hall.line.leave(1)
    await at_rest()
    assert (hall.line.running, hall.line.waiting) == (1, 0)
    assert hall.has_turn(2)


async def test_who_leaves_from_the_middle_keeps_the_order_of_the_others(hall: QueueHarness) -> None:
    await hall.fill(4)
    hall.tasks[3].cancel()
    hall.line.leave(3)
    await hall.look()
    assert hall.line.place(3) is None
    assert hall.cards[4].positions == [3, 2]
    hall.line.leave(1)
    hall.line.leave(2)
    await at_rest()
    assert hall.has_turn(4)


async def test_a_turn_whose_place_was_given_up_ends(hall: QueueHarness) -> None:
    await hall.fill(2)
    hall.line.leave(2)
    with pytest.raises(LookupError):
        await hall.tasks[2]
    with pytest.raises(LookupError):
        await hall.line.turn(3, Card().moved)


async def test_no_job_is_booked_twice(hall: QueueHarness) -> None:
    hall.book(1)
    hall.book(2)
    for job_id in (1, 2):
        with pytest.raises(ValueError, match="booked before"):
            hall.book(job_id)


async def test_a_slot_given_in_the_moment_of_a_cancellation_is_not_lost(hall: QueueHarness) -> None:
    await hall.fill(3)
    hall.line.leave(1)
    hall.tasks[2].cancel()
    await at_rest()
    assert hall.tasks[2].cancelled()
    hall.line.leave(2)
    await at_rest()
    assert hall.has_turn(3)


async def test_a_cancellation_just_before_the_slot_is_free_does_not_lose_it(
    hall: QueueHarness,
) -> None:
    await hall.fill(3)
    hall.tasks[2].cancel()
    hall.line.leave(1)
    await at_rest()
    hall.line.leave(2)
    await at_rest()
    assert hall.has_turn(3)


async def test_what_the_first_call_raises_is_raised_and_the_place_stays_until_leave(
    hall: QueueHarness,
) -> None:
    hall.book(1)
    hall.book(2)
    with pytest.raises(AnswerLost):
        await hall.enter(2, Card(fault=AnswerLost()))
    assert hall.line.waiting == 1


@pytest.mark.parametrize(
    ("fault", "logged"),
    [
        (AnswerLost(), "could not be shown"),
        (TimeoutError(), "could not be shown"),
        (RuntimeError("boom"), "boom"),
    ],
)
async def test_what_later_calls_raise_is_logged_and_the_turn_comes_all_the_same(
    hall: QueueHarness, caplog: pytest.LogCaptureFixture, fault: Exception, logged: str
) -> None:
    await hall.fill(4)
    hall.cards[4].fault = fault
    hall.line.leave(1)
    await hall.look()
    assert logged in caplog.text
    await hall.look()
    assert hall.cards[4].positions == [3, 2]
    hall.line.leave(2)
    hall.line.leave(3)
    await at_rest()
    assert hall.has_turn(4)


async def test_a_card_moves_with_its_place_but_not_more_often_than_people_read(
    hall: QueueHarness,
) -> None:
    await hall.fill(5)
    hall.line.leave(1)
    await hall.look(after=EDIT_EVERY - timedelta(seconds=1))
    assert hall.cards[5].positions == [4]
    await hall.look(after=timedelta(seconds=1))
    assert hall.cards[5].positions == [4, 3]
    await hall.look()
    assert hall.cards[5].positions == [4, 3]


async def test_estimates_follow_what_was_measured(hall: QueueHarness) -> None:
    await hall.fill(3)
    for _ in range(3):
        hall.line.note(MODEL, 100)
    await hall.look()
    place = hall.line.place(3)
    assert place is not None
    assert place.ready_at == hall.clock.now() + timedelta(seconds=300)
    assert hall.cards[3].places[-1] == place
    hall.line.learn({MODEL: [1.0] * 200})
    await hall.look()
    assert hall.cards[3].places[-1].ready_at == hall.clock.now() + timedelta(seconds=3)


async def test_one_look_edits_a_bounded_number_of_cards_and_all_have_their_turn(
    opened: Opened,
) -> None:
    hall = await opened()
    await hall.fill(121)
    for job_id in range(1, 52):
        hall.line.leave(job_id)
    edited = 0
    for _ in range(2):
        await hall.look()
        now_edited = sum(len(card.places) > 1 for card in hall.cards.values())
        assert now_edited == edited + EDITS_PER_TICK
        edited = now_edited
    # the nearest one was among the first
    assert hall.cards[53].positions == [52, 1]


async def test_a_quiet_card_shows_nothing_at_once_and_its_place_in_its_turn(
    hall: QueueHarness,
) -> None:
    await hall.fill(1)
    hall.book(2, user_id=2)
    hall.enter(2, is_quiet=True)
    await at_rest()
    assert hall.cards[2].positions == []
    await hall.look(after=timedelta())
    assert hall.cards[2].positions == [1]
    await hall.look(after=timedelta())
    assert hall.cards[2].positions == [1]
    hall.line.leave(1)
    await at_rest()
    assert hall.has_turn(2)


async def test_quiet_cards_that_come_all_at_once_are_shown_so_many_per_look(
    hall: QueueHarness,
) -> None:
    await hall.fill(1)
    many = range(2, 2 * EDITS_PER_TICK + 12)
    for job_id in many:
        hall.book(job_id, user_id=job_id)
        hall.enter(job_id, is_quiet=True)
    await at_rest()
    shown: list[int] = []
    for _ in range(3):
        await hall.look(after=timedelta())
        shown.append(sum(bool(hall.cards[job_id].places) for job_id in many))
    assert shown == [EDITS_PER_TICK, 2 * EDITS_PER_TICK, len(many)]


async def test_a_quiet_job_whose_slot_is_free_has_its_turn_without_a_word(
    hall: QueueHarness,
) -> None:
    hall.book(1)
    await hall.enter(1, is_quiet=True)
    assert hall.cards[1].places == []


async def test_what_a_quiet_cards_first_call_raises_is_logged(
    hall: QueueHarness, caplog: pytest.LogCaptureFixture
) -> None:
    await hall.fill(1)
    hall.book(2, user_id=2)
    hall.enter(2, Card(fault=AnswerLost()), is_quiet=True)
    await at_rest()
    await hall.look(after=timedelta())
    assert hall.cards[2].positions == [1]
    assert "could not be shown" in caplog.text
    hall.line.leave(1)
    await at_rest()
    assert hall.has_turn(2)


async def test_slow_cards_hold_neither_the_others_nor_the_slots(
    opened: Opened,
) -> None:
    hall = await opened(timing=Timing(queue_edit_s=0.01))
    await hall.fill(41)
    for card in hall.cards.values():
        card.gate = asyncio.Event()
    for job_id in range(1, 21):
        hall.line.leave(job_id)
    await hall.look()
    # the first ones hang, and others follow when their time is over
    started = sum(len(card.places) > 1 for card in hall.cards.values())
    assert started == EDITS_AT_ONCE
    while sum(len(card.places) > 1 for card in hall.cards.values()) < 20:
        await asyncio.sleep(0)
    hall.line.leave(21)
    while not hall.has_turn(22):
        await asyncio.sleep(0)


async def test_a_turn_that_comes_during_an_edit_waits_for_it_so_that_none_comes_later(
    hall: QueueHarness,
) -> None:
    await hall.fill(3)
    hall.line.leave(1)
    gate = hall.cards[3].gate = asyncio.Event()
    await hall.look()
    assert hall.cards[3].positions == [2, 1]
    hall.line.leave(2)
    await at_rest()
    assert not hall.tasks[3].done()
    gate.set()
    await at_rest()
    assert hall.has_turn(3)


async def test_a_job_that_was_chosen_and_then_got_its_slot_is_not_edited(
    hall: QueueHarness,
) -> None:
    await hall.fill(3)
    hall.line.leave(1)
    hall.clock.advance(seconds=60)
    await hall.line.look()
    hall.line.leave(2)
    await at_rest()
    assert hall.has_turn(3)
    assert hall.cards[3].positions == [2]


async def test_a_job_that_got_its_slot_before_its_edits_turn_is_passed_over(
    opened: Opened,
) -> None:
    hall = await opened(slots=20)
    await hall.fill(40)
    for job_id in range(21, 41):
        hall.cards[job_id].gate = asyncio.Event()
    for job_id in range(1, 11):
        hall.line.leave(job_id)
    await hall.look()
    assert [len(hall.cards[n].places) for n in (38, 39)] == [2, 1]
    for job_id in range(11, 20):
        hall.line.leave(job_id)
    await at_rest()
    assert hall.has_turn(39)
    for card in hall.cards.values():
        if card.gate is not None:
            card.gate.set()
    await at_rest()
    assert [len(hall.cards[n].places) for n in (39, 40)] == [1, 2]


async def test_a_job_that_is_cancelled_during_its_edit_holds_no_other_card(
    opened: Opened,
) -> None:
    hall = await opened()
    await hall.fill(20)
    for card in list(hall.cards.values())[:10]:
        card.gate = asyncio.Event()
    hall.line.leave(1)
    await hall.look()
    await hall.look(after=timedelta(minutes=5))
    for job_id in range(3, 11):
        hall.tasks[job_id].cancel()
        hall.line.leave(job_id)
    await hall.look()
    assert len(hall.cards[20].places) > 1


async def test_a_card_that_still_shows_its_first_place_is_not_called_again(
    hall: QueueHarness,
) -> None:
    hall.book(1)
    hall.book(2)
    card = Card(gate=asyncio.Event())
    hall.enter(2, card)
    await at_rest()
    await hall.look()
    assert len(card.places) == 1
    hall.line.leave(1)
    await at_rest()
    assert not hall.tasks[2].done()
    assert card.gate is not None
    card.gate.set()
    await at_rest()
    assert hall.has_turn(2)


async def test_cards_that_hang_in_their_first_place_take_no_edit_from_others(
    opened: Opened,
) -> None:
    hall = await opened()
    hall.book(1)
    for job_id in range(2, EDITS_PER_TICK + 2):
        hall.book(job_id, user_id=job_id)
        hall.enter(job_id, Card(gate=asyncio.Event()))
    await hall.fill(1, first=100)
    hall.line.note(MODEL, 1000)
    await hall.look()
    assert len(hall.cards[100].places) == 2


async def test_all_places_are_found_in_slices_and_who_left_meanwhile_is_passed_over(
    opened: Opened,
) -> None:
    hall = await opened(timing=Timing(queue_slice=2))
    for job_id, guild_id in enumerate([NIGHT, NIGHT, DAY, DAY, 300, 300, 300], start=1):
        hall.book(job_id, job_id, guild_id)
    looking = asyncio.create_task(hall.line.look())
    # the first two servers are gone through by then
    await asyncio.sleep(0)
    hall.line.leave(3)
    hall.line.leave(5)
    hall.line.leave(6)
    await looking
    positions = [place.position for n in range(2, 8) if (place := hall.line.place(n))]
    assert hall.line.place(3) is None
    # 3 still counts in this look
    assert positions == [1, 4, 3]


async def test_a_task_looks_at_the_places_only_while_somebody_waits(hall: QueueHarness) -> None:
    hall.book(1)
    assert not len(hall.runner)
    hall.book(2)
    hall.book(3)
    assert len(hall.runner) == 1
    for job_id in (2, 3):
        hall.enter(job_id)
    assert await hall.pauses.get() == PRODUCTION.queue_tick_s
    hall.line.leave(1)
    hall.clock.advance(minutes=1)
    hall.tick.set()
    assert await hall.pauses.get() == PRODUCTION.queue_tick_s
    await at_rest()
    assert hall.cards[3].positions == [2, 1]
    hall.line.leave(2)
    await at_rest()
    assert not len(hall.runner)
    hall.book(4)
    assert len(hall.runner) == 1


async def test_a_ticker_that_was_ended_by_others_is_started_anew(hall: QueueHarness) -> None:
    hall.book(1)
    hall.book(2)
    await hall.runner.drain(0)
    hall.book(3)
    assert len(hall.runner) == 1


async def test_how_long_the_oldest_waits(hall: QueueHarness) -> None:
    assert hall.line.oldest_s(START) == 0
    hall.book(1)
    assert hall.line.oldest_s(START) == 0
    hall.book(2)
    hall.clock.advance(seconds=5)
    hall.book(3)
    hall.clock.advance(seconds=5)
    assert hall.line.oldest_s(hall.clock.now()) == 10
    assert hall.line.oldest_s(START - timedelta(days=1)) == 0
    hall.line.leave(2)
    assert hall.line.oldest_s(hall.clock.now()) == 5


@pytest.mark.parametrize(
    ("bounds", "scope", "position"),
    [
        (Bounds(1, 9, 9), QueueScope.MEMBER, 3),  # after one of each server and the other member
        (Bounds(9, 3, 9), QueueScope.SERVER, 2),
        (Bounds(9, 9, 4), QueueScope.ALL, 1),
        (Bounds(1, 1, 1), QueueScope.MEMBER, 3),
    ],
)
async def test_a_full_part_of_the_line_refuses_until_its_next_job_has_a_slot(
    opened: Opened, bounds: Bounds, scope: QueueScope, position: int
) -> None:
    hall = await opened(bounds)
    hall.book(1)
    for job_id, user_id, guild_id in [
        (2, 1, DAY),
        (3, 2, NIGHT),
        (4, 1, NIGHT),
        (5, 3, NIGHT),
    ]:
        hall.book(job_id, user_id, guild_id, is_admitted=True)
    await hall.line.look()
    with pytest.raises(QueueFull) as full:
        hall.book(6, 1, NIGHT)
    assert full.value.scope is scope
    assert full.value.retry_at == START + timedelta(seconds=position * DEFAULT_MEDIAN_S)
    assert hall.line.waiting == 4
    assert hall.line.place(6) is None


async def test_outside_of_servers_only_the_members_own_bound_and_that_of_all_hold(
    opened: Opened,
) -> None:
    hall = await opened(Bounds(3, 1, 9))
    hall.book(1)
    for job_id in (2, 3, 4):
        hall.book(job_id, guild_id=None)
    with pytest.raises(QueueFull) as full:
        hall.book(5, guild_id=None)
    assert full.value.scope is QueueScope.MEMBER


async def test_a_line_without_places_says_when_a_slot_is_free(opened: Opened) -> None:
    hall = await opened(Bounds(0, 0, 0))
    hall.book(1)
    with pytest.raises(QueueFull) as full:
        hall.book(2)
    assert full.value.retry_at == START + timedelta(seconds=DEFAULT_MEDIAN_S)


async def test_who_could_be_painted_too_late_is_refused_and_told_when_to_come_back(
    hall: QueueHarness,
) -> None:
    hall.line.note(MODEL, 10)
    for job_id in range(1, 4):
        hall.book(job_id, job_id)
    deadline = START + timedelta(seconds=30)
    with pytest.raises(WaitTooLong) as refused:
        hall.book(4, 4, deadline=deadline)
    # two places in 30 s, so the line has to move by one
    assert refused.value.retry_at == START + timedelta(seconds=10)
    assert hall.line.place(4) is None
    hall.book(4, 4, deadline=START + timedelta(seconds=40))
    hall.book(5, 5)
    hall.book(6, 6, deadline=deadline, is_admitted=True)


async def test_who_gets_a_slot_at_once_is_not_refused_for_a_slow_model(hall: QueueHarness) -> None:
    hall.line.note(MODEL, 3000)
    hall.book(1, deadline=START + timedelta(seconds=1))
    assert hall.line.running == 1


async def test_checking_takes_neither_slot_nor_place_however_often(hall: QueueHarness) -> None:
    asker = asker_of(9, 9, NIGHT, START)
    for running, waiting in [(0, 0), (1, 0), (1, 1)]:
        for _ in range(3):
            hall.line.check(asker, MODEL, deadline=LATE)
        assert (hall.line.running, hall.line.waiting) == (running, waiting)
        assert hall.line.place(9) is None
        hall.book(running + waiting + 1)


async def test_what_was_admitted_before_a_restart_is_bound_by_nothing(opened: Opened) -> None:
    hall = await opened(Bounds(1, 1, 1))
    for job_id in range(1, 20):
        hall.book(job_id, deadline=START, is_admitted=True)
    assert (hall.line.running, hall.line.waiting) == (1, 18)


class LineMachine(RuleBasedStateMachine):
    """Any order of calls: no slot too many, none lost, nobody forgotten, none twice."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.hall = self.loop.run_until_complete(self._open())
        self.last = 0
        self.booked: list[int] = []
        self.entered: list[int] = []

    async def _open(self) -> QueueHarness:
        return QueueHarness(Bounds(3, 6, 12), slots=2)

    def _run(self, work: Awaitable[None]) -> None:
        self.loop.run_until_complete(_as_coroutine(work))

    @rule(user_id=st.integers(1, 3), guild_id=st.sampled_from([None, NIGHT, DAY]))
    def book(self, user_id: int, guild_id: int | None) -> None:
        async def work() -> None:
            before = self.hall.line.waiting
            with suppress(QueueFull):
                self.hall.book(self.last, user_id, guild_id)
                self.booked.append(self.last)
                return
            assert self.hall.line.waiting == before > 0

        self.last += 1
        self._run(work())

    @precondition(lambda self: bool(set(self.booked) - set(self.entered)))
    @rule(data=st.data(), is_slow=st.booleans())
    def enter(self, data: st.DataObject, is_slow: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
        job_id = data.draw(st.sampled_from(sorted(set(self.booked) - set(self.entered))))

        async def work() -> None:
            self.hall.enter(job_id, Card(gate=asyncio.Event() if is_slow else None))

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
        task = self.hall.tasks.get(job_id)

        async def work() -> None:
            if task is not None and is_cancelled_first:
                task.cancel()
                if runs_between:
                    await at_rest()
            self.hall.line.leave(job_id)
            if task is not None:
                task.cancel()

        self.booked.remove(job_id)
        self._run(work())

    @precondition(lambda self: self.entered)
    @rule(data=st.data())
    def cancel_in_the_moment_of_its_slot(self, data: st.DataObject) -> None:
        job_id = data.draw(st.sampled_from(self.entered))

        async def work() -> None:
            runs = [n for n in self.booked if self.hall.line.place(n) is None and n != job_id]
            for one in runs[:1]:
                self.hall.line.leave(one)
                self.booked.remove(one)
            self.hall.tasks[job_id].cancel()
            await at_rest()
            self.hall.line.leave(job_id)

        self._run(work())
        if job_id in self.booked:
            self.booked.remove(job_id)

    @rule(seconds=st.integers(0, 30))
    def look(self, seconds: int) -> None:
        self._run(self.hall.look(timedelta(seconds=seconds)))

    @rule()
    def slow_cards_get_through(self) -> None:
        for card in self.hall.cards.values():
            if card.gate is not None:
                card.gate.set()
                card.gate = None

    @invariant()
    def holds(self) -> None:
        self._run(at_rest())
        line, hall = self.hall.line, self.hall
        assert line.running == min(2, len(self.booked))
        assert line.waiting == len(self.booked) - line.running
        assert len(hall.runner) == (1 if line.waiting else 0)
        for job_id in set(self.booked) & set(self.entered):
            card, waits = hall.cards[job_id], line.place(job_id) is not None
            if card.gate is None:
                assert hall.tasks[job_id].done() is not waits
            if waits:
                assert card.places

    def teardown(self) -> None:
        async def work() -> None:
            await self.hall.close()

        self._run(work())
        assert vars(vars(self.hall.line)["_edits"])["_running"] == set()
        self.loop.close()


async def _as_coroutine(work: Awaitable[None]) -> None:
    await work


LineMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_order_of_calls_loses_no_slot_and_forgets_nobody = LineMachine.TestCase


async def test_a_job_takes_a_slot_for_each_of_its_pictures_and_nobody_overtakes(
    hall: QueueHarness,
) -> None:
    hall.line.slots = 4
    hall.book(1, pictures=3)
    hall.book(2, user_id=2, pictures=2)
    hall.book(3, user_id=3)
    assert (hall.line.running, hall.line.waiting) == (1, 2)
    hall.line.leave(1)
    assert (hall.line.running, hall.line.waiting) == (2, 0)


async def test_who_leaves_the_line_lets_those_go_on_that_waited_for_it(hall: QueueHarness) -> None:
    hall.line.slots = 4
    hall.book(1, pictures=3)
    hall.book(2, user_id=2, pictures=4)
    hall.book(3, user_id=3)
    hall.line.leave(2)
    assert (hall.line.running, hall.line.waiting) == (2, 0)


async def test_more_pictures_than_slots_take_all_slots(hall: QueueHarness) -> None:
    hall.line.slots = 2
    hall.book(1, pictures=4)
    assert (hall.line.running, hall.line.waiting) == (1, 0)
    hall.book(2, user_id=2)
    hall.line.leave(1)
    assert (hall.line.running, hall.line.waiting) == (1, 0)


async def test_the_estimate_knows_how_many_pictures_those_want_who_wait(hall: QueueHarness) -> None:
    hall.line.slots = 4
    hall.book(1, pictures=4)
    hall.book(2, user_id=2, pictures=4)
    hall.book(3, user_id=3, pictures=4)
    place = hall.line.place(3)
    assert place is not None
    # two paintings have to end before, and its own is the third
    assert place.ready_at == START + timedelta(seconds=3 * DEFAULT_MEDIAN_S)
