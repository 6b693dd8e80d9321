"""Positions in the queue: what a card shows, and whether it is worth an edit."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Positions whose every change is worth an edit: who is nearly there looks.
NEAR = 3

#: A place that changed by less than this is not worth an edit; of its position, and of the time
#: that is left.
_MOVED_SHARE = 0.2
_ESTIMATE_SHARE = 0.25
_ESTIMATE_S = 30

#: The least time between two edits of one card. Discord takes about five in two seconds for each
#: interaction, and people read slower than that.
EDIT_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """A job's place in line."""

    position: int
    """1 for the next one."""
    ready_at: datetime
    """When its image will most likely be there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card says."""

    place: QueuePosition
    at: datetime
    """Since when."""


@dataclass(frozen=True, slots=True)
class Due:
    """A card that is worth an edit."""

    job_id: int
    shown_at: datetime | None
    """Since when it says what it says; None when it never showed a place."""


def noticeable(shown: Shown | None, place: QueuePosition, *, now: datetime) -> bool:
    """Tell whether a card is worth an edit.

    Args:
        shown: What it says; None when it says nothing of a place.
        place: What is true now.
        now: The present.
    """
    if shown is None:
        return True
    # a clock that was set back must not silence the card
    if timedelta() <= now - shown.at < EDIT_EVERY:
        return False
    if shown.place.ready_at <= now:
        return True
    before, after = shown.place.position, place.position
    if before != after and (after <= NEAR or abs(after - before) >= _MOVED_SHARE * before):
        return True
    moved_s = abs((place.ready_at - shown.place.ready_at).total_seconds())
    left_s = max(0.0, (shown.place.ready_at - now).total_seconds())
    return moved_s > _ESTIMATE_S and moved_s > _ESTIMATE_SHARE * left_s


def choose_edits(due: Sequence[Due], *, budget: int) -> list[int]:
    """Return the jobs whose cards are edited now: half of them the nearest to the front.

    The rest are those that say the same for the longest time, so that every card has its edit.

    Args:
        due: In the order of their places.
        budget: How many cards may be edited.
    """
    near = (budget + 1) // 2
    longest = heapq.nsmallest(budget - near, due[near:], key=_said_since)
    return [one.job_id for one in (*due[:near], *longest)]


def _said_since(due: Due) -> float:
    return due.shown_at.timestamp() if due.shown_at else 0.0
