"""Members wait between images and after rejected prompts, and asking too early costs nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.cooldown import (
    LOOK_BACK,
    UNCLEAR_PER_HOUR,
    CooldownPassed,
    CooldownRunning,
    Strike,
    check_cooldown,
    waits_until,
)

START = datetime(2026, 1, 1, tzinfo=UTC)

instants = st.integers(0, 1_000).map(lambda s: START + timedelta(seconds=s))
spacings = st.integers(1, 300).map(lambda s: timedelta(seconds=s))


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


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
def test_admitted_images_are_at_least_the_spacing_apart(
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


def at(*minutes: int, is_clear: bool = True) -> list[Strike]:
    return [Strike(NOW + timedelta(minutes=minute), is_clear=is_clear) for minute in minutes]


def until(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("strikes", "waits"),
    [
        ([], None),
        ([-1, -2], None),
        ([-3, -2, -1], 59),
        ([-1, -3, -2], 59),
        ([-60, -30, 0], 60),
        ([-61, -30, 0], None),
        ([-100, -80, -59], 1),
        ([-100, -80, -60], None),
        ([-100, -80, -59, -10], 1),
        ([-90, -60, -50, -40, -5], 55),
        ([-2, -1, 1], None),
    ],
)
def test_three_within_an_hour_are_an_hour_from_the_last_of_them(
    strikes: list[int], waits: int | None
) -> None:
    expected = None if waits is None else until(waits)
    assert waits_until(at(*strikes), now=NOW, per_hour=3) == expected


def test_off_is_never() -> None:
    assert waits_until(at(*range(-50, 0)), now=NOW, per_hour=None) is None


def test_with_one_allowed_each_is_an_hour() -> None:
    assert waits_until(at(-20), now=NOW, per_hour=1) == until(40)


def test_strikes_from_before_the_clock_was_set_back_lock_nobody_out() -> None:
    assert waits_until(at(1000, 1001, 1002), now=NOW, per_hour=3) is None


minutes = st.lists(st.integers(-300, 60), max_size=20)


@given(minutes=minutes, per_hour=st.integers(1, 6))
def test_a_wait_is_never_longer_than_an_hour_and_ends_by_itself(
    minutes: list[int], per_hour: int
) -> None:
    found = waits_until(at(*minutes), now=NOW, per_hour=per_hour)
    if found is not None:
        assert NOW < found <= NOW + HOUR
        assert (
            waits_until([s for s in at(*minutes) if s.at <= NOW], now=found, per_hour=per_hour)
            is None
        )


@given(minutes=minutes, per_hour=st.integers(1, 6))
def test_what_lies_further_back_than_the_look_back_changes_nothing(
    minutes: list[int], per_hour: int
) -> None:
    recent = [strike for strike in at(*minutes) if strike.at >= NOW - LOOK_BACK]
    everything = waits_until(at(*minutes), now=NOW, per_hour=per_hour)
    assert waits_until(recent, now=NOW, per_hour=per_hour) == everything


@given(minutes=minutes, per_hour=st.integers(1, 6))
def test_whoever_does_not_wait_has_fewer_than_that_in_the_last_hour(
    minutes: list[int], per_hour: int
) -> None:
    if waits_until(at(*minutes), now=NOW, per_hour=per_hour) is None:
        assert sum(NOW - HOUR < strike.at <= NOW for strike in at(*minutes)) < per_hour


@pytest.mark.parametrize(("unclear", "waits"), [(20, None), (21, 60)])
def test_what_may_be_refusals_counts_only_beyond_twenty_within_an_hour(
    unclear: int, waits: int | None
) -> None:
    strikes = at(*range(1 - unclear, 1), is_clear=False)
    expected = None if waits is None else until(waits)
    assert waits_until(strikes, now=NOW, per_hour=5) == expected
    assert UNCLEAR_PER_HOUR == 20


def test_what_may_be_refusals_adds_nothing_to_clear_ones() -> None:
    strikes = [*at(-3, -2), *at(*range(-20, 0), is_clear=False)]
    assert waits_until(strikes, now=NOW, per_hour=3) is None
