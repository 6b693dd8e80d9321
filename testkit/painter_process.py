"""The painter as a process of its own, so that what it does costs the measured one nothing."""

import asyncio
import multiprocessing
import os
from collections.abc import Generator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from bot.sandbox.painter import Painter, Say

_NICENESS = 10


@contextmanager
def open_painter(say: Say) -> Generator[tuple[str, str]]:
    """Paint until the context ends.

    Args:
        say: The answer to every request.

    Yields:
        The address and the key.
    """
    spawning = multiprocessing.get_context("spawn")
    mine, theirs = spawning.Pipe()
    painter = spawning.Process(target=_paint, args=(theirs, say), daemon=True)
    painter.start()
    try:
        yield mine.recv()
    finally:
        painter.terminate()
        painter.join()


def _paint(pipe: Connection, say: Say) -> None:
    """Paint until killed; send the address and the key through the pipe."""
    # OpenRouter would take nothing of the cores that the measured process has
    os.nice(_NICENESS)

    async def paint() -> None:
        async with Painter() as painter:
            painter.default = say
            pipe.send((painter.base_url, painter.key))
            await asyncio.Event().wait()

    asyncio.run(paint())
