"""Waiting for the event loop to settle, instead of sleeping."""

import asyncio
from typing import Any


async def at_rest() -> None:
    """Run every task until all wait for sockets, threads or timers."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:
        await asyncio.sleep(0)
