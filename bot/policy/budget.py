"""When people hear that dollars run out."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.claim import Bound, Claim, Counter
from bot.policy.limits import Cap, Limit

#: Per cent of a cap, the lowest first.
WARN_AT = (50, 80, 100)

#: From so many per cent on a cheaper model paints, and a refusal means that nothing is left.
TIGHT_AT = 80

#: What the operator hears of, too.
BUDGETS = frozenset({Cap.BUDGET_USD_PER_DAY, Cap.BUDGET_USD_PER_MONTH})

#: What a server's moderators hear of.
_WATCHED = BUDGETS | {
    Cap.CAP_SERVER_USD_PER_DAY,
    Cap.CAP_SERVER_USD_PER_MONTH,
    Limit.SERVER_USD_PER_DAY,
    Limit.SERVER_USD_PER_MONTH,
}


#: The operator's caps that say nothing new where a server's own limit is just as high.
_DOUBLES: Mapping[Limit | Cap, Limit] = {
    Cap.CAP_SERVER_USD_PER_DAY: Limit.SERVER_USD_PER_DAY,
    Cap.CAP_SERVER_USD_PER_MONTH: Limit.SERVER_USD_PER_MONTH,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of one cap is used."""

    counter: Counter
    bound: Bound
    used: int
    """Micro-dollars, with what is reserved."""
    is_spent: bool
    """Whether so little is left that a job was refused for it."""


def crossed(before: int, after: int, cap: int) -> int | None:
    """Return the highest level that is crossed by going from `before` to `after`, in per cent."""
    levels = (level for level in WARN_AT if before * 100 < level * cap <= after * 100)
    return max(levels, default=None)


def is_tight(used: int, cap: int) -> bool:
    """Tell whether little of a cap is left."""
    return used * 100 >= TIGHT_AT * cap


def readings(claim: Claim, used: Mapping[str, int], *, is_taken: bool) -> tuple[Reading, ...]:
    """Return what the watched caps of a claim say.

    Args:
        claim: What a job asked for.
        used: What its counters say, by key, the claim included when it was taken.
        is_taken: Whether it was taken.
    """
    found: list[Reading] = []
    bounds = {bound.rule: bound.cap for bound in (each.bound for each in claim.counters) if bound}
    for counter in claim.counters:
        bound = counter.bound
        if bound is None or bound.rule not in _WATCHED:
            continue
        if bound.rule in _DOUBLES and bounds.get(_DOUBLES[bound.rule]) == bound.cap:
            continue
        now_used = used.get(counter.key, 0)
        is_full = not is_taken and now_used + counter.amount > bound.cap
        is_spent = is_full and is_tight(now_used, bound.cap)
        found.append(Reading(counter, bound, now_used, is_spent))
    return tuple(found)
