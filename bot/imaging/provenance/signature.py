"""Whether an image is signed with C2PA, and by whom, as the file itself says.

The official library, c2pa-python, also verifies, but it is 16 MB of native code that would read
strangers' bytes inside of the bot; one name needs some pages of Python.
https://github.com/contentauth/c2pa-python (0.38.1)
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bot.errors import SpoolFailed
from bot.imaging.provenance.manifest import read_signer
from bot.imaging.segments import Part, jpeg_segments, png_chunks, read_part, webp_chunks
from bot.imaging.sniff import sniff
from bot.policy.images.image import ImageFile

log = logging.getLogger(__name__)

#: Of a manifest store, in bytes. Those of painted images have some 20 KB, with a preview of the
#: image that they were made from some 200; a larger one counts as one without a name.
MOST_STORE_BYTES = 2 * 2**20

#: Characters of a name.
MOST_NAME = 80

#: Begins the data of each segment of a JPEG with JUMBF boxes; the box's number (two bytes) and the
#: segment's (four) follow. ISO/IEC 19566-5, annex D; see `bot.imaging.provenance.manifest`
_JUMBF = b"JP"
_JUMBF_START = len(b"JPnnzzzz")
_BOX_HEADER_BYTES, _LONG_BOX_HEADER_BYTES = 8, 16

#: JPEG's APP11.
_APP11 = b"\xeb"

#: Marks a box as C2PA's; it stands in the first description.
_C2PA = b"c2pa"


def examine(path: Path) -> ImageFile:
    """Tell what the bytes of a painted image are, and who signed it.

    Blocks, so it belongs into a thread: reads the head of the file, and of a PNG where its chunks
    begin.

    Raises:
        BadAnswer: It is no whole image; see `bot.imaging.sniff`.
        SpoolFailed: The file cannot be read.
    """
    image = sniff(path)
    return replace(image, signed_by=signed_by(path, image.media_type))


def signed_by(path: Path, media_type: str) -> str | None:
    """Return who signed an image: a name, empty where it cannot be read, None where nobody did.

    Never fails over what is in the file.

    Raises:
        SpoolFailed: The file cannot be read.
    """
    try:
        with path.open("rb", buffering=0) as file:
            store = _store(file, media_type)
    except OSError as error:
        raise SpoolFailed from error
    if store is None:
        return None
    try:
        name = read_signer(store)
    except ValueError as error:
        log.info("a signature states no name: %s", error)
        return ""
    return _one_line(name)


def _store(file: BinaryIO, media_type: str) -> bytes | None:
    """Return the manifest store in an image, as much of it as is read; None where none is."""
    size = os.fstat(file.fileno()).st_size
    try:
        match media_type:
            case "image/png":
                return _chunk(file, png_chunks(file, size), b"caBX")
            case "image/webp":
                return _chunk(file, webp_chunks(file, size), b"C2PA")
            case "image/jpeg":
                return _jumbf(file, size)
            case _:
                return None
    except ValueError:
        # it was found to be whole by its end, so what is odd in it is no signature
        return None


def _chunk(file: BinaryIO, chunks: Iterator[Part], name: bytes) -> bytes | None:
    for chunk in chunks:
        if chunk.name == name:
            return read_part(file, chunk, MOST_STORE_BYTES)
    return None


def _jumbf(file: BinaryIO, size: int) -> bytes | None:
    """Put the box together that is spread over segments; each repeats the box's header."""
    box: bytes | None = None
    number = b""
    for segment in jpeg_segments(file, size):
        if segment.name != _APP11:
            continue
        data = read_part(file, segment, segment.length)
        if not data.startswith(_JUMBF):
            continue
        payload = data[_JUMBF_START:]
        if box is None:
            if _C2PA in payload:
                box, number = payload, data[2:4]
        elif data[2:4] == number and len(box) < MOST_STORE_BYTES:
            is_long = payload.startswith(b"\0\0\0\x01")
            box += payload[_LONG_BOX_HEADER_BYTES if is_long else _BOX_HEADER_BYTES :]
    return box


def _one_line(name: str) -> str:
    """Return a name without what cannot be seen, and not too long."""
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(shown.split())[:MOST_NAME]
