"""Measures the queue with thousands of jobs in it: `python -m benchmarks.waiting`, under 60 s.

The jobs belong to 500 servers with ten members each, and each waits in its own task. Memory is the
growth that `tracemalloc` reports, without the callers' own values. A stall is the longest turn of
the event loop while positions are computed again and again, cards are edited and slots are passed
on. It is in CPU time, which excludes other processes, and without the garbage collector, whose
pauses depend on the whole process.
"""

import asyncio
import gc
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

from bot.policy.jobs.job import Requester
from bot.policy.jobs.queue import QueueLimits, TurnOrder
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.effective import Spot
from bot.service.jobs.queue import FairQueue
from bot.service.jobs.runner import Runner

SIZES = (50, 500, 5000)
SERVERS, MEMBERS = 500, 10
SLOTS = 32
LOOKS = 20
CALLS = 1000
PAUSE_S = 0.003
MODEL = "google/gemini-2.5-flash-image"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

#: The bars, for the largest queue.
MAX_KB = 4
MAX_STALL_MS = 5
#: Of the cost per job, from the smallest to the largest queue: constant except for CPU caches.
MAX_GROWTH = 5


class _Clock:
    """Moved by the benchmark, so that every update finds cards to edit."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


class _Stalls:
    """Measures the longest turn of the event loop."""

    def __init__(self) -> None:
        self.longest_ms = 0.0

    async def watch(self) -> None:
        while True:
            started = time.thread_time()
            await asyncio.sleep(0)
            self.longest_ms = max(self.longest_ms, (time.thread_time() - started) * 1000)


class Case:
    """One number of waiting jobs, and its measurements."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        self.kb = self.order_ms = self.look_ms = self.stall_ms = 0.0
        self.book_us = self.place_us = self.turn_us = 0.0
        self.edits = 0
        self._clock = _Clock()
        self._runner = Runner()
        bounds = QueueLimits(waiting, waiting, waiting + 1)
        self._queue = FairQueue(bounds, slots=SLOTS, clock=self._clock, runner=self._runner)
        self._requesters = [_requester(n) for n in range(waiting + SLOTS + CALLS)]
        self._tasks: list[asyncio.Task[None]] = []

    async def measure(self) -> None:
        """Measure everything."""
        for requester in self._requesters[:SLOTS]:
            self._queue.enqueue(requester, MODEL)
        await self._measure_memory()
        self._measure_calls()
        self._measure_order()
        await self._measure_looks()
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        for requester in self._requesters:
            self._queue.leave(requester.job_id)
        await self._runner.drain(0)

    async def _measure_memory(self) -> None:
        gc.collect()
        tracemalloc.start()
        for requester in self._requesters[SLOTS : SLOTS + self.waiting]:
            self._queue.enqueue(requester, MODEL)
            self._tasks.append(asyncio.create_task(self._queue.turn(requester.job_id, self._edit)))
        await asyncio.sleep(0.01)
        gc.collect()
        self.kb = tracemalloc.get_traced_memory()[0] / self.waiting / 1000
        tracemalloc.stop()

    def _measure_calls(self) -> None:
        late = NOW + timedelta(days=1)
        times_s: list[tuple[float, float]] = []
        for requester in self._requesters[-CALLS:]:
            started = time.perf_counter()
            self._queue.check(requester, MODEL, deadline=late)
            self._queue.enqueue(requester, MODEL)
            booked = time.perf_counter()
            self._queue.position(requester.job_id)
            times_s.append((booked - started, time.perf_counter() - booked))
            self._queue.leave(requester.job_id)
        self.book_us, self.place_us = (
            median(of_one) * 1e6 for of_one in zip(*times_s, strict=True)
        )

    def _measure_order(self) -> None:
        order = TurnOrder()
        for requester in self._requesters[: self.waiting]:
            order.add(requester.job_id, guild_id=requester.spot.guild_id, user_id=requester.user_id)
        started = time.perf_counter()
        for _ in range(LOOKS):
            order.order()
        self.order_ms = (time.perf_counter() - started) / LOOKS * 1000

    async def _measure_looks(self) -> None:
        gc.collect()
        gc.disable()
        stalls = _Stalls()
        watching = asyncio.create_task(stalls.watch())
        await asyncio.sleep(0.01)
        stalls.longest_ms = self.edits = 0
        alive = [requester.job_id for requester in self._requesters[: SLOTS + self.waiting]]
        looked_s = turned_s = turned = 0.0
        for _ in range(LOOKS):
            running = [job_id for job_id in alive if self._queue.position(job_id) is None]
            ending = running[: self.waiting // (2 * LOOKS)]
            await asyncio.sleep(PAUSE_S)
            started = time.perf_counter()
            for job_id in ending:
                self._queue.leave(job_id)
            turned_s += time.perf_counter() - started
            turned += len(ending)
            alive = list(set(alive) - set(ending))
            self._clock.time += timedelta(seconds=60)
            await asyncio.sleep(PAUSE_S)
            started = time.perf_counter()
            await self._queue.check_queue()
            looked_s += time.perf_counter() - started
            await asyncio.sleep(PAUSE_S)
        watching.cancel()
        gc.enable()
        self.look_ms = looked_s / LOOKS * 1000
        self.turn_us = turned_s / turned * 1e6
        self.stall_ms = stalls.longest_ms

    async def _edit(self, _place: QueuePosition) -> None:
        self.edits += 1
        await asyncio.sleep(0)


def _requester(number: int) -> Requester:
    guild_id = 10**18 + number % SERVERS
    user_id = 2 * 10**18 + number % (SERVERS * MEMBERS)
    spot = Spot(guild_id, guild_id + 1)
    return Requester(3 * 10**18 + number, user_id, spot, NOW, private=False, can_be_late=True)


def _print_table(cases: Sequence[Case]) -> None:
    print(f"jobs of {SERVERS} servers with {MEMBERS} members each, {SLOTS} slots, {LOOKS} looks")
    print(f"{'':>8}{'each, us':>26}{'all at once, ms':>20}{'longest':>11}{'cards':>9}{'memory':>9}")
    print(
        f"{'waiting':>8}{'book':>9}{'place':>8}{'turn':>9}{'order':>10}{'look':>10}"
        f"{'stall, ms':>11}{'edited':>9}{'KB each':>9}"
    )
    for case in cases:
        print(
            f"{case.waiting:>8}{case.book_us:>9.2f}{case.place_us:>8.2f}{case.turn_us:>9.2f}"
            f"{case.order_ms:>10.2f}{case.look_ms:>10.2f}{case.stall_ms:>11.2f}"
            f"{case.edits:>9}{case.kb:>9.2f}"
        )


def _verdicts(cases: Sequence[Case]) -> Iterator[tuple[bool, str]]:
    few, many = cases[0], cases[-1]
    yield many.kb <= MAX_KB, f"at most {MAX_KB} KB for each of {many.waiting}: {many.kb:.2f}"
    stall_ms = max(case.stall_ms for case in cases)
    yield stall_ms <= MAX_STALL_MS, f"no stall above {MAX_STALL_MS} ms: {stall_ms:.2f} ms"
    for name, cost, least in (
        ("book", many.book_us, few.book_us),
        ("place", many.place_us, few.place_us),
        ("turn", many.turn_us, few.turn_us),
    ):
        growth = cost / least
        said = (
            f"{name} with {many.waiting} costs at most {MAX_GROWTH} times that with {few.waiting}"
        )
        yield growth <= MAX_GROWTH, f"{said}: {growth:.2f}"


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when one is missed."""
    cases = [Case(size) for size in SIZES]
    for case in cases:
        asyncio.run(case.measure())
    _print_table(cases)
    verdicts = list(_verdicts(cases))
    for holds, said in verdicts:
        print(f"{'holds' if holds else 'MISSED':<6}  {said}")
    return 0 if all(holds for holds, _ in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
