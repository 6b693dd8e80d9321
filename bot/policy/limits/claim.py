"""What one job takes from every counter, and which rule binds when it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.policy.limits.cooldown import CooldownRunning, check_cooldown
from bot.policy.limits.limit import Cap, Limit, Measure
from bot.policy.limits.rulebook import Scope

#: Further away than any instant at which a rule lets go.
_NEVER = datetime.max.replace(tzinfo=UTC)
_SOON = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BindingRule:
    """The rule behind a counter's cap."""

    rule: Limit | Cap
    cap: int
    origin: Scope | None
    """Where it was set; None by the operator."""


@dataclass(frozen=True, slots=True)
class Counter:
    """An amount to be added to one count."""

    key: str
    """Who, what and when is counted, such as `server:1:images:day:2026-11-22T00:00Z`."""
    measure: Measure
    amount: int
    bound: BindingRule | None
    """None when it is counted without a cap."""
    kept_until: datetime
    """When the count is of no more use."""
    resets_at: datetime | None = None
    """When it starts again at 0; None for running jobs, which end by themselves."""
    is_quota: bool = False
    """Whether it counts a member's images, for which granted ones can stand in."""
    rule: Limit | Cap | None = None
    """What caps it where it is capped."""


@dataclass(frozen=True, slots=True)
class CooldownClaim:
    """A cooldown to be taken."""

    key: str
    spacing: timedelta
    """Zero where there is no wait."""
    origin: Scope | None


@dataclass(frozen=True, slots=True)
class Claim:
    """All that one job takes, or nothing."""

    job_id: int
    """The interaction's id, so that the same event takes it once."""
    guild_id: int | None
    user_id: int
    images: int
    micros: int
    """An upper estimate, at least 1."""
    cooldown: CooldownClaim | None
    counters: tuple[Counter, ...]
    """Sorted by key, so that two claims never wait for each other in a circle."""

    def on_grant(self) -> "Claim":
        """Return the claim whose images count on the member's grant instead of their quota."""
        left = tuple(counter for counter in self.counters if not counter.is_quota)
        return replace(self, counters=left)

    def more_dollars(self, micros: int) -> "Claim":
        """Return a claim of nothing but more micro-dollars for the same job."""
        dollars = tuple(
            replace(counter, amount=micros)
            for counter in self.counters
            if counter.measure is Measure.MICROS
        )
        return replace(self, images=0, micros=micros, cooldown=None, counters=dollars)


@dataclass(frozen=True, slots=True)
class Count:
    """What the counters of a claim say, read in one transaction."""

    used: Mapping[str, int]
    """By key; a key that is missing is 0."""
    free_at: datetime | None = None
    """When the cooldown ends."""


@dataclass(frozen=True, slots=True)
class Violation:
    """The rule that binds, with what a person wants to know about it."""

    measure: Measure
    bound: BindingRule
    used: int
    asked: int
    resets_at: datetime | None
    """None when no time helps: running jobs have to end, or none is allowed at all."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """The cooldown binds."""

    retry_at: datetime
    spacing: timedelta
    origin: Scope | None


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a member has left of a day's images."""

    images: int
    of: int

    def plus(self, images: int) -> "Remaining":
        """Return what is left when some of them come back."""
        return replace(self, images=min(self.images + images, self.of))


def remaining_today(claim: Claim, used: Mapping[str, int]) -> Remaining | None:
    """Return what is left of the member's images today; None without such a limit."""
    for counter in claim.counters:
        bound = counter.bound
        if bound and bound.rule is Limit.MEMBER_IMAGES_PER_DAY and counter.key in used:
            return Remaining(max(0, bound.cap - used[counter.key]), bound.cap)
    return None


def binding(claim: Claim, count: Count, *, now: datetime) -> Violation | TooSoon | None:
    """Return the rule that binds, or None when the claim can be taken.

    Of several it is the one that lets go last, since waiting for another would be in vain.
    """
    found: list[Violation | TooSoon] = [
        _violation(counter, bound, count) for counter, bound in _exceeded(claim, count)
    ]
    cooldown = claim.cooldown
    if cooldown:
        decision = check_cooldown(count.free_at, now=now, spacing=cooldown.spacing)
        if isinstance(decision, CooldownRunning):
            found.append(TooSoon(decision.retry_at, cooldown.spacing, cooldown.origin))
    return max(found, key=_lets_go_at, default=None)


def _exceeded(claim: Claim, count: Count) -> list[tuple[Counter, BindingRule]]:
    return [
        (counter, counter.bound)
        for counter in claim.counters
        if counter.bound and count.used.get(counter.key, 0) + counter.amount > counter.bound.cap
    ]


def _violation(counter: Counter, bound: BindingRule, count: Count) -> Violation:
    used = count.used.get(counter.key, 0)
    resets_at = counter.resets_at if counter.amount <= bound.cap else None
    return Violation(counter.measure, bound, used, counter.amount, resets_at)


def _lets_go_at(found: Violation | TooSoon) -> datetime:
    if isinstance(found, TooSoon):
        return found.retry_at
    if found.asked > found.bound.cap:
        return _NEVER
    # a running job ends within minutes
    return found.resets_at or _SOON


def is_for_grant(claim: Claim, count: Count) -> bool:
    """Tell whether nothing but the member's own image quota is in the way."""
    exceeded = _exceeded(claim, count)
    return bool(exceeded) and all(counter.is_quota for counter, _ in exceeded)
