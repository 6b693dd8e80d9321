"""The use case behind /imagine: admit a wish, then see it through as a job."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.errors import (
    CancelFault,
    CancelRefused,
    DuplicateEvent,
    ImagineError,
    JobForgotten,
    Refused,
)
from bot.logs import current_job
from bot.policy.images.image import Generation
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import FINAL, Draft, Parent, ReplyTarget, Requester, State, job_deadline
from bot.policy.limits.claim import remaining_today
from bot.ports import Card, StoredJob
from bot.service.jobs.admission import Admission, AdmittedJob
from bot.service.jobs.completion import Completion, JobProgress
from bot.service.jobs.job import Job
from bot.service.jobs.job_deps import JobDeps
from bot.service.jobs.runner import Runner
from bot.service.provider.intake import Intake

#: Thousands may be given back after a restart, each with a call to Discord.
_LEFTOVERS_AT_ONCE = 8

#: Seconds after its command in which a member is told that an image is lost that nobody painted.
_TELL_WITHIN_S = 24 * 3600

#: Discord's ids have 63 bits, and so has the database.
_IDS_END = 1 << 63


class Imagine:
    """Admits wishes and knows the jobs that are under way in this process."""

    def __init__(
        self,
        intake: Intake,
        admission: Admission,
        deps: JobDeps,
        runner: Runner,
        job_timeout: timedelta,
    ) -> None:
        """Take the services.

        Args:
            intake: Whether requests are taken at all.
            admission: Whether a request becomes a job.
            deps: What its job depends on.
            runner: Owns the jobs' tasks.
            job_timeout: The longest a job may take, waiting included.
        """
        self._intake = intake
        self._admission = admission
        self._job_timeout = job_timeout
        self._deps = deps
        self._runner = runner
        self._open_ids: set[int] = set()
        """Jobs from their admission to their end."""
        self._jobs: dict[int, Job] = {}
        self._ending_leftovers = asyncio.Semaphore(_LEFTOVERS_AT_ONCE)

    async def check(self, requester: Requester, request: ImageRequest) -> None:
        """Refuse now what `admit` would refuse; takes nothing and looks at no file.

        Raises:
            Refused: With the one reason that binds.
            StorageFailed: The database does not work.
        """
        if requester.job_id in self._open_ids:
            raise DuplicateEvent
        try:
            self._intake.check()
            await self._admission.check(requester, request)
        except Refused as error:
            self._note_refusal(requester, error)
            raise

    async def admit(
        self,
        requester: Requester,
        request: ImageRequest,
        reply_target: ReplyTarget,
        *,
        parent: Parent | None = None,
    ) -> AdmittedJob:
        """Check everything that can be known beforehand and reserve what it takes, or nothing.

        Args:
            requester: Who asks, and where.
            request: What for; its references are kept.
            address: Where it is answered.
            parent: The image that it came from; None for a command.

        Raises:
            Refused: With the one reason that binds; nothing was taken.
            StorageFailed: The database does not work; the same.
        """
        if requester.job_id in self._open_ids:
            raise DuplicateEvent
        self._open_ids.add(requester.job_id)
        try:
            self._intake.check()
            return await self._reserve(requester, request, reply_target, parent)
        except BaseException as error:
            if requester.job_id not in self._jobs:
                self._forget(requester.job_id)
            if isinstance(error, Refused) and not isinstance(error, DuplicateEvent):
                self._note_refusal(requester, error)
            raise

    def start(self, admitted: AdmittedJob, card: Card) -> None:
        """See a ticket through to an image or a sentence on its card.

        To be called in the same breath as `admit` returns, since the ticket has no owner till then.
        """
        job = Job(admitted, card, self._deps)
        job_id = admitted.draft.requester.job_id
        self._jobs[job_id] = job
        task = self._runner.start(f"job:{job_id}", job.run())
        task.add_done_callback(lambda _: self._forget(job_id))

    def resume(self, admitted: AdmittedJob, card: Card) -> None:
        """Start a job that a dead process left; it has been admitted, so the line takes it."""
        requester = admitted.draft.requester
        self._open_ids.add(requester.job_id)
        # what is painted already takes one slot, however much it is
        images = 1 if admitted.generation else admitted.draft.request.count
        self._deps.queue.enqueue(requester, admitted.order.model.id, images=images)
        self.start(admitted, card)

    def end_leftover(self, job: StoredJob, card: Card, error: ImagineError) -> None:
        """End a job that a dead process left, without another try.

        Its member hears of it, unless it was not painted and asked for so long ago that a message
        about it now would only puzzle them.
        """
        sent = 0 if job.state is State.QUEUED else job.draft.request.count
        progress = JobProgress(job.state, job.generation, is_kept=True, sent=sent)
        deps, job_id = self._deps, job.draft.requester.job_id
        closing = Completion(job.draft, card, progress, deps=deps)
        is_told = job.generation is not None or closing.age_s() <= _TELL_WITHIN_S
        end = closing.fail if is_told else closing.end
        self._runner.start(f"give-back:{job_id}", self._end_leftover(job_id, end, error))

    async def _end_leftover(
        self, job_id: int, end: Callable[[ImagineError], Awaitable[None]], error: ImagineError
    ) -> None:
        current_job.set(str(job_id))
        async with self._ending_leftovers:
            await end(error)

    async def read(self, job_id: int) -> StoredJob:
        """Return what is kept of a job.

        Raises:
            JobForgotten: Nothing.
            StorageFailed: The database does not work.
        """
        # custom ids may hold any number
        is_id = job_id < _IDS_END
        stored = await self._deps.adapters.stores.jobs.read(job_id) if is_id else None
        if stored is None:
            raise JobForgotten
        return stored

    async def cancel(self, job_id: int, by_user: int) -> None:
        """Give a job up; its card says so by itself.

        Whether somebody may do that is for the caller to check.

        Raises:
            CancelRefused: It is too late, or another process works on it.
            JobForgotten: There is no such job any more.
            StorageFailed: The database does not work.
        """
        job = self._jobs.get(job_id)
        if job is not None:
            job.cancel(by_user)
            return
        stored = await self.read(job_id)
        is_over = stored.state in FINAL or stored.reason is not None
        raise CancelRefused(CancelFault.ENDED if is_over else CancelFault.ELSEWHERE)

    def undelivered(self, job_id: int) -> Generation | None:
        """Return what is painted and waits in this process for Discord; None when nothing does."""
        job = self._jobs.get(job_id)
        return None if job is None else job.undelivered

    def hand_over(self, job_id: int) -> None:
        """End a job that waits for Discord as shown: its member has the image by now."""
        job = self._jobs.get(job_id)
        if job is not None:
            job.hand_over()

    def postpone(self) -> None:
        """Leave all jobs that wait to the next start of the bot."""
        for job in tuple(self._jobs.values()):
            job.postpone()

    async def _reserve(
        self,
        requester: Requester,
        request: ImageRequest,
        reply_target: ReplyTarget,
        parent: Parent | None,
    ) -> AdmittedJob:
        admission, deadline = self._admission, self._deadline(requester)
        weighed = await admission.check_rules(requester, request)
        model_id = weighed.order.model.id
        self._deps.queue.check(requester, model_id, deadline=deadline, images=request.count)
        draft = Draft(requester, request, weighed.allowed, reply_target, deadline, model_id, parent)
        reserved = await admission.reserve(weighed, draft)
        try:
            # others may have been faster, and whoever is refused has no place in line meanwhile
            self._deps.queue.check(requester, model_id, deadline=deadline, images=request.count)
        except Refused as error:
            await self._deps.bookkeeping.end_refused(requester.job_id, error)
            raise
        self._deps.queue.enqueue(requester, model_id, images=request.count)
        left = remaining_today(weighed.claim, reserved.used)
        return AdmittedJob(draft, weighed.order, weighed.claim, remaining=left)

    def _deadline(self, requester: Requester) -> datetime:
        timeout = self._job_timeout
        return job_deadline(
            requester.requested_at, timeout=timeout, can_be_late=requester.can_be_late
        )

    def _forget(self, job_id: int) -> None:
        self._open_ids.discard(job_id)
        self._jobs.pop(job_id, None)
        self._deps.queue.leave(job_id)

    def _note_refusal(self, requester: Requester, error: Refused) -> None:
        self._deps.adapters.signals.refused(error)
        self._runner.start(
            f"refusal:{requester.job_id}", self._deps.bookkeeping.note_refusal(requester, error)
        )
