"""Re-encodes an image until it fits: first with lower quality, then with fewer pixels.

`bot.imaging.fit` runs it as `python -m bot.imaging.shrink SOURCE TARGET LIMIT_BYTES` with an XMP
packet on stdin. The exit code is an `Outcome`.
"""

import io
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps

from bot.imaging.pixels import on_white, profile_of, rewrite, run
from bot.imaging.process import DELIVERIES, Outcome

#: Factor of width and height from one size to the next, which has half the pixels.
SHRINK_FACTOR = 0.5**0.5

#: An image whose longer side has at most this many pixels is not scaled down further.
SMALLEST_SIDE = 256

#: The longest side of a format in pixels; for JPEG, libjpeg's `JPEG_MAX_DIMENSION`.
#: https://developers.google.com/speed/webp/faq, read 2026-11-22
_LONGEST_SIDE = {"WEBP": 16_383, "JPEG": 65_500}


class _Step(NamedTuple):
    format: str
    quality: int


#: Tried in this order at each size. JPEG is for images that WebP cannot hold, and for noise, which
#: it sometimes compresses better.
_STEPS = (
    _Step("WEBP", 95),
    _Step("WEBP", 80),
    _Step("WEBP", 60),
    _Step("WEBP", 40),
    _Step("JPEG", 90),
    _Step("JPEG", 60),
    _Step("JPEG", 30),
)


def shrink(source: Path, target: Path, limit_bytes: int, xmp: bytes) -> Outcome:
    """Re-encode an image into a new file of at most `limit_bytes` that contains this XMP packet.

    The orientation is applied. Other metadata is dropped, except for the colour profile.
    Transparency is kept in WebP and becomes white in JPEG. An animation is reduced to its first
    frame. The reason of a failure goes to stderr.
    """
    encodings = partial(_encodings, xmp=xmp)
    return rewrite(source, target, limit_bytes, encodings, max_pixels=DELIVERIES.pixels)


def _encodings(image: Image.Image, *, xmp: bytes) -> Iterator[bytes]:
    """Yield encodings of decreasing quality, then of decreasing size in pixels."""
    metadata = {"xmp": xmp, "icc_profile": profile_of(image)}
    while True:
        for step in _STEPS:
            data = _encode(image, step, metadata)
            if data is not None:
                yield data
        if max(image.size) <= SMALLEST_SIDE:
            return
        image = ImageOps.scale(image, SHRINK_FACTOR, Image.Resampling.LANCZOS)


def _encode(image: Image.Image, step: _Step, metadata: dict[str, bytes | None]) -> bytes | None:
    if max(image.size) > _LONGEST_SIDE[step.format]:
        return None
    out = io.BytesIO()
    if step.format == "JPEG":
        on_white(image).save(out, "JPEG", quality=step.quality, **metadata)
        return out.getvalue()
    try:
        # method 0 is several times as fast as the others, and a few percent larger
        image.save(out, "WEBP", quality=step.quality, method=0, **metadata)
    except ValueError:
        # too much detail: the first partition of a WebP is limited to 512 KiB
        return None
    return out.getvalue()


if __name__ == "__main__":
    run(partial(shrink, xmp=sys.stdin.buffer.read()), DELIVERIES)
