"""Tells a member why there is no image, or that they cannot be reached, by the first open path."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.errors import (
    DeliveryFailed,
    DiscordUnavailable,
    ImagineError,
    NowhereToDeliver,
    StorageFailed,
)
from bot.policy.jobs.delivery import (
    GENERATED_RETENTION,
    DeliveryPath,
    Outcome,
    Trail,
    had_outage,
    is_unreachable,
    next_path,
)
from bot.ports import Adapters, Card

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

#: Timeout of one try in seconds; discord.py itself retries for up to 25 s.
_TRY_S = 10


class UnreachableNote:
    """A message in the channel to a member whose DMs are closed; one over all processes."""

    def __init__(self, card: Card, adapters: Adapters) -> None:
        self._card = card
        self._adapters = adapters
        self._claimed: set[bool] = set()
        self._given: set[bool] = set()

    async def give(self, *, until: datetime | None) -> bool:
        """Send the note unless it was sent before.

        Args:
            until: Until when the image is kept; None when there is none.

        Returns:
            Whether this process sent it, now or before.
        """
        is_over = until is None
        if is_over in self._given:
            return True
        if not await self._claim(is_over=is_over):
            return False
        if await self._card.tell_unreachable(until=until):
            self._given.add(is_over)
        return is_over in self._given

    async def _claim(self, *, is_over: bool) -> bool:
        if is_over in self._claimed:
            return True
        key = f"unreachable:{self._card.job_id}{':over' if is_over else ''}"
        # twice as long as the image is kept, so that it is not sent again after a restart
        kept_until = self._adapters.clock.now() + 2 * GENERATED_RETENTION
        try:
            is_first = await self._adapters.stores.notices.claim(key, kept_until=kept_until)
        except StorageFailed as error:
            log.warning("the note to an unreachable member was not sent: %s", error)
            return False
        if is_first:
            self._claimed.add(is_over)
        return is_first


class FailureNotices:
    """Shows a member why there is no image."""

    def __init__(
        self,
        card: Card,
        adapters: Adapters,
        *,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._card = card
        self._adapters = adapters
        self._pause = pause

    async def tell(self, error: ImagineError) -> None:
        """Show an error's sentence by the first path that works.

        A path with an outage is tried twice.

        Raises:
            DeliveryFailed: No path works now.
        """
        clock, trail = self._adapters.clock, Trail()
        while True:
            now = clock.now()
            paths = self._card.ways(trail, now=now)
            path = next_path(paths, trail, now=now)
            if isinstance(path, DeliveryPath) and not trail.of(path).rests:
                outcome = await self._card.fail(error, path, now=now, within_s=_TRY_S)
                if outcome is Outcome.SHOWN:
                    return
                trail = trail.after(path, outcome, now=clock.now())
            elif isinstance(path, datetime) and any(trail.of(one).in_a_row for one in paths):
                await self._pause((path - now).total_seconds())
            else:
                break
        note = UnreachableNote(self._card, self._adapters)
        is_lost = is_unreachable(paths, trail, private=self._card.is_private)
        if not (is_lost and await note.give(until=None)):
            raise undelivered(trail)


def undelivered(trail: Trail) -> DeliveryFailed:
    """Return the error for a trail on which nothing was shown."""
    return DiscordUnavailable() if had_outage(trail) else NowhereToDeliver()
