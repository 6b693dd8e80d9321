"""A job's moves, as statements that are made once: making one takes longer than running it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, or_, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.image import Generation
from bot.policy.jobs.job import State, states_before
from bot.ports import Ending
from bot.storage.jobs.job_json import dump_generation
from bot.storage.limits.settlements import HELD, SENT, not_held
from bot.storage.tables import Instant, jobs, reservations

#: Why a job ended whose process seemed to be dead.
LOST = "lost_in_restart"

# columns that are no more than set are given by name when a statement is run
_THIS = jobs.c.job_id == bindparam("this")
_FIRST_ANSWER = func.coalesce(jobs.c.answered_at, bindparam("now", type_=Instant()))

_ANSWER = update(jobs).where(_THIS, jobs.c.ended_at.is_(None)).values(answered_at=_FIRST_ANSWER)

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
    """Note that an open job's first answer is out, and which message it is."""
    connection.execute(_ANSWER, {"this": job_id, "now": now, **_known(message_id)})


def begin(
    connection: Connection, job_id: int, message_id: int | None, *, owner: str, now: datetime
) -> None:
    """Move a job that its owner holds from `queued` to `painting`.

    Raises:
        StorageFailed: It is not there, or not this owner's.
    """
    if not connection.execute(_SEND, {"this": job_id, "by": owner}).rowcount:
        raise not_held()
    values = {"now": now, "sent_at": now, **_known(message_id)}
    if move(connection, job_id, State.GENERATING, values) is None:
        raise not_there(State.QUEUED)


def deliver(connection: Connection, job_id: int, generation: Generation, *, now: datetime) -> bool:
    """Move a job to `delivering`; tell whether its state allowed that."""
    values = {
        "generation": dump_generation(generation),
        "latency_s": generation.latency_s,
        "model": generation.order.model.id,
        "generated_at": now,
    }
    return move(connection, job_id, State.DELIVERING, values) is not None


def come_back(connection: Connection, job_id: int, ending: Ending) -> int | None:
    """Move a job to `done` that another process gave back as lost, though its image was shown.

    Returns:
        Its attempts, or None when it is not such a job.
    """
    generation = ending.shown or ending.unkept
    values: dict[str, object] = {"reason": None, **_known(ending.message_id)}
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
    """Move a job whose state allows it; return its attempts, or None when it does not."""
    return connection.execute(_moving(after), {"this": job_id, **values}).scalar()


@cache
def _moving(after: State) -> ReturningUpdate[int]:
    # state by state, since SQLAlchemy would write a list out anew each time
    may_move = or_(*(jobs.c.state == state for state in sorted(states_before(after))))
    moving = update(jobs).where(_THIS, may_move).values(state=after)
    if after is State.GENERATING:
        moving = moving.values(answered_at=_FIRST_ANSWER)
    return moving.returning(jobs.c.attempts)


def _known(message_id: int | None) -> dict[str, object]:
    return {} if message_id is None else {"message_id": message_id}


def not_there(state: State) -> StorageFailed:
    """Return what is wrong when a job is not in a state that it should be in."""
    return StorageFailed(StorageFault.OTHER, f"the job is not {state}")
