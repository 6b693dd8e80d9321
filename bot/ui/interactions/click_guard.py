"""Tells the second click of a double click from the first."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.ports import Clock


class ClickGuard:
    """Lets one of several equal clicks act."""

    def __init__(self, clock: Clock, *, window: timedelta | None = None) -> None:
        """Know of no click.

        Args:
            clock: What the window is measured with.
            window: How long after the first click an equal one is its double click; None as long
                as the first one is being handled.
        """
        self._clock = clock
        self._window = window
        self._guarded: dict[Hashable, datetime | None] = {}
        """Until when; None as long as the click is being handled."""

    @asynccontextmanager
    async def once(self, *click: Hashable) -> AsyncGenerator[bool]:
        """Tell whether this is the first of equal clicks; after an error the next one is it again.

        Args:
            click: What makes clicks equal, such as the member, the action and the job.
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
        """Let an equal click act at once."""
        self._guarded.pop(click, None)
