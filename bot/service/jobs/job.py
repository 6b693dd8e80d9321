"""Runs one job: it waits in the queue, generates and delivers, or fails and is refunded."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.errors import (
    AnswerLost,
    CancelFault,
    Cancelled,
    CancelRefused,
    Charge,
    GenerationTimedOut,
    ImagineError,
    Interrupted,
)
from bot.logs import current_job, log_unexpected
from bot.policy.images.image import Generation
from bot.policy.images.request import Order
from bot.policy.jobs.delivery import GENERATED_RETENTION
from bot.policy.jobs.job import State
from bot.policy.jobs.queue_position import QueuePosition
from bot.ports import Card, Phase
from bot.service.delivery.delivery import Delivery
from bot.service.jobs.admission import AdmittedJob
from bot.service.jobs.completion import Completion, JobProgress
from bot.service.jobs.generation import Generator
from bot.service.jobs.job_deps import JobDeps

log = logging.getLogger(__name__)


class Job:
    """Runs one admitted job to its end; its card shows every outcome.

    Only a stop of the bot leaves a job open. If it has not sent a request by then, or has not
    shown its images, it waits in the database for the next start.
    """

    def __init__(self, admitted: AdmittedJob, card: Card, deps: JobDeps) -> None:
        adapters, books = deps.adapters, deps.bookkeeping
        self._admitted = admitted
        self._card = card
        self._deps = deps
        self._id = admitted.draft.requester.job_id
        self._progress = JobProgress(
            State.DELIVERING if admitted.generation else State.QUEUED,
            admitted.generation,
            is_kept=admitted.generation is not None,
            sent=admitted.draft.request.count if admitted.generation else 0,
        )
        self._completion = Completion(admitted.draft, card, self._progress, deps=deps)
        self._generator = Generator(
            admitted,
            self._progress,
            adapters,
            bookkeeping=books,
            provider=deps.provider,
            at_once=deps.queue.slots,
        )
        self._generated_at = admitted.generated_at
        self._is_answered = admitted.is_answered
        self._canceller: int | None = None
        self._is_stopping = False
        self._task: asyncio.Task[object] | None = None

    async def run(self) -> None:
        """Run to the end; raises nothing but `CancelledError`."""
        current_job.set(str(self._id))
        self._task = asyncio.current_task()
        try:
            self._move(self._progress.state)
            if self._canceller is not None:
                raise asyncio.CancelledError  # noqa: TRY301 - cancelled before the task began
            await self._create_and_deliver()
        except asyncio.CancelledError:
            if self._canceller is None:
                await self._stop()
                raise
            await self._fail(self._cancelled(self._canceller))
        except ImagineError as error:
            await self._fail(error)
        except Exception as error:  # noqa: BLE001 - the member is told of any error
            await self._fail(log_unexpected(error))
        finally:
            self._deps.queue.leave(self._id)

    async def _fail(self, error: ImagineError) -> None:
        if self._progress.is_shown:
            # the image was shown and counts, whatever failed afterwards
            await self._completion.end(None)
            return
        await self._completion.fail(error)
        if not (isinstance(error, Cancelled) and error.is_by_requester):
            await self._ping(is_ready=False)

    async def _ping(self, *, is_ready: bool = True) -> None:
        after_s = self._deps.ping_after_s
        if after_s is None or self._completion.age_s() <= after_s:
            return
        # before the ping, which other jobs must not wait for
        self._deps.queue.leave(self._id)
        await self._card.ping(is_ready=is_ready)

    def cancel(self, by_user: int) -> None:
        """Cancel the job; its card says so.

        Raises:
            CancelRefused: Its images exist already, it has ended, or the bot stops.
        """
        job = self._progress
        if job.is_shown or job.is_failing:
            raise CancelRefused(CancelFault.ENDED)
        if self._is_stopping:
            # it belongs to the next process
            raise CancelRefused(CancelFault.ELSEWHERE)
        if job.generation is not None:
            raise CancelRefused(CancelFault.DELIVERING)
        if self._canceller is None:
            self._canceller = by_user
            if self._task is not None:
                self._task.cancel()

    @property
    def undelivered(self) -> Generation | None:
        """The images that wait for Discord to take them; None without any."""
        job = self._progress
        is_free = job.is_waiting and not (job.is_shown or job.is_failing or self._is_stopping)
        return job.generation if is_free else None

    def hand_over(self) -> None:
        """End the job as shown: its member got the image in another way."""
        if self.undelivered is not None and self._task is not None:
            self._progress.is_shown = True
            self._task.cancel()

    def postpone(self) -> None:
        """Leave the job to the bot's next start if it waits for a slot or for Discord."""
        job = self._progress
        waits = (job.state is State.QUEUED or job.is_waiting) and not job.is_failing
        if self._task is not None and waits and not job.is_shown:
            self._task.cancel()

    async def _create_and_deliver(self) -> None:
        await self._wait()
        await self._deliver(self._progress.generation or await self._generate())
        await self._completion.end(None)
        await self._ping()

    async def _wait(self) -> None:
        # finished images are shown however late it is
        remaining_s = (
            None if self._progress.generation else self._seconds_to(self._admitted.draft.deadline)
        )
        try:
            async with asyncio.timeout(remaining_s):
                # a takeover may resume thousands of jobs, whose cards are edited in turns
                is_quiet = self._admitted.is_answered
                await self._deps.queue.turn(self._id, self._show_position, is_quiet=is_quiet)
        except TimeoutError:
            raise GenerationTimedOut from None
        self._measure(Phase.WAITING, self._completion.age_s())

    async def _show_position(self, position: QueuePosition) -> None:
        """Show a position in the queue, unless the images exist already."""
        if self._progress.generation is not None:
            return
        is_first = not self._is_answered
        await self._answer(lambda: self._card.waiting(self._generator.order, place=position))
        if is_first:
            await self._deps.bookkeeping.note_answer(self._id, self._card.message_id)

    async def _answer(self, show: Callable[[], Awaitable[None]]) -> None:
        try:
            await show()
        except AnswerLost:
            # an earlier answer was deleted or has expired; the image has other paths
            if not self._is_answered:
                raise
        self._is_answered = True

    async def _generate(self) -> Generation:
        await self._generator.prepare()
        await self._answer(lambda: self._show_generation(self._generator.order))
        self._move(State.GENERATING)
        await self._deps.bookkeeping.begin(self._id, self._card.message_id)
        generation = await self._generator.generate(self._show_generation)
        if self._is_withdrawn:
            # some of several images arrived before the member cancelled
            counted = self._progress.sent - len(generation.images)
            generation = replace(generation, counted=max(0, min(counted, generation.missing)))
        self._progress.generation = generation
        self._generated_at = self._deps.adapters.clock.now()
        self._measure(Phase.GENERATING, generation.latency_s)
        self._deps.queue.note(generation.order.model.id, generation.latency_s)
        self._progress.is_kept = await self._deps.bookkeeping.keep(self._id, generation)
        self._move(State.DELIVERING)
        if self._is_to_stop():
            # some of several images arrived before the bot stopped; they wait for the next start
            raise asyncio.CancelledError
        return generation

    def _is_to_stop(self) -> bool:
        return bool(self._task and self._task.cancelling()) and self._canceller is None

    async def _show_generation(self, order: Order) -> None:
        await self._card.generating(order, since=self._deps.adapters.clock.now())

    async def _deliver(self, generation: Generation) -> None:
        began = self._deps.adapters.clock.now()
        delivery = Delivery(
            self._card,
            self._deps.adapters,
            self._completion.files,
            requested_at=self._admitted.draft.requester.requested_at,
            on_wait=self._wait_for_discord,
            sleep=self._deps.sleep,
        )
        remaining = self._admitted.remaining
        refunded = generation.missing - generation.counted
        shown = await delivery.show(
            generation,
            remaining=remaining and remaining.plus(refunded),
            kept_until=(self._generated_at or began) + GENERATED_RETENTION,
        )
        self._progress.shown = shown if shown is not generation else None
        self._progress.is_shown = True
        self._measure(Phase.DELIVERING, -self._seconds_to(began))
        self._measure(Phase.WHOLE, self._completion.age_s())

    async def _wait_for_discord(self) -> None:
        """Free the slot for other jobs, and store the images so that another process can go on."""
        job, books = self._progress, self._deps.bookkeeping
        if not job.is_waiting:
            job.is_waiting = True
            self._deps.queue.leave(self._id)
            await books.free_job(self._id)
        if not job.is_kept and job.generation is not None:
            job.is_kept = await books.keep(self._id, job.generation)

    async def _stop(self) -> None:
        """Record what is known when the bot stops, and show what becomes of the job."""
        self._is_stopping = True
        job, books = self._progress, self._deps.bookkeeping
        if job.generation is not None and not job.is_kept and not job.is_shown:
            job.is_kept = await books.keep(self._id, job.generation)
        if job.is_shown:
            await self._completion.end(None)
        elif job.is_kept:
            await self._postpone(is_generated=True)
        elif job.state is State.QUEUED:
            await self._postpone(is_generated=False)
        else:
            await self._completion.fail(Interrupted(self._charge()), is_stopping=True)

    async def _postpone(self, *, is_generated: bool) -> None:
        log.info("left to the next start, generated=%s", is_generated)
        try:
            async with asyncio.timeout(self._deps.timing.last_words_s):
                until = None if is_generated else self._admitted.draft.deadline
                await self._card.postpone(self._admitted.draft.request.prompt, until=until)
        except TimeoutError:
            log.warning("the card could not say in time that the job waits")

    def _cancelled(self, by_user: int) -> Cancelled:
        whole = self._deps.adapters.source.bills_whole_only(self._generator.order.model)
        return Cancelled(
            by_user,
            self._charge(),
            whole,
            self._progress.generation_id,
            is_by_requester=self._is_withdrawn,
            counted=self._progress.sent if self._is_withdrawn else 0,
        )

    @property
    def _is_withdrawn(self) -> bool:
        """Whether its requester cancelled it."""
        return self._canceller == self._admitted.draft.requester.user_id

    def _charge(self) -> Charge:
        return Charge.POSSIBLE if self._progress.sent else Charge.NONE

    def _move(self, state: State) -> None:
        self._completion.move(state, model=self._generator.order.model.id)

    def _measure(self, phase: Phase, seconds: float) -> None:
        self._deps.adapters.signals.took(phase, seconds, model=self._generator.order.model.id)

    def _seconds_to(self, instant: datetime) -> float:
        return (instant - self._deps.adapters.clock.now()).total_seconds()
