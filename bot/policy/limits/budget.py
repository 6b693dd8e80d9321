"""When people hear that dollars run out."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.limits.claim import BindingRule, Claim, Counter
from bot.policy.limits.limit import Cap, Limit, Measure, Whose, cap_beside, is_count

#: Per cent of a cap, the lowest first.
WARN_AT = (50, 80, 100)

#: From so many per cent on a cheaper model paints, and a refusal means that nothing is left.
TIGHT_AT = 80

#: Whose dollars a server's moderators hear of.
_WATCHED = (Whose.BOT, Whose.CAPPED_SERVER, Whose.SERVER)


def is_budget(rule: Limit | Cap) -> bool:
    """Tell whether it is one of the bot's budgets, of which the operator hears, too."""
    return is_count(rule, Whose.BOT, Measure.MICROS)


def is_watched(rule: Limit | Cap) -> bool:
    """Tell whether a server's moderators hear when it runs out."""
    return any(is_count(rule, whose, Measure.MICROS) for whose in _WATCHED)


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of one cap is used."""

    counter: Counter
    bound: BindingRule
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
        if bound is None or not is_watched(bound.rule):
            continue
        if any(bounds[own] == bound.cap for own in bounds if _is_beside(bound.rule, own)):
            # the same sum twice: the server's own limit is the one that moderators can change
            continue
        now_used = used.get(counter.key, 0)
        is_full = not is_taken and now_used + counter.amount > bound.cap
        is_spent = is_full and is_tight(now_used, bound.cap)
        found.append(Reading(counter, bound, now_used, is_spent))
    return tuple(found)


def _is_beside(rule: Limit | Cap, own: Limit | Cap) -> bool:
    """Tell whether a rule is the operator's cap beside a limit."""
    return isinstance(own, Limit) and cap_beside(own) is rule
