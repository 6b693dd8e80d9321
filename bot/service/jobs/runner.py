"""Owns every task that outlives the interaction that started it."""

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
        """Run `work` as a task of this name; an error that it raises is logged."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def drain(self, grace_s: float) -> None:
        """Wait for the running tasks, cancel the remaining ones, and let those clean up.

        Args:
            grace_s: Seconds before tasks that still run are cancelled.
        """
        now = asyncio.get_running_loop().time
        ends = now() + grace_s
        if self._tasks and grace_s:
            log.info("waiting up to %s s for %s running tasks", grace_s, len(self._tasks))
        while self._tasks and now() < ends:
            await asyncio.wait(self._tasks, timeout=ends - now())
        # let new tasks begin: one that is cancelled before it begins cannot clean up
        await asyncio.sleep(0)
        remaining = set(self._tasks)
        for task in remaining:
            task.cancel()
        if remaining:
            _, stuck = await asyncio.wait(remaining, timeout=self.timing.cancelled_s)
            for task in stuck:
                log.error("task %s did not stop", task.get_name())

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("task %s failed", task.get_name(), exc_info=error)
