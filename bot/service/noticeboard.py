"""Where use cases leave what the owner and the moderators shall hear of."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from bot.policy.limits import Cap, Limit

log = logging.getLogger(__name__)

#: What may wait while Discord has an outage; each notice stands in the log as well.
_MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class BudgetCrossed:
    """Dollars run out."""

    rule: Limit | Cap
    """Whose cap it is."""
    level: int
    """Per cent, out of `bot.policy.budget.WARN_AT`."""
    used: int
    """Micro-dollars, with what is reserved for pictures under way."""
    cap: int
    """Micro-dollars."""
    resets_at: datetime | None
    guild_id: int | None
    """The server in which it happened; None outside of servers."""
    channel_id: int | None
    """The server's channel for notices; None when it has none."""
    for_owner: bool
    """Whether the bot's owner hears of it."""


#: Everything that is told; each kind has a sentence in `bot.ui.notices`.
Notice = BudgetCrossed


class Noticeboard:
    """A bounded line of notices: who posts never waits, and one consumer takes them in order."""

    def __init__(self, most: int = _MOST_WAITING) -> None:
        self._waiting: asyncio.Queue[Notice] = asyncio.Queue(most)

    def post(self, notice: Notice) -> None:
        """Leave a notice; it is dropped when too many wait already."""
        try:
            self._waiting.put_nowait(notice)
        except asyncio.QueueFull:
            log.warning("a notice was dropped, since %s wait: %s", self._waiting.qsize(), notice)

    async def take(self) -> Notice:
        """Wait for the next notice and take it."""
        return await self._waiting.get()
