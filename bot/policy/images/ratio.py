"""Aspect ratios: the valid ones, and the check of a returned image's pixels."""

import re
from fractions import Fraction

AUTO = "auto"

#: Ratios of the preferred models, in the order in which members see them.
COMMON_RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")

#: The API's other values, the rarer ones last.
#: OpenRouter's SDK 1.3.84, `ImageGenerationRequestAspectRatio`, read 2026-11-30
RARE_RATIOS = (
    "1:2",
    "2:1",
    "1:4",
    "4:1",
    "1:8",
    "8:1",
    "9:19.5",
    "19.5:9",
    "9:20",
    "20:9",
    "9:21",
    "2.35:1",
    "5:2",
    "5:7",
    "7:5",
)

#: Models round to multiples of 16 or 64 pixels; Gemini's own 16:9 is 1344x768, 1.6 % off.
TOLERANCE = Fraction(3, 100)


#: Bounded in length, since a number such as 1e999999999 would exhaust the memory.
_RATIO = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,5})?):([0-9]{1,5}(?:\.[0-9]{1,5})?)")


def parse_ratio(text: str) -> Fraction:
    """Read `W:H` as width divided by height.

    Raises:
        ValueError: The text is not two positive numbers with a colon between them.
    """
    match = _RATIO.fullmatch(text)
    width, height = map(Fraction, match.groups()) if match else (0, 0)
    if not width or not height:
        raise ValueError(f"not a ratio: {text!r}")
    return Fraction(width, height)


def has_ratio(requested: str, width: int, height: int) -> bool:
    """Tell whether `width` x `height` pixels have the requested ratio, within `TOLERANCE`.

    Any shape matches `auto`.
    """
    if requested == AUTO:
        return True
    ratio = parse_ratio(requested)
    return abs(Fraction(width, height) - ratio) <= ratio * TOLERANCE
