"""All limits and caps: one row each, with the kind and range of its value and what it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.policy.limits.window import Period
from bot.policy.money import MICROS_PER_USD
from bot.policy.old_names import LIMITS

#: The value of a limit. None is no limit (`off`). A number is seconds, images, jobs or
#: micro-dollars; 0 allows none. Names are the allowed ones.
Value = int | frozenset[str] | None


class Limit(StrEnum):
    """All limits, by the id that moderators type.

    `Limit("…")` accepts old ids, too.
    """

    COOLDOWN = "cooldown"
    MEMBER_IMAGES_PER_DAY = "member-images-per-day"
    MEMBER_IMAGES_PER_MONTH = "member-images-per-month"
    SERVER_IMAGES_PER_DAY = "server-images-per-day"
    SERVER_IMAGES_PER_MONTH = "server-images-per-month"
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

    @classmethod
    def _missing_(cls, value: object) -> "Limit | None":
        """Find the limit that had this id in an earlier version."""
        new = LIMITS.get(value) if isinstance(value, str) else None
        return None if new is None else cls(new)


class Cap(StrEnum):
    """The operator's caps, by the name of the setting. Nothing on Discord raises them."""

    BUDGET_USD_PER_DAY = "BUDGET_USD_PER_DAY"
    BUDGET_USD_PER_MONTH = "BUDGET_USD_PER_MONTH"
    CAP_SERVER_USD_PER_DAY = "CAP_SERVER_USD_PER_DAY"
    CAP_SERVER_USD_PER_MONTH = "CAP_SERVER_USD_PER_MONTH"
    CAP_USER_USD_PER_DAY = "CAP_USER_USD_PER_DAY"
    CAP_USER_IMAGES_PER_DAY = "CAP_USER_IMAGES_PER_DAY"


class Kind(StrEnum):
    """The kind of a limit's value."""

    DURATION = "duration"
    """Whole seconds."""
    AMOUNT = "amount"
    """A whole number of images or jobs."""
    MONEY = "money"
    """Micro-dollars."""
    NAMES = "names"
    """The allowed names; an empty set allows none."""
    SWITCH = "switch"
    """Allowed (None) or not (0)."""
    RATING = "rating"
    """The channels where images can be created: names out of `RATINGS`."""


#: Age-restricted channels, and all others.
NSFW_CHANNELS = "nsfw"
OTHER_CHANNELS = "other"
RATINGS = frozenset({NSFW_CHANNELS, OTHER_CHANNELS})


class Measure(StrEnum):
    """The unit of a counter."""

    IMAGES = "pictures"
    MICROS = "micros"
    """Micro-dollars."""
    JOBS = "jobs"


