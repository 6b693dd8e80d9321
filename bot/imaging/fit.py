"""Fitting pictures under an upload limit, in processes of their own."""

import asyncio
import logging
import os
import secrets
import sys
from dataclasses import replace
from pathlib import Path

from bot.errors import BadAnswer, SpoolFailed, TooLargeForDiscord
from bot.imaging.process import MAX_PIXELS, Outcome
from bot.imaging.sniff import sniff
from bot.policy.picture import Picture

log = logging.getLogger(__name__)

#: At once; a process takes 30 MB, and some 9 bytes for each pixel.
MAX_AT_ONCE = 2

#: Seconds for one picture; the largest one of pure noise takes some 15.
TIMEOUT_S = 60

#: How much of the process's last words is kept for the log.
MAX_COMPLAINT_BYTES = 500

#: What the process inherits of the environment: what starts Python, and none of our secrets.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

#: Where `bot` can be imported from, installed or not.
_ROOT = Path(__file__).parents[2]


class PillowFitter:
    """Re-encodes with Pillow; a `bot.ports.Fitter`.

    A process and not a thread: Pillow holds the interpreter's lock for 4 ms per million pixels
    when it encodes WebP and for 25 ms when it is loaded. A process also gives its memory back,
    can be ended at once, and takes only itself down when a hostile picture breaks the decoder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Take the place.

        Args:
            folder: Where re-encodings go, since the original may lie in a dead process's folder,
                which is cleared; beside it unless given.
        """
        self._folder = folder
        self._free = asyncio.Semaphore(MAX_AT_ONCE)

    async def fit(self, picture: Picture, *, limit_bytes: int) -> Picture:
        """Return the picture itself when it fits, else a re-encoding in a file of its own.

        Cancelling ends the process and leaves no file.

        Raises:
            TooLargeForDiscord: Nothing recognisable fits under the limit, or the bytes cannot be
                decoded or are a decompression bomb.
            SpoolFailed: The disk did not take or give the bytes.
        """
        if picture.size_bytes <= limit_bytes:
            return picture
        if picture.width * picture.height > MAX_PIXELS:
            raise _not_fitted(limit_bytes, f"{picture.width} x {picture.height} pixels")
        folder = self._folder or picture.path.parent
        target = folder / f"{picture.path.name}-fit-{secrets.token_hex(4)}"
        async with self._free:
            try:
                await _shrink(picture.path, target, limit_bytes)
                return replace(sniff(target), refitted=True)
            except BadAnswer as error:
                target.unlink(missing_ok=True)
                raise _not_fitted(limit_bytes, str(error.detail)) from error
            except BaseException:
                target.unlink(missing_ok=True)
                raise


async def _shrink(source: Path, target: Path, limit_bytes: int) -> None:
    try:
        process = await asyncio.create_subprocess_exec(
            *_command(source, target, limit_bytes),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
    except OSError as error:
        raise SpoolFailed from error
    try:
        async with asyncio.timeout(TIMEOUT_S):
            _, complaint = await process.communicate()
    except TimeoutError as error:
        raise _not_fitted(limit_bytes, f"not done within {TIMEOUT_S} s") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    _check(process.returncode, complaint, limit_bytes)


def _command(source: Path, target: Path, limit_bytes: int) -> tuple[str, ...]:
    paths = (str(path.absolute()) for path in (source, target))
    return (sys.executable, "-m", "bot.imaging.shrink", *paths, str(limit_bytes))


def _check(code: int | None, complaint: bytes, limit_bytes: int) -> None:
    if code == Outcome.FITTED:
        return
    if code == Outcome.TOO_LARGE:
        raise TooLargeForDiscord(limit_bytes)
    detail = complaint[-MAX_COMPLAINT_BYTES:].decode(errors="replace").strip()
    if code == Outcome.DISK_FAILED:
        raise SpoolFailed(detail)
    raise _not_fitted(limit_bytes, f"the process ended with {code}: {detail}")


def _not_fitted(limit_bytes: int, why: str) -> TooLargeForDiscord:
    log.warning("a picture could not be made smaller: %s", why)
    return TooLargeForDiscord(limit_bytes)
