"""A card is edited when its position or its estimate moved noticeably, and all have a turn."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.jobs.queue_position import (
    EDIT_EVERY,
    Due,
    QueuePosition,
    Shown,
    choose_edits,
    noticeable,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def place(position: int, ready_s: float = 100) -> QueuePosition:
    return QueuePosition(position, NOW + timedelta(seconds=ready_s))


def shown(position: int, ready_s: float = 100, *, ago: timedelta = EDIT_EVERY) -> Shown:
    return Shown(place(position, ready_s), NOW - ago)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, place(50), True),
        (shown(50), place(50), False),
        (shown(50), place(41), False),
        (shown(50), place(40), True),
        (shown(50), place(60), True),
        (shown(50), place(59), False),
        (shown(20), place(3), True),
        (shown(4), place(3), True),
        (shown(3), place(2), True),
        (shown(3), place(3), False),
        (shown(50, 100), place(50, 130), False),
        (shown(50, 100), place(50, 131), True),
        (shown(50, 100), place(50, 69), True),
        (shown(50, 200), place(50, 250), False),
        (shown(50, 200), place(50, 251), True),
        # what has not come true is worth an edit, however little it moved
        (shown(50, 0), place(50, 1), True),
        (shown(50, -10), place(50, 15), True),
        (shown(50, 1), place(50, 2), False),
    ],
)
def test_a_card_is_edited_when_its_place_or_estimate_moved_by_much(
    before: Shown | None, after: QueuePosition, *, expected: bool
) -> None:
    assert noticeable(before, after, now=NOW) is expected


def test_a_card_is_not_edited_again_before_people_have_read_it() -> None:
    just_before = EDIT_EVERY - timedelta(microseconds=1)
    assert not noticeable(shown(3, ago=just_before), place(1), now=NOW)
    assert noticeable(shown(3, ago=EDIT_EVERY), place(1), now=NOW)
    assert not noticeable(shown(50, -10, ago=just_before), place(50), now=NOW)


def test_a_clock_that_was_set_back_silences_no_card() -> None:
    assert noticeable(shown(3, ago=-timedelta(days=1)), place(1), now=NOW)


def test_the_nearest_and_those_that_said_the_same_for_longest_are_edited() -> None:
    at = [5, 4, 3, 9, 1, None, 2]
    due = [
        Due(n, None if age is None else NOW - timedelta(minutes=age)) for n, age in enumerate(at)
    ]
    assert choose_edits(due, budget=5) == [0, 1, 2, 5, 3]
    assert choose_edits(due, budget=1) == [0]
    assert sorted(choose_edits(due, budget=100)) == list(range(7))


@given(number=st.integers(0, 60), budget=st.integers(2, 10))
def test_every_card_has_its_edit_however_many_are_nearer_to_the_front(
    number: int, budget: int
) -> None:
    at: dict[int, datetime] = dict.fromkeys(range(number), NOW)
    edited: set[int] = set()
    for turn in range(1, number + 2):
        chosen = choose_edits([Due(n, at[n]) for n in range(number)], budget=budget)
        assert len(chosen) == len(set(chosen)) == min(budget, number)
        edited.update(chosen)
        at |= dict.fromkeys(chosen, NOW + timedelta(seconds=turn))
    assert edited == set(range(number))
