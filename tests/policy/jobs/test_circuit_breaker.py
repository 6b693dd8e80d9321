"""When somebody who failed again and again is left alone, and who may try again first."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.policy.jobs.circuit_breaker import BreakerSettings, Circuit, CircuitBreaker, Probe
from testkit.fakes import START

PATIENCE = BreakerSettings(
    failures=3,
    window=timedelta(minutes=15),
    first=timedelta(seconds=30),
    most=timedelta(minutes=5),
)


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def opened() -> CircuitBreaker:
    breaker = CircuitBreaker(PATIENCE)
    for _ in range(3):
        breaker.failed(START, probe=None)
    return breaker


def test_three_failures_in_a_row_open_it_for_30_seconds() -> None:
    breaker = CircuitBreaker(PATIENCE)
    assert [breaker.failed(START, probe=None) for _ in range(3)] == [False, False, True]
    assert breaker.state(START) is Circuit.OPEN
    assert breaker.retry_at(START) == START + later(30)
    assert breaker.state(START + later(30)) is Circuit.HALF_OPEN
    assert breaker.retry_at(START + later(30)) is None


def test_a_success_in_between_begins_the_count_anew() -> None:
    breaker = CircuitBreaker(PATIENCE)
    for _ in range(5):
        breaker.failed(START, probe=None)
        breaker.failed(START, probe=None)
        breaker.succeeded()
    assert breaker.state(START) is Circuit.CLOSED
    assert breaker.retry_at(START) is None
    assert breaker.begin(START) is None


@pytest.mark.parametrize(("apart_s", "opens"), [(450, True), (451, False)])
def test_only_failures_within_the_window_count_together(apart_s: int, *, opens: bool) -> None:
    breaker = CircuitBreaker(PATIENCE)
    found = [breaker.failed(START + later(n * apart_s), probe=None) for n in range(3)]
    assert found == [False, False, opens]


def test_each_failed_probe_doubles_the_pause_up_to_five_minutes() -> None:
    breaker, now, pauses = opened(), START, list[float]()
    for _ in range(6):
        retry_at = breaker.retry_at(now)
        assert retry_at is not None
        pauses.append((retry_at - now).total_seconds())
        now = retry_at
        assert breaker.failed(now, probe=breaker.begin(now))
    assert pauses == [30, 60, 120, 240, 300, 300]
    breaker.succeeded()
    for _ in range(3):
        breaker.failed(now, probe=None)
    assert breaker.retry_at(now) == now + later(30)


@pytest.mark.parametrize(
    ("asked_s", "waits_s"), [(0.0, 30), (29.0, 30), (45.5, 45.5), (301.0, 300), (1e300, 300)]
)
def test_a_longer_pause_that_is_asked_for_is_kept_within_bounds(
    asked_s: float, waits_s: float
) -> None:
    breaker = CircuitBreaker(PATIENCE)
    for _ in range(3):
        breaker.failed(START, probe=None, retry_after_s=asked_s)
    assert breaker.retry_at(START) == START + later(waits_s)


def test_one_probe_goes_through_and_the_others_hear_when_to_come_back() -> None:
    breaker, now = opened(), START + later(31)
    assert breaker.begin(now) is not None
    assert breaker.retry_at(now) == now + later(30)
    breaker.succeeded()
    assert breaker.retry_at(now) is None
    assert breaker.state(now) is Circuit.CLOSED


def test_a_probe_that_was_dropped_is_given_back() -> None:
    breaker, now = opened(), START + later(31)
    breaker.dropped(probe=breaker.begin(now))
    assert breaker.retry_at(now) is None
    assert breaker.state(now) is Circuit.HALF_OPEN


def test_what_was_under_way_when_it_opened_neither_keeps_it_open_nor_takes_the_probe() -> None:
    breaker, now = opened(), START + later(31)
    assert not breaker.failed(START, probe=None)
    probe = breaker.begin(now)
    assert not breaker.failed(now, probe=None)
    breaker.dropped(probe=None)
    assert breaker.retry_at(now) == now + later(30)
    assert breaker.failed(now, probe=probe)
    assert breaker.retry_at(now) == now + later(60)


def test_a_probe_of_long_ago_decides_nothing() -> None:
    breaker, now = opened(), START + later(31)
    old = breaker.begin(now)
    breaker.succeeded()
    for _ in range(3):
        breaker.failed(now, probe=None)
    now += later(31)
    assert breaker.begin(now) is not None
    assert not breaker.failed(now, probe=old)
    breaker.dropped(probe=old)
    assert breaker.retry_at(now) is not None


def test_a_clock_that_was_set_back_does_not_prolong_the_pause() -> None:
    breaker = opened()
    assert breaker.retry_at(START - timedelta(days=1)) is None


def _failed(breaker: CircuitBreaker, *members: object, apart_s: int = 0) -> bool:
    """Tell whether failures of these members' requests, one after another, open a circuit."""
    found = [
        breaker.failed(START + later(n * apart_s), probe=None, member=member)
        for n, member in enumerate(members)
    ]
    return found[-1]


