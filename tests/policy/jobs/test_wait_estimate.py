"""What measured latencies say to those who wait."""

import math
from datetime import UTC, datetime, timedelta
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.jobs.wait_estimate import (
    DEFAULT_MEDIAN_S,
    DEFAULT_P90_S,
    LAST,
    MOST_MODELS,
    WaitEstimates,
    retry_at,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
A, B = "maker/a", "maker/b"


def ready_s(pace: WaitEstimates, model_id: str = A, position: int = 0, *, slots: int = 1) -> float:
    return (pace.ready_at(model_id, position, slots=slots, now=NOW) - NOW).total_seconds()


def surely_s(pace: WaitEstimates, model_id: str = A, position: int = 0, *, slots: int = 1) -> float:
    return (pace.p90_ready_at(model_id, position, slots=slots, now=NOW) - NOW).total_seconds()


def paced(model_id: str, *seconds: float) -> WaitEstimates:
    pace = WaitEstimates()
    for one in seconds:
        pace.note(model_id, one)
    return pace


def test_without_a_measurement_the_defaults_hold() -> None:
    assert ready_s(WaitEstimates()) == DEFAULT_MEDIAN_S
    assert surely_s(WaitEstimates()) == DEFAULT_P90_S
    assert ready_s(WaitEstimates(), position=3, slots=2) == 2.5 * DEFAULT_MEDIAN_S


def test_median_and_p90_are_nearest_ranks() -> None:
    pace = paced(A, 10, 1, 9, 2, 8, 3, 7, 4, 6, 5)
    assert (ready_s(pace), surely_s(pace)) == (5, 9)


def test_only_the_last_generations_of_a_model_count() -> None:
    pace = paced(A, *[100.0] * LAST, *[1.0] * LAST)
    assert (ready_s(pace), surely_s(pace)) == (1, 1)


def test_a_model_that_was_not_measured_generates_like_all_others() -> None:
    assert ready_s(paced(A, 5, 5, 5), B) == 5


def test_the_time_in_line_is_that_of_all_models_and_the_generation_that_of_its_own() -> None:
    pace = paced(A, 10, 10, 10)
    pace.note(B, 100)
    assert ready_s(pace, B, 8, slots=4) == 8 / 4 * 10 + 100
    assert surely_s(pace, B, 8, slots=4) == 8 / 4 * 100 + 100


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf, -1.0])
def test_what_is_no_duration_changes_nothing(seconds: float) -> None:
    assert ready_s(paced(A, seconds)) == DEFAULT_MEDIAN_S


def test_absurd_latencies_leave_estimates_within_the_calendar() -> None:
    pace = paced(A, 1e300)
    assert surely_s(pace, position=100_000) <= 3600 * 100_001


def test_a_bounded_number_of_models_is_remembered_and_the_oldest_forgotten() -> None:
    pace = paced(A, 7)
    pace.note(B, 3)
    pace.note(A, 7)
    for number in range(MOST_MODELS - 1):
        pace.note(f"maker/{number}", 100)
    assert ready_s(pace, A) == 7
    assert ready_s(pace, B) == 100


def test_learning_brings_the_newest_of_each_model() -> None:
    pace = WaitEstimates()
    pace.learn({A: [100.0] * LAST + [1.0] * LAST, B: [3.0], "maker/c": []})
    assert (ready_s(pace, A), ready_s(pace, B)) == (1, 3)
    pace.learn({})


def test_learning_many_models_mixes_the_newest_of_all_of_them() -> None:
    pace = WaitEstimates()
    pace.learn({f"maker/{n}": [500.0] * 30 + [1.0] * 20 for n in range(10)})
    assert ready_s(pace, "maker/unknown") == 1
    pace.learn({f"maker/{n}": [float(n)] * LAST for n in range(9)})
    assert ready_s(pace, "maker/unknown") == 4


@given(seconds=st.lists(st.floats(0, 3600), min_size=1, max_size=3 * LAST))
def test_ranks_are_those_of_the_sorted_last_ones(seconds: list[float]) -> None:
    pace, last = paced(A, *seconds), sorted(seconds[-LAST:])
    assert ready_s(pace) == pytest.approx(median_low(last), abs=1e-5)
    assert surely_s(pace) == pytest.approx(last[math.ceil(0.9 * len(last)) - 1], abs=1e-5)


@given(
    seconds=st.lists(st.floats(0, 300), max_size=20),
    position=st.integers(0, 5000),
    slots=st.integers(1, 100),
)
def test_who_is_further_behind_is_ready_no_sooner_and_p90_is_no_sooner_than_the_median(
    seconds: list[float], position: int, slots: int
) -> None:
    pace = paced(A, *seconds)
    ready = ready_s(pace, position=position, slots=slots)
    assert ready <= ready_s(pace, position=position + 1, slots=slots)
    assert ready <= surely_s(pace, position=position, slots=slots)


def test_the_line_is_short_enough_once_it_has_moved_that_far() -> None:
    pace = paced(A, 10)
    # two of four would fit into 30 s: two wait for 20 s and it is painted in the third ten
    assert pace.fits_in_s(A, 4, slots=1, life_s=30) == 20
    assert pace.fits_in_s(A, 4, slots=2, life_s=30) == 0


def test_where_no_generation_fits_it_can_be_tried_once_nobody_waits() -> None:
    assert paced(A, 10).fits_in_s(A, 4, slots=2, life_s=5) == 20
    assert paced(A, 0).fits_in_s(A, 4, slots=2, life_s=5) == 0


@given(
    seconds=st.floats(0.1, 300),
    position=st.integers(1, 5000),
    slots=st.integers(1, 100),
    life_s=st.floats(0, 1000),
)
def test_what_fits_now_need_not_wait_and_what_does_not_must(
    seconds: float, position: int, slots: int, life_s: float
) -> None:
    pace = paced(A, seconds)
    surely = position * seconds / slots + seconds
    wait = pace.fits_in_s(A, position, slots=slots, life_s=life_s)
    if surely < life_s - 1e-6:
        assert wait == 0
    if surely > life_s + 1e-6:
        assert wait > 0


@given(wait_s=st.floats(0, 100_000), micros=st.integers(0, 999_999))
def test_a_time_to_try_again_is_a_whole_second_after_the_wait_and_not_much_later(
    wait_s: float, micros: int
) -> None:
    now = NOW.replace(microsecond=micros)
    later = retry_at(wait_s, now=now)
    assert later.microsecond == 0
    assert now + timedelta(seconds=max(5, wait_s)) <= later
    assert later <= now + timedelta(seconds=max(5, wait_s) + 6)
