"""Names of limits, scopes and amounts in sentences."""

from enum import StrEnum

from bot.i18n import ENGLISH, Say
from bot.policy.limits.limit import SPECS, Cap, Counted, Kind, Limit, Measure, counted_by
from bot.policy.limits.rulebook import Scope, ScopeKind

#: Seconds, and what they are called.
_UNITS = (
    (86_400, "limit-wait-days"),
    (3600, "limit-wait-hours"),
    (60, "limit-wait-minutes"),
    (1, "limit-wait-seconds"),
)


#: How texts call what is counted.
_MEASURE_WORDS = {Measure.IMAGES: "images", Measure.MICROS: "money", Measure.JOBS: "jobs"}

#: The bar of what is used: a cell that is, one that is not, and how many there are.
_USED, _FREE, _CELLS = "▰", "▱", 10


class Group(StrEnum):
    """Under which title a limit is shown; in the order in which the groups come."""

    TIME = "time"
    IMAGES = "images"
    MONEY = "money"
    AT_ONCE = "at-once"
    USE = "use"
    """What may be used: limits that count nothing."""


def limit_name(say: Say, rule: Limit | Cap) -> str:
    """Return what people call a limit or cap: `Images per member per day`, `Cooldown`."""
    words = words_of(rule)
    return say("limit-name-counted", **words) if words else say(f"limit-name-{rule}")


def words_of(rule: Limit | Cap) -> dict[str, str]:
    """Return the `counted_words` of a limit or cap; nothing for one that counts nothing."""
    counted = counted_by(rule)
    return {} if counted is None else counted_words(counted)


def counted_words(counted: Counted) -> dict[str, str]:
    """Return what texts select by: `whose`, `measure` (`images`, `money`, `jobs`) and `span`.

    The span is `day` or `month`, and `now` for what is running.
    """
    return {
        "whose": str(counted.whose),
        "measure": measure_word(counted.measure),
        "span": str(counted.period or "now"),
    }


def measure_word(measure: Measure) -> str:
    """Return how texts call what is counted: `images`, `money` or `jobs`."""
    return _MEASURE_WORDS[measure]


def group_of(rule: Limit | Cap) -> Group:
    """Return the group of a limit or cap."""
    counted = counted_by(rule)
    if counted is None:
        is_time = isinstance(rule, Limit) and SPECS[rule].kind is Kind.DURATION
        return Group.TIME if is_time else Group.USE
    if counted.period is None:
        return Group.AT_ONCE
    return Group.MONEY if counted.measure is Measure.MICROS else Group.IMAGES


def group_name(say: Say, group: Group) -> str:
    """Return the title of a group: `Time`, `Images`, `Money`, `At once`, `What may be used`."""
    return say(f"limit-group-{group}")


def bar(used: int, cap: int) -> str:
    """Draw how much of a cap is used, in ten cells: `▰▰▰▱▱▱▱▱▱▱`.

    It is full only when nothing is left, and empty only when nothing is used.

    Args:
        used: 0 or more, and possibly more than the cap.
        cap: 0 or more; of 0 nothing is left.
    """
    if used >= cap:
        cells = _CELLS
    elif used:
        cells = max(1, used * _CELLS // cap)
    else:
        cells = 0
    return _USED * cells + _FREE * (_CELLS - cells)


def scope_name(place: Scope, say: Say) -> str:
    """Name a scope for moderators; a role's mention pings no one in a private answer."""
    return say("scope-name", kind=str(place.kind), mention=_mention(place))


def set_by(origin: Scope | None, say: Say = ENGLISH) -> str:
    """Say where a value was set: `set for this server`, `set by the bot's owner`."""
    if origin is None:
        return say("limit-set-by", kind="owner", mention="")
    return say("limit-set-by", kind=str(origin.kind), mention=_mention(origin))


def _mention(place: Scope) -> str:
    mark = "@&" if place.kind is ScopeKind.ROLE else "#"
    return f"<{mark}{place.id}>"


def wait_words(seconds: int, say: Say = ENGLISH) -> str:
    """Write seconds, 0 or more: `1 min 30 s`, `2 h`, `30 days`."""
    parts: list[str] = []
    for length, key in _UNITS:
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(say(key, n=number))
    return " ".join(parts) or say("limit-wait-seconds", n=0)