@pytest.mark.parametrize(
    ("members", "opens"),
    [
        (["mia"] * 50, False),
        (["mia", "mia", "mia", "ben"], True),
        (["ben", "mia", "mia"], True),
        (["ben", *["mia"] * 50], True),
        (["mia", "ben"], False),
        (["mia", "mia", None], False),
        (["mia", None, None], False),
        (["mia", None, None, None], True),
        ([None, None, None], True),
        (["mia", "mia", None, None], False),
    ],
    ids=str,
)
def test_one_members_requests_alone_never_open_it(members: list[object], *, opens: bool) -> None:
    breaker = CircuitBreaker(PATIENCE)
    _failed(breaker, *members)
    assert (breaker.state(START) is Circuit.OPEN) is opens


def test_somebody_elses_failure_of_long_ago_does_not_open_it() -> None:
    breaker = CircuitBreaker(PATIENCE)
    assert not _failed(breaker, "ben", "mia", "mia", "mia", apart_s=800)


class AnyTraffic(RuleBasedStateMachine):
    """Requests that begin, end in any order and any way, and a clock that goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.breaker = CircuitBreaker(PATIENCE)
        self.now = START
        self.under_way: list[Probe | None] = []
        self.live: Probe | None = None

    @rule(seconds=st.integers(1, 400))
    def wait(self, seconds: int) -> None:
        self.now += later(seconds)

    @rule()
    @precondition(lambda self: self.breaker.retry_at(self.now) is None)
    def begin(self) -> None:
        probe = self.breaker.begin(self.now)
        assert (probe is None) == (self.breaker.state(self.now) is Circuit.CLOSED)
        if probe is not None:
            assert self.live is None, "there is one probe at most"
            self.live = probe
        self.under_way.append(probe)

    @rule(which=st.integers(0), ends=st.sampled_from(["succeeded", "failed", "dropped"]))
    @precondition(lambda self: self.under_way)
    def end(self, which: int, ends: str) -> None:
        probe = self.under_way.pop(which % len(self.under_way))
        if ends == "succeeded":
            self.breaker.succeeded()
            assert self.breaker.state(self.now) is Circuit.CLOSED
            self.live = None
            return
        if ends == "failed":
            self.breaker.failed(self.now, probe=probe)
        else:
            self.breaker.dropped(probe=probe)
        if probe is self.live:
            self.live = None

    @invariant()
    def nobody_waits_for_ever(self) -> None:
        retry_at = self.breaker.retry_at(self.now)
        assert retry_at is None or self.now < retry_at <= self.now + PATIENCE.most
        is_stuck = self.breaker.state(self.now) is Circuit.HALF_OPEN and retry_at is not None
        assert not is_stuck or self.live in self.under_way


TestAnyTraffic = AnyTraffic.TestCase
TestAnyTraffic.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
