"""The files of one answer's images, kept within limits from the first byte on."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.openrouter.answers.spool import Spool, SpoolFile


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """What is taken of one answer; an image beyond it is dropped, without the others."""

    max_images: int = 10
    """That are kept. The bytes on disk are bounded by so many of the largest."""
    max_image_bytes: int = 64 * 2**20
    """Of one image, decoded."""
    max_text_bytes: int = 2**18
    """Of everything in the JSON that is no image."""


class SpooledImages:
    """Writes one image after another; owns the files until they are handed over.

    Args:
        spool: Where the files go.
        limits: How large each may be, and all of them.
    """

    def __init__(self, spool: Spool, limits: AnswerLimits) -> None:
        self._spool = spool
        self._max_bytes = limits.max_image_bytes
        self._left_bytes = limits.max_images * limits.max_image_bytes
        self._nonce = secrets.token_hex(16)  # nobody who writes an answer can foresee it
        self._open: SpoolFile | None = None
        self._fault: str | None = None  # why the present image is dropped
        self._complete: dict[str, SpoolFile] = {}
        self._dropped: dict[str, str] = {}

    @property
    def are_any_whole(self) -> bool:
        """Whether an image has come to its end."""
        return bool(self._complete)

    def write(self, data: bytes) -> None:
        """Append to the present image; its first byte creates the file.

        One byte too many drops the image, and nothing more of it is written.

        Raises:
            SpoolFailed: The disk did not take it.
        """
        if not data or self._fault is not None:
            return
        if self._open is None:
            self._open = self._spool.new_file()
        if self._open.size_bytes + len(data) > self._max_bytes:
            self._drop("a picture is too large")
        elif len(data) > self._left_bytes:
            self._drop("all pictures together are too large")
        else:
            self._open.write(data)
            self._left_bytes -= len(data)

    def complete(self, fault: str | None = None) -> str | None:
        """End the present image and return the marker that stands for it; None if it is empty.

        A marker holds `a` to `z`, digits and `:` only, and no other marker.

        Args:
            fault: What is wrong with it. What came before the fault is kept, since it may be the
                whole image.

        Raises:
            SpoolFailed: The disk did not take all of it.
        """
        file, self._open = self._open, None
        fault, self._fault = self._fault or fault, None
        if file is None and fault is None:
            return None
        marker = f"picture:{len(self._complete) + len(self._dropped)}:{self._nonce}"
        if file is None:
            self._dropped[marker] = fault or ""
            return marker
        self._complete[marker] = file
        file.close()
        return marker

    def hand_over(self) -> tuple[dict[str, Path], dict[str, str]]:
        """Return the complete files by marker and the faults of the dropped ones, each in order.

        The files are the caller's from now on.
        """
        files, self._complete = self._complete, {}
        return {marker: file.path for marker, file in files.items()}, self._dropped

    def discard(self) -> None:
        """Remove every file that was not handed over; doing it twice changes nothing."""
        if self._open is not None:
            self._open.discard()
            self._open = None
        for file in self._complete.values():
            file.discard()
        self._complete.clear()

    def _drop(self, fault: str) -> None:
        self._fault = fault
        if self._open is not None:
            self._left_bytes += self._open.size_bytes
            self._open.discard()
            self._open = None
