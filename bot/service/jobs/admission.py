"""Whether a wish may be painted here and now, and what is reserved for it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import (
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
from bot.policy.jobs.job import Draft, Requester
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
from bot.ports import Adapters, Reserved
from bot.service.jobs.ordering import estimate_order, place_order
from bot.service.jobs.runner import Runner
from bot.service.limits.budget_alerts import BudgetWatch
from bot.service.provider.health import ProviderHealth


@dataclass(frozen=True, slots=True)
class AdmittedJob:
    """An admitted wish; what was reserved for it is settled when its job ends."""

    draft: Draft
    order: Order
    claim: Claim | None = None
    """What is reserved; None after a restart, when nothing can be added to it any more."""
    micros: int = 0
    """Micro-dollars that were held before the restart."""
    left: Remaining | None = None
    """What the member has left; None after a restart."""
    generation: Generation | None = None
    """What is painted already, and only has to be shown."""
    generated_at: datetime | None = None
    """When that was; None for now."""
    is_answered: bool = False
    """Whether the first answer was out before this job started."""


@dataclass(frozen=True, slots=True)
class OperatorLimits:
    """What the operator allows, whoever asks."""

    defaults: Mapping[Limit, Value]
    """The limits that hold where no moderator sets any."""
    caps: Mapping[Cap, int]
    refusals_per_hour: int | None = None
    fallback_model: str | None = None
    allow_dms: bool = True


#: How often a reservation is tried while others give back in between.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """A wish that no rule forbids; whether the counts have room for it is not known yet."""

    order: Order
    claim: Claim
    rulebook: Rulebook
    allowed: frozenset[str] | None
    """The only models that may paint; None for all."""


class Admission:
    """Decides by a server's rules and the operator's, and reserves in one transaction."""

    def __init__(
        self,
        adapters: Adapters,
        terms: OperatorLimits,
        *,
        provider: ProviderHealth,
        budget: BudgetWatch,
        runner: Runner,
    ) -> None:
        self._stores = adapters.stores
        self._models = adapters.models
        self._terms = terms
        self._provider = provider
        self._budget = budget
        self._clock = adapters.clock
        self._runner = runner

    async def check(self, requester: Requester, request: ImageRequest) -> None:
        """Refuse now what `reserve` would refuse; takes nothing.

        Raises:
            Refused: With the one rule that binds.
            StorageFailed: The database does not work.
        """
        now = self._clock.now()
        claim = (await self.weigh(requester, request)).claim
        count = await self._stores.ledger.count(claim)
        if is_for_grant(claim, count) and await self._has_grant(claim, now):
            claim = claim.on_grant()
        _refuse(binding(claim, count, now=now))

    async def reserve(self, weighed: CheckedOrder, draft: Draft) -> Reserved:
        """Reserve everything that the wish takes and store its job, or nothing.

        Raises:
            DuplicateEvent: The same event came before.
            Refused: With the one rule that binds.
            StorageFailed: The database does not work.
        """
        now = self._clock.now()
        for _ in range(_TRIES):
            outcome = await self._stores.ledger.reserve(weighed.claim, now=now, draft=draft)
            # not awaited: what is reserved needs an owner in this very breath
            looking = self._budget.look(weighed.claim, outcome, weighed.rulebook)
            self._runner.start(f"budget:{draft.requester.job_id}", looking)
            if isinstance(outcome, Reserved):
                return outcome
            _refuse(binding(weighed.claim, outcome, now=now))
            # what was in the way was given back before it was read
        raise StorageFailed(StorageFault.BUSY, "counts change faster than they can be read")

    async def weigh(self, requester: Requester, request: ImageRequest) -> CheckedOrder:
        """Hold a wish against all rules that need no counts; takes nothing.

        Raises:
            Refused: With the one rule that binds.
            StorageFailed: The database does not work.
        """
        now, members = self._clock.now(), self._stores.members
        rulebook, strikes = await asyncio.gather(
            self._rulebook(requester.spot),
            members.strikes(requester.user_id, since=now - LOOK_BACK),
        )
        rules = resolve(rulebook, requester.spot, self._terms.defaults)
        _refuse(check_channel(rulebook, rules, requester.spot, now=now))
        until = waits_until(strikes, now=now, per_hour=self._terms.refusals_per_hour)
        if until is not None:
            raise TooManyRejections(until)
        order, allowed = await self._order(requester, request, rules)
        count = request.count
        micros = await estimate_order(order, self._stores.costs, images=count, now=now)
        name = members.pseudonym(requester.user_id)
        wish = JobSize(requester.job_id, requester.user_id, requester.spot, count, micros, name)
        claim = claim_for(wish, rulebook, rules, self._terms.caps, now=now)
        return CheckedOrder(order, claim, rulebook, allowed)

    async def _rulebook(self, spot: Spot) -> Rulebook:
        if spot.guild_id is not None:
            return (await self._stores.rulebooks.read(spot.guild_id)).rulebook
        if not self._terms.allow_dms:
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
                request, self._models, allowed=allowed, is_open=self._provider.is_open
            )
        except ModelUnknown as error:
            if request.model is not None or allowed is None:
                raise
            raise LimitForbids(Forbidden(rules[Limit.MODELS], "")) from error
        order = await self._thriftier(order, request, allowed)
        self._provider.check(order.model.id)
        asked = RequestedOptions(
            order.model.id,
            order.size,
            request.count,
            len(order.references),
            private=requester.private,
        )
        _refuse(check_request(rules, asked))
        return order, allowed

    async def _thriftier(
        self, order: Order, request: ImageRequest, allowed: frozenset[str] | None
    ) -> Order:
        """Return the order for the fallback model, where a budget is tight and it can paint now."""
        fallback, is_open = self._terms.fallback_model, self._provider.is_open
        if fallback is None or not await self._budget.is_tight(self._terms.caps):
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
