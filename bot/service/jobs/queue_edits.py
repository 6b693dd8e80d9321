"""Edits of the cards that show a position in the queue: few at once, each bounded in time."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bot.errors import ImagineError
from bot.policy.jobs.queue_position import QueuePosition

log = logging.getLogger(__name__)

ShowPosition = Callable[[QueuePosition], Awaitable[None]]

#: Cards that are edited at the same time.
EDITS_AT_ONCE = 8


class QueueEdits:
    """Starts the edits that were chosen last, and only so many at once."""

    def __init__(self, start: Callable[[int], bool]) -> None:
        """Take what starts a job's edit and returns whether it did."""
        self._start = start
        self._chosen: deque[int] = deque()
        self._running: set[int] = set()

    def choose(self, job_ids: Iterable[int]) -> None:
        """Start the edits of these jobs, in place of those chosen before that have not begun."""
        self._chosen = deque(job_ids)
        self._begin()

    def ended(self, job_id: int) -> None:
        """Start another edit, if this job's was running."""
        if job_id in self._running:
            self._running.discard(job_id)
            self._begin()

    def _begin(self) -> None:
        while self._chosen and len(self._running) < EDITS_AT_ONCE:
            job_id = self._chosen.popleft()
            if self._start(job_id):
                self._running.add(job_id)


async def try_to_show(position: QueuePosition, moved: ShowPosition, *, timeout_s: float) -> None:
    """Have a position shown; what fails is logged, since the job's turn must come all the same."""
    try:
        async with asyncio.timeout(timeout_s):
            await moved(position)
    except (ImagineError, TimeoutError) as error:
        log.warning("a place in line could not be shown: %r", error)
    except Exception:
        log.exception("showing a place in line failed")
