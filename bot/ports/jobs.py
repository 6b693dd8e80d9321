"""Jobs that outlive the process. Every call raises `StorageFailed` when the database fails."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.policy.images.image import Generation
from bot.policy.jobs.job import Draft, State
from bot.ports.limits import Costs, DefaultsStore, Ledger, Members, Notices, Settlement
from bot.ports.privacy import PersonalData
from bot.ports.rulebooks import Rulebooks


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A job as it was read."""

    draft: Draft
    """Its address has the answer's message id where it is known, and no token once it ended."""
    state: State
    is_answered: bool
    """Whether the first answer is known to be out."""
    attempts: int
    """How many processes have worked on it, but for those that stopped in good order."""
    micros: int
    """Micro-dollars that are held for it, or what it cost once it is settled."""
    generation: Generation | None = None
    """Once it was painted."""
    reason: str | None = None
    """Why it failed or was cancelled, such as `prompt_rejected`; known before it has ended."""
    ended_at: datetime | None = None
    generated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A first answer that says what is not so any more."""

    message_id: int | None
    """None where it is not known."""
    unsaid: str | None
    """What it has to say; None where its member was told otherwise, so that it is deleted."""


@dataclass(frozen=True, slots=True)
class StaleCard:
    """A stale answer of a job that has ended, as it was read."""

    draft: Draft
    """With the answer's message id and its token, as long as they are known."""
    unsaid: str | None
    """As in `Stale`."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ends."""

    state: State
    """A final one."""
    settlement: Settlement
    reason: str | None = None
    """None when it is done."""
    message_id: int | None = None
    """Of the message that shows the image."""
    unkept: Generation | None = None
    """What was painted, where `keep` had failed; the job moves on through `delivering` then."""
    shown: Generation | None = None
    """What was shown, where it was made smaller than what was painted."""
    stale: Stale | None = None
    """What is still to be put right of the first answer."""


class Leftovers(Protocol):
    """The files of dead processes. Both calls block, so a thread makes them."""

    def find(self, path: Path) -> Path | None:
        """Return where a file that a job needs lies; None when it is not there.

        Whatever a path names, only files of the bot's processes are found.
        """
        ...

    def remove_leftovers(self, kept: Collection[Path]) -> None:
        """Remove the files of dead processes that nobody needs."""
        ...


class Jobs(Protocol):
    """Every job from its reservation on. Each call is one transaction.

    A job is inserted by `Ledger.reserve`. Every move is a compare-and-set, and goes together with
    what it means for the reservation.
    """

    async def note_answer(self, job_id: int, message_id: int | None, *, now: datetime) -> None:
        """Note that the first answer is out, and which message it is."""
        ...

    async def begin(self, job_id: int, message_id: int | None, *, now: datetime) -> None:
        """Move from `queued` to `painting`, before the request leaves; the answer is out by then.

        From here on something may be charged.

        Raises:
            StorageFailed: Also when it is not queued, or its reservation is no longer held by this
                process; then nothing may be sent.
        """
        ...

    async def keep(self, job_id: int, generation: Generation, *, now: datetime) -> None:
        """Move from `painting` to `delivering`: the files are complete and belong to the job.

        Raises:
            StorageFailed: Also when it was not painting.
        """
        ...

    async def end(self, job_id: int, ending: Ending, *, now: datetime) -> bool:
        """Move to a final state, forget the token, and settle the reservation.

        Doing it twice changes nothing the second time. The reservation is settled also where the
        job had ended before, as `Ledger.settle` does.

        Returns:
            Whether this call moved the job.
        """
        ...

    async def fail(self, job_id: int, reason: str) -> bool:
        """Note why an open job will end, before that is told: it is never run again.

        Returns:
            False when it is not open, or another process's; then nothing is noted.
        """
        ...

    async def files(self) -> frozenset[Path]:
        """Return all files that open jobs need, whoever works on them."""
        ...

    async def read(self, job_id: int) -> StoredJob | None:
        """Return a job; None when there is none any more."""
        ...

    async def take_over(self, *, now: datetime, limit: int) -> tuple[StoredJob, ...]:
        """Make jobs this process's whose process has not renewed its lease, the oldest first.

        Each is handed out to one caller only, with `attempts` counted up.

        Args:
            now: The present.
            limit: The most that are taken at once.
        """
        ...

    async def release(self) -> None:
        """Count off this process's attempt at its open jobs, since it stops in good order.

        To be called before its lease ends.
        """
        ...

    async def latencies(self, *, limit: int) -> Mapping[str, Sequence[float]]:
        """Return how many seconds the last paintings took, by model id, the newest last."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Forget jobs that ended before an instant, with their prompts."""
        ...


class StaleCards(Protocol):
    """First answers that say what is not so any more; `Jobs.end` adds them.

    Each call is one transaction.
    """

    async def oldest(self, *, limit: int) -> tuple[StaleCard, ...]:
        """Return those that are to be put right, the oldest first; what is damaged is dropped."""
        ...

    async def remove(self, job_id: int) -> None:
        """Forget one, since it is right or nobody can change it any more."""
        ...


class HistoryStore(Protocol):
    """The images of the past, as their jobs are kept. Each call is one transaction."""

    async def page(
        self,
        user_id: int,
        *,
        limit: int,
        words: str = "",
        before: int | None = None,
        after: int | None = None,
    ) -> tuple[StoredJob, ...]:
        """Return a member's jobs that are done, the newest first; what is damaged is left out.

        Args:
            user_id: Whose.
            limit: The most that are looked at.
            words: Only those whose prompt has these words in it, casefolded; empty for all.
            before: Only those older than this job, the nearest to it.
            after: Only those newer than this job, the nearest to it.
        """
        ...

    async def by_message(self, message_id: int) -> StoredJob | None:
        """Return the job whose card a message is; None when there is none."""
        ...

    async def note_shared(self, job_id: int, message_id: int) -> None:
        """Make a private job public, with the message that shows it to all.

        Nothing happens where there is no such job any more.

        Raises:
            StorageFailed: Also when it is damaged.
        """
        ...

    async def note_deleted(self, job_id: int) -> None:
        """Forget the message of a job, since it is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that outlives the process."""

    ledger: Ledger
    jobs: Jobs
    rulebooks: Rulebooks
    members: Members
    costs: Costs
    notices: Notices
    history: HistoryStore
    defaults: DefaultsStore
    personal: PersonalData
    stale_cards: StaleCards
