"""Rewrites an image without animation and transparency, so that every model accepts it.

`bot.imaging.references.folder` runs it as `python -m bot.imaging.flatten SOURCE TARGET
LIMIT_BYTES`. The exit code is an `Outcome`.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bot.imaging.pixels import on_white, png_colours_of, profile_of, rewrite, run, was_jpeg
from bot.imaging.process import ATTACHMENTS, Outcome

#: Tried in this order if the lossless encoding is too large.
_JPEG_QUALITIES = (95, 85, 70)

#: libjpeg's own `JPEG_MAX_DIMENSION`.
_LONGEST_SIDE = 65_500


def make_still(source: Path, target: Path, limit_bytes: int) -> Outcome:
    """Write the first frame of an image, on white, to a new file of at most `limit_bytes`.

    A JPEG stays a JPEG if it fits; other images become PNG, or JPEG if that is too large. The
    orientation is applied. Colour information is kept, all other metadata is dropped. The reason
    of a failure goes to stderr.
    """
    return rewrite(source, target, limit_bytes, _encodings, max_pixels=ATTACHMENTS.pixels)


def _encodings(image: Image.Image) -> Iterator[bytes]:
    # lossless, a photograph is several times as large
    encoders = (_jpegs, _png) if was_jpeg(image) else (_png, _jpegs)
    for encode in encoders:
        yield from encode(image)


def _png(image: Image.Image) -> Iterator[bytes]:
    out = io.BytesIO()
    colours, profile = png_colours_of(image), profile_of(image)
    # three times as fast as the default, and a few percent larger
    on_white(image).save(out, "PNG", compress_level=3, icc_profile=profile, pnginfo=colours)
    yield out.getvalue()


def _jpegs(image: Image.Image) -> Iterator[bytes]:
    if max(image.size) > _LONGEST_SIDE:
        return
    flat, profile = on_white(image), profile_of(image)
    for quality in _JPEG_QUALITIES:
        out = io.BytesIO()
        # no chroma subsampling
        flat.save(out, "JPEG", quality=quality, subsampling=0, icc_profile=profile)
        yield out.getvalue()


if __name__ == "__main__":
    run(make_still, ATTACHMENTS)
