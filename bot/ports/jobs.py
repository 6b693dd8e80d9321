"""Protocols for stored jobs. Every call raises `StorageFailed` when the database fails."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.policy.images.image import Generation
from bot.policy.jobs.job import Draft, State
from bot.policy.moderation.log import LogEntry
from bot.ports.cases import Cases
from bot.ports.costs import Costs
from bot.ports.filters import Filters
from bot.ports.limits import DefaultsStore, Ledger, Members, Notices, Settlement
from bot.ports.moderation_log import ModerationLog, ShownMessages
from bot.ports.privacy import PersonalData
from bot.ports.reviews import Consents, HeldRequests, Reports
from bot.ports.rulebooks import Rulebooks


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A job as read from the database."""

    draft: Draft
    """Its reply target has the answer's message id if known, and no token once the job ended."""
    state: State
    is_answered: bool
    """Whether the first answer is known to have been sent."""
    attempts: int
    """How many processes ran it, not counting those that shut down cleanly."""
    micros: int
    """Reserved micro-dollars, or the cost once the job is settled."""
    generation: Generation | None = None
    """None until the images are generated."""
    reason: str | None = None
    """Why it failed or was cancelled, such as `prompt_rejected`; set before the job ends."""
    ended_at: datetime | None = None
    generated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A correction to a first answer that is no longer true."""

    message_id: int | None
    """Id of the answer's message; None where it is unknown."""
    pending_sentence: str | None
    """New text of the answer; None deletes it, since its member was notified on another path."""


@dataclass(frozen=True, slots=True)
class StaleCard:
    """A correction to the answer of an ended job, as read from the database."""

    draft: Draft
    """With the answer's message id and token, as far as they are known."""
    pending_sentence: str | None
    """See `Stale.pending_sentence`."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ends."""

    state: State
    """A final one."""
    settlement: Settlement
    reason: str | None = None
    """None when it is done."""
    message_id: int | None = None
    """Id of the message that shows the image."""
    unkept: Generation | None = None
    """The generation, where `keep` had failed; the job then also passes through `delivering`."""
    shown: Generation | None = None
    """The shown images, where they were made smaller than the generated ones."""
    stale: Stale | None = None
    """The correction that the first answer still needs."""
    log_entry: LogEntry | None = None
    """The entry of the moderation log, stored in the same transaction; it waits `THUMBNAIL_WAIT`
    for its thumbnail."""


class Leftovers(Protocol):
    """The files of dead processes. Both calls block, so they belong in a thread."""

    def find(self, path: Path) -> Path | None:
        """Return the present path of a job's file; None when it is missing.

        Finds only files of the bot's processes, also for a forged path.
        """
        ...

    def remove_leftovers(self, kept: Collection[Path]) -> None:
        """Remove all files of dead processes but the kept ones."""
        ...


class Jobs(Protocol):
    """Every job from its reservation on. Each call is one transaction.

    `Ledger.reserve` inserts a job. Every move is a compare-and-set, in one transaction with the
    change of its reservation.
    """

    async def note_answer(self, job_id: int, message_id: int | None, *, now: datetime) -> None:
        """Store that the first answer was sent, and the id of its message."""
        ...

    async def begin(self, job_id: int, message_id: int | None, *, now: datetime) -> None:
        """Move from `queued` to `painting`, after the first answer and before the request.

        From here on the job may be charged.

        Raises:
            StorageFailed: Also when the job is not queued, or this process does not hold its
                reservation; then nothing may be sent.
        """
        ...

    async def keep(self, job_id: int, generation: Generation, *, now: datetime) -> None:
        """Move from `painting` to `delivering`: the files are complete and belong to the job.

        Raises:
            StorageFailed: Also when the job is not in `painting`.
        """
        ...

    async def end(self, job_id: int, ending: Ending, *, now: datetime) -> bool:
        """Move to a final state, delete the token, and settle the reservation. Idempotent.

        Settles the reservation also where the job had ended before, as `Ledger.settle` does.

        Returns:
            Whether this call moved the job.
        """
        ...

    async def fail(self, job_id: int, reason: str) -> bool:
        """Store why an open job will fail, before its member is told, so that it never runs again.

        Returns:
            False when the job is not open, or belongs to another process; then nothing is stored.
        """
        ...

    async def files(self) -> frozenset[Path]:
        """Return all files that open jobs of any process need."""
        ...

    async def read(self, job_id: int) -> StoredJob | None:
        """Return a job; None when it is not stored."""
        ...

    async def take_over(self, *, now: datetime, limit: int) -> tuple[StoredJob, ...]:
        """Take over open jobs of processes whose lease expired, the oldest first.

        Returns each job to one caller only, with `attempts` incremented.

        Args:
            now: The present.
            limit: The most jobs of one call.
        """
        ...

    async def release(self) -> None:
        """Subtract this process's attempt from its open jobs, since it shuts down cleanly.

        Must be called before its lease ends.
        """
        ...

    async def latencies(self, *, limit: int) -> Mapping[str, Sequence[float]]:
        """Return the seconds that the last generations took, by model id, the newest last."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete jobs that ended before an instant, with their prompts."""
        ...


class StaleCards(Protocol):
    """Corrections to first answers; `Jobs.end` adds them. Each call is one transaction."""

    async def oldest(self, *, limit: int) -> tuple[StaleCard, ...]:
        """Return pending corrections, the oldest first; damaged rows are deleted."""
        ...

    async def remove(self, job_id: int) -> None:
        """Delete the correction of a job, since it is made or has become impossible."""
        ...


class HistoryStore(Protocol):
    """The images of the past, read from their jobs. Each call is one transaction."""

    async def page(
        self,
        user_id: int,
        *,
        limit: int,
        words: str = "",
        before: int | None = None,
        after: int | None = None,
        guild_id: int | None = None,
    ) -> tuple[StoredJob, ...]:
        """Return a member's jobs that are done, the newest first, without damaged ones.

        Args:
            user_id: The member.
            limit: The most jobs that are read.
            words: Only jobs whose prompt contains these words, casefolded; empty for all.
            before: Only jobs older than this one, the nearest to it.
            after: Only jobs newer than this one, the nearest to it.
            guild_id: Only jobs of this server; None for all.
        """
        ...

    async def by_message(self, message_id: int) -> StoredJob | None:
        """Return the job that a message is the card of; None when it is no card."""
        ...

    async def note_shared(self, job_id: int, message_id: int) -> None:
        """Make a private job public, with the message that shows it in its channel.

        Does nothing when the job is not stored.

        Raises:
            StorageFailed: Also when the job's row is damaged.
        """
        ...

    async def note_deleted(self, job_id: int) -> None:
        """Remove the message id of a job, since the message was deleted."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """All storage ports."""

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
    filters: Filters
    cases: Cases
    moderation_log: ModerationLog
    shown_messages: ShownMessages
    held_requests: HeldRequests
    reports: Reports
    consents: Consents
