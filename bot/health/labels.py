"""Label values of metrics: bounded in number and length, in one spelling."""

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
from bot.policy.jobs.job import State

#: Replaces every value beyond the maximum number.
OTHER = "other"

_MAX_LENGTH = 100


class Labels:
    """The values of one label, bounded because each one takes memory for the process's lifetime.

    Args:
        most: The maximum number of values, not counting `other`. The first ones are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: set[str] = set()

    def of(self, value: str) -> str:
        """Return the value, or `other` if it is empty, too long, or one too many."""
        if value in self._known:
            return value
        if len(self._known) >= self._most or not 0 < len(value) <= _MAX_LENGTH:
            return OTHER
        self._known.add(value)
        return value


def state_of(state: State) -> str:
    """Return a state's label, such as `generating`, which has an older name in stored jobs."""
    return "generating" if state is State.GENERATING else state


def failure_of(error: GenerationFailed) -> str:
    """Return a failure's word, such as `provider_busy`; `unclear` if it may be a rejection."""
    return "unclear" if error.may_be_refusal else error.word


def rule_of(error: Refused) -> str:
    """Return the rule that refused a request, such as `member_images_per_day`."""
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
