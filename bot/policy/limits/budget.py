"""Warning levels for dollar limits, caps and budgets that are nearly used up."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.limits.claim import BindingRule, Claim, Counter
from bot.policy.limits.limit import Cap, Limit, Measure, Whose, cap_beside, is_count

#: Warning levels in per cent of a cap, the lowest first.
WARN_AT = (50, 80, 100)

#: From this many per cent on, a cheaper model is used, and a refusal counts as "used up".
TIGHT_AT = 80

#: Dollar counters that a server's moderators are warned about.
_WATCHED = (Whose.BOT, Whose.CAPPED_SERVER, Whose.SERVER)


def is_budget(rule: Limit | Cap) -> bool:
    """Tell whether a rule is a budget, which the operator is warned about, too."""
    return is_count(rule, Whose.BOT, Measure.MICROS)


def is_watched(rule: Limit | Cap) -> bool:
    """Tell whether a server's moderators are warned about a rule."""
    return any(is_count(rule, whose, Measure.MICROS) for whose in _WATCHED)


@dataclass(frozen=True, slots=True)
class Reading:
    """The state of one counter against its cap."""

    counter: Counter
    bound: BindingRule
    used: int
    """Micro-dollars, including reservations."""
    is_spent: bool
    """Whether a job was refused because so little is left."""


def crossed(before: int, after: int, cap: int) -> int | None:
    """Return the highest level crossed from `before` to `after`, in per cent; None without one."""
    levels = (level for level in WARN_AT if before * 100 < level * cap <= after * 100)
    return max(levels, default=None)


def is_tight(used: int, cap: int) -> bool:
    """Tell whether `TIGHT_AT` per cent of a cap are used."""
    return used * 100 >= TIGHT_AT * cap


def readings(claim: Claim, used: Mapping[str, int], *, is_taken: bool) -> tuple[Reading, ...]:
    """Return the readings of a claim's watched counters.

    Args:
        claim: A job's claim.
        used: Values of its counters by key, including the claim when it was reserved.
        is_taken: Whether the claim was reserved.
    """
    found: list[Reading] = []
    bounds = {bound.rule: bound.cap for bound in (each.bound for each in claim.counters) if bound}
    for counter in claim.counters:
        bound = counter.bound
        if bound is None or not is_watched(bound.rule):
            continue
        if any(bounds[own] == bound.cap for own in bounds if _is_beside(bound.rule, own)):
            # the server's own limit is the same amount, and the one that moderators can change
            continue
        now_used = used.get(counter.key, 0)
        is_full = not is_taken and now_used + counter.amount > bound.cap
        is_spent = is_full and is_tight(now_used, bound.cap)
        found.append(Reading(counter, bound, now_used, is_spent))
    return tuple(found)


def _is_beside(rule: Limit | Cap, own: Limit | Cap) -> bool:
    """Tell whether a rule is the operator's cap beside a limit."""
    return isinstance(own, Limit) and cap_beside(own) is rule
