"""Whoever was blind does not take others' silence for their death."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.jobs.lease import OwnLease

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LASTS = timedelta(seconds=30)


def _after(*seconds: float) -> OwnLease:
    """Return a lease that was renewed at these times."""
    lease = OwnLease(LASTS)
    for each in seconds:
        lease = lease.renewed(NOW + timedelta(seconds=each))
    return lease


@pytest.mark.parametrize(
    ("renewed", "at", "may"),
    [
        ((), 0, True),
        ((0,), 30, True),
        ((0,), 31, False),
        ((0, 10, 20), 45, True),
        ((0, 31), 31, False),
        ((0, 39), 68, False),
        ((0, 39, 49, 59), 69, True),
        ((0, 39, 49, 59), 68, False),
        ((0, 39, 80), 100, False),
        # the clock was set back
        ((0, 4000, -100), -90, True),
        ((4000, 0), 10, True),
    ],
)
def test_who_could_not_renew_waits_once_more(
    renewed: tuple[float, ...],
    at: float,
    may: bool,  # noqa: FBT001 - parametrized
) -> None:
    assert _after(*renewed).can_declare_others_dead(NOW + timedelta(seconds=at)) is may


@given(st.lists(st.floats(0, 300), min_size=1), st.floats(0, 300))
def test_whoever_judges_has_renewed_lately_and_was_not_blind(times: list[float], at: float) -> None:
    times = [each for each in sorted(times) if each <= at]
    if not times or not _after(*times).can_declare_others_dead(NOW + timedelta(seconds=at)):
        return
    assert at - times[-1] <= 30
    blind = [late for early, late in itertools.pairwise(times) if late - early > 30.001]
    assert all(at - late >= 29.999 for late in blind)
