"""Records what becomes of a job, and retries while the database does not work."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from bot.errors import (
    Cancelled,
    Charge,
    GenerationFailed,
    ImagineError,
    LimitReached,
    PromptRejected,
    Refused,
    StorageFailed,
    StorageFault,
    is_about_prompt,
    reason_of,
)
from bot.policy.images.cost import DoubtedCharge
from bot.policy.images.estimate import SAMPLES_LAST
from bot.policy.images.image import Generation
from bot.policy.images.request import Order
from bot.policy.jobs.job import FINAL, Requester, State
from bot.policy.limits.claim import Claim, Count, Violation, binding
from bot.policy.limits.cooldown import Strike
from bot.policy.money import format_usd
from bot.ports import Adapters, Ending, LastRefusal, Settlement
from bot.service.delivery.stale_cards import StaleCardSweep
from bot.service.jobs.ordering import estimate_order
from bot.service.jobs.runner import Runner
from bot.service.notifications import ChargeDoubted, Notifications, Undelivered
from bot.service.timing import PRODUCTION, Timing

log = logging.getLogger(__name__)


def settlement_of(
    error: ImagineError | None,
    generation: Generation | None,
    *,
    is_sent: bool,
    generation_id: str | None = None,
) -> Settlement:
    """Return what a job's end means for the counters.

    Args:
        error: Why there is no image; None when it was delivered.
        generation: What was generated, whether it was delivered or not.
        is_sent: Whether a request may have been sent.
        generation_id: OpenRouter's id of a request that got no answer.
    """
    delivered = error is None
    counted = error.counted if isinstance(error, Cancelled) else 0
    if generation is not None:
        return Settlement(
            delivered,
            generation.cost_micros,
            generation.generation_id,
            missing=generation.missing,
            counted=counted or generation.counted,
        )
    if not is_sent:
        return Settlement(delivered, 0)
    if not isinstance(error, GenerationFailed):
        return Settlement(delivered, None, generation_id, counted=counted)
    charged = 0 if error.charge is Charge.NONE else error.cost_micros
    return Settlement(delivered, charged, error.generation_id or generation_id)


def _nothing() -> None:
    """Do nothing, for a job without files."""


class Bookkeeping:
    """Writes a job's progress and its end to the stores."""

    def __init__(
        self,
        adapters: Adapters,
        runner: Runner,
        *,
        notifications: Notifications,
        explain: Callable[[ImagineError], str],
        stale_cards: StaleCardSweep,
        timing: Timing = PRODUCTION,
    ) -> None:
        self._stores = adapters.stores
        self._clock = adapters.clock
        self._runner = runner
        self._notifications = notifications
        self._explain = explain
        self._stale_cards = stale_cards
        self._retry_pauses_s = timing.end_pauses_s

    async def note_answer(self, job_id: int, message_id: int | None) -> None:
        """Record that the first answer was sent; a failure is only logged."""
        try:
            await self._stores.jobs.note_answer(job_id, message_id, now=self._clock.now())
        except StorageFailed as error:
            log.warning("the first answer could not be noted: %s", error)

    async def begin(self, job_id: int, message_id: int | None) -> None:
        """Record that a request is about to be sent.

        Raises:
            StorageFailed: It could not be recorded, so nothing may be sent.
        """
        await self._stores.jobs.begin(job_id, message_id, now=self._clock.now())

    async def keep(self, job_id: int, generation: Generation) -> bool:
        """Record that the files are complete; return whether that worked."""
        try:
            await self._stores.jobs.keep(job_id, generation, now=self._clock.now())
        except StorageFailed as error:
            # the image exists, so it is delivered regardless
            log.error("finished images could not be noted: %s", error)  # noqa: TRY400 - no traceback of a known fault
            return False
        return True

    async def free_job(self, job_id: int) -> None:
        """Stop counting a job among its member's running ones, since it only waits for Discord."""
        try:
            await self._stores.ledger.free_job(job_id)
        except StorageFailed as error:
            log.warning("job %s still counts as running: %s", job_id, error)

    async def extend_claim(self, claim: Claim, order: Order) -> Claim:
        """Reserve the amount by which an order costs more than the claim holds.

        Returns:
            The claim with all that is reserved now.

        Raises:
            LimitReached: A limit or cap has no room for it.
            StorageFailed: It could not be reserved.
        """
        needed = await self.estimate(order, images=claim.images)
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

    async def estimate(self, order: Order, *, images: int) -> int:
        """Return an upper estimate of what an order costs, in micro-dollars.

        Raises:
            StorageFailed: Recent costs cannot be read.
        """
        costs, now = self._stores.costs, self._clock.now()
        return await estimate_order(order, costs, images=images, now=now)

    async def end(self, job_id: int, ending: Ending, *, on_ended: Callable[[], None]) -> None:
        """End a job now, or as soon as the database works again.

        Args:
            job_id: The job.
            ending: How it ends.
            on_ended: Called once it has ended. Until then its files must stay.
        """
        try:
            is_ended = await self._stores.jobs.end(job_id, ending, now=self._clock.now())
        except StorageFailed as error:
            log.error("job %s could not be ended yet: %s", job_id, error)  # noqa: TRY400 - no traceback of a known fault
            self._runner.start(f"end:{job_id}", self._retry_end(job_id, ending, on_ended))
            return
        # otherwise another process runs the job now, and may need the files
        if is_ended or await self._has_ended(job_id):
            self._finish(ending, on_ended)

    async def fail(self, job_id: int, reason: str) -> bool:
        """Record why a job will end; return False when another process has taken it over."""
        try:
            return await self._stores.jobs.fail(job_id, reason)
        except StorageFailed as error:
            log.warning("job %s fails, which could not be noted: %s", job_id, error)
            return True

    async def end_refused(self, job_id: int, error: Refused) -> None:
        """Refund a job that was refused right after its reservation."""
        settlement = Settlement(delivered=False, micros=0)
        await self.end(
            job_id, Ending(State.FAILED, settlement, reason_of(error)), on_ended=_nothing
        )

    async def tell_moderators(self, requester: Requester, *, is_generated: bool) -> None:
        """Tell a server's moderators, or else the operator, of a member who cannot be reached."""
        guild_id, channel_id, language = requester.spot.guild_id, None, None
        try:
            # a private image is not mentioned in its server
            if guild_id is not None and not requester.private:
                stored = await self._stores.rulebooks.read(guild_id)
                channel_id, language = stored.rulebook.notices_channel, stored.rulebook.language
        except StorageFailed as error:
            log.warning("the channel for notices is not known now: %s", error)
        self._notifications.post(
            Undelivered(
                requester.job_id,
                requester.user_id,
                guild_id,
                channel_id,
                is_generated=is_generated,
                for_owner=channel_id is None,
                language=language,
            )
        )

    async def note_cost(self, generation: Generation) -> None:
        """Record the cost of each image, for later estimates."""
        if generation.cost_micros is None or generation.is_cost_doubtful or not generation.images:
            return
        each = -(-generation.cost_micros // len(generation.images))
        order = generation.order
        try:
            now = self._clock.now()
            await self._stores.costs.add(order.model.id, order.size, each, now=now)
        except StorageFailed as error:
            log.warning("a price could not be remembered: %s", error)

    def note_doubt(self, doubt: DoubtedCharge) -> None:
        """Log an implausible charge, and tell the operator unless they were told of the model."""
        log.error(
            "OpenRouter reports that an image of %s cost %s; %s of it counts",
            doubt.model_id,
            format_usd(doubt.reported_micros),
            format_usd(doubt.counted_micros),
        )
        self._runner.start(f"doubt:{doubt.model_id}", self._tell_doubt(doubt))

    async def _tell_doubt(self, doubt: DoubtedCharge) -> None:
        # a model id may hold any character, a dedupe key may not
        key = f"doubt:{doubt.model_id!a}"
        try:
            kept_until = self._clock.now() + SAMPLES_LAST
            is_news = await self._stores.notices.claim(key, kept_until=kept_until)
        except StorageFailed as error:
            # a second notice is better than none
            log.warning("it could not be noted that a charge is in doubt: %s", error.fault)
            is_news = True
        if is_news:
            self._notifications.post(ChargeDoubted(doubt))

    async def note_refusal(self, requester: Requester, error: ImagineError) -> None:
        """Record why a member got no image, for moderators to look up; it may be a strike."""
        refusal = LastRefusal(self._clock.now(), self._explain(error))
        members = self._stores.members
        try:
            if is_about_prompt(error):
                is_clear = isinstance(error, PromptRejected)
                strike = Strike(refusal.at, is_clear=is_clear)
                await members.note_strike(requester.user_id, requester.job_id, strike)
            await members.note_refusal(requester.spot.guild_id, requester.user_id, refusal)
        except StorageFailed as fault:
            log.warning("a refusal could not be remembered: %s", fault)

    def _finish(self, ending: Ending, on_ended: Callable[[], None]) -> None:
        on_ended()
        if ending.stale is not None:
            self._stale_cards.look_soon()

    async def _has_ended(self, job_id: int) -> bool:
        try:
            job = await self._stores.jobs.read(job_id)
        except StorageFailed:
            return False
        return job is None or job.state in FINAL

    async def _retry_end(self, job_id: int, ending: Ending, on_ended: Callable[[], None]) -> None:
        tries = 0
        while True:
            await asyncio.sleep(self._retry_pauses_s[min(tries, len(self._retry_pauses_s) - 1)])
            tries += 1
            try:
                is_ended = await self._stores.jobs.end(job_id, ending, now=self._clock.now())
            except StorageFailed as error:
                log.warning("job %s has still not ended: %s", job_id, error)
            else:
                log.info("job %s has ended now", job_id)
                if is_ended or await self._has_ended(job_id):
                    self._finish(ending, on_ended)
                return
