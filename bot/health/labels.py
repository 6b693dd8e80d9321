"""Label values of metrics: few, short, and written alike."""

from enum import StrEnum

from bot.errors import (
    GenerationFailed,
    IntakeClosed,
    LimitForbids,
    LimitReached,
    OptionRefused,
    QueueFull,
    ReferenceRefused,
    Refused,
    snake_name,
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


def failure_of(error: GenerationFailed) -> str:
    """Return a failure's word, such as `provider_busy`; `unclear` where it may be a refusal."""
    return "unclear" if error.may_be_refusal else error.word


def rule_of(error: Refused) -> str:
    """Return the rule by which a wish was refused, such as `member_images_per_day`."""
    part: StrEnum | str
    match error:
        case LimitReached():
            return snake_name(error.violation.bound.rule)
        case LimitForbids():
            return snake_name(error.forbidden.rule.limit)
        case IntakeClosed():
            part = error.reason
        case QueueFull():
            part = error.scope
        case OptionRefused():
            part = error.option
        case ReferenceRefused():
            part = error.fault
        case _:
            return error.word
    return f"{error.word}_{snake_name(part)}"
