"""Reads an image file's type, size in pixels and completeness from its bytes."""

import os
from pathlib import Path
from typing import BinaryIO

from bot.errors import BadAnswer, Charge, SpoolFailed
from bot.imaging.ending import has_end
from bot.policy.images.image import ImageFile

#: The end of an image is first searched for in this many last bytes of the file. Some cameras and
#: editors append data, a few of them more than this.
TAIL_BYTES = 64 * 1024
_MAY_HAVE_TRAILER = frozenset({"image/png", "image/jpeg", "image/gif"})

#: Reads of a file's header. An image needs about four per segment before its pixels, so some
#: dozens; a hostile JPEG could otherwise cause the whole file to be read byte by byte.
MAX_HEADER_READS = 400

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_JPEG_SCAN = b"\xff\xda"
_JPEG_END = b"\xff\xd9"
_GIF_END = b"\x00;"


def sniff(path: Path) -> ImageFile:
    """Return a file's type and size.

    Normally reads only the head and the tail, so large files are fast too. Width and height are
    those of the displayed image, with a JPEG's orientation applied.

    Raises:
        BadAnswer: It is not a complete PNG, JPEG, WebP or GIF.
        SpoolFailed: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _sniff(path, file)
    except OSError as error:
        raise SpoolFailed from error


def _sniff(path: Path, file: BinaryIO) -> ImageFile:
    size_bytes = os.fstat(file.fileno()).st_size
    head = file.read(16)
    file.seek(max(0, size_bytes - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    media_type = _media_type(head)
    if media_type is None:
        raise _bad("neither PNG, JPEG, WebP nor GIF")
    is_whole = _is_whole(media_type, head, tail, size_bytes)
    if not is_whole and not (media_type in _MAY_HAVE_TRAILER and has_end(media_type, file)):
        raise _bad(f"{media_type} that is cut off")
    # imported late: it loads an XML parser, which an idle bot doesn't need
    import imagesize  # noqa: PLC0415

    width, height = imagesize.get(_FewReads(file))  # pyright: ignore[reportUnknownMemberType] -- an untyped PathLike
    if width < 1 or height < 1:
        raise _bad(f"{media_type} without a usable size")
    return ImageFile(path, media_type, width, height, size_bytes)


def _media_type(head: bytes) -> str | None:
    if head.startswith(_PNG_MAGIC):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return None


def _is_whole(media_type: str, head: bytes, tail: bytes, size_bytes: int) -> bool:
    if media_type == "image/png":
        return _PNG_END in tail
    if media_type == "image/jpeg":
        # a preview in the metadata has its own end mark; the image's comes after its scan
        return tail.rfind(_JPEG_END) > tail.rfind(_JPEG_SCAN)
    if media_type == "image/webp":
        return size_bytes >= 8 + int.from_bytes(head[4:8], "little")
    # a GIF's end mark is too short to search for, so only padding may follow it here
    return tail.rstrip(b"\x00\r\n").endswith(_GIF_END)


def _bad(detail: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=detail)


class _FewReads:
    """Wraps a file and reports its end after `MAX_HEADER_READS` reads."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._remaining = MAX_HEADER_READS

    def read(self, size: int = -1) -> bytes:
        """Read from the file, or return nothing after too many reads."""
        self._remaining -= 1
        return self._file.read(size) if self._remaining >= 0 else b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Seek in the file."""
        return self._file.seek(offset, whence)
