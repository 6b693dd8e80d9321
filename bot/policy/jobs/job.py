"""A job: its request and reply target, its states and deadline, and its recovery after a crash."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.images.actions import Action
from bot.policy.images.request import ImageRequest
from bot.policy.limits.effective import Spot

#: How long an interaction's token is valid.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
TOKEN_LIFE = timedelta(minutes=15)

#: Deadline of the generation where only the token can show the image; the last minute is for
#: fitting and uploading.
TOKEN_SAFE = timedelta(minutes=14)


class State(StrEnum):
    """The state of a job."""

    QUEUED = "queued"
    """Reserved; nothing was sent to OpenRouter."""
    # stored in the database since an earlier name of this state, so the word must not change
    GENERATING = "painting"
    """A request may have been sent."""
    DELIVERING = "delivering"
    """Generated, with complete files in the spool."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: All valid moves; any other one is a mistake or comes too late.
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
    """Return the states from which a job can move to this one."""
    return frozenset(state for state, moves in MOVES.items() if after in moves)


@dataclass(frozen=True, slots=True)
class Requester:
    """The member of a job, and where and when the request was made."""

    job_id: int
    """The interaction's id, which is also the job's."""
    user_id: int
    spot: Spot
    requested_at: datetime
    private: bool
    can_be_late: bool
    """Whether an image can reach the member after the interaction's token has expired."""


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """Where a job is answered on Discord."""

    application_id: int
    token: str = field(repr=False)
    """The interaction's, valid for 15 minutes; empty once the job has ended, or when it is lost."""
    channel_id: int | None
    """Id of the channel or thread itself."""
    upload_limit: int
    """Most bytes of one file in an answer while the token is valid."""
    late_upload_limit: int
    """Most bytes of one file in the bot's own message."""
    spoiler: bool = False
    message_id: int | None = None
    """Id of the answer's message, where it is known."""
    language: str = "en"
    """The card's language: the server's, or the member's for a private card."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The image that a request came from."""

    origin: Action
    """The action that made the request: one of `ORIGINS`."""
    job_id: int | None = None
    """None for an image that the bot did not create."""
    guild_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None
    chain: int | None = None
    """First job of the same member's chain; None where the request begins a new chain."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that is known of a job when it is admitted, enough to run it after a restart."""

    requester: Requester
    request: ImageRequest
    allowed: frozenset[str] | None
    """The only model ids that may be used; None for all."""
    reply_target: ReplyTarget
    deadline: datetime
    """When the generation has to be complete."""
    model: str | None = None
    """Id of the model that the reservation was made for."""
    parent: Parent | None = None
    """None for a command."""
    shown_to_moderators: bool = False
    """Whether a private request may be shown in the moderation log: the server has switched that
    on, and its member agreed before."""

    @property
    def chain(self) -> int:
        """First job of the member's chain of images; may be this one."""
        before = self.parent.chain if self.parent else None
        return self.requester.job_id if before is None else before

    def chain_of(self, user_id: int) -> int | None:
        """Return the chain that a user's request from this job continues.

        None when the job is another member's, since members never share a chain.
        """
        return self.chain if self.requester.user_id == user_id else None


class Recovery(StrEnum):
    """How a job continues after the death of its process."""

    RUN = "run"
    """Generate the image: nothing was sent yet."""
    RUN_IF_ANSWERED = "run_if_answered"
    """The same if Discord has a first answer; else refund, since no member waits for it."""
    DELIVER = "deliver"
    """Deliver the image without paying again: it is generated and its files are complete."""
    GIVE_BACK = "give_back"
    """Refund: the image is lost and may be paid for; sending the request again could cost twice."""
    GIVE_UP = "give_up"
    """Stop delivering: the image is generated, but showing it kills processes."""
    END = "end"
    """Refund: the job had failed already, or its deadline is over."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A job as a dead process left it."""

    state: State
    is_answered: bool
    """Whether the first answer is known to have been sent."""
    is_failing: bool
    """Whether its failure was decided, and its member most likely notified."""
    has_files: bool
    """Whether all files of its generation exist and are complete."""
    deadline: datetime
    deaths: int = 0
    """Number of processes that died while they owned it."""


#: Deaths after which a generated job is given up; otherwise it could crash every start.
MOST_DEATHS = 3


def recover(leftover: Leftover, *, now: datetime) -> Recovery:
    """Decide how a job without a living process continues.

    Args:
        leftover: The job, in a state that is not final.
        now: The present.
    """
    has_files = leftover.has_files
    if leftover.state is State.DELIVERING and has_files and leftover.deaths >= MOST_DEATHS:
        return Recovery.GIVE_UP
    if leftover.state is State.DELIVERING:
        return Recovery.DELIVER if has_files else Recovery.GIVE_BACK
    if leftover.state is State.GENERATING:
        return Recovery.GIVE_BACK
    if leftover.is_failing or now >= leftover.deadline:
        return Recovery.END
    return Recovery.RUN if leftover.is_answered else Recovery.RUN_IF_ANSWERED


def is_late(requested_at: datetime, now: datetime) -> bool:
    """Tell whether the interaction's token has expired."""
    return now - requested_at >= TOKEN_LIFE


def job_deadline(requested_at: datetime, *, timeout: timedelta, can_be_late: bool) -> datetime:
    """Return when the generation has to be complete.

    Args:
        requested_at: When the interaction arrived.
        timeout: The longest a whole job may take.
        can_be_late: Whether the image can reach its member without the token.
    """
    return requested_at + (timeout if can_be_late else min(timeout, TOKEN_SAFE))
