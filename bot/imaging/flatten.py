"""Rewrites one image as a still one without transparency, which every model accepts.

`bot.imaging.references.folder` runs it as `python -m bot.imaging.flatten SOURCE TARGET
LIMIT_BYTES`. The exit code is an `Outcome`.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bot.imaging.pixels import on_white, png_colours_of, profile_of, rewrite, run, was_jpeg
from bot.imaging.process import ATTACHMENTS, Outcome

#: For what is too large without loss.
_JPEG_QUALITIES = (95, 85, 70)

#: libjpeg's own `JPEG_MAX_DIMENSION`.
_LONGEST_SIDE = 65_500


def make_still(source: Path, target: Path, limit_bytes: int) -> Outcome:
    """Write the first frame of an image, on white, into a new file of at most `limit_bytes`.

    As PNG, or JPEG where it was one or that is too large. What says how its colours are meant is
    kept, all other metadata is dropped, its orientation applied first. Why it failed goes to
    stderr.
    """
    return rewrite(source, target, limit_bytes, _encodings, most_pixels=ATTACHMENTS.pixels)


def _encodings(image: Image.Image) -> Iterator[bytes]:
    # a photograph is several times as large without loss
    makers = (_jpegs, _png) if was_jpeg(image) else (_png, _jpegs)
    for make in makers:
        yield from make(image)


def _png(image: Image.Image) -> Iterator[bytes]:
    out = io.BytesIO()
    colours, profile = png_colours_of(image), profile_of(image)
    # three times as fast as the default and a few percent larger
    on_white(image).save(out, "PNG", compress_level=3, icc_profile=profile, pnginfo=colours)
    yield out.getvalue()


def _jpegs(image: Image.Image) -> Iterator[bytes]:
    if max(image.size) > _LONGEST_SIDE:
        return
    flat, profile = on_white(image), profile_of(image)
    for quality in _JPEG_QUALITIES:
        out = io.BytesIO()
        # its colours are not made coarser than its brightness
        flat.save(out, "JPEG", quality=quality, subsampling=0, icc_profile=profile)
        yield out.getvalue()


if __name__ == "__main__":
    run(make_still, ATTACHMENTS)
