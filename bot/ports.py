"""What the use cases need from the outside, as Protocols; adapters promise what stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import ImagineError
from bot.policy.claim import Claim, Count
from bot.policy.model import Choice, Model
from bot.policy.picture import Painting, Picture
from bot.policy.request import Order, Reference
from bot.policy.rulebook import Rulebook


class Clock(Protocol):
    """The time of day."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class ImageSource(Protocol):
    """Whoever paints."""

    async def paint(self, order: Order, *, deadline: datetime) -> Painting:
        """Paint one order.

        Either a `Painting` whose files the caller owns from then on, or an error and no file.
        Cancelling drops the request and leaves no file.

        Raises:
            PaintingFailed: No picture came; the subclass says why.
            SpoolFailed: The disk did not take the bytes.
        """
        ...


class Models(Protocol):
    """The models that can be chosen, answered from memory."""

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        """Return who paints for a wanted id, or for no wish; None when nobody does.

        Args:
            wanted: A model id, or None for the preferred one.
            allowed: The only ids that may paint; None for all.
        """
        ...

    def listed(self) -> tuple[Model, ...]:
        """Return every living model, the preferred ones first."""
        ...

    def mark_gone(self, model_id: str) -> None:
        """Treat a model as gone for a while, since its provider just said so."""
        ...


@dataclass(frozen=True, slots=True)
class Reserved:
    """A claim was taken."""

    used: Mapping[str, int]
    """What the claim's counters say now, by key."""
    on_grant: bool = False
    """Whether granted pictures stand in for the member's quota."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a job ended, for the counters."""

    delivered: bool
    """False gives pictures and cooldown back."""
    micros: int | None
    """What was charged; None keeps the estimate reserved until it is known."""
    generation_id: str | None = None
    """By which OpenRouter can be asked."""


@dataclass(frozen=True, slots=True)
class Unreconciled:
    """A job that ended without anybody knowing what was charged."""

    job_id: int
    micros: int
    """What is held for it."""
    generation_id: str | None
    ended_at: datetime


class Ledger(Protocol):
    """What was reserved and used. Every call is one transaction, and raises `StorageFailed`."""

    async def reserve(self, claim: Claim, *, now: datetime) -> Reserved | Count:
        """Take everything that a claim asks for, or nothing.

        When nothing but the member's own picture quota is in the way, pictures granted to the
        member stand in for it.

        Returns:
            `Reserved`, or the counts as they were found, of which at least one is in the way.

        Raises:
            AlreadyAsked: The job id has a reservation already; nothing was changed.
        """
        ...

    async def count(self, claim: Claim) -> Count:
        """Read what a claim's counters and cooldown say; changes nothing."""
        ...

    async def mark_sent(self, job_id: int, *, now: datetime) -> None:
        """Note, before a request leaves, that something may be charged from here on.

        Raises:
            StorageFailed: Also when the reservation is no longer held by this process; then
                nothing may be sent.
        """
        ...

    async def settle(self, job_id: int, settlement: Settlement, *, now: datetime) -> bool:
        """End a reservation, or put in what was charged for one that is unreconciled.

        The running job is no longer counted. Dollars become what was charged. Without a picture
        the pictures come back, and the cooldown unless it was used again since. Doing it twice
        changes nothing the second time.

        Returns:
            Whether this call changed anything.
        """
        ...

    async def unreconciled(self, *, limit: int) -> tuple[Unreconciled, ...]:
        """Return jobs whose charge is unknown, the oldest first."""
        ...

    async def renew(self, *, now: datetime) -> None:
        """Say that this process lives, so that its reservations stay."""
        ...

    async def recover(self, *, now: datetime) -> int:
        """End the reservations of processes that have not renewed for `LEASE`.

        What was not sent is given back whole. What was sent gives pictures and cooldown back and
        leaves its dollars unreconciled.

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
class AuditEntry:
    """Who changed what."""

    at: datetime
    actor_id: int
    what: str
    """The setting and its place, such as `cooldown server` or `member-usd-per-day role:123`."""
    before: str
    after: str
    """As people read values; empty where nothing was set."""
    id: int = 0
    """Counts up; 0 before it is stored."""


@dataclass(frozen=True, slots=True)
class StoredRulebook:
    """A server's rulebook as it was read."""

    rulebook: Rulebook
    version: int
    """0 when nothing was ever stored."""


