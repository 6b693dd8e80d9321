"""Makes one small image of one or several images, side by side.

`bot.imaging.thumbnails` runs it as `python -m bot.imaging.thumbnail SOURCE TARGET LIMIT_BYTES` with
the paths of further images on stdin, one a line, and an XMP packet after an empty line. The exit
code is an `Outcome`.
"""

import io
import math
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from bot.imaging.pixels import decode_file, profile_of, rewrite, run
from bot.imaging.process import DELIVERIES, Outcome

#: The longer side of a thumbnail in pixels.
LONGEST_SIDE = 512

#: WebP's qualities, tried in this order.
_QUALITIES = (75, 50, 25)

#: Pixels between two images.
_GAP = 4


def shrink_all(
    source: Path, target: Path, limit_bytes: int, others: Sequence[Path], xmp: bytes
) -> Outcome:
    """Write a thumbnail of at most `limit_bytes` that shows all images.

    Several images become a grid, each scaled down to its cell; those that cannot be decoded are
    left out. The reason of a failure goes to stderr.
    """
    encodings = partial(_encodings, others=others, xmp=xmp)
    return rewrite(source, target, limit_bytes, encodings, max_pixels=DELIVERIES.pixels)


def _encodings(image: Image.Image, *, others: Sequence[Path], xmp: bytes) -> Iterator[bytes]:
    # in a grid, the profile of one image would be wrong for another
    profile = None if others else profile_of(image)
    small = _grid(image, others)
    for quality in _QUALITIES:
        out = io.BytesIO()
        small.save(out, "WEBP", quality=quality, method=4, xmp=xmp, icc_profile=profile)
        yield out.getvalue()


def _grid(image: Image.Image, others: Sequence[Path]) -> Image.Image:
    columns = math.ceil(math.sqrt(1 + len(others)))
    side = (LONGEST_SIDE - _GAP * (columns - 1)) // columns
    cells = [_scaled(image, side)]
    for path in others:
        # one after another, so that only one large image is in memory
        try:
            cells.append(_scaled(decode_file(path, DELIVERIES.pixels), side))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - Pillow raises a dozen types on hostile bytes
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
    if len(cells) == 1:
        return cells[0]
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    heights = [max(cell.height for cell in row) for row in rows]
    widths = [max(row[n].width for row in rows if n < len(row)) for n in range(len(rows[0]))]
    whole = (_spread(widths), _spread(heights))
    grid = Image.new("RGBA", whole)
    for row, top in zip(rows, _starts(heights), strict=True):
        for cell, left in zip(row, _starts(widths), strict=False):
            grid.paste(cell, (left, top))
    return grid


def _scaled(image: Image.Image, side: int) -> Image.Image:
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _spread(sizes: Sequence[int]) -> int:
    return sum(sizes) + _GAP * (len(sizes) - 1)


def _starts(sizes: Sequence[int]) -> list[int]:
    return [sum(sizes[:n]) + _GAP * n for n in range(len(sizes))]


def _read_stdin(data: bytes) -> tuple[list[Path], bytes]:
    paths: list[Path] = []
    while True:
        line, _, data = data.partition(b"\n")
        if not line:
            return paths, data
        paths.append(Path(line.decode()))


if __name__ == "__main__":
    paths, packet = _read_stdin(sys.stdin.buffer.read())
    run(partial(shrink_all, others=paths, xmp=packet), DELIVERIES)
