"""Runs asynchronous work from the dialogue, which Ctrl-C ends cleanly at every moment."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

T = TypeVar("T")


def run_interruptibly(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run work in an event loop of its own, in the main thread.

    `asyncio.run` raises KeyboardInterrupt even while it makes or closes the loop, and Python then
    warns about objects that aren't complete. Here Ctrl-C is noted, and raised after the loop is
    closed.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    interrupt = _Interrupt()
    before = signal.signal(signal.SIGINT, interrupt.note)
    try:
        with asyncio.Runner() as runner:
            result = runner.run(interrupt.cancel_on(work))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupt.is_noted:
        raise KeyboardInterrupt
    return result


class _Interrupt:
    """Whether Ctrl-C was pressed, and what it cancels."""

    def __init__(self) -> None:
        self.is_noted = False
        self._cancel: Callable[[], object] | None = None

    def note(self, _number: int, _frame: object) -> None:
        self.is_noted = True
        if self._cancel is not None:
            self._cancel()

    async def cancel_on(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do the work; Ctrl-C cancels it, also one that was pressed before."""
        task, loop = cast("asyncio.Task[T]", asyncio.current_task()), asyncio.get_running_loop()
        # a signal alone doesn't wake the loop
        self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        if self.is_noted:
            raise asyncio.CancelledError
        try:
            return await work()
        finally:
            self._cancel = None
