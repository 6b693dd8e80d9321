"""Ends one job: shows the outcome, records it and settles the reservation, in this order."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import (
    Cancelled,
    DeliveryFailed,
    DuplicateEvent,
    GenerationFailed,
    ImagineError,
    is_about_prompt,
    reason_of,
)
from bot.logs import log_move
from bot.policy.images.image import Generation
from bot.policy.jobs.job import FINAL, Draft, State
from bot.ports import Card, Ending
from bot.service.delivery.failure_notice import FailureNotices
from bot.service.jobs.bookkeeping import settlement_of
from bot.service.jobs.job_deps import JobDeps

log = logging.getLogger(__name__)


@dataclass(slots=True)
class JobProgress:
    """How far a job has got."""

    state: State = State.QUEUED
    generation: Generation | None = None
    is_kept: bool = False
    """Whether the generation is known to be stored."""
    is_shown: bool = False
    shown: Generation | None = None
    """What was shown, if it had to be re-encoded."""
    rejected: GenerationFailed | None = None
    """Why the provider rejected, or may have rejected, the prompt for one of several images."""
    is_waiting: bool = False
    """Whether its images wait for Discord."""
    is_failing: bool = False
    """Whether its failure is being shown, which can no longer be stopped."""
    sent: int = 0
    """The number of images whose requests may have been sent and may be charged."""
    generation_id: str | None = None
    """OpenRouter's id of the request, once it is known."""


class Completion:
    """Ends one job."""

    def __init__(
        self,
        draft: Draft,
        card: Card,
        progress: JobProgress,
        *,
        deps: JobDeps,
    ) -> None:
        self.files: set[Path] = set()
        """Files to remove once the job has ended, besides the generated ones."""
        self._timing = deps.timing
        self._sleep = deps.sleep
        self._draft = draft
        self._card = card
        self._progress = progress
        self._adapters = deps.adapters
        self._bookkeeping = deps.bookkeeping
        self._job_log = deps.job_log
        self._are_files_given = False

    def move(self, state: State, *, model: str | None = None, reason: str | None = None) -> None:
        """Enter a state, for the log and the metrics."""
        self._progress.state = state
        self._adapters.signals.moved(state, reason=reason)
        guild_id = self._draft.requester.spot.guild_id
        log_move(log, state, guild_id=guild_id, seconds=self.age_s(), reason=reason, model=model)

    def age_s(self) -> float:
        """Return the seconds since the command."""
        return (self._adapters.clock.now() - self._draft.requester.requested_at).total_seconds()

    async def fail(self, error: ImagineError, *, is_stopping: bool = False) -> None:
        """End the job without an image and show why.

        Args:
            error: Why it failed.
            is_stopping: Whether the bot stops, which leaves only seconds to show it.
        """
        last_words_s, self._progress.is_failing = self._timing.last_words_s, True
        if not isinstance(error, Cancelled | DuplicateEvent):
            cause = error.__cause__ or "no further cause"
            log.warning("failed: %s %s (%s)", type(error).__name__, error, cause)
        if isinstance(error, GenerationFailed):
            # it may echo the prompt, which belongs in no log unless someone debugs
            log.debug("detail: %s", error.detail)
        try:
            # Shown before the job ends: if the process dies in between, the next one finds an open
            # job that is failing, and tells its member. Ended jobs are not looked at again.
            if await self._bookkeeping.fail(self._draft.requester.job_id, reason_of(error)):
                within_s = last_words_s if is_stopping else self._timing.failure_s
                await self._show_failure(error, within_s)
        except asyncio.CancelledError:
            # the bot stops: one last try in the time that remains
            await self._show_failure(error, last_words_s)
            raise
        finally:
            await self.end(error)

    async def end(self, error: ImagineError | None) -> None:
        """End the job; `error` is None when its image was shown."""
        if self._progress.state in FINAL:
            return
        try:
            await self._record(error)
        except asyncio.CancelledError:
            # the outcome is known and has to be recorded; ending a job twice does no harm
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timing.last_words_s):
                    await self._record(error)
            raise

    async def _record(self, error: ImagineError | None) -> None:
        job, books = self._progress, self._bookkeeping
        entry = None
        if error is None:
            entry = await self._job_log.entry_of(self._draft)
        ending = Ending(
            _final_state(error),
            settlement_of(
                error, job.generation, is_sent=job.sent > 0, generation_id=job.generation_id
            ),
            None if error is None else reason_of(error),
            self._card.message_id,
            None if job.is_kept else job.generation,
            job.shown,
            self._card.stale,
            entry,
        )
        on_ended = self._remove_files if entry is None else self._give_files
        await books.end(self._draft.requester.job_id, ending, on_ended=on_ended)
        if job.state is not ending.state:
            self.move(ending.state, reason=ending.reason)
        if job.generation is not None:
            await books.note_cost(job.generation)
        rejected = error if error and is_about_prompt(error) else job.rejected
        if rejected is not None:
            await books.note_refusal(self._draft.requester, rejected)
            self._job_log.note_rejection(self._draft)

    async def _show_failure(self, error: ImagineError, within_s: float) -> None:
        fault = "timed_out"
        try:
            async with asyncio.timeout(within_s):
                await FailureNotices(self._card, self._adapters, sleep=self._sleep).tell(error)
        except TimeoutError:
            pass
        except DeliveryFailed as error_:
            fault = reason_of(error_)
        else:
            return
        log.warning("the failure could not be shown: %s", fault)
        self._adapters.signals.discord_failed(fault)
        is_generated = self._progress.generation is not None
        await self._bookkeeping.tell_moderators(self._draft.requester, is_generated=is_generated)

    def _give_files(self) -> None:
        """Let the moderation log make its thumbnail, which removes the files afterwards."""
        if self._are_files_given or self._progress.generation is None:
            return  # a stop repeated the end, which the moderation log knows of
        self._are_files_given = True
        self._job_log.illustrate(self._draft, self._progress.generation, self._remove_files)

    def _remove_files(self) -> None:
        generated = self._progress.generation.images if self._progress.generation else ()
        for path in self.files.union(image.path for image in generated):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                # the job has ended regardless, and the next start removes leftover files
                log.warning("a file could not be removed: %s", error.strerror)


def _final_state(error: ImagineError | None) -> State:
    if error is None:
        return State.DONE
    return State.CANCELLED if isinstance(error, Cancelled) else State.FAILED
