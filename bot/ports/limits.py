"""Protocols for counts, members' records, notices and defaults.

Every call raises `StorageFailed` when the database fails.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.policy.images.tags import Tags
from bot.policy.jobs.job import Draft
from bot.policy.limits.claim import Claim, Count
from bot.policy.limits.cooldown import Strike
from bot.policy.members.defaults import MemberDefaults


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation was made."""

    used: Mapping[str, int]
    """Values of the claim's counters now, by key."""
    on_grant: bool = False
    """Whether it used the member's grant in place of the image limits."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a job ended, for the counters."""

    delivered: bool
    """False refunds images and cooldown, except for `counted`."""
    micros: int | None
    """Micro-dollars charged; None keeps the estimate reserved until the charge is known."""
    generation_id: str | None = None
    """Id for looking the charge up at OpenRouter."""
    missing: int = 0
    """Images of a batch that did not arrive; they are refunded, too."""
    counted: int = 0
    """Images that did not arrive but are not refunded, nor the cooldown with them, unless it turns
    out that nothing was charged: their member cancelled them after they were sent."""


@dataclass(frozen=True, slots=True)
class Unreconciled:
    """A job that ended without a known charge."""

    job_id: int
    micros: int
    """Reserved micro-dollars."""
    generation_id: str | None
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """Totals over jobs that have not ended, or that have no known charge yet."""

    jobs: int
    micros: int
    """The sum of their upper estimates, in micro-dollars."""


class Refund(StrEnum):
    """What became of a moderator's refund."""

    DONE = "done"
    ALREADY = "already"
    """It was refunded before."""
    IMPOSSIBLE = "impossible"
    """The job has no image that counts, or is no longer stored."""


class Ledger(Protocol):
    """Reservations and counters. Every call is one transaction, and raises `StorageFailed`."""

    async def reserve(
        self, claim: Claim, *, now: datetime, draft: Draft | None = None
    ) -> Reserved | Count:
        """Reserve a whole claim or nothing, and store the job as `queued` in the same transaction.

        When only the member's image limits are exceeded, a grant is used in their place.

        Returns:
            `Reserved`, or the present counts, at least one of which does not admit the claim.

        Raises:
            DuplicateEvent: The job id has a reservation already; nothing was changed.
        """
        ...

    async def hold_more(self, claim: Claim, *, now: datetime) -> Reserved | Count:
        """Add a claim's counters to an open reservation, all or nothing.

        Its micro-dollars are settled together with those of the reservation.

        Args:
            claim: The result of `Claim.more_dollars`.
            now: The present.

        Raises:
            StorageFailed: Also when the job has no open reservation.
        """
        ...

    async def free_job(self, job_id: int) -> None:
        """Remove a reservation of this process from the count of running jobs.

        Everything else stays reserved. Idempotent.
        """
        ...

    async def count(self, claim: Claim) -> Count:
        """Read a claim's counters and cooldown without changing them."""
        ...

    async def settle(self, job_id: int, settlement: Settlement, *, now: datetime) -> bool:
        """End a reservation, or enter the charge of an unreconciled one. Idempotent.

        Ends the count of the running job, and replaces the estimate by the charge. Without an image
        it refunds the images, and the cooldown unless a later image has taken it. `counted` images
        are refunded by a later call with a charge of zero.

        Returns:
            Whether this call changed anything.
        """
        ...

    async def refund(
        self, job_id: int, claim_at: Callable[[datetime], Claim], *, now: datetime
    ) -> Refund:
        """Refund the images and the cooldown of a job whose image was delivered, once.

        Dollars stay charged. Counters whose window has ended, and a cooldown that a later image has
        taken, stay as they are.

        Args:
            job_id: The job, settled or not.
            claim_at: Returns the job's claim at the instant of its reservation, with the images
                that count.
            now: The present.
        """
        ...

    async def held(self) -> Held:
        """Return the totals over all processes."""
        ...

    async def unreconciled(self, *, limit: int) -> tuple[Unreconciled, ...]:
        """Return jobs without a known charge, the oldest first."""
        ...

    async def renew(self, *, now: datetime) -> None:
        """Renew this process's lease, so that its reservations stay."""
        ...

    async def resign(self, process_ids: Sequence[str]) -> None:
        """End the leases of ended processes, so that their jobs need not wait for `LEASE`."""
        ...

    async def recover(self, *, now: datetime) -> int:
        """End the reservations of processes that have not renewed their lease for `LEASE`.

        Leaves those of open jobs to `Jobs.take_over`. Unsent requests are refunded completely; sent
        ones refund images and cooldown, and leave their dollars unreconciled.

        Returns:
            Number of ended reservations.
        """
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete reservations that ended before an instant, and counters past their use."""
        ...


#: A process that has not renewed its lease for this long counts as dead.
LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Grant:
    """Bonus images of a member."""

    images: int
    used: int
    until: datetime

    def covers(self, images: int, *, now: datetime) -> bool:
        """Tell whether so many more images fit into the grant now."""
        return now < self.until and self.used + images <= self.images


@dataclass(frozen=True, slots=True)
class LastRefusal:
    """A member's latest refusal."""

    at: datetime
    sentence: str
    """The sentence that the member saw."""


