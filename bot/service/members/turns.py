"""Lets members take turns at what is slow, so that nobody holds up all the others."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.errors import StorageFailed, StorageFault


class Turns:
    """One turn at a time for each member, and so many for all together.

    Args:
        at_once: How many turns there are at the same time, at least 1.
        within_s: Seconds that a member waits for one.
    """

    def __init__(self, *, at_once: int, within_s: float) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._within_s = within_s
        self._own: dict[int, asyncio.Lock] = {}
        self._users: Counter[int] = Counter()
        """How many have or want a member's turn; whoever is not in it has no lock."""

    @asynccontextmanager
    async def take(self, user_id: int) -> AsyncGenerator[None]:
        """Wait for a member's turn, and have it as long as this is entered.

        Raises:
            StorageFailed: It did not come in time.
        """
        # a member's own earlier turns first, so that nobody has several places in the line
        own = self._own.setdefault(user_id, asyncio.Lock())
        self._users[user_id] += 1
        try:
            async with self._soon(own), self._soon(self._all):
                yield
        finally:
            self._users[user_id] -= 1
            if not self._users[user_id]:
                del self._users[user_id], self._own[user_id]

    @asynccontextmanager
    async def _soon(self, turn: asyncio.Lock | asyncio.Semaphore) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout(self._within_s):
                await turn.acquire()
        except TimeoutError:
            raise StorageFailed(StorageFault.BUSY, "too many want the same now") from None
        try:
            yield
        finally:
            turn.release()
