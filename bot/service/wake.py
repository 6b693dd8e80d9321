"""A wait between two turns of a background task that ends early when something is to be done."""

import asyncio
from contextlib import suppress


class Wake:
    """Wakes one background task."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        """End the present wait, or the next one if there is none."""
        self._event.set()

    async def wait(self, at_most_s: float) -> None:
        """Wait until `set` is called, at most this many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most_s):
                await self._event.wait()
        self._event.clear()
