"""Validates the spool files of one answer as images, and removes all others."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.errors import BadAnswer, SpoolFailed
from bot.openrouter.answers.download import Downloader
from bot.policy.images.image import ImageFile

log = logging.getLogger(__name__)

#: Identifies a file by its bytes, in a thread; raises `BadAnswer` if it is no complete image.
Sniff = Callable[[Path], ImageFile]


class ImageCollector:
    """Collects the images of one answer."""

    def __init__(self, sniff: Sniff, downloader: Downloader, *, max_images: int) -> None:
        """Store the collaborators; `max_images` limits images kept and downloads per answer."""
        self._sniff = sniff
        self._downloader = downloader
        self._max_images = max_images

    async def collect(
        self,
        tiers: Sequence[Sequence[str]],
        files: Mapping[str, Path],
        dropped: Mapping[str, str] | None = None,
    ) -> tuple[ImageFile, ...]:
        """Return the complete images without duplicates, in order; remove all other files.

        They come from the first tier with a usable image. On an error or a cancellation every
        file is removed.

        Args:
            tiers: Sources by preference: markers from `files` or `dropped`, or https URLs.
            files: The spool files of the answer by marker; owned by this call.
            dropped: Faults of images without a file, by marker.

        Raises:
            BadAnswer: No source is an image; it has the fault of the last one.
            SpoolFailed: The disk failed.
        """
        collection = _Collection(files, dropped or {})
        try:
            for tier in tiers:
                await self._collect_tier(tier, collection)
                if collection.kept:
                    break
        except BaseException:
            _remove(collection.owned)
            raise
        _remove(collection.owned - {image.path for image in collection.kept})
        if not collection.kept:
            raise collection.fault
        return tuple(collection.kept)

    async def _collect_tier(self, tier: Sequence[str], collection: "_Collection") -> None:
        """Keep the usable images of one tier."""
        for source in tier:
            if len(collection.kept) >= self._max_images:
                log.warning("an answer has more than %d images", self._max_images)
                return
            try:
                path = await self._open(source, collection)
                collection.owned.add(path)
                image = await asyncio.to_thread(self._sniff, path)
            except BadAnswer as error:
                log.warning("image unusable: %s", error.detail)
                collection.fault = error
            else:
                await collection.keep(image)

    async def _open(self, source: str, collection: "_Collection") -> Path:
        """Return the file of a received image, or download the image."""
        if source in collection.dropped:
            raise BadAnswer(detail=collection.dropped[source])
        if source in collection.files:
            return collection.files[source]
        if collection.downloads >= self._max_images:
            raise BadAnswer(detail="too many image URLs")
        collection.downloads += 1
        return await self._downloader.fetch(source)


class _Collection:
    """The images and files of one answer so far."""

    def __init__(self, files: Mapping[str, Path], dropped: Mapping[str, str]) -> None:
        self.files = files
        self.dropped = dropped
        self.owned = set(files.values())
        self.kept: list[ImageFile] = []
        self.downloads = 0
        self.fault = BadAnswer(detail="no image in the answer")
        self._digests: dict[Path, bytes] = {}

    async def keep(self, image: ImageFile) -> None:
        """Keep an image unless its bytes are a duplicate; only files of equal size are read."""
        candidates = [other for other in self.kept if other.size_bytes == image.size_bytes]
        if not candidates or not await asyncio.to_thread(self._is_among, image, candidates):
            self.kept.append(image)

    def _is_among(self, image: ImageFile, others: Sequence[ImageFile]) -> bool:
        for each in (image, *others):
            if each.path not in self._digests:
                self._digests[each.path] = _digest(each.path)
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
