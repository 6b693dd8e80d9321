"""How long paintings take, and what follows from it for those who wait."""

import math
from bisect import bisect_left, insort
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

#: How many paintings of one model count, and of all models together.
LAST = 50
_LAST_OF_ALL = 200

#: How many models are remembered; who painted longest ago is forgotten first.
MOST_MODELS = 100

#: What is taken while nothing was measured. OpenRouter publishes no times; public comparisons
#: have 8 to 43 s for most models and up to 140 s for the slowest (read 2026-11-22). The first
#: paintings replace it.
DEFAULT_MEDIAN_S = 20.0
DEFAULT_P90_S = 60.0

#: What a single painting counts as at most, in seconds; no estimate may leave the calendar.
_LONGEST_S = 3600.0

#: Times to try again are whole multiples of this from now, in seconds.
_RETRY_STEP_S = 5


class WaitEstimates:
    """The measured latencies, and estimates from them; each of those takes constant time.

    A model that was not measured is expected to paint like all others do together. The line moves
    by one place whenever one of `slots` jobs ends.
    """

    def __init__(self) -> None:
        self._models: OrderedDict[str, _Window] = OrderedDict()
        self._all = _Window(_LAST_OF_ALL)

    def note(self, model_id: str, seconds: float) -> None:
        """Take in how long one painting took; what is no duration is left out."""
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
        """Take in what was measured before a restart: seconds by model id, the newest last."""
        newest_first = (reversed(seconds[-LAST:]) for seconds in latencies.values())
        # model by model the last one alone would make up what holds for all
        for at_once in reversed(list(zip_longest(*newest_first))):
            for model_id, seconds in zip(latencies, at_once, strict=True):
                if seconds is not None:
                    self.note(model_id, seconds)

    def wait_s(self, position: int, *, slots: float) -> float:
        """Return how many seconds a position most likely waits for its slot.

        Args:
            position: 1 for the next one, 0 for one that has a slot.
            slots: Jobs that are painted at once.
        """
        return position * self._all.median_s / slots

    def ready_at(self, model_id: str, position: int, *, slots: float, now: datetime) -> datetime:
        """Return when the image of a position will most likely be painted."""
        seconds = self.wait_s(position, slots=slots) + self._of(model_id).median_s
        return now + timedelta(seconds=seconds)

    def surely_by(self, model_id: str, position: int, *, slots: float, now: datetime) -> datetime:
        """Return by when it is painted even if each painting is slow: nine of ten are faster."""
        seconds = position * self._all.p90_s / slots + self._of(model_id).p90_s
        return now + timedelta(seconds=seconds)

    def fits_in_s(self, model_id: str, position: int, *, slots: float, life_s: float) -> float:
        """Return after how many seconds the line is so short that a painting fits into a life.

        Args:
            model_id: Who paints.
            position: The place that is had now.
            slots: Jobs that are painted at once.
            life_s: Seconds from the command to the last moment of the painting.
        """
        waits_s = life_s - self._of(model_id).p90_s
        # one whose model alone takes too long can still try its luck once nobody waits
        fitting = max(0.0, waits_s * slots / max(self._all.p90_s, 1e-9))
        return max(0.0, position - fitting) * self._all.median_s / slots

    def _of(self, model_id: str) -> "_Window":
        return self._models.get(model_id, self._all)


class _Window:
    """The last so many latencies, sorted as well as in their order.

    Attributes:
        median_s: Half of them were at most this.
        p90_s: Nine of ten were at most this. Both are nearest ranks, in seconds.
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
    """Return a time to try again: a whole second, not before the wait is over, never the past."""
    seconds = max(_RETRY_STEP_S, math.ceil(wait_s / _RETRY_STEP_S) * _RETRY_STEP_S)
    later = now + timedelta(seconds=seconds)
    return later if not later.microsecond else later.replace(microsecond=0) + timedelta(seconds=1)
