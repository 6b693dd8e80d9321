"""An image reaches its member by whatever path is open, once, and is given up only after a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.policy.jobs.delivery import (
    BACKOFFS,
    BY_TOKEN,
    FOLLOW_UPS,
    GENERATED_RETENTION,
    IN_CHANNEL,
    MOST_FOLLOW_UPS,
    OUTAGES_IN_A_ROW,
    RETRY_AFTER,
    DeliveryPath,
    Outcome,
    Trail,
    Tries,
    had_outage,
    is_lost,
    is_unreachable,
    next_path,
    paths_of,
    seconds_for,
)
from bot.policy.jobs.job import TOKEN_LIFE, ReplyTarget, Requester
from bot.policy.limits.effective import Spot
from testkit.fakes import START

GUILD, CHANNEL = 10, 20
ADDRESS = ReplyTarget(3, "t" * 40, CHANNEL, 100, 50)
LATE = START + TOKEN_LIFE

#: What one try takes at most while Discord answers 500: discord.py tries for so long.
_TRY = timedelta(seconds=25)


def _requester(
    *, private: bool = False, can_be_late: bool = True, guild: int | None = GUILD
) -> Requester:
    return Requester(1, 5, Spot(guild, CHANNEL), START, private, can_be_late)


def _paths(
    requester: Requester,
    trail: Trail | None = None,
    **change: Any,  # noqa: ANN401 - of several types
) -> tuple[DeliveryPath, ...]:
    now = change.pop("now", START)
    return paths_of(requester, replace(ADDRESS, **change), trail or Trail(), now=now)


class TestWays:
    def test_where_the_bot_may_surely_write_its_own_message_comes_before_a_follow_up(self) -> None:
        expected = (
            DeliveryPath.EDIT,
            DeliveryPath.CHANNEL,
            DeliveryPath.FOLLOW_UP,
            DeliveryPath.EPHEMERAL,
            DeliveryPath.DM,
        )
        assert _paths(_requester()) == expected

    def test_elsewhere_after_it(self) -> None:
        expected = (
            DeliveryPath.EDIT,
            DeliveryPath.FOLLOW_UP,
            DeliveryPath.CHANNEL,
            DeliveryPath.EPHEMERAL,
            DeliveryPath.DM,
        )
        assert _paths(_requester(can_be_late=False)) == expected

    def test_what_is_private_stays_so(self) -> None:
        assert _paths(_requester(private=True)) == (
            DeliveryPath.EDIT,
            DeliveryPath.EPHEMERAL,
            DeliveryPath.DM,
        )

    @pytest.mark.parametrize("private", [True, False])
    def test_once_a_card_is_deleted_nothing_is_said_in_its_channel(self, *, private: bool) -> None:
        trail = Trail().after(DeliveryPath.EDIT, Outcome.GONE, now=START)
        assert _paths(_requester(private=private), trail) == (
            DeliveryPath.EPHEMERAL,
            DeliveryPath.DM,
        )

    @pytest.mark.parametrize("change", [{"token": ""}, {"now": LATE}])
    def test_without_its_token_only_the_bots_own_messages_are_left(
        self, change: dict[str, Any]
    ) -> None:
        assert _paths(_requester(), **change) == (DeliveryPath.CHANNEL, DeliveryPath.DM)
        assert _paths(_requester(private=True), **change) == (DeliveryPath.DM,)
        assert _paths(_requester(), channel_id=None, **change) == (DeliveryPath.DM,)

    def test_where_only_the_member_has_the_app_there_are_five_follow_ups(self) -> None:
        trail = Trail()
        for number in range(MOST_FOLLOW_UPS):
            path = (DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL)[number % 2]
            assert path in _paths(_requester(guild=None), trail)
            trail = trail.after(path, Outcome.OUTAGE, now=START)
        assert _paths(_requester(guild=None), trail) == (
            DeliveryPath.EDIT,
            DeliveryPath.CHANNEL,
            DeliveryPath.DM,
        )
        assert set(_paths(_requester(), trail)) >= FOLLOW_UPS


class TestOneWay:
    def test_an_outage_is_met_by_a_second_try_and_then_by_a_rest(self) -> None:
        once = Tries().after(Outcome.OUTAGE, now=START)
        assert (once.due_at, once.backoffs) == (START + RETRY_AFTER, 0)
        twice = once.after(Outcome.OUTAGE, now=START)
        assert (twice.due_at, twice.backoffs, twice.in_a_row) == (START + BACKOFFS[0], 1, 0)

    @pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.GONE])
    def test_a_refusal_rests_at_once_and_is_no_end(self, outcome: Outcome) -> None:
        assert Tries().after(outcome, now=START).due_at == START + BACKOFFS[0]

    def test_rests_grow_to_the_last(self) -> None:
        tries, waits = Tries(), list[timedelta]()
        for _ in range(len(BACKOFFS) + 2):
            tries = tries.after(Outcome.REFUSED, now=START)
            assert tries.due_at is not None
            waits.append(tries.due_at - START)
        assert waits == [*BACKOFFS, BACKOFFS[-1], BACKOFFS[-1]]

    def test_a_try_has_time_for_its_bytes_and_more_after_each_rest(self) -> None:
        assert seconds_for(Tries(), size_bytes=0) == 40
        assert seconds_for(Tries(), size_bytes=10 << 20) == 50
        assert seconds_for(Tries(backoffs=1), size_bytes=10 << 20) == 100
        assert seconds_for(Tries(backoffs=500), size_bytes=10 << 20) == 300


def _walk(
    requester: Requester,
    outcome_of: Callable[[DeliveryPath, datetime], Outcome],
    *,
    until: datetime | None = None,
) -> list[tuple[datetime, DeliveryPath]]:
    """Try until something is shown or given up; return when each try ended, and its path."""
    now, trail, tried = START, Trail(), list[tuple[datetime, DeliveryPath]]()
    kept_until = START + GENERATED_RETENTION
    while True:
        paths = paths_of(requester, ADDRESS, trail, now=now)
        if is_lost(paths, trail, now=now, kept_until=kept_until) or (until and now > until):
            return tried
        path = next_path(paths, trail, now=now)
        if not isinstance(path, DeliveryPath):
            assert path > now
            now = path
            continue
        now += _TRY
        tried.append((now, path))
        outcome = outcome_of(path, now)
        if outcome is Outcome.SHOWN:
            return tried
        trail = trail.after(path, outcome, now=now)


class TestTheNextWay:
    @pytest.mark.parametrize(
        ("requester", "path"),
        [
            (_requester(), DeliveryPath.CHANNEL),
            (_requester(can_be_late=False), DeliveryPath.FOLLOW_UP),
            (_requester(private=True), DeliveryPath.EPHEMERAL),
        ],
    )
    def test_when_every_edit_answers_500_the_next_one_has_it_within_two_minutes(
        self, requester: Requester, path: DeliveryPath
    ) -> None:
        tried = _walk(
            requester,
            lambda path, _: Outcome.OUTAGE if path is DeliveryPath.EDIT else Outcome.SHOWN,
        )
        assert [one for _, one in tried] == [DeliveryPath.EDIT] * OUTAGES_IN_A_ROW + [path]
        assert tried[-1][0] - START < timedelta(minutes=2)

    def test_refusals_take_no_second_try(self) -> None:
        tried = _walk(
            _requester(),
            lambda path, _: Outcome.SHOWN if path is DeliveryPath.DM else Outcome.REFUSED,
        )
        order = [
            DeliveryPath.EDIT,
            DeliveryPath.CHANNEL,
            DeliveryPath.FOLLOW_UP,
            DeliveryPath.EPHEMERAL,
            DeliveryPath.DM,
        ]
        assert [path for _, path in tried] == order

    @given(st.builds(_requester, private=st.booleans(), can_be_late=st.booleans()))
    def test_each_way_meets_its_two_outages_before_any_has_a_third(
        self, requester: Requester
    ) -> None:
        tried = [
            path for _, path in _walk(requester, lambda _path, _now: Outcome.OUTAGE, until=LATE)
        ]
        paths = paths_of(requester, ADDRESS, Trail(), now=START)
        first = tried[: OUTAGES_IN_A_ROW * len(paths)]
        assert first == [path for path in paths for _ in range(OUTAGES_IN_A_ROW)]
        # and it comes back to the first of them
        assert tried[len(first)] is DeliveryPath.EDIT

    @given(
        st.builds(_requester, private=st.booleans(), can_be_late=st.booleans()),
        st.timedeltas(timedelta(), timedelta(hours=20)),
        st.sampled_from([Outcome.OUTAGE, Outcome.REFUSED]),
    )
    def test_what_works_again_is_found_within_the_longest_rest(
        self, requester: Requester, over_after: timedelta, outcome: Outcome
    ) -> None:
        over = START + over_after
        tried = _walk(requester, lambda _, now: outcome if now < over else Outcome.SHOWN)
        # besides the backoff, each other path may have its two tries first
        slack = 5 * OUTAGES_IN_A_ROW * (_TRY + RETRY_AFTER)
        assert over <= tried[-1][0] <= over + BACKOFFS[-1] + slack

    @given(
        st.builds(_requester, private=st.booleans(), can_be_late=st.booleans()),
        st.sampled_from([Outcome.OUTAGE, Outcome.REFUSED, Outcome.GONE]),
    )
    def test_it_is_given_up_after_a_day_and_not_before(
        self, requester: Requester, outcome: Outcome
    ) -> None:
        [*_, (last, _)] = _walk(requester, lambda _path, _now: outcome)
        assert last >= START + GENERATED_RETENTION - BACKOFFS[-1]
        assert last < START + GENERATED_RETENTION + BACKOFFS[-1]


class TestTheEnd:
    def test_after_a_longer_stop_each_way_is_tried_once_before_it_is_given_up(self) -> None:
        paths = (DeliveryPath.CHANNEL, DeliveryPath.DM)
        trail = Trail().after(DeliveryPath.CHANNEL, Outcome.REFUSED, now=LATE)
        assert not is_lost(paths, trail, now=LATE, kept_until=START)
        trail = trail.after(DeliveryPath.DM, Outcome.REFUSED, now=LATE)
        assert is_lost(paths, trail, now=LATE, kept_until=START)
        assert not is_lost(paths, trail, now=LATE, kept_until=LATE + RETRY_AFTER)

    def test_nothing_reaches_whom_every_way_that_is_left_refuses(self) -> None:
        refused = Trail().after(DeliveryPath.DM, Outcome.REFUSED, now=START)
        outage = Trail().after(DeliveryPath.DM, Outcome.OUTAGE, now=START)
        both = refused.after(DeliveryPath.EPHEMERAL, Outcome.REFUSED, now=START)
        assert is_unreachable((DeliveryPath.DM,), refused, private=True)
        assert is_unreachable((DeliveryPath.EPHEMERAL, DeliveryPath.DM), both, private=True)
        assert not is_unreachable((DeliveryPath.EPHEMERAL, DeliveryPath.DM), refused, private=True)
        assert not is_unreachable((DeliveryPath.DM,), Trail(), private=True)
        assert not is_unreachable((DeliveryPath.DM,), outage, private=True)

    def test_nothing_follows_a_public_card_into_its_channel(self) -> None:
        refused = Trail().after(DeliveryPath.DM, Outcome.REFUSED, now=START)
        assert not is_unreachable((DeliveryPath.DM,), refused, private=False)

    def test_whether_waiting_might_have_helped_is_known(self) -> None:
        refused = Trail().after(DeliveryPath.DM, Outcome.REFUSED, now=START)
        assert not had_outage(refused)
        assert had_outage(refused.after(DeliveryPath.EDIT, Outcome.OUTAGE, now=START))
        recovered = Trail().after(DeliveryPath.DM, Outcome.OUTAGE, now=START)
        assert not had_outage(recovered.after(DeliveryPath.DM, Outcome.REFUSED, now=START))


class DeliveryModel(RuleBasedStateMachine):
    """One image on its way: whatever happens to the paths, what must hold does."""

    @initialize(
        private=st.booleans(),
        can_be_late=st.booleans(),
        guild=st.sampled_from([GUILD, None]),
        token=st.sampled_from(["t", ""]),
    )
    def begin(self, *, private: bool, can_be_late: bool, guild: int | None, token: str) -> None:
        self.requester = _requester(private=private, can_be_late=can_be_late, guild=guild)
        self.address = replace(ADDRESS, token=token)
        self.now, self.trail = START, Trail()
        self.tried: list[DeliveryPath] = []
        self.was_gone = False

    @property
    def paths(self) -> tuple[DeliveryPath, ...]:
        return paths_of(self.requester, self.address, self.trail, now=self.now)

    @rule(seconds=st.integers(0, 1200))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(
        outcome=st.sampled_from([Outcome.OUTAGE, Outcome.REFUSED, Outcome.GONE]),
        seconds=st.integers(0, 60),
    )
    def try_next(self, outcome: Outcome, seconds: int) -> None:
        path = next_path(self.paths, self.trail, now=self.now)
        before = self.paths
        while not isinstance(path, DeliveryPath):
            assert self.now < path <= self.now + BACKOFFS[-1]
            self.now = path
            path = next_path(self.paths, self.trail, now=self.now)
            # whoever waits as long as told has something to do then, unless a path ended meanwhile
            assert isinstance(path, DeliveryPath) or self.paths != before
            before = self.paths
        assert path in self.paths
        self.tried.append(path)
        self.now += timedelta(seconds=seconds)
        self.trail = self.trail.after(path, outcome, now=self.now)
        self.was_gone = self.was_gone or outcome is Outcome.GONE

    @invariant()
    def there_is_always_a_way(self) -> None:
        assert DeliveryPath.DM in self.paths

    @invariant()
    def nothing_private_is_shown_to_all(self) -> None:
        if self.requester.private:
            assert not {DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP} & set(self.paths)

    @invariant()
    def a_deleted_card_is_not_replaced(self) -> None:
        if self.was_gone:
            assert not IN_CHANNEL & set(self.paths)

    @invariant()
    def a_token_is_used_while_it_lives(self) -> None:
        if self.now - START >= TOKEN_LIFE or not self.address.token:
            assert not BY_TOKEN & set(self.paths)

    @invariant()
    def follow_ups_are_bounded_where_discord_bounds_them(self) -> None:
        if self.requester.spot.guild_id is None:
            assert sum(path in FOLLOW_UPS for path in self.tried) <= MOST_FOLLOW_UPS

    @precondition(lambda self: self.tried)
    @invariant()
    def nothing_is_given_up_within_the_day(self) -> None:
        kept_until = START + GENERATED_RETENTION
        if self.now < kept_until:
            assert not is_lost(self.paths, self.trail, now=self.now, kept_until=kept_until)


TestDelivery = DeliveryModel.TestCase
TestDelivery.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
