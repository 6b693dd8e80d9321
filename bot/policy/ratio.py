"""Aspect ratios: what may be asked for, and whether the pixels that came back agree."""

from fractions import Fraction

AUTO = "auto"

#: What the four preferred models paint, in the order in which members are shown them.
COMMON_RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")

#: The API's other values, rarer first choices last.
#: https://github.com/OpenRouterTeam/docs openapi.yaml `ImageGenerationRequest`, read 2026-11-22
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
)

#: Painters round to multiples of 16 or 64 pixels; Gemini's own 16:9 is 1344x768, 1.6 % off.
TOLERANCE = Fraction(3, 100)


def parse_ratio(text: str) -> Fraction:
    """Read `W:H` as width divided by height.

    Raises:
        ValueError: The text is not two positive numbers with a colon between them.
    """
    width, colon, height = text.partition(":")
    try:
        ratio = Fraction(width) / Fraction(height)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"not a ratio: {text!r}") from error
    if not colon or ratio <= 0:
        raise ValueError(f"not a ratio: {text!r}")
    return ratio


def has_ratio(asked: str, width: int, height: int) -> bool:
    """Tell whether `width` x `height` pixels are the asked ratio, within the usual rounding.

    `auto` is every shape.
    """
    if asked == AUTO:
        return True
    wanted = parse_ratio(asked)
    return abs(Fraction(width, height) - wanted) <= wanted * TOLERANCE
