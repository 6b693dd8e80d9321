"""Waiting for the event loop, in place of guesses about how long something takes."""

import asyncio
from typing import Any


async def at_rest() -> None:
    """Let every task go as far as it can; those that wait for sockets, threads or timers stay."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:
        await asyncio.sleep(0)
