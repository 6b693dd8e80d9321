"""Bounds of what is asked for, which nobody else keeps: a request can be made by hand."""

import re
from dataclasses import dataclass

from bot.policy.images.request import MOST_IMAGES, MOST_SEED, ImageRequest

#: A whole number at the beginning of a text that goes on with something else than digits.
_LEADING = re.compile(r"\s{0,9}(-?[0-9]{1,19})(?![0-9.,])")


@dataclass(frozen=True, slots=True)
class OptionRange:
    """What an option takes, both ends included."""

    option: str
    least: float
    most: float
    is_length: bool = False
    """Whether these are characters of a text, and not a number."""


def violated_range(request: ImageRequest) -> OptionRange | None:
    """Return the first bound that a request breaks; the prompt's is its model's affair."""
    if not 1 <= request.count <= MOST_IMAGES:
        return OptionRange("count", 1, MOST_IMAGES)
    if request.seed is not None and not 0 <= request.seed <= MOST_SEED:
        return OptionRange("seed", 0, MOST_SEED)
    return None


def leading_number(text: str) -> int | None:
    """Return the whole number with which a choice's name begins; None where none does."""
    found = _LEADING.match(text)
    return None if found is None else int(found[1])
