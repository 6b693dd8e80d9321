"""Refunds delivered images when a moderator decides to: images and cooldown, never dollars."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.limits.claim import Claim
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import resolve
from bot.policy.limits.rulebook import Rulebook
from bot.ports import Clock, Refund, StoredJob, Stores
from bot.service.jobs.admission import OperatorLimits


@dataclass(frozen=True, slots=True)
class Refunds:
    """Refunds each image at most once."""

    stores: Stores
    operator: OperatorLimits
    clock: Clock

    async def refund(self, stored: StoredJob) -> Refund:
        """Refund the images of a job and its cooldown.

        Raises:
            StorageFailed: The database does not work; nothing was refunded.
        """
        generation, requester = stored.generation, stored.draft.requester
        if generation is None:
            return Refund.IMPOSSIBLE
        rulebook, guild_id = Rulebook(), requester.spot.guild_id
        if guild_id is not None:
            rulebook = (await self.stores.rulebooks.read(guild_id)).rulebook
        # missing images were refunded at the end, except for those that still count
        images = max(stored.draft.request.count - generation.missing + generation.counted, 0)
        pseudonym = self.stores.members.pseudonym(requester.user_id)
        size = JobSize(requester.job_id, requester.user_id, requester.spot, images, 1, pseudonym)
        rules = resolve(rulebook, requester.spot, self.operator.defaults)

        def claim_at(reserved_at: datetime) -> Claim:
            return claim_for(size, rulebook, rules, self.operator.caps, now=reserved_at)

        ledger, now = self.stores.ledger, self.clock.now()
        return await ledger.refund(requester.job_id, claim_at, now=now)
