"""Positions in the queue, and the choice of the cards that are edited to show a new one."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Up to this position every change is worth an edit, since the member is about to be served.
NEAR = 3

#: Smaller changes are not worth an edit: share of the position, and share of the remaining time
#: with a minimum in seconds.
_MOVED_SHARE = 0.2
_ESTIMATE_SHARE = 0.25
_ESTIMATE_S = 30

#: The least time between two edits of one card. Discord accepts about five in two seconds for each
#: interaction, but people read more slowly than that.
EDIT_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """A job's position in the queue, with an estimate."""

    position: int
    """1 for the next job."""
    ready_at: datetime
    """When its image will most likely be ready."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The position that a card shows."""

    position: QueuePosition
    at: datetime
    """Time of the edit that showed it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A card that is worth an edit."""

    job_id: int
    shown_at: datetime | None
    """Time of its last edit; None when it has never shown a position."""


def noticeable(shown: Shown | None, current: QueuePosition, *, now: datetime) -> bool:
    """Tell whether a card is worth an edit.

    Args:
        shown: The position that it shows; None when it shows none.
        current: The job's present position.
        now: The present.
    """
    if shown is None:
        return True
    # a clock that was set back must not block edits
    if timedelta() <= now - shown.at < EDIT_EVERY:
        return False
    if shown.position.ready_at <= now:
        return True
    before, after = shown.position.position, current.position
    if before != after and (after <= NEAR or abs(after - before) >= _MOVED_SHARE * before):
        return True
    moved_s = abs((current.ready_at - shown.position.ready_at).total_seconds())
    remaining_s = max(0.0, (shown.position.ready_at - now).total_seconds())
    return moved_s > _ESTIMATE_S and moved_s > _ESTIMATE_SHARE * remaining_s


def choose_edits(due: Sequence[Due], *, budget: int) -> list[int]:
    """Return the jobs whose cards are edited now.

    Half of the budget goes to the front of the queue, the rest to the cards that were edited
    longest ago, so that no card starves.

    Args:
        due: In the order of the queue.
        budget: Most cards to edit.
    """
    near = (budget + 1) // 2
    longest = heapq.nsmallest(budget - near, due[near:], key=_shown_since)
    return [one.job_id for one in (*due[:near], *longest)]


def _shown_since(due: Due) -> float:
    return due.shown_at.timestamp() if due.shown_at else 0.0
