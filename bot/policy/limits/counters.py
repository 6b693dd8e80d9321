"""The counters of a job: limits count in the server's time zone, caps in UTC."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.policy.limits.claim import BindingRule, Claim, CooldownClaim, Counter
from bot.policy.limits.effective import Rules, Spot, is_exempt
from bot.policy.limits.limit import CAPS, SPECS, Cap, Counted, Limit, Measure, Whose, is_count
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.window import ZoneChange, window_at

#: Counters outlive their window, so that they exist after a clock was set back.
_KEPT = timedelta(days=2)

#: The latest instant that `_KEPT` can be added to.
_LATEST = datetime.max.replace(tzinfo=UTC) - _KEPT


@dataclass(frozen=True, slots=True)
class JobSize:
    """How much a job counts, and for which member."""

    job_id: int
    user_id: int
    spot: Spot
    images: int
    micros: int
    """Upper estimate of its cost in micro-dollars, at least 1."""
    pseudonym: str
    """The user's name in counters: the result of `pseudonym_of`."""

    @property
    def member(self) -> str:
        """Key prefix of the member's counters; of the user's outside servers."""
        guild_id = self.spot.guild_id
        return member_subject(guild_id, self.pseudonym)

    def amount(self, measure: Measure) -> int:
        """Return the amount that the job adds to a counter of this measure."""
        return {
            Measure.IMAGES: self.images,
            Measure.MICROS: self.micros,
            Measure.JOBS: 1,
        }[measure]

    def subject(self, whose: Whose) -> str | None:
        """Return the key prefix of a counter; None for a server's counter outside servers.

        The prefixes are stored, so they must not change.
        """
        guild_id = self.spot.guild_id
        match whose:
            case Whose.MEMBER:
                return self.member
            case Whose.USER:
                return f"everywhere:{self.pseudonym}"
            case Whose.BOT:
                return "bot"
            case _:
                kind = "server" if whose is Whose.SERVER else "capped"
                return None if guild_id is None else f"{kind}:{guild_id}"


def member_subject(guild_id: int | None, pseudonym: str) -> str:
    """Return the key prefix of a member's counters, which is also the key of the cooldown."""
    return f"user:{pseudonym}" if guild_id is None else f"member:{guild_id}:{pseudonym}"


def keys_of(pseudonym: str) -> tuple[str, str, str]:
    """Return SQL LIKE patterns for the keys of a user's counters and cooldowns in all servers."""
    return f"user:{pseudonym}%", f"member:%:{pseudonym}%", f"everywhere:{pseudonym}%"


def claim_for(
    size: JobSize, rulebook: Rulebook, rules: Rules, caps: Mapping[Cap, int], *, now: datetime
) -> Claim:
    """Return a job's claim: its cooldown and all counters, capped or not.

    Counters without a cap are included, so that a limit that is set later applies to earlier use.

    Args:
        size: The job.
        rulebook: The server's.
        rules: The rulebook resolved for the job's spot.
        caps: The operator's caps; a missing one is no cap.
        now: The present, which selects the windows.
    """
    counters = [*_limit_counters(size, rulebook, rules, now), *_cap_counters(size, caps, now)]
    rule = rules[Limit.COOLDOWN]
    spacing = timedelta()
    if isinstance(rule.value, int) and not is_exempt(rulebook, size.spot):
        spacing = timedelta(seconds=rule.value)
    # also with a spacing of zero, since another channel's cooldown may depend on this image
    cooldown = CooldownClaim(size.member, spacing, rule.origin)
    return Claim(
        job_id=size.job_id,
        guild_id=size.spot.guild_id,
        user_id=size.user_id,
        images=size.images,
        micros=size.micros,
        cooldown=cooldown,
        counters=tuple(sorted(counters, key=lambda counter: counter.key)),
    )


def budget_counters(caps: Mapping[Cap, int], *, now: datetime) -> tuple[Counter, ...]:
    """Return the counters of the operator's capped budgets, for reading: their amounts are 0."""
    nothing = JobSize(job_id=0, user_id=0, spot=Spot(), images=0, micros=0, pseudonym="")
    found = _cap_counters(nothing, caps, now)
    return tuple(
        counter for counter in found if counter.bound and is_count(counter.bound.rule, Whose.BOT)
    )


def _limit_counters(
    size: JobSize, rulebook: Rulebook, rules: Rules, now: datetime
) -> Iterator[Counter]:
    has_exemption = is_exempt(rulebook, size.spot)
    for limit, spec in SPECS.items():
        if spec.counted is None:
            continue
        rule, bound = rules[limit], None
        if isinstance(rule.value, int) and not (has_exemption and spec.is_lifted_by_role):
            cap = during_event(limit, rule.value, rulebook, now=now)
            bound = BindingRule(limit, cap, rule.origin)
        for counter in _counters(spec.counted, size, bound, rulebook.zones, now=now):
            yield replace(counter, is_quota=spec.is_lifted_by_role, rule=limit)


def during_event(limit: Limit, value: int, rulebook: Rulebook, *, now: datetime) -> int:
    """Return a limit's present value: multiplied where an event applies to it."""
    event = rulebook.event_at(now)
    if event is None or not SPECS[limit].grows_with_event:
        return value
    # as decimals, since in floats 1.15 * 100 is less than 115
    return int(value * Decimal(str(event.factor)))


def _cap_counters(size: JobSize, caps: Mapping[Cap, int], now: datetime) -> Iterator[Counter]:
    for cap, counted in CAPS.items():
        bound = BindingRule(cap, caps[cap], None) if cap in caps else None
        for counter in _counters(counted, size, bound, now=now):
            yield replace(counter, rule=cap)


def _counters(
    counted: Counted,
    size: JobSize,
    bound: BindingRule | None,
    zones: Sequence[ZoneChange] = (),
    *,
    now: datetime,
) -> Iterator[Counter]:
    """Yield one counter, or none for a server's counter outside servers."""
    subject, measure = size.subject(counted.whose), counted.measure
    if subject is None:
        return
    amount, key = size.amount(measure), f"{subject}:{measure}"
    if counted.period is None:
        yield Counter(key, measure, amount, bound, kept_until=_kept(now))
        return
    window = window_at(now, counted.period, zones)
    yield Counter(
        f"{key}:{counted.period}:{window.starts_at:%Y-%m-%dT%H:%MZ}",
        measure,
        amount,
        bound,
        kept_until=_kept(window.ends_at),
        resets_at=window.ends_at,
    )


def _kept(instant: datetime) -> datetime:
    return min(instant, _LATEST) + _KEPT
