"""The files of one answer's pictures, kept within limits from the first byte on."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadAnswer, Charge
from bot.openrouter.spool import Spool, SpoolFile


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """What one answer may hold; more of anything makes it a `BadAnswer`."""

    max_pictures: int = 10
    max_picture_bytes: int = 64 * 2**20
    """Of one picture, decoded."""
    max_text_bytes: int = 2**18
    """Of everything in the JSON that is no picture."""


class SpooledPictures:
    """Writes one picture after another; owns the files until they are handed over.

    Args:
        spool: Where the files go.
        limits: How many pictures, and how large.
    """

    def __init__(self, spool: Spool, limits: AnswerLimits) -> None:
        self._spool = spool
        self._limits = limits
        self._nonce = secrets.token_hex(16)  # nobody who writes an answer can foresee it
        self._open: SpoolFile | None = None
        self._complete: dict[str, SpoolFile] = {}

    def write(self, data: bytes) -> None:
        """Append to the present picture; its first byte creates the file.

        Raises:
            BadAnswer: It is one picture or one byte too many; nothing was written.
            SpoolFailed: The disk did not take it.
        """
        if not data:
            return
        if self._open is None:
            if len(self._complete) >= self._limits.max_pictures:
                raise BadAnswer(charge=Charge.POSSIBLE, detail="too many pictures")
            self._open = self._spool.new_file()
        if self._open.size_bytes + len(data) > self._limits.max_picture_bytes:
            raise BadAnswer(charge=Charge.POSSIBLE, detail="a picture is too large")
        self._open.write(data)

    def complete(self) -> str | None:
        """End the present picture and return the marker that stands for it; None if it is empty.

        A marker holds `a` to `z`, digits and `:` only, and no other marker.

        Raises:
            SpoolFailed: The disk did not take all of it.
        """
        if self._open is None:
            return None
        self._open.close()
        marker = f"picture:{len(self._complete)}:{self._nonce}"
        self._complete[marker] = self._open
        self._open = None
        return marker

    def hand_over(self) -> dict[str, Path]:
        """Return the complete files by marker, in order; they are the caller's from now on."""
        files, self._complete = self._complete, {}
        return {marker: file.path for marker, file in files.items()}

    def discard(self) -> None:
        """Remove every file that was not handed over; doing it twice changes nothing."""
        if self._open is not None:
            self._open.discard()
            self._open = None
        for file in self._complete.values():
            file.discard()
        self._complete.clear()
