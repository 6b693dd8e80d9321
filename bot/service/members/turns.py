"""Lets members take turns at slow operations, so that one member cannot hold up all others."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.errors import StorageFailed, StorageFault


class Turns:
    """One turn at a time for each member, and a limited number for all together.

    Args:
        at_once: How many turns all members have at the same time, at least 1.
        within_s: Timeout of a wait for a turn, in seconds.
    """

    def __init__(self, *, at_once: int, within_s: float) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._within_s = within_s
        self._own: dict[int, asyncio.Lock] = {}
        self._users: Counter[int] = Counter()
        """Calls that have or await a turn, by member; without any the member's lock is dropped."""

    @asynccontextmanager
    async def take(self, user_id: int) -> AsyncGenerator[None]:
        """Wait for a member's turn, and hold it while the context is entered.

        Raises:
            StorageFailed: The wait timed out.
        """
        # the member's own lock first, so that one member waits only once for the shared turns
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