class Whose(StrEnum):
    """The subject of a counter."""

    MEMBER = "member"
    """One member in one server; outside servers, one user."""
    SERVER = "server"
    """All members of a server; for moderators' limits."""
    USER = "user"
    """One user in all servers and DMs; for the operator's caps."""
    CAPPED_SERVER = "capped-server"
    """All members of a server; for the operator's caps."""
    BOT = "bot"
    """All users; for the operator's budgets."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The counter of a limit or cap.

    Counters of jobs count running ones, and go down when a job ends. Counters of images and dollars
    count within windows, and go down only by refunds.
    """

    measure: Measure
    whose: Whose
    period: Period | None = None
    """Length of the window; None for running jobs."""


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything about one limit."""

    kind: Kind
    summary: str
    """The limit in a few words."""
    high: int = 0
    """Largest number, where the smallest is 0; for names, the most names."""
    counted: Counted | None = None
    """None when each request is checked on its own."""
    grows_with_event: bool = False
    """Whether an event multiplies it."""
    is_lifted_by_role: bool = False
    """Whether an exempt role lifts it. If it has a counter, a grant can replace it."""
    example: str = ""
    """Example input, where the kind alone does not imply one."""


_DAY_S = 86_400
_MOST_IMAGES = 100_000
_MOST_MICROS = 100_000 * MICROS_PER_USD
_MOST_JOBS = 1000
_MOST_NAMES = 25

#: Most characters of one name.
MOST_NAME_LENGTH = 100

SPECS: Mapping[Limit, Spec] = {
    Limit.COOLDOWN: Spec(
        Kind.DURATION, "time between two requests of a member", 30 * _DAY_S, is_lifted_by_role=True
    ),
    Limit.MEMBER_IMAGES_PER_DAY: Spec(
        Kind.AMOUNT,
        "images per member per day",
        _MOST_IMAGES,
        Counted(Measure.IMAGES, Whose.MEMBER, Period.DAY),
        grows_with_event=True,
        is_lifted_by_role=True,
    ),
    Limit.MEMBER_IMAGES_PER_MONTH: Spec(
        Kind.AMOUNT,
        "images per member per month",
        _MOST_IMAGES,
        Counted(Measure.IMAGES, Whose.MEMBER, Period.MONTH),
        grows_with_event=True,
        is_lifted_by_role=True,
    ),
    Limit.SERVER_IMAGES_PER_DAY: Spec(
        Kind.AMOUNT,
        "images of all members per day",
        _MOST_IMAGES,
        Counted(Measure.IMAGES, Whose.SERVER, Period.DAY),
        grows_with_event=True,
    ),
    Limit.SERVER_IMAGES_PER_MONTH: Spec(
        Kind.AMOUNT,
        "images of all members per month",
        _MOST_IMAGES,
        Counted(Measure.IMAGES, Whose.SERVER, Period.MONTH),
        grows_with_event=True,
    ),
    Limit.MEMBER_USD_PER_DAY: Spec(
        Kind.MONEY,
        "dollars per member per day",
        _MOST_MICROS,
        Counted(Measure.MICROS, Whose.MEMBER, Period.DAY),
    ),
    Limit.MEMBER_USD_PER_MONTH: Spec(
        Kind.MONEY,
        "dollars per member per month",
        _MOST_MICROS,
        Counted(Measure.MICROS, Whose.MEMBER, Period.MONTH),
    ),
    Limit.SERVER_USD_PER_DAY: Spec(
        Kind.MONEY,
        "dollars of all members per day",
        _MOST_MICROS,
        Counted(Measure.MICROS, Whose.SERVER, Period.DAY),
    ),
    Limit.SERVER_USD_PER_MONTH: Spec(
        Kind.MONEY,
        "dollars of all members per month",
        _MOST_MICROS,
        Counted(Measure.MICROS, Whose.SERVER, Period.MONTH),
    ),
    Limit.MEMBER_JOBS_AT_ONCE: Spec(
        Kind.AMOUNT, "a member's requests at once", _MOST_JOBS, Counted(Measure.JOBS, Whose.MEMBER)
    ),
    Limit.SERVER_JOBS_AT_ONCE: Spec(
        Kind.AMOUNT,
        "requests of all members at once",
        _MOST_JOBS,
        Counted(Measure.JOBS, Whose.SERVER),
    ),
    Limit.MODELS: Spec(
        Kind.NAMES,
        "models that can be used",
        _MOST_NAMES,
        example="google/gemini-2.5-flash-image",
    ),
    Limit.SIZES: Spec(Kind.NAMES, "sizes that can be requested", _MOST_NAMES, example="1K, 2K"),
    Limit.COUNT: Spec(Kind.AMOUNT, "images per request", 10),
    Limit.REFERENCES: Spec(Kind.AMOUNT, "attached images per request", 16),
    Limit.PRIVATE: Spec(Kind.SWITCH, "images that only the member can see"),
    Limit.NSFW: Spec(Kind.RATING, "age-restricted channels", len(RATINGS)),
}

#: The counter of each cap, in UTC days and months.
CAPS: Mapping[Cap, Counted] = {
    Cap.BUDGET_USD_PER_DAY: Counted(Measure.MICROS, Whose.BOT, Period.DAY),
    Cap.BUDGET_USD_PER_MONTH: Counted(Measure.MICROS, Whose.BOT, Period.MONTH),
    Cap.CAP_SERVER_USD_PER_DAY: Counted(Measure.MICROS, Whose.CAPPED_SERVER, Period.DAY),
    Cap.CAP_SERVER_USD_PER_MONTH: Counted(Measure.MICROS, Whose.CAPPED_SERVER, Period.MONTH),
    Cap.CAP_USER_USD_PER_DAY: Counted(Measure.MICROS, Whose.USER, Period.DAY),
    Cap.CAP_USER_IMAGES_PER_DAY: Counted(Measure.IMAGES, Whose.USER, Period.DAY),
}


def counted_by(rule: Limit | Cap) -> Counted | None:
    """Return the counter of a limit or cap; None for a limit without one."""
    return SPECS[rule].counted if isinstance(rule, Limit) else CAPS[rule]


def is_count(rule: Limit | Cap, whose: Whose, measure: Measure | None = None) -> bool:
    """Tell whether a limit or cap counts for a subject, in any measure or the given one."""
    counted = counted_by(rule)
    return (
        counted is not None
        and counted.whose is whose
        and (measure is None or counted.measure is measure)
    )


#: From the subject of a limit to that of the matching cap.
_CAPPED_BESIDE = {Whose.MEMBER: Whose.USER, Whose.SERVER: Whose.CAPPED_SERVER}


def cap_beside(limit: Limit) -> Cap | None:
    """Return the cap that matches a limit in measure and period; None without one."""
    counted = SPECS[limit].counted
    if counted is None:
        return None
    wanted = replace(counted, whose=_CAPPED_BESIDE[counted.whose])
    return next((cap for cap, own in CAPS.items() if own == wanted), None)


def most_generous(limit: Limit, values: Iterable[Value]) -> Value:
    """Return the value that allows most; for names, the union.

    Args:
        limit: The limit of the values.
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
