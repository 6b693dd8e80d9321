"""Decides whether a request is admitted, and reserves what its job takes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import (
    Blocked,
    ChannelUnknown,
    CooldownActive,
    LimitForbids,
    LimitReached,
    ModelUnknown,
    OutsideServers,
    Paused,
    Refused,
    StorageFailed,
    StorageFault,
    TooManyRejections,
    WrongChannel,
)
from bot.policy.images.estimate import estimate_micros
from bot.policy.images.image import Generation
from bot.policy.images.request import ImageRequest, Order
from bot.policy.jobs.job import Draft, ReplyTarget, Requester
from bot.policy.limits.access import (
    ChannelRefusal,
    Forbidden,
    ForbiddenChannel,
    RequestedOptions,
    ServerPaused,
    UnknownChannel,
    check_channel,
    check_request,
)
from bot.policy.limits.claim import Claim, Remaining, TooSoon, Violation, binding, is_for_grant
from bot.policy.limits.cooldown import LOOK_BACK, waits_until
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Rules, Spot, resolve
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.case import binding_block
from bot.ports import Adapters, Reserved
from bot.service.jobs.ordering import estimate_order, place_order
from bot.service.jobs.runner import Runner
from bot.service.limits.budget_alerts import BudgetWatch
from bot.service.moderation.reviews.consent import PrivateConsent
from bot.service.provider.health import ProviderHealth


@dataclass(frozen=True, slots=True)
class AdmittedJob:
    """An admitted request; its reservation is settled when the job ends."""

    draft: Draft
    order: Order
    claim: Claim | None = None
    """What is reserved; None after a restart, when the claim can no longer be extended."""
    micros: int = 0
    """Micro-dollars that were reserved before a restart; 0 without one."""
    remaining: Remaining | None = None
    """The member's remaining images; None after a restart."""
    generation: Generation | None = None
    """Images that were generated before a restart and only have to be delivered."""
    generated_at: datetime | None = None
    """When they were generated; None without any."""
    is_answered: bool = False
    """Whether the first answer was sent before a restart."""


@dataclass(frozen=True, slots=True)
class OperatorLimits:
    """The operator's limits, the same for all servers."""

    defaults: Mapping[Limit, Value]
    """The limits that apply where moderators set none."""
    caps: Mapping[Cap, int]
    refusals_per_hour: int | None = None
    fallback_model: str | None = None
    allow_dms: bool = True


#: How often a reservation is tried while other jobs' refunds change the counts.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """An order that no rule forbids; whether the counts have room for it is not known yet."""

    order: Order
    claim: Claim
    rulebook: Rulebook
    allowed: frozenset[str] | None
    """The only models that may be used; None for all."""
    shown_to_moderators: bool = False
    """Whether it is private, and its member has agreed that moderators see it."""

    def addressed(self, requester: Requester, target: ReplyTarget) -> ReplyTarget:
        """Return the address of the answer, in the language that the server chose for all."""
        language = self.rulebook.language
        if language is None or requester.private:
            return target
        return replace(target, language=language)


