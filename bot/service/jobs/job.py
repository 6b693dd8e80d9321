"""One job on its way: wait in line, paint, deliver, or give everything back."""

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
from bot.policy.jobs.delivery import PAINTED_RETENTION
from bot.policy.jobs.job import State
from bot.policy.images.image import Painting
from bot.policy.jobs.queue_position import Place
from bot.policy.images.request import Order
from bot.ports import Card, Phase
from bot.service.jobs.admission import Ticket
from bot.service.jobs.completion import Closing, Progress
from bot.service.jobs.generation import Easel
from bot.service.jobs.job_deps import JobDeps
from bot.service.delivery.delivery import Showing

log = logging.getLogger(__name__)


class Job:
    """Carries one ticket to its end; whatever happens, the card shows it.

    Only one thing leaves a job open: that the bot stops. What is not sent by then, or painted but
    not shown, waits in the database for the next start.
    """

    def __init__(self, ticket: Ticket, card: Card, deps: JobDeps) -> None:
        adapters, books = deps.adapters, deps.bookkeeping
        self._ticket = ticket
        self._card = card
        self._deps = deps
        self._id = ticket.draft.asker.job_id
        self._progress = Progress(
            State.DELIVERING if ticket.painting else State.QUEUED,
            ticket.painting,
            is_kept=ticket.painting is not None,
            sent=ticket.draft.request.count if ticket.painting else 0,
        )
        self._closing = Closing(ticket.draft, card, self._progress, deps=deps)
        self._easel = Easel(
            ticket,
            self._progress,
            adapters,
            bookkeeping=books,
            provider=deps.provider,
            at_once=deps.line.slots,
        )
        self._painted_at = ticket.painted_at
        self._is_answered = ticket.is_answered
        self._canceller: int | None = None
        self._is_stopping = False
        self._task: asyncio.Task[object] | None = None

    async def run(self) -> None:
        """Run to the end; never raises but for cancellation."""
        current_job.set(str(self._id))
        self._task = asyncio.current_task()
        try:
            self._move(self._progress.state)
            if self._canceller is not None:
                raise asyncio.CancelledError  # noqa: TRY301 - somebody was faster than the task
            await self._carry()
        except asyncio.CancelledError:
            if self._canceller is None:
                await self._stop()
                raise
            await self._fail(self._cancelled(self._canceller))
        except ImagineError as error:
            await self._fail(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the member hears of it
            await self._fail(log_unexpected(error))
        finally:
            self._deps.line.leave(self._id)

    async def _fail(self, error: ImagineError) -> None:
        if self._progress.is_shown:
            # whatever went wrong afterwards, the picture is there and counts
            await self._closing.end(None)
            return
        await self._closing.fail(error)
        if not (isinstance(error, Cancelled) and error.is_by_requester):
            await self._ping(is_ready=False)

    async def _ping(self, *, is_ready: bool = True) -> None:
        after_s = self._deps.ping_after_s
        if after_s is None or self._closing.age_s() <= after_s:
            return
        # nobody has to wait for that
        self._deps.line.leave(self._id)
        await self._card.ping(is_ready=is_ready)

    def cancel(self, by_user: int) -> None:
        """Give the job up; its card says so.

        Raises:
            CancelRefused: It is painted already, or has ended.
        """
        job = self._progress
        if job.is_shown or job.is_failing:
            raise CancelRefused(CancelFault.ENDED)
        if self._is_stopping:
            # it is the next process's by now
            raise CancelRefused(CancelFault.ELSEWHERE)
        if job.painting is not None:
            raise CancelRefused(CancelFault.DELIVERING)
        if self._canceller is None:
            self._canceller = by_user
            if self._task is not None:
                self._task.cancel()

    @property
    def waiting(self) -> Painting | None:
        """What is painted and waits for Discord to take it; None when there is nothing."""
        job = self._progress
        is_free = job.is_waiting and not (job.is_shown or job.is_failing or self._is_stopping)
        return job.painting if is_free else None

    def hand_over(self) -> None:
        """End the job as shown: its member has the picture from somewhere else by now."""
        if self.waiting is not None and self._task is not None:
            self._progress.is_shown = True
            self._task.cancel()

    def postpone(self) -> None:
        """Leave the job to the next start of the bot, if it waits."""
        job = self._progress
        waits = (job.state is State.QUEUED or job.is_waiting) and not job.is_failing
        if self._task is not None and waits and not job.is_shown:
            self._task.cancel()

    async def _carry(self) -> None:
        await self._wait()
        await self._deliver(self._progress.painting or await self._paint())
        await self._closing.end(None)
        await self._ping()

    async def _wait(self) -> None:
        # what is painted is shown however late it is
        left_s = None if self._progress.painting else self._seconds_to(self._ticket.draft.deadline)
        try:
            async with asyncio.timeout(left_s):
                # thousands may be taken over at once, and their cards are changed in turns
                is_quiet = self._ticket.is_answered
                await self._deps.line.turn(self._id, self._moved, is_quiet=is_quiet)
        except TimeoutError:
            raise GenerationTimedOut from None
        self._took(Phase.WAITING, self._closing.age_s())

    async def _moved(self, place: Place) -> None:
        """Show a place in line."""
        if self._progress.painting is not None:
            return
        is_first = not self._is_answered
        await self._answer(lambda: self._card.waiting(self._easel.order, place=place))
        if is_first:
            await self._deps.bookkeeping.note_answer(self._id, self._card.message_id)

    async def _answer(self, show: Callable[[], Awaitable[None]]) -> None:
        try:
            await show()
        except AnswerLost:
            # an answer that was out is deleted or too old by now; the picture has other ways
            if not self._is_answered:
                raise
        self._is_answered = True

    async def _paint(self) -> Painting:
        await self._easel.prepare()
        await self._answer(lambda: self._show_painting(self._easel.order))
        self._move(State.PAINTING)
        await self._deps.bookkeeping.begin(self._id, self._card.message_id)
        painting = await self._easel.paint(self._show_painting)
        if self._is_withdrawn:
            # some of several pictures came before it was given up
            counted = self._progress.sent - len(painting.pictures)
            painting = replace(painting, counted=max(0, min(counted, painting.missing)))
        self._progress.painting = painting
        self._painted_at = self._deps.adapters.clock.now()
        self._took(Phase.PAINTING, painting.latency_s)
        self._deps.line.note(painting.order.model.id, painting.latency_s)
        self._progress.is_kept = await self._deps.bookkeeping.keep(self._id, painting)
        self._move(State.DELIVERING)
        if self._is_to_stop():
            # some of several pictures came before the bot stopped; they wait for the next start
            raise asyncio.CancelledError
        return painting

    def _is_to_stop(self) -> bool:
        return bool(self._task and self._task.cancelling()) and self._canceller is None

    async def _show_painting(self, order: Order) -> None:
        await self._card.painting(order, since=self._deps.adapters.clock.now())

    async def _deliver(self, painting: Painting) -> None:
        began = self._deps.adapters.clock.now()
        showing = Showing(
            self._card,
            self._deps.adapters,
            self._closing.files,
            asked_at=self._ticket.draft.asker.asked_at,
            on_wait=self._wait_for_discord,
            pause=self._deps.pause,
        )
        left = self._ticket.left
        back = painting.missing - painting.counted
        shown = await showing.show(
            painting,
            left=left and left.plus(back),
            kept_until=(self._painted_at or began) + PAINTED_RETENTION,
        )
        self._progress.shown = shown if shown is not painting else None
        self._progress.is_shown = True
        self._took(Phase.DELIVERING, -self._seconds_to(began))
        self._took(Phase.WHOLE, self._closing.age_s())

    async def _wait_for_discord(self) -> None:
        """Hold up nobody else meanwhile, and see to it that another process can go on."""
        job, books = self._progress, self._deps.bookkeeping
        if not job.is_waiting:
            job.is_waiting = True
            self._deps.line.leave(self._id)
            await books.free_job(self._id)
        if not job.is_kept and job.painting is not None:
            job.is_kept = await books.keep(self._id, job.painting)

    async def _stop(self) -> None:
        """Write down what is known when the bot stops, and say what becomes of the job."""
        self._is_stopping = True
        job, books = self._progress, self._deps.bookkeeping
        if job.painting is not None and not job.is_kept and not job.is_shown:
            job.is_kept = await books.keep(self._id, job.painting)
        if job.is_shown:
            await self._closing.end(None)
        elif job.is_kept:
            await self._postpone(is_painted=True)
        elif job.state is State.QUEUED:
            await self._postpone(is_painted=False)
        else:
            await self._closing.fail(Interrupted(self._charge()), is_stopping=True)

    async def _postpone(self, *, is_painted: bool) -> None:
        log.info("left to the next start, painted=%s", is_painted)
        try:
            async with asyncio.timeout(self._deps.timing.last_words_s):
                until = None if is_painted else self._ticket.draft.deadline
                await self._card.postpone(self._ticket.draft.request.prompt, until=until)
        except TimeoutError:
            log.warning("the card could not say in time that the job waits")

    def _cancelled(self, by_user: int) -> Cancelled:
        whole = self._deps.adapters.source.bills_whole_only(self._easel.order.model)
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
        return self._canceller == self._ticket.draft.asker.user_id

    def _charge(self) -> Charge:
        return Charge.POSSIBLE if self._progress.sent else Charge.NONE

    def _move(self, state: State) -> None:
        self._closing.move(state, model=self._easel.order.model.id)

    def _took(self, phase: Phase, seconds: float) -> None:
        self._deps.adapters.signals.took(phase, seconds, model=self._easel.order.model.id)

    def _seconds_to(self, instant: datetime) -> float:
        return (instant - self._deps.adapters.clock.now()).total_seconds()
