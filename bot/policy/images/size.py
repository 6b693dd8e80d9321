"""Names of sizes (`512`, `1K`, `2K`, …), and the next size that is larger than an image."""

import math
import re
from collections.abc import Sequence

_SIZE = re.compile(r"([0-9]{1,3}(?:\.[0-9])?)K", re.IGNORECASE)
_PIXELS_PER_K = 1024

#: Tolerance up to which an image has a size, since models round: 4:3 in 1K has 1184 x 864 pixels.
_NEARLY = 1.1


def edge_of(size: str) -> float | None:
    """Return the edge of a square image of this size in pixels; None for an unknown name."""
    match = _SIZE.fullmatch(size)
    if match:
        return float(match[1]) * _PIXELS_PER_K
    return float(size) if size.isascii() and size.isdigit() else None


def next_size(sizes: Sequence[str], width: int, height: int) -> str | None:
    """Return the smallest size that is clearly larger than an image; None without one.

    Args:
        sizes: The sizes that a model accepts, in any order.
        width: Width of the image in pixels.
        height: Height of the image in pixels.
    """
    edge = math.sqrt(width * height) * _NEARLY
    larger = [(known, size) for size in sizes if (known := edge_of(size)) and known > edge]
    return min(larger)[1] if larger else None
