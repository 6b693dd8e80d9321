"""Writes one picture anew as a still one without transparency, which every model takes.

Run by `bot.imaging.folder` as `python -m bot.imaging.still SOURCE TARGET LIMIT_BYTES`; the exit
code is an `Outcome`.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bot.imaging.pixels import on_white, rewrite, run
from bot.imaging.process import Outcome

#: For what is too large without loss.
_JPEG_QUALITIES = (95, 85, 70)

#: libjpeg's own `JPEG_MAX_DIMENSION`.
_LONGEST_SIDE = 65_500


def make_still(source: Path, target: Path, limit_bytes: int) -> Outcome:
    """Write the first frame of a picture, on white, into a new file of at most `limit_bytes`.

    As PNG, or JPEG where that is too large. Metadata is dropped, its orientation applied first.
    Why it failed goes to stderr.
    """
    return rewrite(source, target, limit_bytes, _encodings)


def _encodings(image: Image.Image) -> Iterator[bytes]:
    flat = on_white(image)
    out = io.BytesIO()
    # three times as fast as the default and a few percent larger
    flat.save(out, "PNG", compress_level=3)
    yield out.getvalue()
    if max(flat.size) > _LONGEST_SIDE:
        return
    for quality in _JPEG_QUALITIES:
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=quality)
        yield out.getvalue()


if __name__ == "__main__":
    run(make_still)