class Admission:
    """Applies a server's rules and the operator's, and reserves in one transaction."""

    def __init__(
        self,
        adapters: Adapters,
        operator_limits: OperatorLimits,
        *,
        provider: ProviderHealth,
        budget: BudgetWatch,
        runner: Runner,
    ) -> None:
        self._stores = adapters.stores
        self._models = adapters.models
        self._operator = operator_limits
        self._provider = provider
        self._budget = budget
        self._clock = adapters.clock
        self._runner = runner
        self._consent = PrivateConsent(adapters.stores, clock=adapters.clock)

    async def check_counts(self, checked: CheckedOrder) -> None:
        """Refuse now what `reserve` would refuse; reserves nothing.

        Raises:
            Refused: With the one rule that binds.
            StorageFailed: The database does not work.
        """
        claim, now = checked.claim, self._clock.now()
        count = await self._stores.ledger.count(claim)
        if is_for_grant(claim, count) and await self._has_grant(claim, now):
            claim = claim.on_grant()
        _refuse(binding(claim, count, now=now))

    async def reserve(self, checked: CheckedOrder, draft: Draft) -> Reserved:
        """Reserve everything that the request takes and store its job, or do neither.

        Raises:
            DuplicateEvent: The same interaction was received before.
            Refused: With the one rule that binds.
            StorageFailed: The database does not work.
        """
        now = self._clock.now()
        for _ in range(_TRIES):
            outcome = await self._stores.ledger.reserve(checked.claim, now=now, draft=draft)
            # a task, since cancelling an await here would leave the reservation without an owner
            budget_check = self._budget.check_levels(checked.claim, outcome, checked.rulebook)
            self._runner.start(f"budget:{draft.requester.job_id}", budget_check)
            if isinstance(outcome, Reserved):
                return outcome
            _refuse(binding(checked.claim, outcome, now=now))
            # a refund made room after the reservation failed and before the counts were read
        raise StorageFailed(StorageFault.BUSY, "counts change faster than they can be read")

    async def check_rules(
        self, requester: Requester, request: ImageRequest, *, asks: bool = True
    ) -> CheckedOrder:
        """Check a request against all rules that need no counts; reserves nothing.

        Args:
            requester: The member and their spot.
            request: What they want.
            asks: Whether the member can be asked for consent, since they wait for an answer.

        Raises:
            ConsentNeeded: The member has to be asked whether moderators may see it.
            Refused: With the one rule that binds.
            StorageFailed: The database does not work.
        """
        now, members, user_id = self._clock.now(), self._stores.members, requester.user_id
        blocks, rulebook, strikes = await asyncio.gather(
            self._stores.cases.blocks(requester.spot.guild_id, user_id, now=now),
            self._rulebook(requester.spot),
            members.strikes(user_id, since=now - LOOK_BACK),
        )
        block = binding_block(blocks, now=now)
        if block is not None:
            raise Blocked.by(block)
        rules = resolve(rulebook, requester.spot, self._operator.defaults)
        _refuse(check_channel(rulebook, rules, requester.spot, now=now))
        until = waits_until(strikes, now=now, per_hour=self._operator.refusals_per_hour)
        if until is not None:
            raise TooManyRejections(until)
        order, allowed = await self._order(requester, request, rules)
        count = request.count
        micros = await estimate_order(order, self._stores.costs, images=count, now=now)
        name = members.pseudonym(user_id)
        size = JobSize(requester.job_id, user_id, requester.spot, count, micros, name)
        claim = claim_for(size, rulebook, rules, self._operator.caps, now=now)
        log_settings = rulebook.moderation.log
        shown = await self._consent.check(requester, log_settings, asks=asks)
        return CheckedOrder(order, claim, rulebook, allowed, shown_to_moderators=shown)

    async def _rulebook(self, spot: Spot) -> Rulebook:
        if spot.guild_id is not None:
            return (await self._stores.rulebooks.read(spot.guild_id)).rulebook
        if not self._operator.allow_dms:
            raise OutsideServers
        return Rulebook()

    async def _order(
        self, requester: Requester, request: ImageRequest, rules: Rules
    ) -> tuple[Order, frozenset[str] | None]:
        allowed = rules[Limit.MODELS].value
        allowed = allowed if isinstance(allowed, frozenset) else None
        if request.model is not None and allowed is not None and request.model not in allowed:
            raise LimitForbids(Forbidden(rules[Limit.MODELS], request.model))
        try:
            order = place_order(
                request, self._models, allowed=allowed, is_open=self._provider.is_on_hold
            )
        except ModelUnknown as error:
            if request.model is not None or allowed is None:
                raise
            raise LimitForbids(Forbidden(rules[Limit.MODELS], "")) from error
        order = await self._cheaper_order(order, request, allowed)
        self._provider.check(order.model.id)
        options = RequestedOptions(
            order.model.id,
            order.size,
            request.count,
            len(order.references),
            private=requester.private,
        )
        _refuse(check_request(rules, options))
        return order, allowed

    async def _cheaper_order(
        self, order: Order, request: ImageRequest, allowed: frozenset[str] | None
    ) -> Order:
        """Return the fallback model's order if a budget is tight and it is usable and cheaper."""
        fallback, is_open = self._operator.fallback_model, self._provider.is_on_hold
        if fallback is None or not await self._budget.is_tight(self._operator.caps):
            return order
        try:
            wanted = replace(request, model=fallback)
            cheaper = place_order(wanted, self._models, allowed=allowed, is_open=is_open)
        except Refused:
            return order
        if is_open(cheaper.model.id) or _list_price(cheaper) >= _list_price(order):
            return order
        return replace(cheaper, gone=None, failed_over=None, is_thrifty=True)

    async def _has_grant(self, claim: Claim, now: datetime) -> bool:
        if claim.guild_id is None:
            return False
        grant = await self._stores.members.grant(claim.guild_id, claim.user_id)
        return grant is not None and grant.covers(claim.images, now=now)


def _list_price(order: Order) -> int:
    return estimate_micros(
        order.model,
        order.size,
        images=1,
        highest_sample=None,
        references=len(order.references),
    )


def _refuse(found: ChannelRefusal | TooSoon | Violation | None) -> None:
    match found:
        case None:
            return
        case ServerPaused(pause):
            raise Paused(pause)
        case ForbiddenChannel(channels):
            raise WrongChannel(channels)
        case UnknownChannel():
            raise ChannelUnknown
        case Forbidden():
            raise LimitForbids(found)
        case TooSoon(retry_at, spacing, origin):
            raise CooldownActive(retry_at, spacing, origin)
        case _:
            raise LimitReached(found)
