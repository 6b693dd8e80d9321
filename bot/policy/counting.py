"""Which counts a job adds to: the moderators' in their time zone, the operator's in UTC."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.policy.claim import Bound, Claim, CooldownClaim, Counter, Measure
from bot.policy.limits import MEMBER_QUOTAS, PICTURE_QUOTAS, Cap, Limit
from bot.policy.resolve import Rules, Spot, is_exempt
from bot.policy.rulebook import Rulebook
from bot.policy.window import Period, ZoneChange, window_at

#: Counts outlive their window, so that a clock that is set back finds them.
_KEPT = timedelta(days=2)

#: The last instant after which something can be kept.
_LATEST = datetime.max.replace(tzinfo=UTC) - _KEPT

_PICTURES, _MICROS, _JOBS = Measure.PICTURES, Measure.MICROS, Measure.JOBS
_DAY, _MONTH = Period.DAY, Period.MONTH


@dataclass(frozen=True, slots=True)
class Wish:
    """What decides how much a job takes."""

    job_id: int
    user_id: int
    spot: Spot
    pictures: int
    micros: int
    """The upper estimate of its price in micro-dollars, at least 1."""
    pseudonym: str
    """The user's name in counts, as `pseudonym_of` makes it."""

    @property
    def member(self) -> str:
        """Whose pictures are counted: a member of a server, or a user outside of any."""
        guild_id = self.spot.guild_id
        return member_subject(guild_id, self.pseudonym)

    def amount(self, measure: Measure) -> int:
        """Return how much of something the job takes."""
        return {_PICTURES: self.pictures, _MICROS: self.micros, _JOBS: 1}[measure]


def member_subject(guild_id: int | None, pseudonym: str) -> str:
    """Return how the keys of a member's counts begin, and the whole key of their cooldown."""
    return f"user:{pseudonym}" if guild_id is None else f"member:{guild_id}:{pseudonym}"


def keys_of(pseudonym: str) -> tuple[str, str, str]:
    """Return SQL's LIKE patterns for all keys of a user's counts and cooldowns, in any server."""
    return f"user:{pseudonym}%", f"member:%:{pseudonym}%", f"everywhere:{pseudonym}%"


@dataclass(frozen=True, slots=True)
class _Tally:
    """What one rule looks at."""

    measure: Measure
    period: Period | None = None
    """None counts what is under way now."""


_MEMBERS = {
    Limit.MEMBER_PICTURES_PER_DAY: _Tally(_PICTURES, _DAY),
    Limit.MEMBER_PICTURES_PER_MONTH: _Tally(_PICTURES, _MONTH),
    Limit.MEMBER_USD_PER_DAY: _Tally(_MICROS, _DAY),
    Limit.MEMBER_USD_PER_MONTH: _Tally(_MICROS, _MONTH),
    Limit.MEMBER_JOBS_AT_ONCE: _Tally(_JOBS),
}
_SERVERS = {
    Limit.SERVER_PICTURES_PER_DAY: _Tally(_PICTURES, _DAY),
    Limit.SERVER_PICTURES_PER_MONTH: _Tally(_PICTURES, _MONTH),
    Limit.SERVER_USD_PER_DAY: _Tally(_MICROS, _DAY),
    Limit.SERVER_USD_PER_MONTH: _Tally(_MICROS, _MONTH),
    Limit.SERVER_JOBS_AT_ONCE: _Tally(_JOBS),
}
_EVERYWHERE = {
    Cap.BUDGET_USD_PER_DAY: _Tally(_MICROS, _DAY),
    Cap.BUDGET_USD_PER_MONTH: _Tally(_MICROS, _MONTH),
}
_PER_USER = {
    Cap.CAP_USER_USD_PER_DAY: _Tally(_MICROS, _DAY),
    Cap.CAP_USER_PICTURES_PER_DAY: _Tally(_PICTURES, _DAY),
}
_PER_SERVER = {
    Cap.CAP_SERVER_USD_PER_DAY: _Tally(_MICROS, _DAY),
    Cap.CAP_SERVER_USD_PER_MONTH: _Tally(_MICROS, _MONTH),
}


