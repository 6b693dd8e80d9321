"""Debounces clicks, so that a double click acts once."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.ports import Clock


class ClickGuard:
    """Lets only the first of several equal clicks act."""

    def __init__(self, clock: Clock, *, window: timedelta | None = None) -> None:
        """Start without clicks.

        Args:
            clock: Measures the window.
            window: How long equal clicks are ignored after the first one; None for as long as the
                first one is being handled.
        """
        self._clock = clock
        self._window = window
        self._guarded: dict[Hashable, datetime | None] = {}
        """By click, the end of its window; None while the click is being handled."""

    @asynccontextmanager
    async def once(self, *click: Hashable) -> AsyncGenerator[bool]:
        """Yield whether this click may act; an error in its handler lets the next one act.

        Args:
            click: The parts that make clicks equal, such as the member, the action and the job.
        """
        now = self._clock.now()
        self._guarded = {
            key: until for key, until in self._guarded.items() if until is None or now < until
        }
        if click in self._guarded:
            yield False
            return
        self._guarded[click] = None if self._window is None else now + self._window
        try:
            yield True
        except BaseException:
            self.release(*click)
            raise
        if self._window is None:
            self.release(*click)

    def release(self, *click: Hashable) -> None:
        """Let the next equal click act immediately."""
        self._guarded.pop(click, None)
