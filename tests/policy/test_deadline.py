"""No picture is paid for that cannot be shown."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.deadline import TOKEN_LIFE, TOKEN_SAFE, is_late, job_deadline

ASKED_AT = datetime(2026, 1, 1, tzinfo=UTC)

timeouts = st.integers(1, 10_000).map(lambda s: timedelta(seconds=s))


@given(timeouts)
def test_a_picture_that_needs_the_interaction_is_done_while_it_lives(timeout: timedelta) -> None:
    deadline = job_deadline(ASKED_AT, timeout=timeout, can_be_late=False)
    assert deadline == ASKED_AT + min(timeout, TOKEN_SAFE)


@given(timeouts)
def test_a_picture_that_can_be_late_has_its_whole_time(timeout: timedelta) -> None:
    assert job_deadline(ASKED_AT, timeout=timeout, can_be_late=True) == ASKED_AT + timeout


def test_an_interaction_is_late_once_its_token_has_ended() -> None:
    assert not is_late(ASKED_AT, ASKED_AT + TOKEN_LIFE - timedelta(microseconds=1))
    assert is_late(ASKED_AT, ASKED_AT + TOKEN_LIFE)
