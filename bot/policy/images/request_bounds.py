"""Range checks of a request's numbers, which a hand-made interaction can violate."""

import re
from dataclasses import dataclass

from bot.policy.images.request import MOST_IMAGES, MOST_SEED, ImageRequest

#: A whole number at the start of a text, followed by neither digits nor a decimal separator.
_LEADING = re.compile(r"\s{0,9}(-?[0-9]{1,19})(?![0-9.,])")


@dataclass(frozen=True, slots=True)
class OptionRange:
    """The range of an option, both ends included."""

    option: str
    least: float
    most: float
    is_length: bool = False
    """Whether the range is for the characters of a text, not for a number."""


def violated_range(request: ImageRequest) -> OptionRange | None:
    """Return the first range that a request violates. The prompt's length is checked elsewhere."""
    if not 1 <= request.count <= MOST_IMAGES:
        return OptionRange("count", 1, MOST_IMAGES)
    if request.seed is not None and not 0 <= request.seed <= MOST_SEED:
        return OptionRange("seed", 0, MOST_SEED)
    return None


def leading_number(text: str) -> int | None:
    """Return the whole number at the start of a choice's name; None without one."""
    found = _LEADING.match(text)
    return None if found is None else int(found[1])
