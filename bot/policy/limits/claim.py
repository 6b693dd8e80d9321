"""A job's claim on counters and cooldown, and the rule that binds when it cannot be reserved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.policy.limits.cooldown import CooldownRunning, check_cooldown
from bot.policy.limits.limit import Cap, Limit, Measure
from bot.policy.limits.rulebook import Scope

#: Sort keys of rules that no time frees, and of rules that are free within minutes.
_NEVER = datetime.max.replace(tzinfo=UTC)
_SOON = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BindingRule:
    """The limit or cap of a counter."""

    rule: Limit | Cap
    cap: int
    """The highest value of the counter."""
    origin: Scope | None
    """The scope that it is set for; None for the operator's."""


@dataclass(frozen=True, slots=True)
class Counter:
    """An amount to add to one counter."""

    key: str
    """Subject, measure and window, such as `server:1:images:day:2026-11-22T00:00Z`."""
    measure: Measure
    amount: int
    bound: BindingRule | None
    """None when it is counted without a cap."""
    kept_until: datetime
    """When the counter can be deleted."""
    resets_at: datetime | None = None
    """When its window ends; None for running jobs, which have no window."""
    is_quota: bool = False
    """Whether it is a member's image limit, which a grant can replace."""
    rule: Limit | Cap | None = None
    """The limit or cap that defines it, set or not."""


@dataclass(frozen=True, slots=True)
class CooldownClaim:
    """A claim on the member's cooldown."""

    key: str
    spacing: timedelta
    """Zero without a cooldown."""
    origin: Scope | None
    """The scope that it is set for; None for the operator's."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Everything that a job reserves, all or nothing."""

    job_id: int
    """The interaction's id, so that a repeated event is reserved once."""
    guild_id: int | None
    user_id: int
    images: int
    micros: int
    """Upper estimate in micro-dollars, at least 1."""
    cooldown: CooldownClaim | None
    counters: tuple[Counter, ...]
    """Sorted by key, so that transactions lock rows in the same order and cannot deadlock."""

    def on_grant(self) -> "Claim":
        """Return the claim without the image limits that the member's grant replaces."""
        others = tuple(counter for counter in self.counters if not counter.is_quota)
        return replace(self, counters=others)

    def more_dollars(self, micros: int) -> "Claim":
        """Return a claim of additional micro-dollars alone for the same job."""
        dollars = tuple(
            replace(counter, amount=micros)
            for counter in self.counters
            if counter.measure is Measure.MICROS
        )
        return replace(self, images=0, micros=micros, cooldown=None, counters=dollars)


@dataclass(frozen=True, slots=True)
class Count:
    """The present values of a claim's counters, read in one transaction."""

    used: Mapping[str, int]
    """By key; a missing key is 0."""
    free_at: datetime | None = None
    """When the cooldown ends."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A counter that does not admit the claim."""

    measure: Measure
    bound: BindingRule
    used: int
    asked: int
    """The claimed amount."""
    resets_at: datetime | None
    """None when waiting for a reset does not help: running jobs have to end, or the claimed amount
    alone exceeds the cap."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """A cooldown that does not admit the claim."""

    retry_at: datetime
    spacing: timedelta
    origin: Scope | None
    """The scope that it is set for; None for the operator's."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """A member's remaining images of a day."""

    images: int
    of: int

    def plus(self, images: int) -> "Remaining":
        """Return the remaining images after a refund."""
        return replace(self, images=min(self.images + images, self.of))


def remaining_today(claim: Claim, used: Mapping[str, int]) -> Remaining | None:
    """Return the member's remaining images today; None without such a limit."""
    for counter in claim.counters:
        bound = counter.bound
        if bound and bound.rule is Limit.MEMBER_IMAGES_PER_DAY and counter.key in used:
            return Remaining(max(0, bound.cap - used[counter.key]), bound.cap)
    return None


def binding(claim: Claim, count: Count, *, now: datetime) -> Violation | TooSoon | None:
    """Return the rule that binds, or None when the claim can be reserved.

    Of several rules, the one that is free last: waiting for another would not help.
    """
    found: list[Violation | TooSoon] = [
        _violation(counter, bound, count) for counter, bound in _exceeded(claim, count)
    ]
    cooldown = claim.cooldown
    if cooldown:
        decision = check_cooldown(count.free_at, now=now, spacing=cooldown.spacing)
        if isinstance(decision, CooldownRunning):
            found.append(TooSoon(decision.retry_at, cooldown.spacing, cooldown.origin))
    return max(found, key=_free_at, default=None)


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


def _free_at(found: Violation | TooSoon) -> datetime:
    if isinstance(found, TooSoon):
        return found.retry_at
    if found.asked > found.bound.cap:
        return _NEVER
    # without a reset it counts running jobs, which end within minutes
    return found.resets_at or _SOON


def is_for_grant(claim: Claim, count: Count) -> bool:
    """Tell whether a claim exceeds the member's image limits and nothing else."""
    exceeded = _exceeded(claim, count)
    return bool(exceeded) and all(counter.is_quota for counter, _ in exceeded)
