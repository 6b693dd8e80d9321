"""Transitions of a job, as statements that are built once, because building is the slow part."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.image import Generation
from bot.policy.jobs.job import State, states_before
from bot.ports import Ending
from bot.storage.column_types import Instant
from bot.storage.jobs.job_json import dump_generation
from bot.storage.limits.settlements import HELD, SENT, not_held
from bot.storage.tables import jobs, reservations

#: The reason of a job whose process was considered dead.
LOST = "lost_in_restart"

# plain assignments get their values as bind parameters at execution
_THIS_JOB = jobs.c.job_id == bindparam("this")
_FIRST_ANSWER = func.coalesce(jobs.c.answered_at, bindparam("now", type_=Instant()))

_ANSWER = update(jobs).where(_THIS_JOB, jobs.c.ended_at.is_(None)).values(answered_at=_FIRST_ANSWER)

_SEND = (
    update(reservations)
    .where(
        reservations.c.job_id == bindparam("this"),
        reservations.c.state == HELD,
        reservations.c.owner == bindparam("by"),
    )
    .values(state=SENT)
)


def note_answer(
    connection: Connection, job_id: int, message_id: int | None, *, now: datetime
) -> None:
    """Record that the first response of an open job was sent, and its message id if known."""
    connection.execute(_ANSWER, {"this": job_id, "now": now, **_message(message_id)})


def begin(
    connection: Connection, job_id: int, message_id: int | None, *, owner: str, now: datetime
) -> None:
    """Move a job from `queued` to `painting`.

    Raises:
        StorageFailed: The reservation is not this owner's, or the job is not `queued`.
    """
    if not connection.execute(_SEND, {"this": job_id, "by": owner}).rowcount:
        raise not_held()
    values = {"now": now, "sent_at": now, **_message(message_id)}
    if move(connection, job_id, State.GENERATING, values) is None:
        raise wrong_state(State.QUEUED)


def deliver(connection: Connection, job_id: int, generation: Generation, *, now: datetime) -> bool:
    """Move a job to `delivering`; return whether its state allowed that."""
    values = {
        "generation": dump_generation(generation),
        "latency_s": generation.latency_s,
        "model": generation.order.model.id,
        "generated_at": now,
    }
    return move(connection, job_id, State.DELIVERING, values) is not None


def finish_lost(connection: Connection, job_id: int, ending: Ending) -> int | None:
    """Move a job to `done` that another process refunded as lost, although its image was shown.

    Returns:
        Its attempts; None if it is not such a job.
    """
    generation = ending.shown or ending.unkept
    values: dict[str, object] = {"reason": None, **_message(ending.message_id)}
    if generation is not None:
        values |= {
            "generation": dump_generation(generation),
            "latency_s": generation.latency_s,
            "model": generation.order.model.id,
        }
    lost = update(jobs).where(
        jobs.c.job_id == job_id, jobs.c.state == State.FAILED, jobs.c.reason == LOST
    )
    done = lost.values(state=State.DONE, **values).returning(jobs.c.attempts)
    return connection.execute(done).scalar()


def move(
    connection: Connection, job_id: int, after: State, values: Mapping[str, object]
) -> int | None:
    """Move a job to a state.

    Returns:
        Its attempts; None if its state does not allow the transition.
    """
    return connection.execute(_moving_to(after), {"this": job_id, **values}).scalar()


@cache
def _moving_to(after: State) -> ReturningUpdate[int]:
    # single comparisons: SQLAlchemy would expand an IN list at each execution
    may_move = or_(*(jobs.c.state == state for state in sorted(states_before(after))))
    moving = update(jobs).where(_THIS_JOB, may_move).values(state=after)
    if after is State.GENERATING:
        moving = moving.values(answered_at=_FIRST_ANSWER)
    return moving.returning(jobs.c.attempts)


def is_open(connection: Connection, job_id: int) -> bool:
    """Return whether a job exists that has not ended."""
    found = select(jobs.c.job_id).where(jobs.c.job_id == job_id, jobs.c.ended_at.is_(None))
    return connection.execute(found).first() is not None


def _message(message_id: int | None) -> dict[str, object]:
    return {} if message_id is None else {"message_id": message_id}


def wrong_state(state: State) -> StorageFailed:
    """Return the error for a job that is not in the state that a transition needs."""
    return StorageFailed(StorageFault.OTHER, f"the job is not {state}")
