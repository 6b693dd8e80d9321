"""Tells a member why there is no image, by the first open path."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.errors import (
    DeliveryFailed,
    DiscordUnavailable,
    ImagineError,
    NowhereToDeliver,
)
from bot.policy.jobs.delivery import (
    DeliveryPath,
    Outcome,
    Trail,
    had_outage,
    is_unreachable,
    next_path,
)
from bot.ports import Adapters, Card
from bot.service.delivery.unreachable_note import UnreachableNote

#: Sleeps for a number of seconds; tests replace it.
Sleep = Callable[[float], Awaitable[None]]

#: Timeout of one try in seconds; discord.py itself retries for up to 25 s.
_TRY_S = 10


class FailureNotices:
    """Shows a member why there is no image."""

    def __init__(
        self,
        card: Card,
        adapters: Adapters,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._card = card
        self._adapters = adapters
        self._sleep = sleep

    async def tell(self, error: ImagineError) -> None:
        """Show an error's sentence by the first path that works.

        A path with an outage is tried twice.

        Raises:
            DeliveryFailed: No path works now.
        """
        clock, trail = self._adapters.clock, Trail()
        while True:
            now = clock.now()
            paths = self._card.paths(trail, now=now)
            path = next_path(paths, trail, now=now)
            if isinstance(path, DeliveryPath) and not trail.of(path).backoffs:
                outcome = await self._card.fail(error, path, now=now, within_s=_TRY_S)
                if outcome is Outcome.SHOWN:
                    return
                trail = trail.after(path, outcome, now=clock.now())
            elif isinstance(path, datetime) and any(trail.of(one).in_a_row for one in paths):
                await self._sleep((path - now).total_seconds())
            else:
                break
        note = UnreachableNote(self._card, self._adapters)
        is_lost = is_unreachable(paths, trail, private=self._card.is_private)
        if not (is_lost and await note.give(until=None)):
            raise undelivered(trail)


def undelivered(trail: Trail) -> DeliveryFailed:
    """Return the error for a trail on which nothing was shown."""
    return DiscordUnavailable() if had_outage(trail) else NowhereToDeliver()
