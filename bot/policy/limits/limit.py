"""What can be limited, and what a limit's value means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.policy.limits.window import Period
from bot.policy.money import MICROS_PER_USD
from bot.policy.old_names import LIMITS

#: What a limit is set to. None is no limit (`off`). A number is seconds, images, jobs or
#: micro-dollars; 0 is none allowed. Names are those that are allowed.
Value = int | frozenset[str] | None


class Limit(StrEnum):
    """Everything that a moderator can limit, by the id that people type.

    `Limit("…")` takes old ids, too.
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
    """What only the operator limits, by the setting's name; nobody on Discord can raise it."""

    BUDGET_USD_PER_DAY = "BUDGET_USD_PER_DAY"
    BUDGET_USD_PER_MONTH = "BUDGET_USD_PER_MONTH"
    CAP_SERVER_USD_PER_DAY = "CAP_SERVER_USD_PER_DAY"
    CAP_SERVER_USD_PER_MONTH = "CAP_SERVER_USD_PER_MONTH"
    CAP_USER_USD_PER_DAY = "CAP_USER_USD_PER_DAY"
    CAP_USER_IMAGES_PER_DAY = "CAP_USER_IMAGES_PER_DAY"


class Kind(StrEnum):
    """How a limit's value is written."""

    DURATION = "duration"
    """Whole seconds."""
    AMOUNT = "amount"
    """A whole number of images or jobs."""
    MONEY = "money"
    """Micro-dollars."""
    NAMES = "names"
    """The names that are allowed; none of them is none allowed."""
    SWITCH = "switch"
    """Allowed (None) or not (0)."""
    RATING = "rating"
    """Where images may be asked for: names out of `RATINGS`."""


#: Channels that Discord marks as age-restricted, and all the others.
NSFW_CHANNELS = "nsfw"
OTHER_CHANNELS = "other"
RATINGS = frozenset({NSFW_CHANNELS, OTHER_CHANNELS})


class Measure(StrEnum):
    """What is counted."""

    IMAGES = "pictures"
    MICROS = "micros"
    """Micro-dollars."""
    JOBS = "jobs"


class Whose(StrEnum):
    """Whose use is counted together."""

    MEMBER = "member"
    """One member's in one server; outside of servers, one user's."""
    SERVER = "server"
    """That of all members of a server."""
    USER = "user"
    """One user's in all servers together; the operator's count."""
    CAPPED_SERVER = "capped-server"
    """That of all members of a server; the operator's count."""
    BOT = "bot"
    """That of all users; the operator's count."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a limit or cap counts.

    Jobs are counted while they run, all else in windows: a count of jobs goes down when one ends, a
    count of images or dollars only by what is refunded.
    """

    measure: Measure
    whose: Whose
    period: Period | None = None
    """The window that is counted; None counts what is running now."""


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything about one limit. The name of a counted one follows from what it counts."""

    kind: Kind
    summary: str
    """What it limits, in a few words."""
    high: int = 0
    """The largest value of a number; the smallest is 0. The most names, for names."""
    counted: Counted | None = None
    """None when each request is checked by itself."""
    grows_with_event: bool = False
    """Whether an event multiplies it."""
    is_lifted_by_role: bool = False
    """Whether an exempt role lifts it. A counted one of these can be replaced by a grant."""
    example: str = ""
    """What can be typed, where the kind alone does not tell."""


_DAY_S = 86_400
_MOST_IMAGES = 100_000
_MOST_MICROS = 100_000 * MICROS_PER_USD
_MOST_JOBS = 1000
_MOST_NAMES = 25

#: Characters of one name.
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

#: What each of the operator's caps counts, in UTC days and months.
CAPS: Mapping[Cap, Counted] = {
    Cap.BUDGET_USD_PER_DAY: Counted(Measure.MICROS, Whose.BOT, Period.DAY),
    Cap.BUDGET_USD_PER_MONTH: Counted(Measure.MICROS, Whose.BOT, Period.MONTH),
    Cap.CAP_SERVER_USD_PER_DAY: Counted(Measure.MICROS, Whose.CAPPED_SERVER, Period.DAY),
    Cap.CAP_SERVER_USD_PER_MONTH: Counted(Measure.MICROS, Whose.CAPPED_SERVER, Period.MONTH),
    Cap.CAP_USER_USD_PER_DAY: Counted(Measure.MICROS, Whose.USER, Period.DAY),
    Cap.CAP_USER_IMAGES_PER_DAY: Counted(Measure.IMAGES, Whose.USER, Period.DAY),
}


def counted_by(rule: Limit | Cap) -> Counted | None:
    """Return what a limit or cap counts; None for a limit that counts nothing."""
    return SPECS[rule].counted if isinstance(rule, Limit) else CAPS[rule]


def is_count(rule: Limit | Cap, whose: Whose, measure: Measure | None = None) -> bool:
    """Tell whether a limit or cap counts this subject's use, of any measure or the given one."""
    counted = counted_by(rule)
    return (
        counted is not None
        and counted.whose is whose
        and (measure is None or counted.measure is measure)
    )


#: Whose count the operator caps beside the moderators' limit.
_CAPPED_BESIDE = {Whose.MEMBER: Whose.USER, Whose.SERVER: Whose.CAPPED_SERVER}


def cap_beside(limit: Limit) -> Cap | None:
    """Return the operator's cap that holds beside a limit: the same measure in the same period."""
    counted = SPECS[limit].counted
    if counted is None:
        return None
    wanted = replace(counted, whose=_CAPPED_BESIDE[counted.whose])
    return next((cap for cap, own in CAPS.items() if own == wanted), None)


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
