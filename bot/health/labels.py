"""Label values of metrics: few, short, and written alike."""

import re
from enum import StrEnum

from bot.errors import (
    IntakeClosed,
    LimitReached,
    LineFull,
    NotAllowedHere,
    OptionRefused,
    PaintingFailed,
    ReferenceRefused,
    Refused,
)

#: What stands for every value beyond the most.
OTHER = "other"

_MOST_LENGTH = 100


class Labels:
    """The values of one label; the first to come, since each costs memory for good.

    Args:
        most: How many there are at most, without `other`.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: set[str] = set()

    def of(self, value: str) -> str:
        """Return the value, or `other` when there are too many already."""
        if value in self._known:
            return value
        if len(self._known) >= self._most or not 0 < len(value) <= _MOST_LENGTH:
            return OTHER
        self._known.add(value)
        return value


def in_snake_case(name: str) -> str:
    """Return `ProviderBusy`, `member-usd-per-day` or `BUDGET_USD_PER_DAY` with underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def kind_of(error: BaseException) -> str:
    """Return an error's class, such as `provider_busy`; `unclear` where it may be a refusal."""
    if isinstance(error, PaintingFailed) and error.may_be_refusal:
        return "unclear"
    return in_snake_case(type(error).__name__)


def rule_of(error: Refused) -> str:
    """Return the rule by which a wish was refused, such as `member_images_per_day`."""
    part: StrEnum | str
    match error:
        case LimitReached():
            return in_snake_case(error.violation.bound.rule)
        case NotAllowedHere():
            return in_snake_case(error.forbidden.rule.limit)
        case IntakeClosed():
            part = error.reason
        case LineFull():
            part = error.scope
        case OptionRefused():
            part = error.option
        case ReferenceRefused():
            part = error.fault
        case _:
            return kind_of(error)
    return f"{kind_of(error)}_{in_snake_case(part)}"
