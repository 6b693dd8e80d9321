"""When a level of a cap is crossed, and which caps are watched."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.budget import WARN_AT, Reading, crossed, is_tight, readings
from bot.policy.limits.claim import Claim
from bot.policy.limits.counters import JobSize, budget_counters, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Cap, Limit
from bot.policy.limits.rulebook import SERVER, Rulebook

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CAPS = {
    Cap.BUDGET_USD_PER_DAY: 5_000_000,
    Cap.CAP_SERVER_USD_PER_DAY: 2_000_000,
    Cap.CAP_USER_IMAGES_PER_DAY: 3,
}
amounts = st.integers(0, 10**10)


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        (0, 49, None),
        (0, 50, 50),
        (49, 51, 50),
        (50, 79, None),
        (79, 80, 80),
        (0, 99, 80),
        (99, 100, 100),
        (0, 250, 100),
        (100, 120, None),
        (80, 60, None),
    ],
)
def test_the_highest_level_on_the_way_is_crossed(
    before: int, after: int, level: int | None
) -> None:
    assert crossed(before, after, 100) == level


def test_a_cap_of_nothing_is_never_crossed() -> None:
    assert crossed(0, 5, 0) is None


@given(start=st.integers(1, 10**9), steps=st.lists(st.integers(0, 10**8), max_size=20))
def test_in_small_steps_each_level_is_crossed_once(start: int, steps: list[int]) -> None:
    used, found = 0, list[int]()
    for step in steps:
        level = crossed(used, used + step, start)
        used += step
        if level is not None:
            found.append(level)
    assert found == sorted(set(found))
    reached = [level for level in WARN_AT if used * 100 >= level * start]
    assert (found[-1:] or [None]) == (reached[-1:] or [None])


@given(used=amounts, cap=st.integers(1, 10**10))
def test_tight_is_from_80_per_cent_on(used: int, cap: int) -> None:
    assert is_tight(used, cap) == (used / cap >= 0.8 or used * 5 >= cap * 4)


def test_a_cap_of_nothing_is_tight() -> None:
    assert is_tight(0, 0)


def claim(micros: int = 40_000, guild_id: int | None = 1) -> Claim:
    rulebook = Rulebook(
        limits={
            SERVER: {
                Limit.SERVER_USD_PER_DAY: 1_000_000,
                Limit.MEMBER_USD_PER_DAY: 500_000,
                Limit.SERVER_IMAGES_PER_DAY: 10,
            }
        }
    )
    spot = Spot(guild_id=guild_id)
    wish = JobSize(job_id=7, user_id=2, spot=spot, images=1, micros=micros, pseudonym="a")
    return claim_for(wish, rulebook, resolve(rulebook, spot, {}), CAPS, now=NOW)


def found(claim: Claim, used: dict[str, int], *, is_taken: bool = True) -> dict[str, Reading]:
    everything = readings(claim, used, is_taken=is_taken)
    return {str(reading.bound.rule): reading for reading in everything}


def test_dollars_of_all_and_of_the_server_are_watched_and_nothing_else() -> None:
    watched = {"BUDGET_USD_PER_DAY", "CAP_SERVER_USD_PER_DAY", "server-usd-per-day"}
    assert set(found(claim(), {})) == watched
    assert set(found(claim(guild_id=None), {})) == {"BUDGET_USD_PER_DAY"}


def test_a_cap_as_high_as_the_servers_own_limit_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(CAPS, Cap.CAP_SERVER_USD_PER_DAY, 1_000_000)
    assert set(found(claim(), {})) == {"BUDGET_USD_PER_DAY", "server-usd-per-day"}


def test_a_refusal_means_spent_once_it_was_tight() -> None:
    asked = claim()
    [budget] = budget_counters(CAPS, now=NOW)

    def is_spent(used: int, *, is_taken: bool = False) -> bool:
        read = found(asked, {budget.key: used}, is_taken=is_taken)
        assert read["BUDGET_USD_PER_DAY"].used == used
        assert not read["server-usd-per-day"].is_spent
        return read["BUDGET_USD_PER_DAY"].is_spent

    assert is_spent(4_960_001)
    assert not is_spent(4_960_000)
    assert not is_spent(5_000_000, is_taken=True)


def test_a_refusal_of_something_huge_does_not_mean_spent() -> None:
    read = found(claim(micros=6_000_000), {}, is_taken=False)
    assert not any(reading.is_spent for reading in read.values())


def test_the_budgets_are_read_from_the_counts_that_jobs_add_to() -> None:
    [budget] = budget_counters(CAPS, now=NOW)
    assert budget.amount == 0
    assert budget.bound is not None
    assert budget.bound.cap == 5_000_000
    added = {counter.key: counter.amount for counter in claim(micros=70).counters}
    assert added[budget.key] == 70


def test_without_a_budget_there_is_nothing_to_read() -> None:
    assert budget_counters({Cap.CAP_SERVER_USD_PER_DAY: 1}, now=NOW) == ()
