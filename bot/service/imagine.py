"""The use case behind /imagine: admit a wish, then see it through as a job."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.deadline import job_deadline
from bot.policy.request import ImageRequest, Reference
from bot.ports import Adapters, Card
from bot.service.intake import Intake
from bot.service.job import Job, Ticket
from bot.service.keywatch import KeyWatch
from bot.service.ordering import place_order
from bot.service.runner import Runner


@dataclass(frozen=True, slots=True)
class Allowances:
    """What the operator allows every job."""

    cooldown: timedelta
    """The least time between two pictures of one member."""
    job_timeout: timedelta
    """The longest a job may take, waiting included."""
    max_concurrent: int
    """Pictures painted at once."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and since when."""

    job_id: str
    """The interaction's id, which names the job."""
    user_id: int
    asked_at: datetime
    can_be_late: bool
    """Whether a picture can reach the member once the interaction cannot be answered any more."""


class Imagine:
    """Admits wishes and owns the line in which they wait."""

    def __init__(
        self,
        adapters: Adapters,
        allowances: Allowances,
        *,
        intake: Intake,
        key_watch: KeyWatch,
        runner: Runner,
    ) -> None:
        self._adapters = adapters
        self._allowances = allowances
        self._intake = intake
        self._key_watch = key_watch
        self._runner = runner
        self._slots = asyncio.Semaphore(allowances.max_concurrent)

    async def check(self, asker: Asker, request: ImageRequest) -> None:
        """Refuse now what `admit` would refuse; takes nothing and looks at no file.

        Raises:
            Refused: With the one reason that binds.
        """
        self._intake.check()
        place_order(request, self._adapters.models)
        now, spacing = self._adapters.clock.now(), self._allowances.cooldown
        await self._adapters.cooldowns.check(asker.user_id, now=now, spacing=spacing)

    async def admit(self, asker: Asker, request: ImageRequest) -> Ticket:
        """Check everything that can be known beforehand and take the cooldown, or nothing.

        The request's reference files belong to the use case from here on.

        Raises:
            Refused: With the one reason that binds; nothing was taken, the files are removed.
        """
        try:
            self._intake.check()
            order = place_order(request, self._adapters.models)
            now, spacing = self._adapters.clock.now(), self._allowances.cooldown
            before = await self._adapters.cooldowns.take(asker.user_id, now=now, spacing=spacing)
        except BaseException:
            _remove(request.references)
            raise
        deadline = job_deadline(
            asker.asked_at, timeout=self._allowances.job_timeout, can_be_late=asker.can_be_late
        )
        return Ticket(asker.job_id, asker.user_id, request, order, deadline, now + spacing, before)

    def start(self, ticket: Ticket, card: Card) -> None:
        """See an admitted wish through to a picture or a sentence on its card.

        To be called in the same breath as `admit` returns, since the ticket has no owner till then.
        """
        job = Job(ticket, card, adapters=self._adapters, key_watch=self._key_watch)
        self._runner.start(f"job:{ticket.job_id}", job.run(self._slots))


def _remove(references: Iterable[Reference]) -> None:
    for reference in references:
        reference.path.unlink(missing_ok=True)
