"""Estimates when jobs in the queue are ready, and when a refused request can be tried again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.errors import WaitTooLong
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.jobs.wait_estimate import WaitEstimates, retry_at


class QueueEstimates:
    """Estimates from measured latencies and from the slots that waiting jobs need.

    Args:
        slots: How many images are generated at once.
    """

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._estimates = WaitEstimates()
        self._waiting = 0
        self._wanted = 0
        """Slots that all waiting jobs need together."""

    def note(self, model_id: str, seconds: float) -> None:
        """Add how many seconds a model took for one request."""
        self._estimates.note(model_id, seconds)

    def learn(self, latencies: Mapping[str, Sequence[float]]) -> None:
        """Add how many seconds earlier requests took, by model id, the newest last."""
        self._estimates.learn(latencies)

    def joined(self, slots: int) -> None:
        """Add a waiting job that needs this many slots."""
        self._waiting += 1
        self._wanted += slots

    def left(self, slots: int) -> None:
        """Remove a waiting job that needed this many slots."""
        self._waiting -= 1
        self._wanted -= slots

    def at(self, position: int, model_id: str, *, now: datetime) -> QueuePosition:
        """Return a position in the queue with the time at which its job will be ready."""
        at_once = self._jobs_at_once()
        return QueuePosition(
            position, self._estimates.ready_at(model_id, position, slots=at_once, now=now)
        )

    def starts_at(self, position: int, *, now: datetime) -> datetime:
        """Return when the job at a position will most likely have its slots."""
        return retry_at(self._estimates.wait_s(position, slots=self._jobs_at_once()), now=now)

    def check(self, position: int, model_id: str, *, deadline: datetime, now: datetime) -> None:
        """Pass if a job at a position will almost certainly be ready by its deadline.

        Raises:
            WaitTooLong: It may not be ready by then.
        """
        at_once = self._jobs_at_once()
        if self._estimates.p90_ready_at(model_id, position, slots=at_once, now=now) <= deadline:
            return
        life_s = (deadline - now).total_seconds()
        wait_s = self._estimates.fits_in_s(model_id, position, slots=at_once, life_s=life_s)
        raise WaitTooLong(retry_at(wait_s, now=now))

    def _jobs_at_once(self) -> float:
        """Return how many jobs run at once if each needs the average slots of a waiting one."""
        wanted = self._wanted / self._waiting if self._waiting else 1
        return max(1.0, self._slots / wanted)
