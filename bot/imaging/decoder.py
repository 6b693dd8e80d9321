"""Runs image decoding in separate processes, a few at a time."""

import asyncio
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.errors import SpoolFailed
from bot.imaging.process import DELIVERIES, Bounds, Ended, Outcome

#: Bytes of the end of the process's stderr that go into the log.
MAX_COMPLAINT_BYTES = 500

#: Variables that the process inherits: those that Python needs to start, and no secrets.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

#: Exit codes that are verdicts about the image.
_VERDICTS = {Outcome.FITTED, Outcome.UNDECODABLE, Outcome.TOO_LARGE, Outcome.OUT_OF_MEMORY}

#: The folder that `bot` can be imported from, installed or not.
_ROOT = Path(__file__).parents[2]


class Decoder:
    """Decodes and re-encodes images, each in its own process.

    Not in a thread: Pillow holds the interpreter lock for 4 ms per megapixel while it encodes
    WebP, and for 25 ms when it is imported. A process also returns its memory, can be killed at
    any time, and crashes alone if a hostile image breaks the decoder.
    """

    def __init__(self, *, at_once: int = 2, bounds: Bounds = DELIVERIES) -> None:
        """Create a decoder with its own slots.

        Args:
            at_once: Number of processes at the same time.
            bounds: Their time limit is used here; the process applies the others.
        """
        self._slots = asyncio.Semaphore(at_once)
        self._timeout_s = bounds.timeout_s

    async def run(
        self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
    ) -> Ended:
        """Run a module on an image; cancelling kills the process.

        Args:
            module: Its name, such as `bot.imaging.shrink`.
            source: The image.
            target: The file to write, which must not exist yet. Whatever the outcome, it may exist
                afterwards, and be incomplete.
            limit_bytes: The largest size of the file in bytes.
            xmp: XMP packet for the file, if the module writes one; further paths may precede it.

        Raises:
            SpoolFailed: The disk could not be read or written, or the process did not start.
        """
        async with self._slots:
            arguments = (module, *_paths(source, target), str(limit_bytes))
            code, complaint = await self._run(arguments, xmp)
        detail = complaint[-MAX_COMPLAINT_BYTES:].decode(errors="replace").strip()
        if code is None:
            return Ended(Outcome.NOT_DONE, f"not done within {self._timeout_s} s")
        if code == Outcome.DISK_FAILED:
            raise SpoolFailed(detail)
        if code in _VERDICTS:
            return Ended(Outcome(code), detail)
        return Ended(Outcome.NOT_DONE, f"the process ended with {code}: {detail}")

    async def _run(self, arguments: Iterable[str], xmp: bytes) -> tuple[int | None, bytes]:
        """Return the exit code (None after a timeout) and stderr of the process."""
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
