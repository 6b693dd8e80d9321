"""The painter in its own process, so that it takes no CPU time from the measured one."""

import asyncio
import multiprocessing
import os
from collections.abc import Generator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from bot.sandbox.painter import Painter, ScriptedAnswer

_NICENESS = 10


@contextmanager
def open_painter(scripted: ScriptedAnswer) -> Generator[tuple[str, str]]:
    """Run a painter until the context ends.

    Args:
        scripted: The answer to every request.

    Yields:
        The base URL and the key.
    """
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    painter = spawning.Process(target=_serve, args=(theirs, scripted), daemon=True)
    painter.start()
    try:
        yield ours.recv()
    finally:
        painter.terminate()
        painter.join()


def _serve(pipe: Connection, scripted: ScriptedAnswer) -> None:
    """Send base URL and key through the pipe, and serve until killed."""
    # OpenRouter runs elsewhere: yield the cores to the measured process
    os.nice(_NICENESS)

    async def serve() -> None:
        async with Painter() as painter:
            painter.default = scripted
            pipe.send((painter.base_url, painter.key))
            await asyncio.Event().wait()

    asyncio.run(serve())
