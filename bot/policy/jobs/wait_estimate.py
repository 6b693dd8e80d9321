"""Measured latencies of generations, and estimates of waiting times from them."""

import math
from bisect import bisect_left, insort
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

#: Number of samples per model, and over all models together.
LAST = 50
_LAST_OF_ALL = 200

#: Number of models with samples; the least recently used one is dropped first.
MOST_MODELS = 100

#: Values before the first sample. OpenRouter publishes no latencies; public comparisons have 8 to
#: 43 s for most models and up to 140 s for the slowest (read 2026-11-22).
DEFAULT_MEDIAN_S = 20.0
DEFAULT_P90_S = 60.0

#: Cap of one sample in seconds, so that no estimate exceeds what a `datetime` can be.
_LONGEST_S = 3600.0

#: Waits until a retry are rounded up to multiples of this, in seconds.
_RETRY_STEP_S = 5


class WaitEstimates:
    """Latency samples, and estimates from them in constant time.

    A model without samples is expected to be like all others together. The queue moves by one
    position whenever one of `slots` jobs ends.
    """

    def __init__(self) -> None:
        self._models: OrderedDict[str, _Window] = OrderedDict()
        self._all = _Window(_LAST_OF_ALL)

    def note(self, model_id: str, seconds: float) -> None:
        """Add a sample; ignores values that are no duration."""
        if not math.isfinite(seconds) or seconds < 0:
            return
        window = self._models.get(model_id)
        if window is None:
            window = self._models[model_id] = _Window(LAST)
        self._models.move_to_end(model_id)
        if len(self._models) > MOST_MODELS:
            self._models.popitem(last=False)
        for one in (window, self._all):
            one.add(min(seconds, _LONGEST_S))

    def learn(self, latencies: Mapping[str, Sequence[float]]) -> None:
        """Add the samples from before a restart: seconds by model id, the newest last."""
        newest_first = (reversed(seconds[-LAST:]) for seconds in latencies.values())
        # interleaved, or the samples of the last model would push out those of all others
        for at_once in reversed(list(zip_longest(*newest_first))):
            for model_id, seconds in zip(latencies, at_once, strict=True):
                if seconds is not None:
                    self.note(model_id, seconds)

    def wait_s(self, position: int, *, slots: float) -> float:
        """Return the expected wait for a slot in seconds.

        Args:
            position: 1 for the next job, 0 for a job that has a slot.
            slots: Number of jobs that run at once.
        """
        return position * self._all.median_s / slots

    def ready_at(self, model_id: str, position: int, *, slots: float, now: datetime) -> datetime:
        """Return when the image at a position will most likely be generated."""
        seconds = self.wait_s(position, slots=slots) + self._of(model_id).median_s
        return now + timedelta(seconds=seconds)

    def p90_ready_at(
        self, model_id: str, position: int, *, slots: float, now: datetime
    ) -> datetime:
        """Return when the image is generated even if every generation takes its p90 latency."""
        seconds = position * self._all.p90_s / slots + self._of(model_id).p90_s
        return now + timedelta(seconds=seconds)

    def fits_in_s(self, model_id: str, position: int, *, slots: float, life_s: float) -> float:
        """Return the seconds until the queue is short enough for a job to meet its deadline.

        Args:
            model_id: The model.
            position: The job's present position.
            slots: Number of jobs that run at once.
            life_s: Seconds from the command to the deadline of the generation.
        """
        longest_wait_s = life_s - self._of(model_id).p90_s
        # at least 0: if the model's p90 alone exceeds the deadline, it fits once the queue is empty
        fitting = max(0.0, longest_wait_s * slots / max(self._all.p90_s, 1e-9))
        return max(0.0, position - fitting) * self._all.median_s / slots

    def _of(self, model_id: str) -> "_Window":
        return self._models.get(model_id, self._all)


class _Window:
    """A sliding window of latencies, both in their order and sorted.

    Attributes:
        median_s: The median, by nearest rank, in seconds.
        p90_s: The 90th percentile, by nearest rank, in seconds.
    """

    __slots__ = ("_in_order", "_most", "_sorted", "median_s", "p90_s")

    def __init__(self, most: int) -> None:
        self._most = most
        self._in_order: deque[float] = deque()
        self._sorted: list[float] = []
        self.median_s = DEFAULT_MEDIAN_S
        self.p90_s = DEFAULT_P90_S

    def add(self, seconds: float) -> None:
        if len(self._in_order) == self._most:
            del self._sorted[bisect_left(self._sorted, self._in_order.popleft())]
        self._in_order.append(seconds)
        insort(self._sorted, seconds)
        self.median_s = self._rank(0.5)
        self.p90_s = self._rank(0.9)

    def _rank(self, share: float) -> float:
        return self._sorted[math.ceil(share * len(self._sorted)) - 1]


def retry_at(wait_s: float, *, now: datetime) -> datetime:
    """Return a time to try again: a whole second in the future, not before the wait is over."""
    seconds = max(_RETRY_STEP_S, math.ceil(wait_s / _RETRY_STEP_S) * _RETRY_STEP_S)
    later = now + timedelta(seconds=seconds)
    return later if not later.microsecond else later.replace(microsecond=0) + timedelta(seconds=1)
