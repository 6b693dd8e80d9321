"""Writes the images of one answer into spool files, enforcing the limits byte by byte."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.openrouter.answers.spool import Spool, SpoolFile


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """Limits for one answer; an image over them is dropped, the others stay."""

    max_images: int = 10
    """Images to keep. All files together are limited to `max_images * max_image_bytes`."""
    max_image_bytes: int = 64 * 2**20
    """For one decoded image."""
    max_text_bytes: int = 2**18
    """For the JSON without its images."""


class SpooledImages:
    """Writes one image after another; owns the files until they are handed over.

    Args:
        spool: Creates the files.
        limits: For each file and for all together.
    """

    def __init__(self, spool: Spool, limits: AnswerLimits) -> None:
        self._spool = spool
        self._max_bytes = limits.max_image_bytes
        self._remaining_bytes = limits.max_images * limits.max_image_bytes
        self._nonce = secrets.token_hex(16)  # an answer must not be able to forge markers
        self._open: SpoolFile | None = None
        self._fault: str | None = None  # of the current image, if it is dropped
        self._complete: dict[str, SpoolFile] = {}
        self._dropped: dict[str, str] = {}

    @property
    def has_complete(self) -> bool:
        """Whether at least one image is complete."""
        return bool(self._complete)

    def write(self, data: bytes) -> None:
        """Append to the current image; its first byte creates the file.

        An image over the limit is dropped and the rest of it is ignored.

        Raises:
            SpoolFailed: The file could not be created or written.
        """
        if not data or self._fault is not None:
            return
        if self._open is None:
            self._open = self._spool.new_file()
        if self._open.size_bytes + len(data) > self._max_bytes:
            self._drop("an image is too large")
        elif len(data) > self._remaining_bytes:
            self._drop("all images together are too large")
        else:
            self._open.write(data)
            self._remaining_bytes -= len(data)

    def complete(self, fault: str | None = None) -> str | None:
        """End the current image and return its marker, or None if the image is empty.

        A marker consists of `a` to `z`, digits and `:`, and never contains another marker.

        Args:
            fault: The fault that ended the image. The bytes before it are kept, since they may be
                the whole image.

        Raises:
            SpoolFailed: The file could not be completed.
        """
        file, self._open = self._open, None
        fault, self._fault = self._fault or fault, None
        if file is None and fault is None:
            return None
        marker = f"image:{len(self._complete) + len(self._dropped)}:{self._nonce}"
        if file is None:
            self._dropped[marker] = fault or ""
            return marker
        self._complete[marker] = file
        file.close()
        return marker

    def hand_over(self) -> tuple[dict[str, Path], dict[str, str]]:
        """Return the complete files and the faults of dropped images, both by marker, in order.

        The caller owns the files from then on.
        """
        files, self._complete = self._complete, {}
        return {marker: file.path for marker, file in files.items()}, self._dropped

    def discard(self) -> None:
        """Remove every file that was not handed over; idempotent."""
        if self._open is not None:
            self._open.discard()
            self._open = None
        for file in self._complete.values():
            file.discard()
        self._complete.clear()

    def _drop(self, fault: str) -> None:
        self._fault = fault
        if self._open is not None:
            self._remaining_bytes += self._open.size_bytes
            self._open.discard()
            self._open = None
