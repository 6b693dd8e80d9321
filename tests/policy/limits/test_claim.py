"""Which rule binds: the one that lets go last."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.claim import (
    BindingRule,
    Claim,
    CooldownClaim,
    Count,
    Counter,
    Measure,
    Remaining,
    TooSoon,
    Violation,
    binding,
    is_for_grant,
    remaining_today,
)
from bot.policy.limits.cooldown import CooldownPassed, check_cooldown
from bot.policy.limits.limit import Cap, Limit
from bot.policy.limits.rulebook import SERVER
from testkit.fakes import START

TONIGHT, MONTH_END = START + timedelta(hours=12), START + timedelta(days=9)
MINUTE = timedelta(minutes=1)


def _counter(
    key: str,
    cap: int | None,
    *,
    amount: int = 1,
    resets_at: datetime | None = TONIGHT,
    is_quota: bool = False,
    rule: Limit | Cap = Limit.MEMBER_IMAGES_PER_DAY,
) -> Counter:
    bound = None if cap is None else BindingRule(rule, cap, SERVER)
    return Counter(key, Measure.IMAGES, amount, bound, TONIGHT, resets_at, is_quota, rule)


def _claim(*counters: Counter, cooldown: CooldownClaim | None = None) -> Claim:
    return Claim(1, 2, 3, 1, 40_000, cooldown, counters)


COOLDOWN = CooldownClaim("member:2:3", MINUTE, SERVER)


class TestBinding:
    def test_a_count_may_be_filled_to_its_cap_and_no_further(self) -> None:
        claim = _claim(_counter("a", 10, amount=3))
        assert binding(claim, Count({"a": 7}), now=START) is None
        assert binding(claim, Count({"a": 8}), now=START) == Violation(
            Measure.IMAGES, BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 10, SERVER), 8, 3, TONIGHT
        )

    def test_a_count_that_nobody_began_is_0(self) -> None:
        assert binding(_claim(_counter("a", 1)), Count({}), now=START) is None

    def test_a_count_without_a_cap_never_binds(self) -> None:
        assert binding(_claim(_counter("a", None)), Count({"a": 10**9}), now=START) is None

    def test_none_allowed_is_never_let_go(self) -> None:
        found = binding(_claim(_counter("a", 0)), Count({}), now=START)
        assert isinstance(found, Violation)
        assert found.resets_at is None

    def test_asking_for_more_than_a_whole_day_gives_is_never_let_go(self) -> None:
        found = binding(_claim(_counter("a", 3, amount=4)), Count({}), now=START)
        assert isinstance(found, Violation)
        assert (found.used, found.asked, found.resets_at) == (0, 4, None)

    @pytest.mark.parametrize(
        ("counters", "cooldown", "binds"),
        [
            ([_counter("day", 1), _counter("month", 1, resets_at=MONTH_END)], None, "month"),
            ([_counter("month", 1, resets_at=MONTH_END), _counter("never", 0)], None, "never"),
            ([_counter("jobs", 1, resets_at=None), _counter("day", 1)], None, "day"),
            ([_counter("jobs", 1, resets_at=None)], COOLDOWN, "cooldown"),
            ([_counter("day", 1)], COOLDOWN, "day"),
            ([], COOLDOWN, "cooldown"),
        ],
    )
    def test_the_rule_that_lets_go_last_is_named(
        self, counters: list[Counter], cooldown: CooldownClaim | None, binds: str
    ) -> None:
        used = {counter.key: 1 for counter in counters}
        count = Count(used, START + MINUTE)
        found = binding(_claim(*counters, cooldown=cooldown), count, now=START)
        if binds == "cooldown":
            assert found == TooSoon(START + MINUTE, MINUTE, SERVER)
        else:
            (counter,) = (counter for counter in counters if counter.key == binds)
            assert isinstance(found, Violation)
            assert found.bound == counter.bound

    def test_a_cooldown_that_has_passed_does_not_bind(self) -> None:
        claim = _claim(cooldown=COOLDOWN)
        assert binding(claim, Count({}, START), now=START) is None
        assert binding(claim, Count({}), now=START) is None

    @given(
        st.lists(st.tuples(st.none() | st.integers(0, 5), st.integers(1, 5)), max_size=5),
        st.dictionaries(st.sampled_from("01234"), st.integers(0, 6)),
        st.none() | st.timedeltas(-MINUTE, 3 * MINUTE),
        st.booleans(),
    )
    def test_nothing_binds_exactly_when_every_count_fits_and_the_cooldown_has_passed(
        self,
        caps: list[tuple[int | None, int]],
        used: Mapping[str, int],
        ahead: timedelta | None,
        has_cooldown: bool,  # noqa: FBT001 - a case
    ) -> None:
        counters = [
            _counter(str(index), cap, amount=amount) for index, (cap, amount) in enumerate(caps)
        ]
        count = Count(used, None if ahead is None else START + ahead)
        fits = all(
            cap is None or used.get(str(index), 0) + amount <= cap
            for index, (cap, amount) in enumerate(caps)
        )
        passed = not has_cooldown or isinstance(
            check_cooldown(count.free_at, now=START, spacing=MINUTE), CooldownPassed
        )
        claim = _claim(*counters, cooldown=COOLDOWN if has_cooldown else None)
        assert (binding(claim, count, now=START) is None) == (fits and passed)


class TestGrant:
    QUOTA = _counter("quota", 1, is_quota=True)
    SERVERS = _counter("server", 1, rule=Limit.SERVER_IMAGES_PER_DAY)

    def test_a_grant_helps_where_only_the_members_own_quota_is_in_the_way(self) -> None:
        claim = _claim(self.QUOTA, self.SERVERS)
        assert is_for_grant(claim, Count({"quota": 1}))
        assert not is_for_grant(claim, Count({"quota": 1, "server": 1}))
        assert not is_for_grant(claim, Count({"server": 1}))
        assert not is_for_grant(claim, Count({}))

    def test_granted_images_count_on_nothing_but_the_members_quota(self) -> None:
        assert _claim(self.QUOTA, self.SERVERS).on_grant().counters == (self.SERVERS,)


def test_more_dollars_are_dollars_of_the_same_job_and_nothing_else() -> None:
    dollars = Counter("b", Measure.MICROS, 40_000, None, TONIGHT)
    more = _claim(_counter("a", 1), dollars, cooldown=COOLDOWN).more_dollars(5)
    assert (more.job_id, more.images, more.micros, more.cooldown) == (1, 0, 5, None)
    assert [(counter.key, counter.amount) for counter in more.counters] == [("b", 5)]


class TestLeft:
    def test_what_is_left_of_a_day_is_the_cap_without_what_is_used(self) -> None:
        claim = _claim(_counter("month", 99, rule=Limit.MEMBER_IMAGES_PER_MONTH), _counter("a", 5))
        assert remaining_today(claim, {"a": 2, "month": 9}) == Remaining(3, 5)

    def test_it_is_never_less_than_nothing(self) -> None:
        assert remaining_today(_claim(_counter("a", 5)), {"a": 7}) == Remaining(0, 5)

    def test_without_such_a_limit_nothing_is_said(self) -> None:
        assert remaining_today(_claim(_counter("a", None)), {"a": 2}) is None
        assert remaining_today(_claim(_counter("a", 5)), {}) is None
