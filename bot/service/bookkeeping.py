"""Writes down what became of a job, and keeps at it while the database does not work."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from bot.errors import (
    Charge,
    ImagineError,
    LimitReached,
    PaintingFailed,
    PromptRejected,
    StorageFailed,
    StorageFault,
)
from bot.policy.claim import Claim, Count, Violation, binding
from bot.policy.job import Asker
from bot.policy.picture import Painting
from bot.policy.request import Order
from bot.ports import Clock, LastRefusal, Settlement, Stores
from bot.service.ordering import estimate_order
from bot.service.runner import Runner

log = logging.getLogger(__name__)

#: Pauses between tries to settle; the last one is repeated for as long as the process lives.
#: What is not settled by then is recovered by the next one.
_PAUSES_S = (1, 5, 15, 60)


def settlement_of(
    error: ImagineError | None, painting: Painting | None, *, is_sent: bool
) -> Settlement:
    """Say what a job's end means for the counters.

    Args:
        error: Why there is no picture; None when it was delivered.
        painting: What was painted, whether it could be delivered or not.
        is_sent: Whether a request may have left.
    """
    delivered = error is None
    if painting is not None:
        return Settlement(delivered, painting.cost_micros, painting.generation_id)
    if not is_sent:
        return Settlement(delivered, 0)
    if not isinstance(error, PaintingFailed):
        return Settlement(delivered, None)
    charged = 0 if error.charge is Charge.NONE else error.cost_micros
    return Settlement(delivered, charged, error.generation_id)


class Bookkeeping:
    """The job's way back to the stores."""

    def __init__(
        self,
        stores: Stores,
        clock: Clock,
        runner: Runner,
        *,
        explain: Callable[[ImagineError], str],
    ) -> None:
        self._stores = stores
        self._clock = clock
        self._runner = runner
        self._explain = explain

    async def mark_sent(self, job_id: int) -> None:
        """Note that a request is about to leave.

        Raises:
            StorageFailed: It could not be noted, so nothing may leave.
        """
        await self._stores.ledger.mark_sent(job_id, now=self._clock.now())

    async def hold_for(self, claim: Claim, order: Order) -> Claim:
        """Reserve what another order costs more than the claim holds.

        Returns:
            The claim with all that is held now.

        Raises:
            LimitReached: A cap has no room for that.
            StorageFailed: It could not be reserved.
        """
        needed = await estimate_order(order, self._stores.costs, pictures=claim.pictures)
        if needed <= claim.micros:
            return claim
        now, more = self._clock.now(), claim.more_dollars(needed - claim.micros)
        outcome = await self._stores.ledger.hold_more(more, now=now)
        if isinstance(outcome, Count):
            found = binding(more, outcome, now=now)
            if isinstance(found, Violation):
                raise LimitReached(found)
            raise StorageFailed(StorageFault.BUSY, "counts change faster than they can be read")
        return replace(claim, micros=needed)

    async def settle(self, job_id: int, settlement: Settlement) -> None:
        """Settle a reservation now, or as soon as the database works again."""
        try:
            await self._stores.ledger.settle(job_id, settlement, now=self._clock.now())
        except StorageFailed as error:
            log.error("job %s could not be settled yet: %s", job_id, error)  # noqa: TRY400 - no traceback of a known fault
            self._runner.start(f"settle:{job_id}", self._insist(job_id, settlement))

    async def note_cost(self, painting: Painting) -> None:
        """Remember what one picture cost, for the next estimates."""
        if painting.cost_micros is None:
            return
        each = -(-painting.cost_micros // len(painting.pictures))
        order = painting.order
        try:
            await self._stores.costs.add(order.model.id, order.size, each)
        except StorageFailed as error:
            log.warning("a price could not be remembered: %s", error)

    async def note_refusal(self, asker: Asker, error: ImagineError) -> None:
        """Remember why a member was refused, for moderators who ask."""
        refusal = LastRefusal(self._clock.now(), self._explain(error))
        members = self._stores.members
        try:
            if isinstance(error, PromptRejected):
                await members.note_strike(asker.user_id, asker.job_id, at=refusal.at)
            await members.note_refusal(asker.spot.guild_id, asker.user_id, refusal)
        except StorageFailed as fault:
            log.warning("a refusal could not be remembered: %s", fault)

    async def _insist(self, job_id: int, settlement: Settlement) -> None:
        tries = 0
        while True:
            await asyncio.sleep(_PAUSES_S[min(tries, len(_PAUSES_S) - 1)])
            tries += 1
            try:
                await self._stores.ledger.settle(job_id, settlement, now=self._clock.now())
            except StorageFailed as error:
                log.warning("job %s is still not settled: %s", job_id, error)
            else:
                log.info("job %s is settled now", job_id)
                return
