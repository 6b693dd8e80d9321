"""Which counts a job adds to: the moderators' in their time zone, the operator's in UTC."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.policy.limits.claim import BindingRule, Claim, CooldownClaim, Counter
from bot.policy.limits.effective import Rules, Spot, is_exempt
from bot.policy.limits.limit import CAPS, SPECS, Cap, Counted, Limit, Measure, Whose, is_count
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.window import ZoneChange, window_at

#: Counts outlive their window, so that a clock that is set back finds them.
_KEPT = timedelta(days=2)

#: The last instant after which something can be kept.
_LATEST = datetime.max.replace(tzinfo=UTC) - _KEPT


@dataclass(frozen=True, slots=True)
class JobSize:
    """What decides how much a job takes."""

    job_id: int
    user_id: int
    spot: Spot
    images: int
    micros: int
    """The upper estimate of its price in micro-dollars, at least 1."""
    pseudonym: str
    """The user's name in counts, as `pseudonym_of` makes it."""

    @property
    def member(self) -> str:
        """Whose images are counted: a member of a server, or a user outside of any."""
        guild_id = self.spot.guild_id
        return member_subject(guild_id, self.pseudonym)

    def amount(self, measure: Measure) -> int:
        """Return how much of something the job takes."""
        return {
            Measure.IMAGES: self.images,
            Measure.MICROS: self.micros,
            Measure.JOBS: 1,
        }[measure]

    def subject(self, whose: Whose) -> str | None:
        """Return how the keys of a count begin; None for a server's outside of servers.

        Counts are stored under these keys.
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
    """Return how the keys of a member's counts begin, and the whole key of their cooldown."""
    return f"user:{pseudonym}" if guild_id is None else f"member:{guild_id}:{pseudonym}"


def keys_of(pseudonym: str) -> tuple[str, str, str]:
    """Return SQL's LIKE patterns for all keys of a user's counts and cooldowns, in any server."""
    return f"user:{pseudonym}%", f"member:%:{pseudonym}%", f"everywhere:{pseudonym}%"


def claim_for(
    wish: JobSize, rulebook: Rulebook, rules: Rules, caps: Mapping[Cap, int], *, now: datetime
) -> Claim:
    """Return what a job takes: its cooldown and every count, capped or not.

    What has no cap is counted too, so that a limit that is set later knows what was used.

    Args:
        wish: Who asks for how much, and where.
        rulebook: The server's.
        rules: The rulebook resolved for this spot.
        caps: The operator's hard caps; one that is missing is no cap.
        now: Which windows are counted.
    """
    counters = [*_moderators_counters(wish, rulebook, rules, now), *_operators(wish, caps, now)]
    rule = rules[Limit.COOLDOWN]
    spacing = timedelta()
    if isinstance(rule.value, int) and not is_exempt(rulebook, wish.spot):
        spacing = timedelta(seconds=rule.value)
    # claimed without a wait, too, since another place may look at when the last image was
    cooldown = CooldownClaim(wish.member, spacing, rule.origin)
    return Claim(
        job_id=wish.job_id,
        guild_id=wish.spot.guild_id,
        user_id=wish.user_id,
        images=wish.images,
        micros=wish.micros,
        cooldown=cooldown,
        counters=tuple(sorted(counters, key=lambda counter: counter.key)),
    )


def budget_counters(caps: Mapping[Cap, int], *, now: datetime) -> tuple[Counter, ...]:
    """Return the counts of the operator's budgets that are capped, to be read: nothing is added."""
    nothing = JobSize(job_id=0, user_id=0, spot=Spot(), images=0, micros=0, pseudonym="")
    found = _operators(nothing, caps, now)
    return tuple(
        counter for counter in found if counter.bound and is_count(counter.bound.rule, Whose.BOT)
    )


def _moderators_counters(
    wish: JobSize, rulebook: Rulebook, rules: Rules, now: datetime
) -> Iterator[Counter]:
    is_free = is_exempt(rulebook, wish.spot)
    for limit, spec in SPECS.items():
        if spec.counted is None:
            continue
        rule, bound = rules[limit], None
        if isinstance(rule.value, int) and not (is_free and spec.is_lifted_by_role):
            cap = during_event(limit, rule.value, rulebook, now=now)
            bound = BindingRule(limit, cap, rule.origin)
        for counter in _counters(spec.counted, wish, bound, rulebook.zones, now=now):
            yield replace(counter, is_quota=spec.is_lifted_by_role, rule=limit)


def during_event(limit: Limit, value: int, rulebook: Rulebook, *, now: datetime) -> int:
    """Return a limit's value as it is now: more, where an event gives more images."""
    event = rulebook.event_at(now)
    if event is None or not SPECS[limit].grows_with_event:
        return value
    # 1.15 times 100 is 115, which floats do not know
    return int(value * Decimal(str(event.factor)))


def _operators(wish: JobSize, caps: Mapping[Cap, int], now: datetime) -> Iterator[Counter]:
    for cap, counted in CAPS.items():
        bound = BindingRule(cap, caps[cap], None) if cap in caps else None
        for counter in _counters(counted, wish, bound, now=now):
            yield replace(counter, rule=cap)


def _counters(
    counted: Counted,
    wish: JobSize,
    bound: BindingRule | None,
    zones: Sequence[ZoneChange] = (),
    *,
    now: datetime,
) -> Iterator[Counter]:
    """Return one count, or none when there is no such subject here."""
    subject, measure = wish.subject(counted.whose), counted.measure
    if subject is None:
        return
    amount, key = wish.amount(measure), f"{subject}:{measure}"
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
