"""How late the event loop runs what is due."""

import asyncio
from collections import deque
from types import TracebackType
from typing import Self

#: Often enough to meet every stall that a member would notice, and 4 wake-ups a second are free.
_EVERY_S = 0.25
_KEPT_S = 10.0


class LoopLag:
    """Notes by how much its own timer is late, as long as it is entered.

    A timer and no task, since there is nothing to wait for and nothing that can fail.
    """

    def __init__(self) -> None:
        self._late: deque[float] = deque([0.0], maxlen=round(_KEPT_S / _EVERY_S))
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
        return max(self._late)

    def _arm(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + _EVERY_S
        self._timer = loop.call_at(due, self._note, due)

    def _note(self, due: float) -> None:
        self._late.append(max(0.0, asyncio.get_running_loop().time() - due))
        self._arm()
