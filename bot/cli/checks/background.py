"""Blocking work that may be left behind, so that doctor ends in time.

Threads of an executor are waited for at the end of the program: a dead name server or a network
drive that hangs would delay it by minutes. A daemon thread is not.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def in_background(work: Callable[[], T]) -> T:
    """Run blocking work in a daemon thread; if cancelled, it is left behind.

    Raises:
        Exception: What the work raised.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - raised where the result is awaited
            _report(loop, lambda caught=error: _set(outcome, caught))
        else:
            _report(loop, lambda: None if outcome.done() else outcome.set_result(result))

    threading.Thread(target=run, name="doctor", daemon=True).start()
    return await outcome


def _report(loop: asyncio.AbstractEventLoop, tell: Callable[[], None]) -> None:
    # the loop may have been closed meanwhile
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(tell)


def _set(outcome: asyncio.Future[T], error: Exception) -> None:
    if not outcome.done():
        outcome.set_exception(error)
