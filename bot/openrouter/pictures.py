"""Turns the spool files of one answer into pictures, and removes what is none."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.errors import BadAnswer, SpoolFailed
from bot.openrouter.download import Downloader
from bot.policy.picture import Picture

log = logging.getLogger(__name__)

#: Says what a file's bytes are; raises `BadAnswer` when they are no whole picture.
Sniff = Callable[[Path], Picture]


class PictureCollector:
    """Gathers the pictures of one answer."""

    def __init__(self, sniff: Sniff, downloader: Downloader, *, max_pictures: int) -> None:
        """Take the tools; `max_pictures` bounds what one answer may make us fetch."""
        self._sniff = sniff
        self._downloader = downloader
        self._max_pictures = max_pictures

    async def collect(
        self, sources: Sequence[str], files: Mapping[str, Path]
    ) -> tuple[Picture, ...]:
        """Return the pictures that are whole, each once, in order; all other files are removed.

        On an error or a cancellation every file is removed.

        Args:
            sources: Markers out of `files`, or https URLs.
            files: The spool files of the answer by marker; owned by this call.

        Raises:
            BadAnswer: Not one of the sources is a picture; the reason for the last one.
            SpoolFailed: The disk failed.
        """
        owned = set(files.values())
        kept: list[Picture] = []
        fault = BadAnswer(detail="no picture in the answer")
        try:
            for source in sources[: self._max_pictures]:
                try:
                    path = files.get(source) or await self._downloader.fetch(source)
                    owned.add(path)
                    picture = self._sniff(path)
                except BadAnswer as error:
                    log.warning("picture unusable: %s", error.detail)
                    fault = error
                else:
                    if not kept or not await asyncio.to_thread(_is_among, picture, kept):
                        kept.append(picture)
        except BaseException:
            _remove(owned)
            raise
        _remove(owned - {picture.path for picture in kept})
        if not kept:
            raise fault
        return tuple(kept)


def _is_among(picture: Picture, others: Sequence[Picture]) -> bool:
    """Tell whether one of the others has the same bytes; only equal sizes are read."""
    alike = [other for other in others if other.size_bytes == picture.size_bytes]
    return bool(alike) and _digest(picture.path) in {_digest(other.path) for other in alike}


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        raise SpoolFailed("cannot read a spool file") from error


def _remove(paths: set[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            log.warning("cannot remove a spool file name=%s", path.name, exc_info=True)
