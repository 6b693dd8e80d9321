"""A job: what is requested, where it is answered, its states and its deadline, and recovery."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.images.actions import Action
from bot.policy.images.request import ImageRequest
from bot.policy.limits.effective import Spot

#: How long an interaction can be answered.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
TOKEN_LIFE = timedelta(minutes=15)

#: When the painting has to be done where nothing but the answer can show it; the last minute is
#: kept for fitting and uploading.
TOKEN_SAFE = timedelta(minutes=14)


class State(StrEnum):
    """Where a job is on its way."""

    QUEUED = "queued"
    """Reserved; nothing was sent to OpenRouter."""
    GENERATING = "painting"
    """A request may have left."""
    DELIVERING = "delivering"
    """Painted, with complete files in the spool."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: Every move there is; whatever else is asked for is a mistake or came too late.
MOVES = {
    State.QUEUED: frozenset({State.GENERATING, State.FAILED, State.CANCELLED}),
    State.GENERATING: frozenset({State.DELIVERING, State.FAILED, State.CANCELLED}),
    State.DELIVERING: frozenset({State.DONE, State.FAILED}),
    State.DONE: frozenset[State](),
    State.FAILED: frozenset[State](),
    State.CANCELLED: frozenset[State](),
}

FINAL = frozenset(state for state, moves in MOVES.items() if not moves)


def states_before(after: State) -> frozenset[State]:
    """Return the states from which a job moves to this one."""
    return frozenset(state for state, moves in MOVES.items() if after in moves)


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, where, and since when."""

    job_id: int
    """The interaction's id, which names the job."""
    user_id: int
    spot: Spot
    requested_at: datetime
    private: bool
    can_be_late: bool
    """Whether an image can reach the member once the interaction cannot be answered any more."""


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """Where a job is answered on Discord."""

    application_id: int
    token: str = field(repr=False)
    """The interaction's, good for 15 minutes; empty once the job has ended, or when it is lost."""
    channel_id: int | None
    """Of the channel or thread itself."""
    upload_limit: int
    """Bytes that one file of an answer may have while the token lives."""
    late_upload_limit: int
    """Bytes that one file of a message of the bot's own may have."""
    spoiler: bool = False
    message_id: int | None = None
    """The answer's, where it is known."""
    language: str = "en"
    """What the card is written in: its server's, or the member's where only they see it."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The image that a wish came from."""

    origin: Action
    """How the request came from it: one of `ORIGINS`."""
    job_id: int | None = None
    """None where it is no image of the bot's."""
    guild_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None
    chain: int | None = None
    """The job that the same member's chain began with; None where it begins anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything about a job that is known when it is admitted, and all that it needs to run."""

    requester: Requester
    request: ImageRequest
    allowed: frozenset[str] | None
    """The only models that may paint; None for all."""
    reply_target: ReplyTarget
    deadline: datetime
    """When the painting has to be done."""
    model: str | None = None
    """Who was to paint it when it was admitted, for which everything was reserved."""
    parent: Parent | None = None
    """What it came from; None for a command."""

    @property
    def chain(self) -> int:
        """The job that the member's chain of images began with, which may be this one."""
        before = self.parent.chain if self.parent else None
        return self.requester.job_id if before is None else before

    def chain_of(self, user_id: int) -> int | None:
        """Return the chain that a wish of this user goes on with, if it came from this job.

        None where the job is another member's, with whom nobody shares a chain.
        """
        return self.chain if self.requester.user_id == user_id else None


class Recovery(StrEnum):
    """What becomes of a job whose process died."""

    RUN = "run"
    """Nothing was sent yet, so it is painted now."""
    RUN_IF_ANSWERED = "run_if_answered"
    """The same, if Discord knows of a first answer; else nobody waits and all is given back."""
    DELIVER = "deliver"
    """It is painted and its files are complete, so it is shown and not paid again."""
    GIVE_BACK = "give_back"
    """It may be paid and its image is lost; sending again could pay twice."""
    GIVE_UP = "give_up"
    """It is painted, but processes die of showing it."""
    END = "end"
    """It had failed already, or there is no time left to paint it; all is given back."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a dead process left of a job."""

    state: State
    is_answered: bool
    """Whether the first answer on Discord is known to be out."""
    is_failing: bool
    """Whether its end was decided, and most likely told."""
    has_files: bool
    """Whether all files of its painting are there, complete."""
    deadline: datetime
    deaths: int = 0
    """How many processes have died while it was theirs."""


#: So many processes may die of one painted job; more would make a bot that starts for ever.
MOST_DEATHS = 3


def recover(left: Leftover, *, now: datetime) -> Recovery:
    """Decide what becomes of a job that no process works on any more.

    Args:
        left: With a state that is not final.
        now: The present.
    """
    if left.state is State.DELIVERING and left.has_files and left.deaths >= MOST_DEATHS:
        return Recovery.GIVE_UP
    if left.state is State.DELIVERING:
        return Recovery.DELIVER if left.has_files else Recovery.GIVE_BACK
    if left.state is State.GENERATING:
        return Recovery.GIVE_BACK
    if left.is_failing or now >= left.deadline:
        return Recovery.END
    return Recovery.RUN if left.is_answered else Recovery.RUN_IF_ANSWERED


def is_late(asked_at: datetime, now: datetime) -> bool:
    """Tell whether the interaction is too old to be answered."""
    return now - asked_at >= TOKEN_LIFE


def job_deadline(asked_at: datetime, *, timeout: timedelta, can_be_late: bool) -> datetime:
    """Return when the painting has to be done.

    Args:
        asked_at: When the interaction arrived.
        timeout: The longest a whole job may take.
        can_be_late: Whether the image can reach its member without the interaction.
    """
    return asked_at + (timeout if can_be_late else min(timeout, TOKEN_SAFE))
