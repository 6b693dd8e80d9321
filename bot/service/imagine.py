"""The use case behind /imagine: admit a wish, then see it through as a job."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import AlreadyAsked, Refused
from bot.policy.deadline import job_deadline
from bot.policy.job import Asker
from bot.policy.request import ImageRequest, Reference
from bot.ports import Adapters, Card
from bot.service.admission import Admission
from bot.service.bookkeeping import Bookkeeping
from bot.service.intake import Intake
from bot.service.job import Job, Ticket
from bot.service.keywatch import KeyWatch
from bot.service.runner import Runner


@dataclass(frozen=True, slots=True)
class Allowances:
    """What the operator allows every job."""

    job_timeout: timedelta
    """The longest a job may take, waiting included."""
    max_concurrent: int
    """Pictures painted at once."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides on a wish, and who writes down what becomes of it."""

    intake: Intake
    admission: Admission
    bookkeeping: Bookkeeping
    key_watch: KeyWatch


class Imagine:
    """Admits wishes and owns the line in which they wait."""

    def __init__(
        self, adapters: Adapters, allowances: Allowances, *, desk: Desk, runner: Runner
    ) -> None:
        self._adapters = adapters
        self._allowances = allowances
        self._desk = desk
        self._runner = runner
        self._slots = asyncio.Semaphore(allowances.max_concurrent)

    async def check(self, asker: Asker, request: ImageRequest) -> None:
        """Refuse now what `admit` would refuse; takes nothing and looks at no file.

        Raises:
            Refused: With the one reason that binds.
            StorageFailed: The database does not work.
        """
        try:
            self._desk.intake.check()
            await self._desk.admission.check(asker, request)
        except Refused as error:
            self._note(asker, error)
            raise

    async def admit(self, asker: Asker, request: ImageRequest) -> Ticket:
        """Check everything that can be known beforehand and reserve what it takes, or nothing.

        The request's reference files belong to the use case from here on.

        Raises:
            Refused: With the one reason that binds; nothing was taken, the files are removed.
            StorageFailed: The database does not work; the same.
        """
        try:
            self._desk.intake.check()
            admitted = await self._desk.admission.reserve(asker, request)
        except BaseException as error:
            _remove(request.references)
            if isinstance(error, Refused) and not isinstance(error, AlreadyAsked):
                self._note(asker, error)
            raise
        deadline = job_deadline(
            asker.asked_at, timeout=self._allowances.job_timeout, can_be_late=asker.can_be_late
        )
        return Ticket(asker, request, admitted, deadline)

    def start(self, ticket: Ticket, card: Card) -> None:
        """See an admitted wish through to a picture or a sentence on its card.

        To be called in the same breath as `admit` returns, since the ticket has no owner till then.
        """
        job = Job(
            ticket,
            card,
            adapters=self._adapters,
            bookkeeping=self._desk.bookkeeping,
            key_watch=self._desk.key_watch,
        )
        self._runner.start(f"job:{ticket.asker.job_id}", job.run(self._slots))

    def _note(self, asker: Asker, error: Refused) -> None:
        self._runner.start(
            f"refusal:{asker.job_id}", self._desk.bookkeeping.note_refusal(asker, error)
        )


def _remove(references: Iterable[Reference]) -> None:
    for reference in references:
        reference.path.unlink(missing_ok=True)
