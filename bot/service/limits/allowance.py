"""What is left to a member, and what stands in the way; reads only."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.images.model import Model
from bot.policy.images.request import Order
from bot.policy.limits.access import ChannelRefusal, check_channel
from bot.policy.limits.claim import BindingRule, Claim, CooldownClaim, Count
from bot.policy.limits.cooldown import LOOK_BACK, CooldownRunning, check_cooldown, waits_until
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Rules, Spot, is_exempt, resolve
from bot.policy.limits.limit import Cap, Limit, Measure
from bot.policy.limits.rulebook import Event, Pause, Rulebook
from bot.ports import Clock, Grant, LastRefusal, Stores
from bot.service.jobs.admission import OperatorLimits
from bot.service.jobs.ordering import estimate_order


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """One count."""

    bound: BindingRule | None
    """The rule that caps it; None when nothing does."""
    measure: Measure
    limit_or_cap: Limit | Cap
    """What would cap it, whether or not it does."""
    used: int
    resets_at: datetime | None
    """None for running jobs, which end by themselves."""

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits."""
        return self.bound is not None and self.used >= self.bound.cap


@dataclass(frozen=True, slots=True)
class AllowanceReport:
    """Everything that decides about a member's next image."""

    rules: Rules
    lines: tuple[AllowanceRow, ...]
    """In the order of `Limit`, then of `Cap`."""
    free_at: datetime | None
    """When the cooldown ends; None when it has."""
    cooldown: CooldownClaim | None
    """The cooldown that holds here; None when there is none, or an exempt role frees from it."""
    grant: Grant | None
    """Extra images that can still be used in time; all of them may be used."""
    last_refusal: LastRefusal | None
    refused_until: datetime | None
    """Until when the member waits because the provider refused too many prompts."""
    pause: Pause | None
    event: Event | None
    is_exempt: bool
    rulebook: Rulebook
    place: ChannelRefusal | None
    """What speaks against the place, whatever is left."""
    is_outside: bool = False
    """Whether it is outside of servers, where the operator takes no images."""


class Allowance:
    """Answers what a member has left."""

    def __init__(self, stores: Stores, terms: OperatorLimits, *, clock: Clock) -> None:
        self._stores = stores
        self._terms = terms
        self._clock = clock

    async def price(self, model: Model) -> int:
        """Return an upper estimate of a model's next image in micro-dollars.

        Raises:
            StorageFailed: What such images cost lately cannot be read.
        """
        costs, now = self._stores.costs, self._clock.now()
        return await estimate_order(Order(model, ""), costs, images=1, now=now)

    async def standing(self, user_id: int, spot: Spot) -> AllowanceReport:
        """Return how a member stands at a spot.

        Raises:
            StorageFailed: It cannot be read.
        """
        members, now, guild_id = self._stores.members, self._clock.now(), spot.guild_id
        rulebook, grant = Rulebook(), None
        if guild_id is not None:
            rulebook = (await self._stores.rulebooks.read(guild_id)).rulebook
            grant = await members.grant(guild_id, user_id)
        rules = resolve(rulebook, spot, self._terms.defaults)
        wish = JobSize(0, user_id, spot, 1, 1, members.pseudonym(user_id))
        claim = claim_for(wish, rulebook, rules, self._terms.caps, now=now)
        count = await self._stores.ledger.count(claim)
        strikes = await members.strikes(user_id, since=now - LOOK_BACK)
        return AllowanceReport(
            rules=rules,
            lines=_lines(claim, count),
            free_at=_free_at(claim, count, now),
            cooldown=claim.cooldown if claim.cooldown and claim.cooldown.spacing else None,
            grant=grant if grant and now < grant.until else None,
            last_refusal=await members.last_refusal(guild_id, user_id),
            refused_until=waits_until(strikes, now=now, per_hour=self._terms.refusals_per_hour),
            pause=rulebook.pause_at(now),
            event=rulebook.event_at(now),
            is_exempt=is_exempt(rulebook, spot),
            rulebook=rulebook,
            is_outside=guild_id is None and not self._terms.allow_dms,
            place=check_channel(rulebook, rules, spot, now=now),
        )


def _lines(claim: Claim, count: Count) -> tuple[AllowanceRow, ...]:
    order: list[Limit | Cap] = [*Limit, *Cap]
    lines = [
        AllowanceRow(
            counter.bound,
            counter.measure,
            counter.rule,
            count.used.get(counter.key, 0),
            counter.resets_at,
        )
        for counter in claim.counters
        if counter.rule
    ]
    return tuple(sorted(lines, key=lambda line: order.index(line.limit_or_cap)))


def _free_at(claim: Claim, count: Count, now: datetime) -> datetime | None:
    if not (claim.cooldown and claim.cooldown.spacing):
        return None
    decision = check_cooldown(count.free_at, now=now, spacing=claim.cooldown.spacing)
    return decision.retry_at if isinstance(decision, CooldownRunning) else None
