"""Takes over what dead processes left: paints it, shows it, or gives it back."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from bot.errors import Charge, Interrupted, LostInRestart, Refused, StorageFailed
from bot.policy.job import Draft, Left, Recovery, recover
from bot.policy.picture import Painting
from bot.policy.request import Order
from bot.ports import Adapters, Card, StoredJob
from bot.service.imagine import Imagine
from bot.service.ordering import place_order
from bot.service.ticket import Ticket

log = logging.getLogger(__name__)

#: Jobs that are taken in one transaction.
_AT_ONCE = 250


class Takeover:
    """Looks for jobs whose process has died, from the moment that Discord can be reached."""

    def __init__(
        self,
        imagine: Imagine,
        adapters: Adapters,
        *,
        remove_leftovers: Callable[[Collection[Path]], None],
    ) -> None:
        """Take the tools.

        Args:
            imagine: Goes on with the jobs.
            adapters: The stores, the models and the clock.
            remove_leftovers: Removes the dead processes' files but for those that it is given;
                may block for a moment.
        """
        self._imagine = imagine
        self._adapters = adapters
        self._remove_leftovers = remove_leftovers
        self._open_card: Callable[[Draft], Card] | None = None
        self._looking = asyncio.Lock()

    async def start(self, open_card: Callable[[Draft], Card]) -> None:
        """Take over what there is now; `look` finds what dies later.

        Args:
            open_card: Returns the card of a job whose command another process received.
        """
        # whatever is taken has to be known before the files that nobody needs are removed
        async with self._looking:
            self._open_card = open_card
            try:
                await self._take_all()
                kept = await self._adapters.stores.jobs.files()
            except StorageFailed as error:
                # the files stay, since nobody knows which of them are needed
                log.error("no jobs could be taken over yet: %s", error)  # noqa: TRY400 - a known fault
            else:
                await asyncio.to_thread(self._remove_leftovers, kept)

    async def look(self) -> None:
        """Take over every job whose process is dead.

        Raises:
            StorageFailed: The database does not work.
        """
        async with self._looking:
            await self._take_all()

    async def _take_all(self) -> None:
        while self._open_card is not None:
            now = self._adapters.clock.now()
            jobs = await self._adapters.stores.jobs.take_over(now=now, limit=_AT_ONCE)
            complete = await asyncio.to_thread(_with_all_files, jobs)
            for job in jobs:
                self._go_on(
                    job, self._open_card(job.draft), has_files=job.draft.asker.job_id in complete
                )
            if jobs:
                log.info("took over %s jobs of a process that is dead", len(jobs))
            if len(jobs) < _AT_ONCE:
                return

    def _go_on(self, job: StoredJob, card: Card, *, has_files: bool) -> None:
        left = Left(job.state, job.is_answered, has_files, job.draft.deadline)
        what = recover(left, now=self._adapters.clock.now())
        log.info("job=%s was %s: %s", job.draft.asker.job_id, job.state, what)
        match what:
            case Recovery.GIVE_BACK:
                charge = Charge.POSSIBLE if job.painting is None else Charge.MADE
                self._imagine.give_back(job, card, LostInRestart(charge))
            case Recovery.TOO_LATE:
                self._imagine.give_back(job, card, Interrupted(Charge.NONE))
            case Recovery.RUN | Recovery.RUN_IF_ANSWERED | Recovery.DELIVER:
                self._resume(job, card)

    def _resume(self, job: StoredJob, card: Card) -> None:
        try:
            order = job.painting.order if job.painting else self._order(job.draft)
        except Refused as error:
            # its model is gone by now, or does not take its options any more
            self._imagine.give_back(job, card, error)
            return
        ticket = Ticket(
            job.draft,
            order,
            micros=job.micros,
            painting=job.painting,
            is_answered=job.is_answered,
        )
        self._imagine.resume(ticket, card)

    def _order(self, draft: Draft) -> Order:
        return place_order(draft.request, self._adapters.models, allowed=draft.allowed)


def _with_all_files(jobs: Sequence[StoredJob]) -> set[int]:
    """Return the ids of jobs whose painted files are all there, complete."""
    return {job.draft.asker.job_id for job in jobs if job.painting and _is_complete(job.painting)}


def _is_complete(painting: Painting) -> bool:
    try:
        return all(
            picture.path.stat().st_size == picture.size_bytes for picture in painting.pictures
        )
    except OSError:
        return False
