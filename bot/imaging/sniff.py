"""What a file is, told from its bytes alone: type, pixels, and whether it is whole."""

import os
from pathlib import Path
from typing import BinaryIO

from bot.errors import BadAnswer, Charge, SpoolFailed
from bot.imaging.ending import has_end
from bot.policy.images.image import ImageFile

#: How far before the end of the file an image's end is looked for first; some cameras and editors
#: append data, and a few of them more than this.
TAIL_BYTES = 64 * 1024
_LONG_TAILED = frozenset({"image/png", "image/jpeg", "image/gif"})

#: How often the header may be read. An image needs about four reads for each segment before its
#: pixels, so some dozens; a hostile JPEG could otherwise have the whole file read byte by byte.
MAX_HEADER_READS = 400

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_JPEG_SCAN = b"\xff\xda"
_JPEG_END = b"\xff\xd9"
_GIF_END = b"\x00;"


def sniff(path: Path) -> ImageFile:
    """Tell what the bytes of a file are.

    Reads the head and the tail only, so it is quick however large the file is. Pixels are counted
    as a viewer shows them, with a JPEG's orientation applied.

    Raises:
        BadAnswer: It is no PNG, JPEG, WebP or GIF, or not a whole one.
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
    if not is_whole and not (media_type in _LONG_TAILED and has_end(media_type, file)):
        raise _bad(f"{media_type} that is cut off")
    # it loads an XML parser for a format that is not taken here, which an idle bot can do without
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
        # A preview inside the metadata has an end of its own; the image's comes after its scan.
        return tail.rfind(_JPEG_END) > tail.rfind(_JPEG_SCAN)
    if media_type == "image/webp":
        return size_bytes >= 8 + int.from_bytes(head[4:8], "little")
    # A GIF's end is too short to be searched for: only padding is looked through here.
    return tail.rstrip(b"\x00\r\n").endswith(_GIF_END)


def _bad(detail: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=detail)


class _FewReads:
    """A file that seems to end after `MAX_HEADER_READS` reads."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = MAX_HEADER_READS

    def read(self, size: int = -1) -> bytes:
        """Read as the file does, as long as reads are left."""
        self._left -= 1
        return self._file.read(size) if self._left >= 0 else b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Seek as the file does."""
        return self._file.seek(offset, whence)
