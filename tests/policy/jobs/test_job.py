"""The moves and the deadline of a job, and what becomes of it once its process is dead."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.jobs.job import (
    FINAL,
    MOVES,
    TOKEN_LIFE,
    TOKEN_SAFE,
    Leftover,
    Recovery,
    ReplyTarget,
    State,
    is_late,
    job_deadline,
    recover,
    states_before,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(microseconds=1)
OPEN = [State.QUEUED, State.GENERATING, State.DELIVERING]


ASKED_AT = datetime(2026, 1, 1, tzinfo=UTC)

timeouts = st.integers(1, 10_000).map(lambda s: timedelta(seconds=s))


def test_every_move_there_is() -> None:
    assert {(before, after) for before, afters in MOVES.items() for after in afters} == {
        (State.QUEUED, State.GENERATING),
        (State.QUEUED, State.FAILED),
        (State.QUEUED, State.CANCELLED),
        (State.GENERATING, State.DELIVERING),
        (State.GENERATING, State.FAILED),
        (State.GENERATING, State.CANCELLED),
        (State.DELIVERING, State.DONE),
        (State.DELIVERING, State.FAILED),
    }


def test_every_state_has_its_moves_and_the_final_ones_have_none() -> None:
    assert set(MOVES) == set(State)
    assert {State.DONE, State.FAILED, State.CANCELLED} == FINAL


@pytest.mark.parametrize(
    ("after", "before"),
    [
        (State.QUEUED, set[State]()),
        (State.GENERATING, {State.QUEUED}),
        (State.DELIVERING, {State.GENERATING}),
        (State.DONE, {State.DELIVERING}),
        (State.FAILED, {State.QUEUED, State.GENERATING, State.DELIVERING}),
        (State.CANCELLED, {State.QUEUED, State.GENERATING}),
    ],
)
def test_the_states_before_a_state(after: State, before: set[State]) -> None:
    assert states_before(after) == before


@given(st.lists(st.sampled_from(State)))
def test_no_job_comes_back_to_a_state_or_out_of_a_final_one(wishes: list[State]) -> None:
    state, seen = State.QUEUED, [State.QUEUED]
    for wish in wishes:
        if state in states_before(wish):
            state = wish
            seen.append(state)
    assert len(seen) == len(set(seen))
    assert not FINAL.intersection(seen[:-1])


def _left(
    state: State,
    *,
    is_answered: bool = True,
    is_failing: bool = False,
    has_files: bool = True,
    deadline: datetime = LATER,
    deaths: int = 1,
) -> Leftover:
    return Leftover(state, is_answered, is_failing, has_files, deadline, deaths)


@pytest.mark.parametrize(
    ("left", "what"),
    [
        (_left(State.QUEUED), Recovery.RUN),
        (_left(State.QUEUED, is_answered=False), Recovery.RUN_IF_ANSWERED),
        (_left(State.QUEUED, deadline=NOW), Recovery.END),
        (_left(State.QUEUED, is_answered=False, deadline=NOW), Recovery.END),
        (_left(State.QUEUED, is_failing=True), Recovery.END),
        (_left(State.GENERATING), Recovery.GIVE_BACK),
        (_left(State.GENERATING, is_failing=True), Recovery.GIVE_BACK),
        (_left(State.GENERATING, deadline=NOW), Recovery.GIVE_BACK),
        (_left(State.DELIVERING), Recovery.DELIVER),
        (_left(State.DELIVERING, deadline=NOW), Recovery.DELIVER),
        (_left(State.DELIVERING, has_files=False), Recovery.GIVE_BACK),
        (_left(State.DELIVERING, deaths=2), Recovery.DELIVER),
        (_left(State.DELIVERING, deaths=3), Recovery.GIVE_UP),
        (_left(State.DELIVERING, deaths=3, has_files=False), Recovery.GIVE_BACK),
        (_left(State.QUEUED, deaths=3), Recovery.RUN),
    ],
)
def test_what_becomes_of_what_a_dead_process_left(left: Leftover, what: Recovery) -> None:
    assert recover(left, now=NOW) is what


@given(
    st.builds(
        Leftover,
        st.sampled_from(OPEN),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from([NOW - timedelta(days=1), NOW, LATER]),
        st.integers(0, 5),
    )
)
def test_nothing_that_may_have_been_sent_or_has_failed_is_ever_generated_again(
    left: Leftover,
) -> None:
    generates = recover(left, now=NOW) in {Recovery.RUN, Recovery.RUN_IF_ANSWERED}
    may_generate = left.state is State.QUEUED and not left.is_failing and left.deadline > NOW
    assert generates is may_generate


def test_a_token_is_in_nobodys_log() -> None:
    assert "secret" not in repr(ReplyTarget(1, "secret", 2, 3, 4))


@given(timeouts)
def test_a_image_that_needs_the_interaction_is_done_while_it_lives(timeout: timedelta) -> None:
    deadline = job_deadline(ASKED_AT, timeout=timeout, can_be_late=False)
    assert deadline == ASKED_AT + min(timeout, TOKEN_SAFE)


@given(timeouts)
def test_a_image_that_can_be_late_has_its_whole_time(timeout: timedelta) -> None:
    assert job_deadline(ASKED_AT, timeout=timeout, can_be_late=True) == ASKED_AT + timeout


def test_an_interaction_is_late_once_its_token_has_ended() -> None:
    assert not is_late(ASKED_AT, ASKED_AT + TOKEN_LIFE - timedelta(microseconds=1))
    assert is_late(ASKED_AT, ASKED_AT + TOKEN_LIFE)
