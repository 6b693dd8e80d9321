"""What is set for a place, what it inherits, and what results."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.limits.effective import Rule, Rules, Spot
from bot.policy.limits.limit import Limit, Value, cap_beside
from bot.policy.limits.rulebook import Rulebook, Scope, ScopeKind
from bot.service.limits.moderation import Moderation, Seen


@dataclass(frozen=True, slots=True)
class Row:
    """One limit at one place."""

    limit: Limit
    seen: Seen
    """The place's own value, if it has one."""
    inherited: Rule
    """What would hold without it."""
    result: Rule
    cap: int | None = None
    """The operator's, where it is lower than what results; it cannot be raised here."""


Table = Mapping[Limit, Row]


def read_table(moderation: Moderation, rulebook: Rulebook, place: Scope, around: Spot) -> Table:
    """Return every limit at a place.

    Args:
        moderation: Knows the operator's defaults and caps.
        rulebook: What the server has set.
        place: The place that is looked at.
        around: Where its values are inherited from, see `spot_around`.
    """
    others = Rulebook() if place.kind is ScopeKind.SERVER else rulebook
    inherited = moderation.rules(others, around)
    own = rulebook.own(place)
    return {limit: _row(place, own, inherited, limit, _cap(moderation, limit)) for limit in Limit}


def spot_around(place: Scope, *, guild_id: int, category_id: int | None) -> Spot:
    """Return what a place inherits from: a channel from its category, all others from the server.

    Args:
        place: The place.
        guild_id: The server.
        category_id: The category of the channel, if it is one and in one.
    """
    inside = place.kind is ScopeKind.CHANNEL
    return Spot(guild_id=guild_id, category_id=category_id if inside else None)


def _cap(moderation: Moderation, limit: Limit) -> int | None:
    beside = cap_beside(limit)
    return None if beside is None else moderation.caps.get(beside)


def _row(
    place: Scope, own: Mapping[Limit, Value], inherited: Rules, limit: Limit, cap: int | None
) -> Row:
    seen = Seen(own.get(limit), limit in own)
    result = Rule(limit, seen.own, place) if seen.is_set else inherited[limit]
    binds = cap is not None and (not isinstance(result.value, int) or cap < result.value)
    return Row(limit, seen, inherited[limit], result, cap if binds else None)