def claim_for(
    wish: Wish, rulebook: Rulebook, rules: Rules, caps: Mapping[Cap, int], *, now: datetime
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
    # claimed without a wait, too, since another place may look at when the last picture was
    cooldown = CooldownClaim(wish.member, spacing, rule.origin)
    return Claim(
        job_id=wish.job_id,
        guild_id=wish.spot.guild_id,
        user_id=wish.user_id,
        pictures=wish.pictures,
        micros=wish.micros,
        cooldown=cooldown,
        counters=tuple(sorted(counters, key=lambda counter: counter.key)),
    )


def budget_counters(caps: Mapping[Cap, int], *, now: datetime) -> tuple[Counter, ...]:
    """Return the counts of the operator's budgets that are capped, to be read: nothing is added."""
    nothing = Wish(job_id=0, user_id=0, spot=Spot(), pictures=0, micros=0, pseudonym="")
    found = _operators(nothing, caps, now)
    return tuple(
        counter for counter in found if counter.bound and counter.bound.rule in _EVERYWHERE
    )


def _moderators_counters(
    wish: Wish, rulebook: Rulebook, rules: Rules, now: datetime
) -> Iterator[Counter]:
    limited = [(wish.member, limit, tally) for limit, tally in _MEMBERS.items()]
    if wish.spot.guild_id is not None:
        server = f"server:{wish.spot.guild_id}"
        limited += [(server, limit, tally) for limit, tally in _SERVERS.items()]
    is_free = is_exempt(rulebook, wish.spot)
    for subject, limit, tally in limited:
        rule, bound = rules[limit], None
        if isinstance(rule.value, int) and not (is_free and limit in MEMBER_QUOTAS):
            cap = during_event(limit, rule.value, rulebook, now=now)
            bound = Bound(limit, cap, rule.origin)
        counter = _counter(subject, tally, wish, bound, rulebook.zones, now=now)
        yield replace(counter, is_quota=limit in MEMBER_QUOTAS, rule=limit)


def during_event(limit: Limit, value: int, rulebook: Rulebook, *, now: datetime) -> int:
    """Return a limit's value as it is now: more, where an event gives more pictures."""
    event = rulebook.event_at(now)
    if event is None or limit not in PICTURE_QUOTAS:
        return value
    # 1.15 times 100 is 115, which floats do not know
    return int(value * Decimal(str(event.factor)))


def _operators(wish: Wish, caps: Mapping[Cap, int], now: datetime) -> Iterator[Counter]:
    capped = [("bot", _EVERYWHERE), (f"everywhere:{wish.pseudonym}", _PER_USER)]
    if wish.spot.guild_id is not None:
        capped.append((f"capped:{wish.spot.guild_id}", _PER_SERVER))
    for subject, tallies in capped:
        for cap, tally in tallies.items():
            bound = Bound(cap, caps[cap], None) if cap in caps else None
            yield replace(_counter(subject, tally, wish, bound, now=now), rule=cap)


def _counter(
    subject: str,
    tally: _Tally,
    wish: Wish,
    bound: Bound | None,
    zones: Sequence[ZoneChange] = (),
    *,
    now: datetime,
) -> Counter:
    amount = wish.amount(tally.measure)
    if tally.period is None:
        key = f"{subject}:{tally.measure}"
        return Counter(key, tally.measure, amount, bound, kept_until=_kept(now))
    window = window_at(now, tally.period, zones)
    return Counter(
        f"{subject}:{tally.measure}:{tally.period}:{window.starts_at:%Y-%m-%dT%H:%MZ}",
        tally.measure,
        amount,
        bound,
        kept_until=_kept(window.ends_at),
        resets_at=window.ends_at,
    )


def _kept(instant: datetime) -> datetime:
    return min(instant, _LATEST) + _KEPT
