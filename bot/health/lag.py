"""Measures the delay with which the event loop runs a timer."""

import asyncio
from collections import deque
from types import TracebackType
from typing import Self

#: Short enough to catch every stall that a member would notice; 4 wake-ups a second cost nothing.
_INTERVAL_S = 0.25
_WINDOW_S = 10.0


class LoopLag:
    """A context manager that records how late its own timer fires.

    A timer instead of a task: nothing has to be awaited, and nothing can fail.
    """

    def __init__(self) -> None:
        self._delays: deque[float] = deque([0.0], maxlen=round(_WINDOW_S / _INTERVAL_S))
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        self._arm()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    @property
    def worst_s(self) -> float:
        """The longest delay of the last 10 seconds, in seconds."""
        return max(self._delays)

    def _arm(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + _INTERVAL_S
        self._timer = loop.call_at(due, self._note, due)

    def _note(self, due: float) -> None:
        self._delays.append(max(0.0, asyncio.get_running_loop().time() - due))
        self._arm()
