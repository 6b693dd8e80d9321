"""Checks whether a file can be used as a reference."""

from pathlib import Path

from bot.errors import BadAnswer, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.sniff import sniff
from bot.policy.images.request import Reference


def check_reference(path: Path, *, max_bytes: int, max_pixels: int) -> Reference:
    """Check a saved attachment by its bytes, never by its name or declared type.

    Args:
        path: The file.
        max_bytes: The largest file size.
        max_pixels: The largest number of pixels, width times height.

    Raises:
        ReferenceRefused: It has too many bytes or pixels, or is not a complete image.
        SpoolFailed: The file cannot be read.
    """
    try:
        size_bytes = path.stat().st_size
    except OSError as error:
        raise SpoolFailed from error
    # check the size first: a download that was cut off at the limit is too large, not broken
    if size_bytes > max_bytes:
        raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
    try:
        image = sniff(path)
    except BadAnswer as error:
        raise ReferenceRefused(ReferenceFault.NOT_AN_IMAGE) from error
    if image.width * image.height > max_pixels:
        raise ReferenceRefused(ReferenceFault.TOO_MANY_PIXELS, max_pixels)
    return Reference(path, image.media_type, size_bytes)
