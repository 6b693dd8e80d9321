"""The value of each limit for a member at a spot, and the scope that it is set for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.limits.limit import Limit, Value, most_generous
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a request is made. A thread or forum post counts as its parent channel."""

    guild_id: int | None = None
    """None in DMs, and in servers where only the user has installed the app."""
    channel_id: int | None = None
    category_id: int | None = None
    is_nsfw: bool = False
    role_ids: frozenset[int] = frozenset()
    """The member's roles except for @everyone."""
    is_category_known: bool = True
    """Whether the channel's category, or its absence, is known."""
    is_rating_known: bool = True
    """Whether the channel's age restriction, or its absence, is known."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Channel, category and server, the nearest first, without roles."""
        near = [(ScopeKind.CHANNEL, self.channel_id), (ScopeKind.CATEGORY, self.category_id)]
        return (*(Scope(kind, id_) for kind, id_ in near if id_), SERVER)


@dataclass(frozen=True, slots=True)
class Rule:
    """The value of a limit at a spot."""

    limit: Limit
    value: Value
    origin: Scope | None
    """The scope that it is set for; None for the operator's default, or without any value."""


Rules = Mapping[Limit, Rule]


def resolve(rulebook: Rulebook, spot: Spot, defaults: Mapping[Limit, Value]) -> Rules:
    """Return the rule of every limit at a spot.

    The first of these that has a value decides: the member's roles (of several, the most generous
    one), the channel, the category, the server, the operator's default.

    Args:
        rulebook: The server's.
        spot: The spot with the member's roles.
        defaults: The operator's; a missing one is no limit.
    """
    roles = [Scope(ScopeKind.ROLE, id_) for id_ in sorted(spot.role_ids)]
    # filtered once, since members have up to 250 roles, and few of them have limits
    roles = [role for role in roles if role in rulebook.limits]
    return {limit: _resolve(limit, rulebook, spot, roles, defaults) for limit in Limit}


def _resolve(
    limit: Limit,
    rulebook: Rulebook,
    spot: Spot,
    roles: Sequence[Scope],
    defaults: Mapping[Limit, Value],
) -> Rule:
    setting = [role for role in roles if limit in rulebook.own(role)]
    if setting:
        best = most_generous(limit, [rulebook.own(role)[limit] for role in setting])
        origin = next((role for role in setting if rulebook.own(role)[limit] == best), setting[0])
        return Rule(limit, best, origin)
    for scope in spot.scopes:
        own = rulebook.own(scope)
        if limit in own:
            return Rule(limit, own[limit], scope)
    return Rule(limit, defaults.get(limit), None)


def is_exempt(rulebook: Rulebook, spot: Spot) -> bool:
    """Tell whether the member has an exempt role: no cooldown and no personal image limits."""
    return bool(rulebook.exempt_roles & spot.role_ids)
