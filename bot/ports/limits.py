"""What outlives the process. Every call raises `StorageFailed` when the database does not work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.policy.images.tags import Tags
from bot.policy.jobs.job import Draft
from bot.policy.limits.claim import Claim, Count
from bot.policy.limits.cooldown import Strike
from bot.policy.members.defaults import MemberDefaults


@dataclass(frozen=True, slots=True)
class Reserved:
    """A claim was taken."""

    used: Mapping[str, int]
    """What the claim's counters say now, by key."""
    on_grant: bool = False
    """Whether granted images stand in for the member's quota."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a job ended, for the counters."""

    delivered: bool
    """False gives images and cooldown back, but for what is `counted`."""
    micros: int | None
    """What was charged; None keeps the estimate reserved until it is known."""
    generation_id: str | None = None
    """By which OpenRouter can be asked."""
    missing: int = 0
    """Of several images those that did not come, which are given back, too."""
    counted: int = 0
    """Of the images that did not come those that are not given back, nor the cooldown with them,
    unless it is known, now or later, that nothing was charged: their member gave them up after they
    were sent."""


@dataclass(frozen=True, slots=True)
class Unreconciled:
    """A job that ended without anybody knowing what was charged."""

    job_id: int
    micros: int
    """What is held for it."""
    generation_id: str | None
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What is reserved for jobs that have not ended, or whose charge is not known yet."""

    jobs: int
    micros: int
    """Their upper estimates together, in micro-dollars."""


class Ledger(Protocol):
    """What was reserved and used. Every call is one transaction, and raises `StorageFailed`."""

    async def reserve(
        self, claim: Claim, *, now: datetime, draft: Draft | None = None
    ) -> Reserved | Count:
        """Take everything that a claim asks for, or nothing; with it the job is stored as `queued`.

        When nothing but the member's own image quota is in the way, images granted to the
        member stand in for it.

        Returns:
            `Reserved`, or the counts as they were found, of which at least one is in the way.

        Raises:
            DuplicateEvent: The job id has a reservation already; nothing was changed.
        """
        ...

    async def hold_more(self, claim: Claim, *, now: datetime) -> Reserved | Count:
        """Add a claim's counters to a reservation that is under way, or nothing.

        Its micro-dollars are settled together with those of the reservation.

        Args:
            claim: As `Claim.more_dollars` makes it.
            now: The present.

        Raises:
            StorageFailed: Also when there is no such reservation under way.
        """
        ...

    async def free_job(self, job_id: int) -> None:
        """Count a reservation of this process no longer among the jobs at once.

        All else stays reserved. Doing it twice changes nothing the second time.
        """
        ...

    async def count(self, claim: Claim) -> Count:
        """Read what a claim's counters and cooldown say; changes nothing."""
        ...

    async def settle(self, job_id: int, settlement: Settlement, *, now: datetime) -> bool:
        """End a reservation, or put in what was charged for one that is unreconciled.

        The running job is no longer counted. Dollars become what was charged. Without an image
        the images come back, and the cooldown unless it was used again since. What is `counted`
        comes back with a later call that says that nothing was charged. Doing it twice changes
        nothing the second time.

        Returns:
            Whether this call changed anything.
        """
        ...

    async def held(self) -> Held:
        """Return what all processes together hold."""
        ...

    async def unreconciled(self, *, limit: int) -> tuple[Unreconciled, ...]:
        """Return jobs whose charge is unknown, the oldest first."""
        ...

    async def renew(self, *, now: datetime) -> None:
        """Say that this process lives, so that its reservations stay."""
        ...

    async def resign(self, process_ids: Sequence[str]) -> None:
        """End the leases of processes that have ended, so that nobody waits for `LEASE`."""
        ...

    async def recover(self, *, now: datetime) -> int:
        """End the reservations of processes that have not renewed for `LEASE`.

        Those of jobs that are still open are left to `Jobs.take_over`. What was not sent is given
        back whole. What was sent gives images and cooldown back and leaves its dollars
        unreconciled.

        Returns:
            How many were ended.
        """
        ...

    async def purge(self, *, before: datetime) -> None:
        """Forget ended reservations older than an instant, and counts that are of no more use."""
        ...


