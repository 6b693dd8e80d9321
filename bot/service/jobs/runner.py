"""Owns every task that outlives the click that started it."""

import asyncio
import logging
from collections.abc import Coroutine

from bot.service.timing import PRODUCTION, Timing

log = logging.getLogger(__name__)


class Runner:
    """Starts named tasks, keeps them alive, and brings each to its end."""

    def __init__(self, *, timing: Timing = PRODUCTION) -> None:
        self.timing = timing
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many tasks run."""
        return len(self._tasks)

    def start(self, name: str, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run `work` as a task of this name; an error it lets through is logged."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def drain(self, grace_s: float) -> None:
        """Wait for the running work, cancel what is left, and wait for its last words.

        Args:
            grace_s: Seconds before what still runs is cancelled.
        """
        now = asyncio.get_running_loop().time
        ends = now() + grace_s
        if self._tasks and grace_s:
            log.info("waiting up to %s s for %s running tasks", grace_s, len(self._tasks))
        while self._tasks and now() < ends:
            await asyncio.wait(self._tasks, timeout=ends - now())
        # work that was started a moment ago has to begin, or it could not say its last words
        await asyncio.sleep(0)
        left = set(self._tasks)
        for task in left:
            task.cancel()
        if left:
            _, stuck = await asyncio.wait(left, timeout=self.timing.cancelled_s)
            for task in stuck:
                log.error("task %s did not stop", task.get_name())

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("task %s failed", task.get_name(), exc_info=error)