class Rulebooks(Protocol):
    """What the moderators of each server have set. Every call raises `StorageFailed`."""

    async def read(self, guild_id: int) -> StoredRulebook:
        """Return a server's rulebook; an empty one when nothing was set."""
        ...

    async def replace(
        self,
        guild_id: int,
        rulebook: Rulebook,
        entries: Sequence[AuditEntry],
        *,
        version: int,
        now: datetime,
    ) -> bool:
        """Store a rulebook in place of the version that was read, with its audit entries.

        Returns:
            False when somebody else was faster; nothing was changed then.
        """
        ...

    async def history(
        self, guild_id: int, *, limit: int, before_id: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return the last changes, the newest first."""
        ...

    async def note(self, guild_id: int, entry: AuditEntry) -> None:
        """Store an audit entry of something that is not in the rulebook."""
        ...

    async def set_left(self, guild_id: int, left_at: datetime | None) -> None:
        """Remember since when the bot is no longer in a server; None when it is in it."""
        ...

    async def purge(self, *, left_before: datetime) -> None:
        """Forget everything about servers that the bot left before an instant."""
        ...


@dataclass(frozen=True, slots=True)
class Grant:
    """Extra pictures of a member."""

    pictures: int
    used: int
    until: datetime


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

    async def grant(self, guild_id: int, user_id: int) -> Grant | None:
        """Return a member's grant, live or not."""
        ...

    async def set_grant(self, guild_id: int, user_id: int, pictures: int, until: datetime) -> None:
        """Grant extra pictures, in place of what was granted before; nothing of it is used."""
        ...

    async def reset(self, guild_id: int, user_id: int, keys: Sequence[str]) -> None:
        """Set a member's counts of pictures back to 0 and end the cooldown.

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

    async def note_strike(self, user_id: int, job_id: int, *, at: datetime) -> None:
        """Remember that the provider refused a prompt of a user for its content."""
        ...

    async def strikes(self, user_id: int, *, since: datetime) -> tuple[datetime, ...]:
        """Return when that happened since an instant, the oldest first."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Forget refusals, strikes and ended grants older than an instant."""
        ...


class Costs(Protocol):
    """What single pictures cost lately. Every call raises `StorageFailed`."""

    async def highest(self, model_id: str, size: str | None) -> int | None:
        """Return the most that one picture cost among the last samples, in micro-dollars."""
        ...

    async def add(self, model_id: str, size: str | None, micros: int) -> None:
        """Remember what one picture cost; only the last `COST_SAMPLES` are kept."""
        ...


#: How many costs of one model and size are remembered.
COST_SAMPLES = 20


class Notices(Protocol):
    """Which notices were given, by all processes together. Every call raises `StorageFailed`."""

    async def claim(self, key: str, *, kept_until: datetime) -> bool:
        """Return True to the first caller with this key, False to every other."""
        ...

    async def purge(self, *, now: datetime) -> None:
        """Forget keys that are kept no longer."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that outlives the process."""

    ledger: Ledger
    rulebooks: Rulebooks
    members: Members
    costs: Costs
    notices: Notices


class Charges(Protocol):
    """Asks OpenRouter what was charged."""

    async def find_charge(self, generation_id: str) -> int | None:
        """Return what a request cost in micro-dollars, or None when OpenRouter does not know it.

        Raises:
            PaintingFailed: The question could not be answered.
        """
        ...


class Fitter(Protocol):
    """Makes pictures small enough to be uploaded."""

    async def fit(self, picture: Picture, *, limit_bytes: int) -> Picture:
        """Return the picture itself when it fits, else a re-encoding in a file of its own.

        Dimensions are kept while possible. The original file stays where it is.

        Raises:
            TooLargeForDiscord: Nothing recognisable fits under the limit, or the bytes cannot be
                decoded or are a decompression bomb.
            SpoolFailed: The disk did not take or give the bytes.
        """
        ...


class References(Protocol):
    """Keeps the pictures that members attach, on disk."""

    @property
    def max_bytes(self) -> int:
        """The most bytes that one may have."""
        ...

    async def keep(self, data: bytes) -> Reference:
        """Write an attached picture to a file of its own, once its bytes are known to be one.

        The caller owns the file.

        Raises:
            ReferenceRefused: Not a picture, or too large a one; nothing is kept.
            SpoolFailed: The disk did not take the bytes.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """What OpenRouter says of the key."""

    accepted: bool
    remaining_micros: int | None = None
    """Micro-dollars left under the key's own limit; None when it has none."""


class KeyCheck(Protocol):
    """Asks OpenRouter whether the key is good."""

    async def check_key(self) -> KeyStatus:
        """Ask once.

        Raises:
            PaintingFailed: The question could not be answered; says nothing about the key.
        """
        ...


class Card(Protocol):
    """The one visible answer to one command.

    The first call shows the first answer, and raises `AnswerLost` when Discord does not take it,
    since nobody would wait for the picture. Later progress that cannot be shown is only logged.
    """

    async def waiting(self, order: Order, *, since: datetime) -> None:
        """Show that the picture waits for a free place."""
        ...

    async def painting(self, order: Order, *, since: datetime) -> None:
        """Show which model paints, and since when."""
        ...

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the picture is painted and being made small enough."""
        ...

    def upload_limit(self, *, now: datetime) -> int:
        """Return how many bytes one file of an answer sent now may have."""
        ...

    async def deliver(self, painting: Painting, *, now: datetime) -> None:
        """Show the pictures.

        Raises:
            TooLargeForDiscord: Discord refused the size; may be called again with less.
            DeliveryFailed: It cannot be shown anywhere.
        """
        ...

    async def fail(self, error: ImagineError, *, now: datetime) -> None:
        """Show the sentence for an error in place of the progress."""
        ...


@dataclass(frozen=True, slots=True)
class Adapters:
    """One adapter for each port that the use cases need."""

    source: ImageSource
    models: Models
    stores: Stores
    fitter: Fitter
    clock: Clock