class Members(Protocol):
    """Records of single members: grants, refusals, strikes. Every call raises `StorageFailed`.

    `guild_id` is None outside servers.
    """

    def pseudonym(self, user_id: int) -> str:
        """Return the pseudonym under which a user is counted."""
        ...

    def tags(self, draft: Draft) -> Tags:
        """Return the tags of a job's requests, the same ones after a restart."""
        ...

    async def grant(self, guild_id: int, user_id: int) -> Grant | None:
        """Return a member's grant, expired ones included."""
        ...

    async def set_grant(self, guild_id: int, user_id: int, images: int, until: datetime) -> None:
        """Replace a member's grant by an unused one."""
        ...

    async def reset(self, guild_id: int, user_id: int, keys: Sequence[str]) -> None:
        """Set a member's image counters to 0 and end the cooldown.

        Running jobs do not refund the reset counters later.

        Args:
            guild_id: The server.
            user_id: The member.
            keys: The counters.
        """
        ...

    async def note_refusal(self, guild_id: int | None, user_id: int, refusal: LastRefusal) -> None:
        """Store a refusal in place of the last one."""
        ...

    async def last_refusal(self, guild_id: int | None, user_id: int) -> LastRefusal | None:
        """Return the last refusal."""
        ...

    async def note_strike(self, user_id: int, job_id: int, strike: Strike) -> None:
        """Store that the provider rejected, or may have rejected, a user's prompt."""
        ...

    async def strikes(self, user_id: int, *, since: datetime) -> tuple[Strike, ...]:
        """Return a user's strikes since an instant, the oldest first."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete refusals, strikes and ended grants older than an instant."""
        ...


class Notices(Protocol):
    """Dedupe keys of notices, shared by all processes. Every call raises `StorageFailed`."""

    async def claim(self, key: str, *, kept_until: datetime, now: datetime | None = None) -> bool:
        """Return True to the first caller with this key, False to every other.

        Args:
            key: The dedupe key.
            kept_until: When the key expires.
            now: The present, so that an expired key can be claimed again; None leaves expired keys
                to `purge`.
        """
        ...

    async def release(self, keys: Collection[str]) -> None:
        """Delete keys, so that each can be claimed again."""
        ...

    async def purge(self, *, now: datetime) -> None:
        """Delete expired keys."""
        ...


class DefaultsStore(Protocol):
    """Members' defaults for options that a command leaves out."""

    async def read(self, user_id: int) -> MemberDefaults:
        """Return a member's defaults; empty ones when none are stored, or the row is damaged."""
        ...

    async def set(self, user_id: int, defaults: MemberDefaults) -> None:
        """Replace a member's defaults; empty ones are deleted."""
        ...
