"""Tells a member in the channel, once, that neither their image nor a DM can reach them."""

import logging
from datetime import datetime

from bot.errors import StorageFailed
from bot.policy.jobs.delivery import GENERATED_RETENTION
from bot.ports import Adapters, Card

log = logging.getLogger(__name__)


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
