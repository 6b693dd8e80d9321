"""What a job adds to which count. Places and roles change the cap, never the count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.limits.claim import BindingRule, Claim, CooldownClaim, Counter
from bot.policy.limits.counters import JobSize, claim_for, during_event, keys_of
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Cap, Limit, Measure, Value
from bot.policy.limits.rulebook import SERVER, Event, Rulebook, Scope, ScopeKind
from bot.policy.limits.window import ZoneChange
from testkit.fakes import START
from tests.policy.rulebook_strategies import IDS, RULEBOOKS

ROLE = Scope(ScopeKind.ROLE, 10)
CHANNEL = Scope(ScopeKind.CHANNEL, 3)
SPOT = Spot(guild_id=1, channel_id=3, category_id=2, role_ids=frozenset({10}))
WISH = JobSize(job_id=7, user_id=5, spot=SPOT, images=4, micros=160_000, pseudonym="mia")
DEFAULTS: dict[Limit, Value] = {Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 10}

_SPOTS = st.builds(
    Spot,
    st.none() | st.just(1),
    st.none() | IDS,
    st.none() | IDS,
    st.booleans(),
    st.frozensets(IDS, max_size=3),
)


def _claim(
    rulebook: Rulebook,
    wish: JobSize = WISH,
    caps: dict[Cap, int] | None = None,
    *,
    now: datetime = START,
) -> Claim:
    rules = resolve(rulebook, wish.spot, DEFAULTS)
    return claim_for(wish, rulebook, rules, caps or {}, now=now)


def _counters(claim: Claim) -> dict[Limit | Cap | None, Counter]:
    return {counter.rule: counter for counter in claim.counters}


class TestWhatIsCounted:
    def test_a_image_in_a_server_adds_to_the_members_and_the_servers_counts_and_the_bots(
        self,
    ) -> None:
        assert [counter.key for counter in _claim(Rulebook()).counters] == [
            "bot:micros:day:2026-11-22T00:00Z",
            "bot:micros:month:2026-11-01T00:00Z",
            "capped:1:micros:day:2026-11-22T00:00Z",
            "capped:1:micros:month:2026-11-01T00:00Z",
            "everywhere:mia:micros:day:2026-11-22T00:00Z",
            "everywhere:mia:pictures:day:2026-11-22T00:00Z",
            "member:1:mia:jobs",
            "member:1:mia:micros:day:2026-11-22T00:00Z",
            "member:1:mia:micros:month:2026-11-01T00:00Z",
            "member:1:mia:pictures:day:2026-11-22T00:00Z",
            "member:1:mia:pictures:month:2026-11-01T00:00Z",
            "server:1:jobs",
            "server:1:micros:day:2026-11-22T00:00Z",
            "server:1:micros:month:2026-11-01T00:00Z",
            "server:1:pictures:day:2026-11-22T00:00Z",
            "server:1:pictures:month:2026-11-01T00:00Z",
        ]

    def test_the_stored_keys_outside_of_servers_are_the_users_and_the_bots(self) -> None:
        claim = _claim(Rulebook(), replace(WISH, spot=Spot()))
        assert [counter.key for counter in claim.counters] == [
            "bot:micros:day:2026-11-22T00:00Z",
            "bot:micros:month:2026-11-01T00:00Z",
            "everywhere:mia:micros:day:2026-11-22T00:00Z",
            "everywhere:mia:pictures:day:2026-11-22T00:00Z",
            "user:mia:jobs",
            "user:mia:micros:day:2026-11-22T00:00Z",
            "user:mia:micros:month:2026-11-01T00:00Z",
            "user:mia:pictures:day:2026-11-22T00:00Z",
            "user:mia:pictures:month:2026-11-01T00:00Z",
        ]

    def test_outside_of_servers_the_user_is_counted(self) -> None:
        claim = _claim(Rulebook(), replace(WISH, spot=Spot()))
        subjects = {counter.key.partition(":")[0] for counter in claim.counters}
        assert subjects == {"bot", "everywhere", "user"}
        assert claim.guild_id is None
        assert claim.cooldown == CooldownClaim("user:mia", timedelta(seconds=60), None)

    @given(RULEBOOKS, _SPOTS, st.integers(10**16, 2**63))
    def test_no_key_names_the_user(self, rulebook: Rulebook, spot: Spot, user_id: int) -> None:
        claim = _claim(rulebook, replace(WISH, spot=spot, user_id=user_id))
        assert claim.user_id == user_id
        assert claim.cooldown is not None
        keys = [claim.cooldown.key, *(counter.key for counter in claim.counters)]
        assert not any(str(user_id) in key for key in keys)

    @given(_SPOTS)
    def test_all_of_a_users_keys_and_no_others_are_found_by_their_patterns(
        self, spot: Spot
    ) -> None:
        claim = _claim(Rulebook(), replace(WISH, spot=spot))
        assert claim.cooldown is not None
        patterns = [pattern.replace("%", "*") for pattern in keys_of("mia")]
        for key in (claim.cooldown.key, *(counter.key for counter in claim.counters)):
            is_theirs = any(fnmatchcase(key, pattern) for pattern in patterns)
            assert is_theirs == ("mia" in key)

    def test_each_count_gets_what_it_measures(self) -> None:
        amounts = {(counter.measure, counter.amount) for counter in _claim(Rulebook()).counters}
        assert amounts == {
            (Measure.IMAGES, 4),
            (Measure.MICROS, 160_000),
            (Measure.JOBS, 1),
        }

    @given(RULEBOOKS, RULEBOOKS, _SPOTS)
    def test_rules_places_and_roles_never_change_whom_is_counted(
        self, first: Rulebook, second: Rulebook, spot: Spot
    ) -> None:
        elsewhere = replace(second, zones=first.zones)
        wish, moved = replace(WISH, spot=spot), replace(WISH, spot=Spot(guild_id=spot.guild_id))
        assert [counter.key for counter in _claim(first, wish).counters] == [
            counter.key for counter in _claim(elsewhere, moved).counters
        ]

    @given(RULEBOOKS, _SPOTS)
    def test_every_rule_has_one_count_and_counts_come_in_order(
        self, rulebook: Rulebook, spot: Spot
    ) -> None:
        claim = _claim(rulebook, replace(WISH, spot=spot))
        keys = [counter.key for counter in claim.counters]
        assert keys == sorted(set(keys))
        assert len({counter.rule for counter in claim.counters}) == len(keys)
        assert None not in _counters(claim)

    def test_two_servers_share_nothing_but_the_operators_counts(self) -> None:
        there = replace(WISH, spot=replace(SPOT, guild_id=2))
        keys = [
            {counter.key for counter in _claim(Rulebook(), wish).counters} for wish in (WISH, there)
        ]
        shared = {key.partition(":")[0] for key in keys[0] & keys[1]}
        assert shared == {"bot", "everywhere"}


class TestCaps:
    def test_a_limit_caps_its_count_and_says_where_it_was_set(self) -> None:
        rulebook = Rulebook().with_limit(ROLE, Limit.MEMBER_IMAGES_PER_DAY, 20)
        bound = _counters(_claim(rulebook))[Limit.MEMBER_IMAGES_PER_DAY].bound
        assert bound == BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 20, ROLE)

    def test_off_is_counted_without_a_cap(self) -> None:
        rulebook = Rulebook().with_limit(SERVER, Limit.MEMBER_IMAGES_PER_DAY, None)
        assert _counters(_claim(rulebook))[Limit.MEMBER_IMAGES_PER_DAY].bound is None

    def test_none_allowed_is_a_cap_of_0(self) -> None:
        rulebook = Rulebook().with_limit(CHANNEL, Limit.SERVER_USD_PER_DAY, 0)
        bound = _counters(_claim(rulebook))[Limit.SERVER_USD_PER_DAY].bound
        assert bound == BindingRule(Limit.SERVER_USD_PER_DAY, 0, CHANNEL)

    @given(RULEBOOKS, st.dictionaries(st.sampled_from(Cap), st.integers(0, 10**9)), _SPOTS)
    def test_the_operators_caps_bind_whatever_moderators_set(
        self, rulebook: Rulebook, caps: dict[Cap, int], spot: Spot
    ) -> None:
        counters = _counters(_claim(rulebook, replace(WISH, spot=spot), caps))
        for cap in Cap:
            if cap.name.startswith("CAP_SERVER") and spot.guild_id is None:
                assert cap not in counters
            else:
                value = caps.get(cap)
                expected = None if value is None else BindingRule(cap, value, None)
                assert counters[cap].bound == expected


class TestExemptRoles:
    RULEBOOK = Rulebook(limits={SERVER: dict.fromkeys(Limit, 3)}, exempt_roles=frozenset({ROLE.id}))

    def test_they_free_from_the_cooldown_and_the_members_images_alone(self) -> None:
        claim = _claim(self.RULEBOOK)
        free = {counter.rule for counter in claim.counters if counter.bound is None}
        assert claim.cooldown is not None
        assert claim.cooldown.spacing == timedelta()
        own = {Limit.MEMBER_IMAGES_PER_DAY, Limit.MEMBER_IMAGES_PER_MONTH}
        assert free - set(Cap) == own

    def test_what_they_generate_is_counted_for_when_the_role_is_gone(self) -> None:
        without = replace(self.RULEBOOK, exempt_roles=frozenset[int]())
        assert [counter.key for counter in _claim(self.RULEBOOK).counters] == [
            counter.key for counter in _claim(without).counters
        ]


class TestCooldown:
    def test_it_is_the_members_in_this_server(self) -> None:
        rulebook = Rulebook().with_limit(CHANNEL, Limit.COOLDOWN, 90)
        expected = CooldownClaim("member:1:mia", timedelta(seconds=90), CHANNEL)
        assert _claim(rulebook).cooldown == expected

    @pytest.mark.parametrize("value", [0, None])
    def test_none_and_0_are_no_wait_but_the_image_counts_for_other_places(
        self, value: Value
    ) -> None:
        cooldown = _claim(Rulebook().with_limit(SERVER, Limit.COOLDOWN, value)).cooldown
        assert cooldown is not None
        assert cooldown.spacing == timedelta()


class TestEvent:
    EVENT = Rulebook(
        limits={SERVER: dict.fromkeys(Limit, 100)}, event=Event(1.1, START + timedelta(days=1))
    )

    def test_it_multiplies_images_and_nothing_else(self) -> None:
        caps = {
            counter.rule: counter.bound.cap
            for counter in _claim(self.EVENT, caps={Cap.CAP_USER_IMAGES_PER_DAY: 100}).counters
            if counter.bound
        }
        more = {rule for rule, cap in caps.items() if cap == 110}
        assert more == {
            Limit.MEMBER_IMAGES_PER_DAY,
            Limit.MEMBER_IMAGES_PER_MONTH,
            Limit.SERVER_IMAGES_PER_DAY,
            Limit.SERVER_IMAGES_PER_MONTH,
        }
        assert {cap for rule, cap in caps.items() if rule not in more} == {100}

    def test_it_ends(self) -> None:
        later = START + timedelta(days=1)
        bound = _counters(_claim(self.EVENT, now=later))[Limit.MEMBER_IMAGES_PER_DAY].bound
        assert bound
        assert bound.cap == 100

    @given(st.integers(0, 100_000), st.integers(101, 10_000))
    @example(100, 115)
    def test_it_multiplies_exactly_and_rounds_down(self, value: int, hundredths: int) -> None:
        rulebook = Rulebook(event=Event(hundredths / 100, START + timedelta(days=1)))
        more = during_event(Limit.SERVER_IMAGES_PER_DAY, value, rulebook, now=START)
        assert more == value * hundredths // 100

    def test_none_allowed_stays_none(self) -> None:
        assert during_event(Limit.MEMBER_IMAGES_PER_DAY, 0, self.EVENT, now=START) == 0


class TestWindows:
    ZONED = Rulebook(zones=(ZoneChange("Asia/Tokyo", datetime(2026, 1, 1, tzinfo=UTC)),))

    def test_moderators_days_are_their_zones_and_the_operators_are_utc(self) -> None:
        resets = {
            rule: counter.resets_at for rule, counter in _counters(_claim(self.ZONED)).items()
        }
        assert resets[Limit.MEMBER_IMAGES_PER_DAY] == datetime(2026, 11, 22, 15, tzinfo=UTC)
        assert resets[Cap.CAP_SERVER_USD_PER_DAY] == datetime(2026, 11, 23, tzinfo=UTC)
        assert resets[Limit.MEMBER_JOBS_AT_ONCE] is None

    def test_a_new_day_is_a_new_count(self) -> None:
        today, tomorrow = (
            _counters(_claim(Rulebook(), now=now))[Limit.MEMBER_IMAGES_PER_DAY].key
            for now in (START, START + timedelta(days=1))
        )
        assert today != tomorrow

    def test_a_count_outlives_its_window_for_a_clock_that_is_set_back(self) -> None:
        for counter in _claim(self.ZONED).counters:
            assert counter.kept_until >= (counter.resets_at or START) + timedelta(days=2)

    def test_a_clock_at_the_end_of_all_years_is_no_failure(self) -> None:
        end = datetime.max.replace(tzinfo=UTC)
        assert all(counter.kept_until <= end for counter in _claim(Rulebook(), now=end).counters)
