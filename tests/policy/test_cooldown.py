"""Admitted pictures keep their distance, and asking too early costs nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.cooldown import CooldownPassed, CooldownRunning, check_cooldown

START = datetime(2026, 1, 1, tzinfo=UTC)

instants = st.integers(0, 1_000).map(lambda s: START + timedelta(seconds=s))
spacings = st.integers(1, 300).map(lambda s: timedelta(seconds=s))


def admitted(attempts: list[datetime], spacing: timedelta) -> list[datetime]:
    """Return the attempts that pass, storing only what the rule says to store."""
    free_at: datetime | None = None
    passed: list[datetime] = []
    for now in attempts:
        decision = check_cooldown(free_at, now=now, spacing=spacing)
        if isinstance(decision, CooldownPassed):
            free_at = decision.free_at
            passed.append(now)
    return passed


@given(attempts=st.lists(instants), spacing=spacings)
def test_admitted_pictures_are_at_least_the_spacing_apart(
    attempts: list[datetime], spacing: timedelta
) -> None:
    passed = admitted(sorted(attempts), spacing)
    assert all(later - earlier >= spacing for earlier, later in pairwise(passed))


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_one_spacing() -> None:
    spacing = timedelta(seconds=60)
    decision = check_cooldown(START + timedelta(days=2), now=START, spacing=spacing)
    assert decision == CooldownPassed(START + spacing)


@given(attempts=st.lists(instants, min_size=1), spacing=spacings)
def test_refused_attempts_change_nothing(attempts: list[datetime], spacing: timedelta) -> None:
    passed = admitted(attempts, spacing)
    assert passed[0] == attempts[0]
    assert admitted(passed, spacing) == passed


@given(first=instants, spacing=spacings, early=st.integers(0, 300))
def test_a_refusal_names_the_first_instant_that_passes(
    first: datetime, spacing: timedelta, early: int
) -> None:
    decision = check_cooldown(None, now=first, spacing=spacing)
    assert decision == CooldownPassed(free_at=first + spacing)
    now = first + min(timedelta(seconds=early), spacing - timedelta(microseconds=1))
    refusal = check_cooldown(first + spacing, now=now, spacing=spacing)
    assert refusal == CooldownRunning(retry_at=first + spacing)
    again = check_cooldown(first + spacing, now=first + spacing, spacing=spacing)
    assert isinstance(again, CooldownPassed)


@given(attempts=st.lists(instants))
def test_no_spacing_admits_everything(attempts: list[datetime]) -> None:
    assert admitted(attempts, timedelta()) == attempts


def test_switching_the_cooldown_off_frees_who_still_waits() -> None:
    later = START + timedelta(hours=1)
    assert isinstance(check_cooldown(later, now=START, spacing=timedelta()), CooldownPassed)
