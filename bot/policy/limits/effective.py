"""Which value of each limit holds for a member in a place, and where it was set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.limits.limit import Limit, Value, most_generous
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is asked for. A thread or forum post counts as the channel it is in."""

    guild_id: int | None = None
    """None in DMs, and where the bot is known as a user's own app only."""
    channel_id: int | None = None
    category_id: int | None = None
    is_nsfw: bool = False
    role_ids: frozenset[int] = frozenset()
    """The member's roles, without the one that everybody has."""
    is_category_known: bool = True
    """Whether it is known in which category it is, or that it is in none."""
    is_rating_known: bool = True
    """Whether it is known that the channel is age-restricted, or that it is not."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The places around it, the nearest first; roles are not places."""
        near = [(ScopeKind.CHANNEL, self.channel_id), (ScopeKind.CATEGORY, self.category_id)]
        return (*(Scope(kind, id_) for kind, id_ in near if id_), SERVER)


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit as it holds."""

    limit: Limit
    value: Value
    origin: Scope | None
    """Where it was set; None for the operator's default, or by nobody at all."""


Rules = Mapping[Limit, Rule]


def resolve(rulebook: Rulebook, spot: Spot, defaults: Mapping[Limit, Value]) -> Rules:
    """Return every limit as it holds at a spot.

    A role's value goes before any place's, and of several roles the most generous one. Of places
    the nearest that sets a value goes first: channel, category, server. What nobody sets is the
    operator's default.

    Args:
        rulebook: What the server has set.
        spot: Where, and with which roles.
        defaults: The operator's; what they leave out is no limit.
    """
    roles = [Scope(ScopeKind.ROLE, id_) for id_ in sorted(spot.role_ids)]
    # members have up to 250 roles, of which few set anything
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
    for place in spot.scopes:
        own = rulebook.own(place)
        if limit in own:
            return Rule(limit, own[limit], place)
    return Rule(limit, defaults.get(limit), None)


def is_exempt(rulebook: Rulebook, spot: Spot) -> bool:
    """Tell whether a role frees from cooldown and the member's image quotas."""
    return bool(rulebook.exempt_roles & spot.role_ids)
