"""Whether an image that a member attached can go along with a prompt."""

from pathlib import Path

from bot.errors import BadAnswer, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.sniff import sniff
from bot.policy.images.request import Reference


def check_reference(path: Path, *, max_bytes: int, max_pixels: int) -> Reference:
    """Check an attachment that was saved to a file; its bytes decide, never its name or label.

    Raises:
        ReferenceRefused: It is too large in bytes or pixels, or not a whole image.
        SpoolFailed: The file cannot be read.
    """
    try:
        size_bytes = path.stat().st_size
    except OSError as error:
        raise SpoolFailed from error
    # First the bytes: a download that stopped at the limit is too large, not a broken image.
    if size_bytes > max_bytes:
        raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
    try:
        image = sniff(path)
    except BadAnswer as error:
        raise ReferenceRefused(ReferenceFault.NOT_AN_IMAGE) from error
    if image.width * image.height > max_pixels:
        raise ReferenceRefused(ReferenceFault.TOO_MANY_PIXELS, max_pixels)
    return Reference(path, image.media_type, size_bytes)