#: A process that has not renewed for this long is taken for dead.
LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Grant:
    """Extra images of a member."""

    images: int
    used: int
    until: datetime

    def covers(self, images: int, *, now: datetime) -> bool:
        """Tell whether so many more can stand in for a quota now."""
        return now < self.until and self.used + images <= self.images


@dataclass(frozen=True, slots=True)
class LastRefusal:
    """Why a member was refused last."""

    at: datetime
    sentence: str
    """As the member saw it."""


class Members(Protocol):
    """What is remembered of single members. Every call raises `StorageFailed`.

    `guild_id` is None outside of servers.
    """

    def pseudonym(self, user_id: int) -> str:
        """Return the name under which a user's images are counted."""
        ...

    def tags(self, draft: Draft) -> Tags:
        """Return what a job's requests say of who asks, the same after a restart."""
        ...

    async def grant(self, guild_id: int, user_id: int) -> Grant | None:
        """Return a member's grant, live or not."""
        ...

    async def set_grant(self, guild_id: int, user_id: int, images: int, until: datetime) -> None:
        """Grant extra images, in place of what was granted before; nothing of it is used."""
        ...

    async def reset(self, guild_id: int, user_id: int, keys: Sequence[str]) -> None:
        """Set a member's counts of images back to 0 and end the cooldown.

        What is under way is not counted again when it is given back.

        Args:
            guild_id: The server.
            user_id: The member.
            keys: The counters.
        """
        ...

    async def note_refusal(self, guild_id: int | None, user_id: int, refusal: LastRefusal) -> None:
        """Remember a refusal in place of the last one."""
        ...

    async def last_refusal(self, guild_id: int | None, user_id: int) -> LastRefusal | None:
        """Return the last refusal."""
        ...

    async def note_strike(self, user_id: int, job_id: int, strike: Strike) -> None:
        """Remember that the provider refused, or may have refused, a prompt of a user."""
        ...

    async def strikes(self, user_id: int, *, since: datetime) -> tuple[Strike, ...]:
        """Return what of that happened since an instant, the oldest first."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Forget refusals, strikes and ended grants older than an instant."""
        ...


class Costs(Protocol):
    """What single images cost lately. Every call raises `StorageFailed`."""

    async def highest(
        self, model_id: str, size: str | None, *, now: datetime, at_most: int
    ) -> int | None:
        """Return the most that one image cost among the last samples, in micro-dollars.

        Args:
            model_id: Who painted.
            size: The size that was asked for; None for the model's own.
            now: The present; what was added before `SAMPLES_LAST` counts no more.
            at_most: Samples beyond this many micro-dollars do not count.
        """
        ...

    async def add(self, model_id: str, size: str | None, micros: int, *, now: datetime) -> None:
        """Remember what one image cost; only the last `COST_SAMPLES` are kept."""
        ...


#: How many costs of one model and size are remembered.
COST_SAMPLES = 20


class Notices(Protocol):
    """Which notices were given, by all processes together. Every call raises `StorageFailed`."""

    async def claim(self, key: str, *, kept_until: datetime, now: datetime | None = None) -> bool:
        """Return True to the first caller with this key, False to every other.

        Args:
            key: What is claimed.
            kept_until: How long.
            now: From when on a key that was kept until then can be claimed anew; None leaves that
                to `purge`.
        """
        ...

    async def release(self, keys: Collection[str]) -> None:
        """Forget keys, so that the next caller with one of them is the first again."""
        ...

    async def purge(self, *, now: datetime) -> None:
        """Forget keys that are kept no longer."""
        ...


class DefaultsStore(Protocol):
    """What members want where a command does not say."""

    async def read(self, user_id: int) -> MemberDefaults:
        """Return a member's defaults; empty ones where nothing is kept, or cannot be read."""
        ...

    async def set(self, user_id: int, defaults: MemberDefaults) -> None:
        """Keep a member's defaults in place of those before; empty ones are forgotten."""
        ...
