"""Turns the spool files of one answer into images, and removes what is none."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.errors import BadAnswer, SpoolFailed
from bot.openrouter.answers.download import Downloader
from bot.policy.images.image import ImageFile

log = logging.getLogger(__name__)

#: Says what a file's bytes are, in a thread; raises `BadAnswer` when they are no whole image.
Sniff = Callable[[Path], ImageFile]


class ImageCollector:
    """Gathers the images of one answer."""

    def __init__(self, sniff: Sniff, downloader: Downloader, *, max_images: int) -> None:
        """Take the tools; `max_images` bounds what one answer may make us fetch."""
        self._sniff = sniff
        self._downloader = downloader
        self._max_images = max_images

    async def collect(
        self,
        tiers: Sequence[Sequence[str]],
        files: Mapping[str, Path],
        dropped: Mapping[str, str] | None = None,
    ) -> tuple[ImageFile, ...]:
        """Return the images that are whole, each once, in order; all other files are removed.

        They are those of the first tier that has any, and no more than the bound. On an error or
        a cancellation every file is removed.

        Args:
            tiers: Where the images are: markers out of `files` or `dropped`, or https URLs.
            files: The spool files of the answer by marker; owned by this call.
            dropped: What is wrong with images that came and have no file, by marker.

        Raises:
            BadAnswer: Not one of the sources is an image; the reason for the last one.
            SpoolFailed: The disk failed.
        """
        gathering = _Gathering(files, dropped or {})
        try:
            for tier in tiers:
                await self._gather(tier, gathering)
                if gathering.kept:
                    break
        except BaseException:
            _remove(gathering.owned)
            raise
        _remove(gathering.owned - {image.path for image in gathering.kept})
        if not gathering.kept:
            raise gathering.fault
        return tuple(gathering.kept)

    async def _gather(self, tier: Sequence[str], gathering: "_Gathering") -> None:
        """Keep what is an image."""
        for source in tier:
            if len(gathering.kept) >= self._max_images:
                log.warning("an answer has more than %d pictures", self._max_images)
                return
            try:
                path = await self._open(source, gathering)
                gathering.owned.add(path)
                image = await asyncio.to_thread(self._sniff, path)
            except BadAnswer as error:
                log.warning("picture unusable: %s", error.detail)
                gathering.fault = error
            else:
                await gathering.keep(image)

    async def _open(self, source: str, gathering: "_Gathering") -> Path:
        """Return the file of an image that came, or fetch one that did not."""
        if source in gathering.dropped:
            raise BadAnswer(detail=gathering.dropped[source])
        if source in gathering.files:
            return gathering.files[source]
        if gathering.fetched >= self._max_images:
            raise BadAnswer(detail="too many addresses of pictures")
        gathering.fetched += 1
        return await self._downloader.fetch(source)


class _Gathering:
    """What one answer has given so far."""

    def __init__(self, files: Mapping[str, Path], dropped: Mapping[str, str]) -> None:
        self.files = files
        self.dropped = dropped
        self.owned = set(files.values())
        self.kept: list[ImageFile] = []
        self.fetched = 0
        self.fault = BadAnswer(detail="no picture in the answer")
        self._digests: dict[Path, bytes] = {}

    async def keep(self, image: ImageFile) -> None:
        """Keep an image unless one with the same bytes is kept; only equal sizes are read."""
        alike = [other for other in self.kept if other.size_bytes == image.size_bytes]
        if not alike or not await asyncio.to_thread(self._is_among, image, alike):
            self.kept.append(image)

    def _is_among(self, image: ImageFile, others: Sequence[ImageFile]) -> bool:
        for one in (image, *others):
            if one.path not in self._digests:
                self._digests[one.path] = _digest(one.path)
        return self._digests[image.path] in {self._digests[other.path] for other in others}


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
