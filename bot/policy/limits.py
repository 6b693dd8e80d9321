"""What can be limited, and what a limit's value means."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.policy.money import MICROS_PER_USD

#: What a limit is set to. None is no limit (`off`). A number is seconds, pictures, jobs or
#: micro-dollars; 0 is none allowed. Names are those that are allowed.
Value = int | frozenset[str] | None


class Limit(StrEnum):
    """Everything that a moderator can limit, by the name that people type."""

    COOLDOWN = "cooldown"
    MEMBER_PICTURES_PER_DAY = "member-pictures-per-day"
    MEMBER_PICTURES_PER_MONTH = "member-pictures-per-month"
    SERVER_PICTURES_PER_DAY = "server-pictures-per-day"
    SERVER_PICTURES_PER_MONTH = "server-pictures-per-month"
    MEMBER_USD_PER_DAY = "member-usd-per-day"
    MEMBER_USD_PER_MONTH = "member-usd-per-month"
    SERVER_USD_PER_DAY = "server-usd-per-day"
    SERVER_USD_PER_MONTH = "server-usd-per-month"
    MEMBER_JOBS_AT_ONCE = "member-jobs-at-once"
    SERVER_JOBS_AT_ONCE = "server-jobs-at-once"
    MODELS = "models"
    SIZES = "sizes"
    COUNT = "count"
    REFERENCES = "references"
    PRIVATE = "private"
    NSFW = "nsfw"


class Cap(StrEnum):
    """What only the operator limits, by the setting's name; nobody on Discord can raise it."""

    BUDGET_USD_PER_DAY = "BUDGET_USD_PER_DAY"
    BUDGET_USD_PER_MONTH = "BUDGET_USD_PER_MONTH"
    CAP_SERVER_USD_PER_DAY = "CAP_SERVER_USD_PER_DAY"
    CAP_SERVER_USD_PER_MONTH = "CAP_SERVER_USD_PER_MONTH"
    CAP_USER_USD_PER_DAY = "CAP_USER_USD_PER_DAY"
    CAP_USER_PICTURES_PER_DAY = "CAP_USER_PICTURES_PER_DAY"


class Kind(StrEnum):
    """How a limit's value is written."""

    DURATION = "duration"
    """Whole seconds."""
    AMOUNT = "amount"
    """A whole number of pictures or jobs."""
    MONEY = "money"
    """Micro-dollars."""
    NAMES = "names"
    """The names that are allowed; none of them is none allowed."""
    SWITCH = "switch"
    """Allowed (None) or not (0)."""
    RATING = "rating"
    """Where pictures may be asked for: names out of `RATINGS`."""


#: Channels that Discord marks as age-restricted, and all the others.
NSFW_CHANNELS = "nsfw"
OTHER_CHANNELS = "other"
RATINGS = frozenset({NSFW_CHANNELS, OTHER_CHANNELS})


@dataclass(frozen=True, slots=True)
class Spec:
    """How one limit is set."""

    kind: Kind
    summary: str
    """What it limits, in a few words."""
    high: int = 0
    """The largest value of a number; the smallest is 0. The most names, for names."""


_DAY_S = 86_400
_MOST_PICTURES = 100_000
_MOST_MICROS = 100_000 * MICROS_PER_USD
_MOST_JOBS = 1000
_MOST_NAMES = 25

#: Characters of one name.
MOST_NAME_LENGTH = 100

SPECS = {
    Limit.COOLDOWN: Spec(Kind.DURATION, "time between two pictures of a member", 30 * _DAY_S),
    Limit.MEMBER_PICTURES_PER_DAY: Spec(Kind.AMOUNT, "pictures a member a day", _MOST_PICTURES),
    Limit.MEMBER_PICTURES_PER_MONTH: Spec(Kind.AMOUNT, "pictures a member a month", _MOST_PICTURES),
    Limit.SERVER_PICTURES_PER_DAY: Spec(Kind.AMOUNT, "pictures of all a day", _MOST_PICTURES),
    Limit.SERVER_PICTURES_PER_MONTH: Spec(Kind.AMOUNT, "pictures of all a month", _MOST_PICTURES),
    Limit.MEMBER_USD_PER_DAY: Spec(Kind.MONEY, "dollars a member a day", _MOST_MICROS),
    Limit.MEMBER_USD_PER_MONTH: Spec(Kind.MONEY, "dollars a member a month", _MOST_MICROS),
    Limit.SERVER_USD_PER_DAY: Spec(Kind.MONEY, "dollars of all a day", _MOST_MICROS),
    Limit.SERVER_USD_PER_MONTH: Spec(Kind.MONEY, "dollars of all a month", _MOST_MICROS),
    Limit.MEMBER_JOBS_AT_ONCE: Spec(Kind.AMOUNT, "a member's jobs at once", _MOST_JOBS),
    Limit.SERVER_JOBS_AT_ONCE: Spec(Kind.AMOUNT, "jobs of all at once", _MOST_JOBS),
    Limit.MODELS: Spec(Kind.NAMES, "models that may paint", _MOST_NAMES),
    Limit.SIZES: Spec(Kind.NAMES, "sizes that may be asked for", _MOST_NAMES),
    Limit.COUNT: Spec(Kind.AMOUNT, "pictures for one command", 10),
    Limit.REFERENCES: Spec(Kind.AMOUNT, "attached pictures for one command", 16),
    Limit.PRIVATE: Spec(Kind.SWITCH, "pictures that only their member sees"),
    Limit.NSFW: Spec(Kind.RATING, "age-restricted channels", len(RATINGS)),
}

#: Limits of pictures, which an event multiplies.
PICTURE_QUOTAS = frozenset(
    {
        Limit.MEMBER_PICTURES_PER_DAY,
        Limit.MEMBER_PICTURES_PER_MONTH,
        Limit.SERVER_PICTURES_PER_DAY,
        Limit.SERVER_PICTURES_PER_MONTH,
    }
)

#: What an exempt role frees from, and what a grant stands in for: never dollars.
MEMBER_QUOTAS = frozenset({Limit.MEMBER_PICTURES_PER_DAY, Limit.MEMBER_PICTURES_PER_MONTH})


def most_generous(limit: Limit, values: Iterable[Value]) -> Value:
    """Return the value that allows most; of names all that any of them allows.

    Args:
        limit: What is limited.
        values: At least one.
    """
    several = list(values)
    if None in several:
        return None
    names = [value for value in several if isinstance(value, frozenset)]
    if names:
        return frozenset[str]().union(*names)
    numbers = [value for value in several if isinstance(value, int)]
    return min(numbers) if limit is Limit.COOLDOWN else max(numbers)
