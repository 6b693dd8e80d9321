"""The slots in which images are painted, and the line of jobs that wait for one."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import QueueFull, QueueScope
from bot.policy.jobs.job import Requester
from bot.policy.jobs.queue import QueueLimits, TurnOrder, in_turns
from bot.policy.jobs.queue_position import Due, QueuePosition, Shown, choose_edits, noticeable
from bot.ports import Clock
from bot.service.jobs.queue_edits import ShowPosition, QueueEdits, try_to_show
from bot.service.jobs.queue_estimates import QueueEstimates
from bot.service.jobs.runner import Runner
from bot.service.timing import PRODUCTION, Timing

#: Cards that are edited after one look, five a second: a fraction of what Discord takes, since
#: each interaction has a limit of its own.
EDITS_PER_TICK = 25


@dataclass(slots=True, eq=False)
class _Waiting:
    """A job without a slot."""

    model_id: str
    since: datetime
    position: QueuePosition
    slots: int
    """How many it takes."""
    shown: Shown | None = None
    wake_up: asyncio.Future[None] | None = None
    """Wakes `turn` for a slot or an edit; None while it shows a place, and before it is called."""


class FairQueue:
    """Gives jobs the slots in which images are painted; the others wait in a fair order.

    A job takes a slot for each of its images, as far as there are so many. Whoever is next has
    the slots that are free, also while they are not enough yet: nobody overtakes.

    Attributes:
        slots: How many there are.
    """

    def __init__(
        self,
        bounds: QueueLimits,
        *,
        slots: int,
        clock: Clock,
        runner: Runner,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        timing: Timing = PRODUCTION,
    ) -> None:
        """Take the limits and the tools.

        Args:
            bounds: How many jobs may wait.
            slots: How many images may be painted at once.
            clock: For the estimates.
            runner: Owns the task that looks at all places while somebody waits.
            pause: Waits so many seconds between two looks.
            timing: How long that is, and how long an edit may take.
        """
        self._bounds = bounds
        self.slots = slots
        self._clock = clock
        self._runner = runner
        self._pause = pause
        self._timing = timing
        self._estimates = QueueEstimates(slots)
        self._edits = QueueEdits(self._begin_edit)
        self._turns = TurnOrder()
        self._waiting: OrderedDict[int, _Waiting] = OrderedDict()
        self._running: dict[int, int] = {}
        """How many slots each job has."""
        self._ticker: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many jobs have no slot."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """How many have one."""
        return len(self._running)

    def oldest_s(self, now: datetime) -> float:
        """Return for how many seconds the oldest job waits; 0 when none does."""
        for waiting in self._waiting.values():
            return max(0.0, (now - waiting.since).total_seconds())
        return 0.0

    def position(self, job_id: int) -> QueuePosition | None:
        """Return a job's place as of the last look; None when it does not wait."""
        waiting = self._waiting.get(job_id)
        return waiting.position if waiting else None

    def note(self, model_id: str, seconds: float) -> None:
        """Take in how long one painting took, for the estimates."""
        self._estimates.note(model_id, seconds)

    def learn(self, latencies: Mapping[str, Sequence[float]]) -> None:
        """Take in how many seconds earlier paintings took, by model id, the newest last."""
        self._estimates.learn(latencies)

    def check(
        self, requester: Requester, model_id: str, *, deadline: datetime, images: int = 1
    ) -> None:
        """Pass when a job can be booked; takes nothing.

        Args:
            requester: Whose job.
            model_id: Who paints it.
            images: How many are painted at once.
            deadline: When it has to be painted. What gets a slot at once is not held against it:
                there is nothing that a later try would find better.

        Raises:
            QueueFull: Too many wait.
            WaitTooLong: It could well be painted after its deadline only.
        """
        if self._has_room(images):
            return
        now, guild_id, user_id = self._clock.now(), requester.spot.guild_id, requester.user_id
        self._check_bounds(guild_id, user_id, now)
        position = self._turns.behind(guild_id, user_id)
        self._estimates.check(position, model_id, deadline=deadline, now=now)

    def enqueue(self, requester: Requester, model_id: str, *, images: int = 1) -> None:
        """Give a job its slots, or a place in line until `leave`; needs a running event loop.

        Nothing speaks against it any more: see `check`.

        Raises:
            ValueError: It was booked before.
        """
        job_id, guild_id = requester.job_id, requester.spot.guild_id
        if job_id in self._running or job_id in self._waiting:
            raise ValueError(f"job {job_id} was booked before")
        slots = min(images, self.slots)
        if self._has_room(slots):
            self._running[job_id] = slots
            return
        now, position = self._clock.now(), self._turns.behind(guild_id, requester.user_id)
        self._turns.add(job_id, guild_id=guild_id, user_id=requester.user_id)
        self._estimates.joined(slots)
        place = self._estimates.at(position, model_id, now=now)
        self._waiting[job_id] = _Waiting(model_id, now, place, slots)
        if self._ticker is None or self._ticker.done():
            self._ticker = self._runner.start("line", self._tick())

    def _has_room(self, images: int) -> bool:
        return not self._waiting and self._free() >= min(images, self.slots)

    def _free(self) -> int:
        return self.slots - sum(self._running.values())

    async def turn(self, job_id: int, moved: ShowPosition, *, is_quiet: bool = False) -> None:
        """Return when a booked job has a slot.

        Whatever happens, the job keeps its slot or place until `leave`.

        Args:
            job_id: The job.
            moved: Shows a place; called at once when the job has to wait, and again when its place
                has moved noticeably. What the first call raises is raised here; later calls are
                bounded in time, and their errors logged.
            is_quiet: Whether nothing is shown at once, but in turns with all others.

        Raises:
            LookupError: The job was not booked, or has left.
        """
        waiting = self._waiting.get(job_id)
        if waiting is not None:
            if not is_quiet:
                place = waiting.position
                await moved(place)
                waiting.shown = Shown(place, self._clock.now())
            while self._waiting.get(job_id) is waiting:
                await self._wait(job_id, waiting, moved)
        if job_id not in self._running:
            raise LookupError(f"job {job_id} is not in line")

    def leave(self, job_id: int) -> None:
        """Give up a job's slot or place; who is next has the slot from now on."""
        if job_id in self._running:
            del self._running[job_id]
            self._give_slots()
        elif job_id in self._waiting:
            self._turns.remove(job_id)
            self._wake(self._take_out(job_id))
            # it may have been the one that the others could not overtake
            self._give_slots()

    async def look(self) -> None:
        """Find all places in one pass, and have the cards edited that are most worth it."""
        due: list[Due] = []
        now = self._clock.now()
        for index, job_id in enumerate(await self._order()):
            if index % self._timing.queue_slice == 0:
                await asyncio.sleep(0)
            waiting = self._waiting.get(job_id)
            if waiting is None:
                continue
            waiting.position = self._estimates.at(index + 1, waiting.model_id, now=now)
            # one that is being edited has no use for another one of the few
            if waiting.wake_up and noticeable(waiting.shown, waiting.position, now=now):
                due.append(Due(job_id, waiting.shown.at if waiting.shown else None))
        self._edits.choose(choose_edits(due, budget=EDITS_PER_TICK))

    async def _order(self) -> list[int]:
        """Return the jobs in the order of their turns, but for what changes meanwhile."""
        orders: list[list[int]] = []
        for order in self._turns.by_server():
            orders.append(order)
            if len(orders) % self._timing.queue_slice == 0:
                await asyncio.sleep(0)
        return in_turns(orders)

    async def _tick(self) -> None:
        while True:
            await self._pause(self._timing.queue_tick_s)
            await self.look()

    async def _wait(self, job_id: int, waiting: _Waiting, moved: ShowPosition) -> None:
        """Wait for a slot or an edit; show the place when it is an edit."""
        waiting.wake_up = asyncio.get_running_loop().create_future()
        try:
            await waiting.wake_up
            waiting.wake_up = None
            if self._waiting.get(job_id) is waiting:
                place = waiting.position
                await try_to_show(place, moved, timeout_s=self._timing.queue_edit_s)
                # also after a failure, or a card that fails would take the edits of all others
                waiting.shown = Shown(place, self._clock.now())
        finally:
            waiting.wake_up = None
            self._edits.ended(job_id)

    def _begin_edit(self, job_id: int) -> bool:
        waiting = self._waiting.get(job_id)
        if waiting is None or waiting.wake_up is None or waiting.wake_up.done():
            return False
        self._wake(waiting)
        return True

    def _give_slots(self) -> None:
        while self._waiting and self._waiting[self._turns.first()].slots <= self._free():
            job_id = self._turns.pop()
            waiting = self._take_out(job_id)
            self._running[job_id] = waiting.slots
            self._wake(waiting)
        self._stop_ticker()

    def _take_out(self, job_id: int) -> _Waiting:
        waiting = self._waiting.pop(job_id)
        self._estimates.left(waiting.slots)
        return waiting

    def _wake(self, waiting: _Waiting) -> None:
        if waiting.wake_up is not None and not waiting.wake_up.done():
            waiting.wake_up.set_result(None)

    def _stop_ticker(self) -> None:
        """End the ticker when nobody waits."""
        if not self._waiting and self._ticker is not None:
            self._ticker.cancel()
            self._ticker = None

    def _check_bounds(self, guild_id: int | None, user_id: int, now: datetime) -> None:
        bounds = self._bounds
        of_member, of_server = self._turns.waiting_of(guild_id, user_id)
        next_of_member, next_of_server = self._turns.first_of(guild_id, user_id)
        if of_member >= bounds.member:
            scope, first = QueueScope.MEMBER, next_of_member
        elif guild_id is not None and of_server >= bounds.server:
            scope, first = QueueScope.SERVER, next_of_server
        elif len(self._turns) >= bounds.total:
            scope, first = QueueScope.ALL, None
        else:
            return
        position = 1 if first is None else self._waiting[first].position.position
        raise QueueFull(scope, self._estimates.starts_at(position, now=now))
