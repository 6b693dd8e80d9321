"""Names of limits, groups, scopes and durations for use in sentences."""

from enum import StrEnum

from bot.i18n import ENGLISH, Say
from bot.policy.limits.limit import SPECS, Cap, Counted, Kind, Limit, Measure, counted_by
from bot.policy.limits.rulebook import Scope, ScopeKind

#: The length of each unit in seconds, and its message.
_UNITS = (
    (86_400, "limit-wait-days"),
    (3600, "limit-wait-hours"),
    (60, "limit-wait-minutes"),
    (1, "limit-wait-seconds"),
)

#: The value of `$measure` in messages.
_MEASURE_WORDS = {Measure.IMAGES: "images", Measure.MICROS: "money", Measure.JOBS: "jobs"}

#: A used cell of the bar, a free one, and the number of cells.
_USED, _FREE, _CELLS = "▰", "▱", 10


class Group(StrEnum):
    """The heading under which a limit is listed, in display order."""

    TIME = "time"
    IMAGES = "images"
    MONEY = "money"
    AT_ONCE = "at-once"
    USE = "use"
    """Limits that count nothing: which models, sizes and so on may be used."""


def limit_name(say: Say, rule: Limit | Cap) -> str:
    """Return the display name of a limit or cap: `Images per member per day`, `Cooldown`."""
    words = words_of(rule)
    return say("limit-name-counted", **words) if words else say(f"limit-name-{rule}")


def name_with_origin(rule: Limit | Cap, origin: Scope | None, say: Say) -> str:
    """Name a limit or cap and say who set it: `Cooldown (set for this server)`."""
    whose = words_of(rule).get("whose", "")
    return say(
        "limit-with-origin", name=limit_name(say, rule), origin=set_by(origin, say), whose=whose
    )


def words_of(rule: Limit | Cap) -> dict[str, str]:
    """Return the `counted_words` of a limit or cap; empty for one that counts nothing."""
    counted = counted_by(rule)
    return {} if counted is None else counted_words(counted)


def counted_words(counted: Counted) -> dict[str, str]:
    """Return the selectors for messages: `whose`, `measure` (`images`, `money`, `jobs`), `span`.

    The span is `day` or `month`, and `now` for jobs in progress.
    """
    return {
        "whose": str(counted.whose),
        "measure": measure_word(counted.measure),
        "span": str(counted.period or "now"),
    }


def measure_word(measure: Measure) -> str:
    """Return the value of `$measure` in messages: `images`, `money` or `jobs`."""
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
    """Return the heading of a group, such as `Time` or `Images`."""
    return say(f"limit-group-{group}")


def bar(used: int, cap: int) -> str:
    """Draw the used share of a cap in ten cells: `▰▰▰▱▱▱▱▱▱▱`.

    The bar is full only when nothing remains, and empty only when nothing is used.

    Args:
        used: 0 or more; may exceed the cap.
        cap: 0 or more; a cap of 0 gives a full bar.
    """
    if used >= cap:
        cells = _CELLS
    elif used:
        cells = max(1, used * _CELLS // cap)
    else:
        cells = 0
    return _USED * cells + _FREE * (_CELLS - cells)


def scope_name(scope: Scope, say: Say) -> str:
    """Name a scope for moderators; in a private answer, a role's mention notifies no one."""
    return say("scope-name", kind=str(scope.kind), mention=_mention(scope))


def set_by(origin: Scope | None, say: Say = ENGLISH) -> str:
    """Say where a value was set: `set for this server`, `set by the bot's owner`."""
    if origin is None:
        return say("limit-set-by", kind="owner", mention="")
    return say("limit-set-by", kind=str(origin.kind), mention=_mention(origin))


def _mention(scope: Scope) -> str:
    mark = "@&" if scope.kind is ScopeKind.ROLE else "#"
    return f"<{mark}{scope.id}>"


def wait_words(seconds: int, say: Say = ENGLISH) -> str:
    """Write a duration of 0 or more seconds: `1 min 30 s`, `2 h`, `30 days`."""
    parts: list[str] = []
    for length, key in _UNITS:
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(say(key, n=number))
    return " ".join(parts) or say("limit-wait-seconds", n=0)
