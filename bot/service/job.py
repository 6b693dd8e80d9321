"""One admitted picture on its way: wait in order, paint, deliver, or give everything back."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import (
    Charge,
    DiscordUnavailable,
    ImagineError,
    Interrupted,
    KeyRejected,
    ModelGone,
    PaintingFailed,
    PaintingTimedOut,
    PromptRejected,
    TooLargeForDiscord,
)
from bot.logs import current_job, log_unexpected
from bot.policy.claim import left_today
from bot.policy.job import Asker
from bot.policy.money import format_usd
from bot.policy.picture import Painting, Picture
from bot.policy.request import ImageRequest, Order
from bot.ports import Adapters, Card
from bot.service.admission import Admitted
from bot.service.bookkeeping import Bookkeeping, settlement_of
from bot.service.keywatch import KeyWatch
from bot.service.ordering import place_order

log = logging.getLogger(__name__)

#: What a cancelled job gets to give back what it held and to say so, and what any other failure
#: gets; discord.py tries for up to 25 s while Discord has an outage.
_LAST_WORDS_S = 5
_FAILURE_S = 60

#: Pauses between the tries to show a picture while Discord has an outage; discord.py has then
#: tried for up to 25 s each time.
_DELIVERY_PAUSES_S = (2, 10)


@dataclass(frozen=True, slots=True)
class Ticket:
    """An admitted wish; what was reserved for it is settled when its job ends."""

    asker: Asker
    request: ImageRequest
    admitted: Admitted
    deadline: datetime
    """When the painting has to be done."""


class Job:
    """Carries one ticket to its end; whatever happens, the card shows it."""

    def __init__(
        self,
        ticket: Ticket,
        card: Card,
        *,
        adapters: Adapters,
        bookkeeping: Bookkeeping,
        key_watch: KeyWatch,
    ) -> None:
        self._ticket = ticket
        self._card = card
        self._adapters = adapters
        self._bookkeeping = bookkeeping
        self._key_watch = key_watch
        self._files: set[Picture] = set()
        self._claim = ticket.admitted.claim
        self._is_sent = False
        self._painting: Painting | None = None

    async def run(self, slots: asyncio.Semaphore) -> None:
        """Run to the end; never raises but for cancellation.

        Args:
            slots: One is held while painting and delivering; they are given in order.
        """
        current_job.set(str(self._ticket.asker.job_id))
        try:
            await self._wait_and_paint(slots)
        except asyncio.CancelledError:
            charge = Charge.POSSIBLE if self._is_sent else Charge.NONE
            await self._end(Interrupted(charge), within_s=_LAST_WORDS_S)
            raise
        except ImagineError as error:
            cause = error.__cause__ or "no further cause"
            log.warning("failed: %s %s (%s)", type(error).__name__, error, cause)
            if isinstance(error, PaintingFailed):
                # may echo the prompt, which is nobody's business unless they are looking for it
                log.debug("detail: %s", error.detail)
            await self._end(error, within_s=_FAILURE_S)
        except Exception as error:  # noqa: BLE001 - whatever it is, the member hears of it
            await self._end(log_unexpected(error), within_s=_FAILURE_S)
        else:
            await self._settle(None)
        finally:
            self._remove_files()

    async def _wait_and_paint(self, slots: asyncio.Semaphore) -> None:
        if slots.locked():
            await self._card.waiting(self._ticket.admitted.order, since=self._adapters.clock.now())
        try:
            async with asyncio.timeout(self._remaining_s()):
                await slots.acquire()
        except TimeoutError:
            raise PaintingTimedOut from None
        try:
            await self._show_painting(self._ticket.admitted.order)
            self._painting = painting = await self._paint()
            log.info(
                "painted model=%s pictures=%s cost=%s latency=%.1fs generation=%s",
                painting.order.model.id,
                len(painting.pictures),
                "unknown" if painting.cost_micros is None else format_usd(painting.cost_micros),
                painting.latency_s,
                painting.generation_id,
            )
            await self._deliver(painting)
        finally:
            slots.release()

    async def _paint(self) -> Painting:
        order = self._ticket.admitted.order
        await self._bookkeeping.mark_sent(self._ticket.asker.job_id)
        while True:
            self._is_sent = True
            try:
                painting = await self._adapters.source.paint(order, deadline=self._ticket.deadline)
            except KeyRejected:
                self._key_watch.suspect()
                raise
            except ModelGone:
                self._is_sent = False
                # nothing was billed, so the successor may paint; each turn marks one more model
                # as gone, hence the loop ends
                self._adapters.models.mark_gone(order.model.id)
                order = await self._order_anew()
                await self._show_painting(order)
            else:
                self._files.update(painting.pictures)
                return painting

    async def _deliver(self, painting: Painting) -> None:
        limit = self._card.upload_limit(now=self._adapters.clock.now())
        pauses = iter(_DELIVERY_PAUSES_S)
        admitted = self._ticket.admitted
        left = left_today(admitted.claim, admitted.reserved.used)
        while True:
            painting = await self._fit(painting, limit)
            try:
                await self._card.deliver(painting, left=left, now=self._adapters.clock.now())
            except TooLargeForDiscord as error:
                if error.limit_bytes >= limit:
                    raise
                log.warning("Discord takes less than its limit said: %s", error.limit_bytes)
                limit = error.limit_bytes
            except DiscordUnavailable:
                pause_s = next(pauses, None)
                if pause_s is None:
                    raise
                await asyncio.sleep(pause_s)
            else:
                return

    async def _fit(self, painting: Painting, limit_bytes: int) -> Painting:
        if all(picture.size_bytes <= limit_bytes for picture in painting.pictures):
            return painting
        await self._card.fitting(painting.order, since=self._adapters.clock.now())
        fitted: list[Picture] = []
        for picture in painting.pictures:
            small = await self._adapters.fitter.fit(picture, limit_bytes=limit_bytes)
            self._files.add(small)
            fitted.append(small)
        return replace(painting, pictures=tuple(fitted))

    async def _show_painting(self, order: Order) -> None:
        await self._card.painting(order, since=self._adapters.clock.now())

    async def _order_anew(self) -> Order:
        """Place the order for whoever paints now, for which the reservation has to suffice."""
        order = place_order(
            self._ticket.request, self._adapters.models, allowed=self._ticket.admitted.allowed
        )
        self._claim = await self._bookkeeping.hold_for(self._claim, order)
        return order

    async def _end(self, error: ImagineError, *, within_s: float) -> None:
        try:
            await self._settle(error)
        finally:
            await self._show_failure(error, within_s=within_s)

    async def _show_failure(self, error: ImagineError, *, within_s: float) -> None:
        try:
            async with asyncio.timeout(within_s):
                await self._card.fail(error, now=self._adapters.clock.now())
        except TimeoutError:
            log.warning("the failure could not be shown in time")

    async def _settle(self, error: ImagineError | None) -> None:
        try:
            await self._write_down(error)
        except asyncio.CancelledError:
            # what became of it is known and has to count; settling twice does no harm
            async with asyncio.timeout(_LAST_WORDS_S):
                await self._write_down(error)
            raise

    async def _write_down(self, error: ImagineError | None) -> None:
        asker = self._ticket.asker
        settlement = settlement_of(error, self._painting, is_sent=self._is_sent)
        await self._bookkeeping.settle(asker.job_id, settlement)
        if self._painting is not None:
            await self._bookkeeping.note_cost(self._painting)
        if isinstance(error, PromptRejected):
            await self._bookkeeping.note_refusal(asker, error)

    def _remaining_s(self) -> float:
        return (self._ticket.deadline - self._adapters.clock.now()).total_seconds()

    def _remove_files(self) -> None:
        for picture in self._files:
            picture.path.unlink(missing_ok=True)
        for reference in self._ticket.request.references:
            reference.path.unlink(missing_ok=True)
