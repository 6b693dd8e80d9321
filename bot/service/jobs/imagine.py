"""The use case behind /imagine: admits a request, then runs it as a job."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NoReturn

from bot.errors import (
    CancelFault,
    CancelRefused,
    ConsentNeeded,
    DuplicateEvent,
    ImagineError,
    JobForgotten,
    Refused,
    RequestHeld,
)
from bot.logs import current_job
from bot.policy.images.image import Generation
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import FINAL, Draft, Parent, ReplyTarget, Requester, State, job_deadline
from bot.policy.limits.claim import remaining_today
from bot.policy.moderation.filter import Effect
from bot.policy.moderation.verdict import Verdict
from bot.ports import Card, StoredJob
from bot.service.jobs.admission import Admission, AdmittedJob, CheckedOrder
from bot.service.jobs.completion import Completion, JobProgress
from bot.service.jobs.job import Job
from bot.service.jobs.job_deps import JobDeps
from bot.service.jobs.runner import Runner
from bot.service.moderation.reviews.holding import Holding
from bot.service.moderation.text_check import TextCheck
from bot.service.provider.intake import Intake

#: Leftover jobs that are ended at the same time, each with calls to Discord. A restart may leave
#: thousands.
_LEFTOVERS_AT_ONCE = 8

#: Seconds after its command during which a member is told of a leftover job without an image.
_TELL_WITHIN_S = 24 * 3600

#: Discord's ids and the database's integers have 63 bits.
_IDS_END = 1 << 63


class Imagine:
    """Admits requests and keeps track of this process's jobs."""

    def __init__(
        self,
        intake: Intake,
        admission: Admission,
        deps: JobDeps,
        runner: Runner,
        job_timeout: timedelta,
        texts: TextCheck,
    ) -> None:
        """Take the services.

        Args:
            intake: Whether the bot accepts requests at all.
            admission: Decides whether a request becomes a job.
            deps: The services that jobs depend on.
            runner: Owns the jobs' tasks.
            job_timeout: How long a job may take, including its wait in the queue.
            texts: Checks every prompt as it is sent to the model.
        """
        self.holding: Holding | None = None
        """Holds requests for moderators; without it, they are refused."""
        self._intake = intake
        self._admission = admission
        self._job_timeout = job_timeout
        self._deps = deps
        self._runner = runner
        self._texts = texts
        self._open_ids: set[int] = set()
        """Ids of jobs from the start of their admission to their end."""
        self._jobs: dict[int, Job] = {}
        self._ending_leftovers = asyncio.Semaphore(_LEFTOVERS_AT_ONCE)

    async def check(self, requester: Requester, request: ImageRequest) -> None:
        """Refuse now what `admit` would refuse; reserves nothing and reads no file.

        Raises:
            Refused: With the one reason that binds.
            StorageFailed: The database does not work.
        """
        if requester.job_id in self._open_ids:
            raise DuplicateEvent
        try:
            self._intake.check()
            checked = await self._admission.check_rules(requester, request)
            await self._texts.check_prompt(requester, checked.order.sent_prompt)
            await self._admission.check_counts(checked)
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
        allowed_rule: str | None = None,
    ) -> AdmittedJob:
        """Check a request and reserve everything that its job takes, or nothing.

        Args:
            requester: The member, and where the request was made.
            request: Prompt and options; the files of its references are stored already.
            reply_target: Where it is answered.
            parent: The image that it came from; None for a command.
            allowed_rule: The rule of the filter that held it and that a moderator has lifted;
                None for a request whose member waits for an answer.

        Raises:
            RequestHeld: It waits for a moderator; nothing was reserved.
            ConsentNeeded: The member has to be asked whether moderators may see it.
            Refused: With the one reason that binds; nothing was reserved.
            StorageFailed: The database does not work; nothing was reserved.
        """
        if requester.job_id in self._open_ids:
            raise DuplicateEvent
        self._open_ids.add(requester.job_id)
        try:
            self._intake.check()
            checked = await self._admission.check_rules(
                requester, request, asks=allowed_rule is None
            )
            verdict = await self._texts.check_prompt(requester, checked.order.sent_prompt)
            draft = self._draft(requester, request, reply_target, checked, parent)
            if verdict is not None and verdict.effect is Effect.HOLD and allowed_rule is None:
                await self._hold(checked, draft, verdict)
            admitted = await self._reserve(checked, draft)
        except BaseException as error:
            if requester.job_id not in self._jobs:
                self._forget(requester.job_id)
            if isinstance(error, Refused) and not isinstance(error, DuplicateEvent):
                self._note_refusal(requester, error)
            raise
        if verdict is not None and verdict.effect is Effect.LOG:
            self._texts.note_accepted(requester, checked.order.sent_prompt, verdict)
        return admitted

    def start(self, admitted: AdmittedJob, card: Card) -> None:
        """Run an admitted job until its card shows an image or an error.

        Call this without an `await` after `admit`: until then the reservation has no owner.
        """
        job = Job(admitted, card, self._deps)
        job_id = admitted.draft.requester.job_id
        self._jobs[job_id] = job
        task = self._runner.start(f"job:{job_id}", job.run())
        task.add_done_callback(lambda _: self._forget(job_id))

    def resume(self, admitted: AdmittedJob, card: Card) -> None:
        """Start a job that a dead process left; it was admitted, so the queue has to take it."""
        requester = admitted.draft.requester
        self._open_ids.add(requester.job_id)
        # delivery alone takes one slot, however many images there are
        images = 1 if admitted.generation else admitted.draft.request.count
        self._deps.queue.enqueue(requester, admitted.order.model.id, images=images)
        self.start(admitted, card)

    def end_leftover(self, job: StoredJob, card: Card, error: ImagineError) -> None:
        """End a job that a dead process left, without another attempt.

        Its member is told, unless the job has no image and its command is so old that a message
        would only puzzle them.
        """
        sent = 0 if job.state is State.QUEUED else job.draft.request.count
        progress = JobProgress(job.state, job.generation, is_kept=True, sent=sent)
        deps, job_id = self._deps, job.draft.requester.job_id
        completion = Completion(job.draft, card, progress, deps=deps)
        is_told = job.generation is not None or completion.age_s() <= _TELL_WITHIN_S
        end = completion.fail if is_told else completion.end
        self._runner.start(f"give-back:{job_id}", self._end_leftover(job_id, end, error))

    async def _end_leftover(
        self, job_id: int, end: Callable[[ImagineError], Awaitable[None]], error: ImagineError
    ) -> None:
        current_job.set(str(job_id))
        async with self._ending_leftovers:
            await end(error)

    async def read(self, job_id: int) -> StoredJob:
        """Return the stored job.

        Raises:
            JobForgotten: It is not stored, or not any more.
            StorageFailed: The database does not work.
        """
        # custom ids may hold any number
        is_id = job_id < _IDS_END
        stored = await self._deps.adapters.stores.jobs.read(job_id) if is_id else None
        if stored is None:
            raise JobForgotten
        return stored

    async def cancel(self, job_id: int, by_user: int) -> None:
        """Cancel a job; its card says so by itself.

        The caller checks whether this user may do that.

        Raises:
            CancelRefused: It is too late, or another process runs the job.
            JobForgotten: It is not stored any more.
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
        """Return the images of a job of this process that waits for Discord; None without any."""
        job = self._jobs.get(job_id)
        return None if job is None else job.undelivered

    def hand_over(self, job_id: int) -> None:
        """End a job that waits for Discord as shown: its member got the image in another way."""
        job = self._jobs.get(job_id)
        if job is not None:
            job.hand_over()

    def postpone(self) -> None:
        """Leave all waiting jobs to the bot's next start."""
        for job in tuple(self._jobs.values()):
            job.postpone()

    def _draft(
        self,
        requester: Requester,
        request: ImageRequest,
        reply_target: ReplyTarget,
        checked: CheckedOrder,
        parent: Parent | None,
    ) -> Draft:
        timeout = self._job_timeout
        deadline = job_deadline(
            requester.requested_at, timeout=timeout, can_be_late=requester.can_be_late
        )
        return Draft(
            requester,
            request,
            checked.allowed,
            checked.addressed(requester, reply_target),
            deadline,
            checked.order.model.id,
            parent,
            shown_to_moderators=checked.shown_to_moderators,
        )

    async def _hold(self, checked: CheckedOrder, draft: Draft, verdict: Verdict) -> NoReturn:
        """Hold a request that is admitted otherwise; refuse it where it cannot be held."""
        self._check_queue(checked, draft)
        await self._admission.check_counts(checked)
        if self.holding is not None and await self.holding.hold(draft, verdict) is not None:
            await self._texts.note_held(draft.requester)
            raise RequestHeld(private=draft.requester.private)
        prompt = checked.order.sent_prompt
        raise await self._texts.refuse_held(draft.requester, prompt, verdict)

    def _check_queue(self, checked: CheckedOrder, draft: Draft) -> None:
        model_id, images = checked.order.model.id, draft.request.count
        self._deps.queue.check(draft.requester, model_id, deadline=draft.deadline, images=images)

    async def _reserve(self, checked: CheckedOrder, draft: Draft) -> AdmittedJob:
        requester, images = draft.requester, draft.request.count
        self._check_queue(checked, draft)
        reserved = await self._admission.reserve(checked, draft)
        try:
            # again: the queue may have filled during the reservation; enqueue only after that
            self._check_queue(checked, draft)
        except Refused as error:
            await self._deps.bookkeeping.end_refused(requester.job_id, error)
            raise
        self._deps.queue.enqueue(requester, checked.order.model.id, images=images)
        remaining = remaining_today(checked.claim, reserved.used)
        return AdmittedJob(draft, checked.order, checked.claim, remaining=remaining)

    def _forget(self, job_id: int) -> None:
        self._open_ids.discard(job_id)
        self._jobs.pop(job_id, None)
        self._deps.queue.leave(job_id)

    def _note_refusal(self, requester: Requester, error: Refused) -> None:
        if isinstance(error, ConsentNeeded):
            # a question, which the member may answer
            return
        self._deps.adapters.signals.refused(error)
        self._runner.start(
            f"refusal:{requester.job_id}", self._deps.bookkeeping.note_refusal(requester, error)
        )
