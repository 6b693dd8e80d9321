"""Edits the cards that show a position in the queue: a few at once, each with a timeout."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bot.errors import ImagineError
from bot.policy.jobs.queue_position import QueuePosition

log = logging.getLogger(__name__)

ShowPosition = Callable[[QueuePosition], Awaitable[None]]

#: How many cards are edited at the same time.
EDITS_AT_ONCE = 8


class QueueEdits:
    """Starts the edits that were chosen last, at most `EDITS_AT_ONCE` at the same time."""

    def __init__(self, start: Callable[[int], bool]) -> None:
        """Take a function that starts a job's edit and returns whether it did."""
        self._start = start
        self._chosen: deque[int] = deque()
        self._running: set[int] = set()

    def choose(self, job_ids: Iterable[int]) -> None:
        """Start the edits of these jobs; earlier choices that have not begun are dropped."""
        self._chosen = deque(job_ids)
        self._begin()

    def ended(self, job_id: int) -> None:
        """Start the next edit if this job's was running."""
        if job_id in self._running:
            self._running.discard(job_id)
            self._begin()

    def _begin(self) -> None:
        while self._chosen and len(self._running) < EDITS_AT_ONCE:
            job_id = self._chosen.popleft()
            if self._start(job_id):
                self._running.add(job_id)


async def try_to_show(position: QueuePosition, show: ShowPosition, *, timeout_s: float) -> None:
    """Show a position; an error is only logged, since the job must get its turn regardless."""
    try:
        async with asyncio.timeout(timeout_s):
            await show(position)
    except (ImagineError, TimeoutError) as error:
        log.warning("a position in the queue could not be shown: %r", error)
    except Exception:
        log.exception("showing a position in the queue failed")
