"""Starts the processes that decode images, a few at a time."""

import asyncio
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.errors import SpoolFailed
from bot.imaging.process import DELIVERIES, Bounds, Ended, Outcome

#: How much of the process's last words is kept for the log.
MAX_COMPLAINT_BYTES = 500

#: What the process inherits of the environment: what starts Python, and none of our secrets.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

#: The exit codes that say what became of the image.
_TOLD = {Outcome.FITTED, Outcome.UNDECODABLE, Outcome.TOO_LARGE, Outcome.OUT_OF_MEMORY}

#: Where `bot` can be imported from, installed or not.
_ROOT = Path(__file__).parents[2]


class Decoder:
    """Has an image decoded and written anew, in a process of its own.

    A process and not a thread: Pillow holds the interpreter's lock for 4 ms per million pixels
    when it encodes WebP and for 25 ms when it is loaded. A process also gives its memory back,
    can be ended at once, and takes only itself down when a hostile image breaks the decoder.
    """

    def __init__(self, *, at_once: int = 2, bounds: Bounds = DELIVERIES) -> None:
        """Open its slots, which nothing else shares.

        Args:
            at_once: How many.
            bounds: Of what the module takes, for how long to wait.
        """
        self._free = asyncio.Semaphore(at_once)
        self._timeout_s = bounds.timeout_s

    async def run(
        self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
    ) -> Ended:
        """Run a module of ours on an image; cancelling ends the process.

        Args:
            module: Its name, such as `bot.imaging.shrink`.
            source: The image.
            target: The file that it writes, which does not exist yet and may be there half-written
                whatever the outcome is.
            limit_bytes: The most that the file may have.
            xmp: What the file says about itself, where the module writes that.

        Raises:
            SpoolFailed: The disk did not take or give the bytes, or nothing could be started.
        """
        async with self._free:
            arguments = (module, *_paths(source, target), str(limit_bytes))
            code, complaint = await self._run(arguments, xmp)
        detail = complaint[-MAX_COMPLAINT_BYTES:].decode(errors="replace").strip()
        if code is None:
            return Ended(Outcome.NOT_DONE, f"not done within {self._timeout_s} s")
        if code == Outcome.DISK_FAILED:
            raise SpoolFailed(detail)
        if code in _TOLD:
            return Ended(Outcome(code), detail)
        return Ended(Outcome.NOT_DONE, f"the process ended with {code}: {detail}")

    async def _run(self, arguments: Iterable[str], xmp: bytes) -> tuple[int | None, bytes]:
        """Return the process's exit code, None when it took too long, and what it complained of."""
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *arguments),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                cwd=_ROOT,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            )
        except OSError as error:
            raise SpoolFailed from error
        try:
            async with asyncio.timeout(self._timeout_s):
                _, complaint = await process.communicate(xmp)
        except TimeoutError:
            return None, b""
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return process.returncode, complaint


def _paths(*paths: Path) -> Iterable[str]:
    return (str(path.absolute()) for path in paths)
