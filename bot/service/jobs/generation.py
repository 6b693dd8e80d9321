"""Generates one job's images: with the model of its order, then with that model's successors."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.errors import (
    Charge,
    GenerationFailed,
    Interrupted,
    LimitReached,
    ModelGone,
    ModelUnknown,
    ReferenceFault,
    ReferenceRefused,
    SpoolFailed,
    StorageFailed,
    is_about_prompt,
)
from bot.policy.images.image import Generation
from bot.policy.images.request import Order
from bot.policy.jobs.job import Draft
from bot.policy.money import format_usd
from bot.ports import Adapters
from bot.service.jobs.admission import AdmittedJob
from bot.service.jobs.batch import generate_batch
from bot.service.jobs.bookkeeping import Bookkeeping
from bot.service.jobs.completion import JobProgress
from bot.service.jobs.ordering import fail_over, place_order
from bot.service.provider.health import ProviderHealth

log = logging.getLogger(__name__)


class Generator:
    """Generates the images of one job.

    Attributes:
        order: The order that was sent last, or is sent next.
    """

    def __init__(
        self,
        admitted: AdmittedJob,
        progress: JobProgress,
        adapters: Adapters,
        *,
        bookkeeping: Bookkeeping,
        provider: ProviderHealth,
        at_once: int,
    ) -> None:
        """Store the dependencies; at most `at_once` of several images are generated at a time."""
        self.order = admitted.order
        self._count = admitted.draft.request.count
        self._at_once = at_once
        self._progress = progress
        self._gone: set[str] = set()
        self._draft: Draft = admitted.draft
        self._claim = admitted.claim
        self._micros = admitted.micros
        self._adapters = adapters
        self._bookkeeping = bookkeeping
        self._provider = provider
        self._tags = adapters.stores.members.tags(admitted.draft)

    async def prepare(self) -> None:
        """Replace the model by a successor if it was put on hold while this job waited.

        Raises:
            Refused: There is no successor, or its price does not fit a limit; or an attached
                image is gone.
            Interrupted: The price exceeds what was reserved before a restart.
            StorageFailed: The database does not work.
        """
        if not all(reference.path.is_file() for reference in self._draft.request.references):
            raise ReferenceRefused(ReferenceFault.GONE)
        if not self._provider.is_on_hold(self.order.model.id):
            if self._claim is None:
                # prices may have changed since the reservation
                await self._reserve_for(self.order)
            return
        order = self._order_again()
        self._provider.check(order.model.id)
        await self._reserve_for(order)
        self.order = order

    async def generate(self, show: Callable[[Order], Awaitable[None]]) -> Generation:
        """Send the order, and after a failure those for successors, until one succeeds.

        Args:
            show: Shows the new order, whenever the model changes.

        Raises:
            GenerationFailed: The last failure, when there is no successor.
            Refused: The model was put on hold meanwhile, or is gone and has no successor whose
                price can be reserved.
            SpoolFailed: The images could not be written to the disk.
        """
        tried: set[str] = set()
        while True:
            tried.add(self.order.model.id)
            try:
                return await self._attempt()
            except GenerationFailed as error:
                if error.charge is Charge.NONE:
                    # it cost nothing, so a failure to find a successor counts as not sent
                    self._progress.sent, self._progress.generation_id = 0, None
                order = await self._successor(error, frozenset(tried))
                if order is None:
                    raise
                log.warning("%s replaces %s", order.model.id, self.order.model.id)
            self.order = order
            await show(order)

    async def _attempt(self) -> Generation:
        model_id = self.order.model.id
        self._provider.begin(model_id, member=self._draft.requester.user_id)
        self._progress.sent = 0
        try:
            generation = await generate_batch(
                self.order,
                self._count,
                self._request,
                at_once=self._at_once,
                on_doubt=self._bookkeeping.note_doubt,
            )
        except GenerationFailed as error:
            self._provider.failed(model_id, error)
            raise
        except SpoolFailed as error:
            self._provider.dropped(model_id)
            if error.charge is Charge.NONE:
                self._progress.sent = 0
            raise
        except BaseException:
            self._provider.dropped(model_id)
            raise
        self._provider.succeeded(model_id, cost_micros=generation.cost_micros)
        self._note(generation)
        return generation

    async def _request(self, order: Order) -> Generation:
        # one generation id cannot be used to look up the cost of several requests
        on_id = self._note_id if self._count == 1 else None
        self._progress.sent += 1
        try:
            return await self._adapters.source.generate(
                replace(order, tags=self._tags), deadline=self._draft.deadline, on_id=on_id
            )
        except GenerationFailed as error:
            self._adapters.signals.provider_failed(error)
            if error.charge is Charge.NONE:
                self._progress.sent -= 1
            if is_about_prompt(error):
                self._progress.rejected = error
            raise

    async def _successor(self, error: GenerationFailed, tried: frozenset[str]) -> Order | None:
        """Return the order for a successor, with its price reserved; None without one.

        Raises:
            Refused: The model is gone and has no successor whose price can be reserved.
            StorageFailed: The model is gone, and its successor's price cannot be reserved.
        """
        if isinstance(error, ModelGone):
            self._adapters.models.mark_gone(self.order.model.id)
            self._gone.add(self.order.model.id)
            if error.charge is Charge.NONE:
                return await self._replacement(tried)
        order = fail_over(
            error,
            self.order,
            self._draft.request,
            self._adapters.models,
            allowed=self._draft.allowed,
            tried=tried,
            is_open=self._provider.is_on_hold,
        )
        if order is None:
            return None
        try:
            await self._reserve_for(order)
        except (LimitReached, Interrupted, StorageFailed) as fault:
            log.warning("%s cannot be used instead: %s", order.model.id, fault)
            return None
        return order

    async def _replacement(self, tried: frozenset[str]) -> Order | None:
        """Return the order that replaces one for a model that is gone; None if it was tried.

        Raises:
            Refused: No successor is left, or its price does not fit a limit.
            StorageFailed: Its price cannot be reserved.
        """
        order = self._order_again()
        if order.model.id in self._gone:
            raise ModelUnknown(self._draft.request.model)
        if order.model.id in tried:
            return None
        await self._reserve_for(order)
        return order

    def _order_again(self) -> Order:
        return place_order(
            self._draft.request,
            self._adapters.models,
            allowed=self._draft.allowed,
            is_open=self._provider.is_on_hold,
        )

    async def _reserve_for(self, order: Order) -> None:
        if self._claim is not None:
            self._claim = await self._bookkeeping.extend_claim(self._claim, order)
        elif await self._estimate(order) > self._micros:
            raise Interrupted

    async def _estimate(self, order: Order) -> int:
        return await self._bookkeeping.estimate(order, images=self._count)

    def _note_id(self, generation_id: str) -> None:
        self._progress.generation_id = generation_id

    def _note(self, generation: Generation) -> None:
        cost = generation.cost_micros
        if cost is not None:
            self._adapters.signals.spent(cost, model=generation.order.model.id)
        log.info(
            "generated model=%s images=%s cost=%s latency=%.1fs generation=%s",
            generation.order.model.id,
            len(generation.images),
            "unknown" if cost is None else format_usd(cost),
            generation.latency_s,
            generation.generation_id,
        )
