"""Reports what a member has left of every limit, and what prevents the next image; reads only."""

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
from bot.policy.moderation.case import Case, binding_block
from bot.ports import Clock, Grant, LastRefusal, Stores
from bot.service.jobs.admission import OperatorLimits
from bot.service.jobs.ordering import estimate_order


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """One counter of a member."""

    bound: BindingRule | None
    """The rule that bounds it; None without one."""
    measure: Measure
    limit_or_cap: Limit | Cap
    """The limit or cap that bounds it if it is set."""
    used: int
    resets_at: datetime | None
    """None for running jobs, which end by themselves."""

    @property
    def is_full(self) -> bool:
        """Whether it is used up."""
        return self.bound is not None and self.used >= self.bound.cap


@dataclass(frozen=True, slots=True)
class AllowanceReport:
    """Everything that decides whether a member can create another image."""

    rules: Rules
    rows: tuple[AllowanceRow, ...]
    """In the order of `Limit`, then of `Cap`."""
    free_at: datetime | None
    """When the cooldown ends; None when it has ended."""
    cooldown: CooldownClaim | None
    """The cooldown that applies here; None without one, or with an exempt role."""
    grant: Grant | None
    """Bonus images that have not expired; all of them may be used up."""
    last_refusal: LastRefusal | None
    refused_until: datetime | None
    """Until when the member has to wait after too many strikes; None without a wait."""
    pause: Pause | None
    event: Event | None
    is_exempt: bool
    rulebook: Rulebook
    refusal: ChannelRefusal | None
    """Why no image can be created here, whatever is left; None when one can."""
    is_outside: bool = False
    """Whether this is outside of servers, where the operator does not allow images."""
    block: Case | None = None
    """The block in force that lasts longest; None without one."""


class Allowance:
    """Reports what members have left."""

    def __init__(self, stores: Stores, operator_limits: OperatorLimits, *, clock: Clock) -> None:
        self._stores = stores
        self._operator = operator_limits
        self._clock = clock

    async def price(self, model: Model) -> int:
        """Return an upper estimate of what a model's next image costs, in micro-dollars.

        Raises:
            StorageFailed: Recent costs cannot be read.
        """
        costs, now = self._stores.costs, self._clock.now()
        return await estimate_order(Order(model, ""), costs, images=1, now=now)

    async def report(self, user_id: int, spot: Spot) -> AllowanceReport:
        """Return a member's allowance at a spot.

        Raises:
            StorageFailed: It cannot be read.
        """
        members, now, guild_id = self._stores.members, self._clock.now(), spot.guild_id
        rulebook, grant = Rulebook(), None
        if guild_id is not None:
            rulebook = (await self._stores.rulebooks.read(guild_id)).rulebook
            grant = await members.grant(guild_id, user_id)
        rules = resolve(rulebook, spot, self._operator.defaults)
        size = JobSize(0, user_id, spot, 1, 1, members.pseudonym(user_id))
        claim = claim_for(size, rulebook, rules, self._operator.caps, now=now)
        count = await self._stores.ledger.count(claim)
        strikes = await members.strikes(user_id, since=now - LOOK_BACK)
        blocks = await self._stores.cases.blocks(guild_id, user_id, now=now)
        return AllowanceReport(
            rules=rules,
            rows=_rows(claim, count),
            free_at=_free_at(claim, count, now),
            cooldown=claim.cooldown if claim.cooldown and claim.cooldown.spacing else None,
            grant=grant if grant and now < grant.until else None,
            last_refusal=await members.last_refusal(guild_id, user_id),
            refused_until=waits_until(strikes, now=now, per_hour=self._operator.refusals_per_hour),
            pause=rulebook.pause_at(now),
            event=rulebook.event_at(now),
            is_exempt=is_exempt(rulebook, spot),
            rulebook=rulebook,
            is_outside=guild_id is None and not self._operator.allow_dms,
            refusal=check_channel(rulebook, rules, spot, now=now),
            block=binding_block(blocks, now=now),
        )


def _rows(claim: Claim, count: Count) -> tuple[AllowanceRow, ...]:
    order: list[Limit | Cap] = [*Limit, *Cap]
    rows = [
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
    return tuple(sorted(rows, key=lambda row: order.index(row.limit_or_cap)))


def _free_at(claim: Claim, count: Count, now: datetime) -> datetime | None:
    if not (claim.cooldown and claim.cooldown.spacing):
        return None
    decision = check_cooldown(count.free_at, now=now, spacing=claim.cooldown.spacing)
    return decision.retry_at if isinstance(decision, CooldownRunning) else None
