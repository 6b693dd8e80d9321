"""Lets a live process take over dead ones' jobs: at its start, and every time it reconciles.

It generates or delivers a job's images, or ends the job with a refund.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.errors import (
    WITHDRAWN,
    Cancelled,
    Charge,
    DeliveryGivenUp,
    Interrupted,
    LostInRestart,
    ReferenceFault,
    ReferenceRefused,
    Refused,
    StorageFailed,
)
from bot.logs import log_unexpected
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import Order, Reference
from bot.policy.jobs.job import Draft, Leftover, Recovery, recover
from bot.ports import Adapters, Card, Leftovers, StoredJob
from bot.service.jobs.admission import AdmittedJob
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.ordering import place_order

log = logging.getLogger(__name__)

#: Jobs that are taken over in one transaction.
_AT_ONCE = 250

#: Jobs that are started before the event loop may run other tasks: about a millisecond of work.
_SLICE = 25


class Takeover:
    """Recovers jobs whose process has died, from the moment that Discord can be reached."""

    def __init__(
        self,
        imagine: Imagine,
        adapters: Adapters,
        *,
        leftovers: Leftovers,
        at_once: int = _AT_ONCE,
    ) -> None:
        """Store the dependencies.

        Args:
            imagine: Runs or ends the jobs.
            adapters: The stores, the models and the clock.
            leftovers: The files of dead processes.
            at_once: How many jobs are taken over in one transaction.
        """
        self._imagine = imagine
        self._adapters = adapters
        self._leftovers = leftovers
        self._at_once = at_once
        self._open_card: Callable[[Draft], Card] | None = None
        self._lock = asyncio.Lock()

    async def start(self, open_card: Callable[[Draft], Card]) -> None:
        """Take over all jobs of dead processes; `take_over_again` does so later.

        Args:
            open_card: Returns the card of a job whose command another process received.
        """
        # take jobs over first: the sweep below deletes every file that no known job refers to
        async with self._lock:
            self._open_card = open_card
            try:
                await self._take_all()
                kept = await self._adapters.stores.jobs.files()
            except StorageFailed as error:
                # all files stay, since it is not known which of them are needed
                log.error("no jobs could be taken over yet: %s", error)  # noqa: TRY400 - a known fault
            else:
                await asyncio.to_thread(self._leftovers.remove_leftovers, kept)

    async def take_over_again(self) -> None:
        """Take over the jobs of processes that died after `start`.

        Raises:
            StorageFailed: The database does not work.
        """
        async with self._lock:
            await self._take_all()

    def stop(self) -> None:
        """Take over no more jobs, since the bot stops."""
        self._open_card = None

    async def _take_all(self) -> None:
        while self._open_card is not None:
            now = self._adapters.clock.now()
            jobs = await self._adapters.stores.jobs.take_over(now=now, limit=self._at_once)
            if not jobs:
                return
            log.info("took over %s jobs of a process that is dead", len(jobs))
            found = await asyncio.to_thread(self._find_files, jobs)
            for number, job in enumerate(found):
                if number % _SLICE == 0:
                    await asyncio.sleep(0)
                self._recover(job)

    def _find_files(self, jobs: Sequence[StoredJob]) -> list[StoredJob]:
        return [_with_files(job, self._leftovers.find) for job in jobs]

    def _recover(self, job: StoredJob) -> None:
        if self._open_card is None:
            # the job waits for the next start
            return
        card = self._open_card(job.draft)
        try:
            self._decide(job, card)
        except Refused as error:
            # its model is gone, or does not take its options any more
            self._imagine.end_leftover(job, card, error)
        except Exception as error:  # noqa: BLE001 - one job must not hold up the others
            self._imagine.end_leftover(job, card, log_unexpected(error))

    def _decide(self, job: StoredJob, card: Card) -> None:
        leftover = Leftover(
            job.state,
            is_answered=job.is_answered,
            is_failing=job.reason is not None,
            has_files=job.generation is not None and bool(job.generation.images),
            deadline=job.draft.deadline,
            deaths=job.attempts - 1,
        )
        recovery = recover(leftover, now=self._adapters.clock.now())
        extra = {"job": str(job.draft.requester.job_id)}
        log.info("was %s when its process died: %s", job.state, recovery, extra=extra)
        match recovery:
            case Recovery.GIVE_BACK if job.reason == WITHDRAWN and job.generation is None:
                count, requester = job.draft.request.count, job.draft.requester
                error = Cancelled(
                    requester.user_id, Charge.POSSIBLE, is_by_requester=True, counted=count
                )
                self._imagine.end_leftover(job, card, error)
            case Recovery.GIVE_BACK:
                is_paid = job.generation is not None and job.generation.cost_micros
                charge = Charge.MADE if is_paid else Charge.POSSIBLE
                self._imagine.end_leftover(job, card, LostInRestart(charge))
            case Recovery.GIVE_UP:
                self._imagine.end_leftover(job, card, DeliveryGivenUp())
            case Recovery.END:
                self._imagine.end_leftover(job, card, Interrupted(Charge.NONE))
            case _:
                self._resume(job, card)

    def _resume(self, job: StoredJob, card: Card) -> None:
        admitted = AdmittedJob(
            job.draft,
            job.generation.order if job.generation else self._order(job.draft),
            micros=job.micros,
            generation=job.generation,
            generated_at=job.generated_at,
            is_answered=job.is_answered,
        )
        self._imagine.resume(admitted, card)

    def _order(self, draft: Draft) -> Order:
        """Return the order for the model of the reservation, or for its successor.

        Raises:
            Refused: The model is gone without a successor, or attached images are gone.
        """
        if not all(reference.size_bytes for reference in draft.request.references):
            raise ReferenceRefused(ReferenceFault.GONE)
        request = replace(draft.request, model=draft.model or draft.request.model)
        return place_order(request, self._adapters.models, allowed=draft.allowed)


def _with_files(job: StoredJob, find: Callable[[Path], Path | None]) -> StoredJob:
    """Return a job with the present paths of its files.

    If any of its images is missing or has another size, its generation has no images. A missing
    reference has a size of 0 bytes.
    """
    request = job.draft.request
    references = tuple(_found_reference(reference, find) for reference in request.references)
    draft = replace(job.draft, request=request.with_references(*references))
    if job.generation is None:
        return replace(job, draft=draft)
    found = [_found_image(image, find) for image in job.generation.images]
    images = tuple(image for image in found if image is not None)
    if len(images) < len(found):
        _remove_files(job.generation, find)
        images = ()
    return replace(job, draft=draft, generation=replace(job.generation, images=images))


def _found_reference(reference: Reference, find: Callable[[Path], Path | None]) -> Reference:
    path = find(reference.path)
    return replace(reference, path=path) if path else replace(reference, path=Path(), size_bytes=0)


def _found_image(image: ImageFile, find: Callable[[Path], Path | None]) -> ImageFile | None:
    path = find(image.path)
    try:
        is_whole = path is not None and path.stat().st_size == image.size_bytes
    except OSError:
        is_whole = False
    return replace(image, path=path) if path is not None and is_whole else None


def _remove_files(generation: Generation, find: Callable[[Path], Path | None]) -> None:
    """Remove the files of an incomplete generation, which cannot be delivered."""
    for image in generation.images:
        path = find(image.path)
        if path is not None:
            with suppress(OSError):
                path.unlink()
