"""The nearest place wins over a farther one, and a role over any place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.effective import Rule, Spot, is_exempt, resolve
from bot.policy.limits.limit import Limit, Value, most_generous
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind
from tests.policy.rulebook_strategies import values

CATEGORY, CHANNEL = Scope(ScopeKind.CATEGORY, 2), Scope(ScopeKind.CHANNEL, 3)
FAN, PATRON = Scope(ScopeKind.ROLE, 10), Scope(ScopeKind.ROLE, 11)
SPOT = Spot(guild_id=1, channel_id=3, category_id=2, role_ids=frozenset({10, 11, 12}))
DEFAULTS: dict[Limit, Value] = {Limit.COOLDOWN: 60}

QUOTA = Limit.MEMBER_IMAGES_PER_DAY


def _rule(rulebook: Rulebook, limit: Limit, spot: Spot = SPOT) -> Rule:
    return resolve(rulebook, spot, DEFAULTS)[limit]


def _set(*settings: tuple[Scope, Limit, Value]) -> Rulebook:
    rulebook = Rulebook()
    for place, limit, value in settings:
        rulebook = rulebook.with_limit(place, limit, value)
    return rulebook


class TestOrder:
    def test_what_nobody_sets_is_the_operators(self) -> None:
        assert _rule(Rulebook(), Limit.COOLDOWN) == Rule(Limit.COOLDOWN, 60, None)

    def test_what_not_even_the_operator_sets_is_no_limit(self) -> None:
        assert _rule(Rulebook(), QUOTA) == Rule(QUOTA, None, None)

    @pytest.mark.parametrize(
        ("places", "winner"),
        [
            ([SERVER], SERVER),
            ([SERVER, CATEGORY], CATEGORY),
            ([SERVER, CATEGORY, CHANNEL], CHANNEL),
            ([SERVER, CHANNEL], CHANNEL),
            ([SERVER, CATEGORY, CHANNEL, FAN], FAN),
            ([SERVER, FAN], FAN),
        ],
    )
    def test_the_nearest_that_sets_it_wins(self, places: list[Scope], winner: Scope) -> None:
        rulebook = _set(*((place, QUOTA, index) for index, place in enumerate(places)))
        assert _rule(rulebook, QUOTA) == Rule(QUOTA, places.index(winner), winner)

    def test_a_nearer_place_may_be_the_stricter_or_the_more_generous_one(self) -> None:
        assert _rule(_set((SERVER, QUOTA, 5), (CHANNEL, QUOTA, 0)), QUOTA).value == 0
        assert _rule(_set((SERVER, QUOTA, 0), (CHANNEL, QUOTA, None)), QUOTA).value is None

    def test_a_role_wins_even_when_it_is_the_stricter_one(self) -> None:
        assert _rule(_set((CHANNEL, QUOTA, None), (FAN, QUOTA, 1)), QUOTA) == Rule(QUOTA, 1, FAN)

    def test_off_at_a_place_lifts_the_operators_default(self) -> None:
        rulebook = _set((SERVER, Limit.COOLDOWN, None))
        assert _rule(rulebook, Limit.COOLDOWN) == Rule(Limit.COOLDOWN, None, SERVER)

    def test_what_a_place_leaves_open_comes_from_the_next_one(self) -> None:
        rulebook = _set((SERVER, QUOTA, 5), (CHANNEL, Limit.COOLDOWN, 5))
        assert _rule(rulebook, QUOTA) == Rule(QUOTA, 5, SERVER)

    def test_other_places_and_roles_say_nothing(self) -> None:
        elsewhere = _set(
            (Scope(ScopeKind.CHANNEL, 4), QUOTA, 1),
            (Scope(ScopeKind.ROLE, 3), QUOTA, 1),
            (Scope(ScopeKind.CATEGORY, 3), QUOTA, 1),
        )
        assert _rule(elsewhere, QUOTA).origin is None

    def test_outside_of_servers_the_operators_defaults_hold(self) -> None:
        assert _rule(Rulebook(), Limit.COOLDOWN, Spot()) == Rule(Limit.COOLDOWN, 60, None)


class TestSeveralRoles:
    def test_the_most_generous_one_holds_and_is_named(self) -> None:
        rulebook = _set((FAN, QUOTA, 5), (PATRON, QUOTA, 50))
        assert _rule(rulebook, QUOTA) == Rule(QUOTA, 50, PATRON)

    def test_the_most_generous_cooldown_is_the_shortest(self) -> None:
        rulebook = _set((FAN, Limit.COOLDOWN, 5), (PATRON, Limit.COOLDOWN, 50))
        assert _rule(rulebook, Limit.COOLDOWN) == Rule(Limit.COOLDOWN, 5, FAN)

    def test_names_add_up_and_the_first_role_stands_for_them(self) -> None:
        rulebook = _set(
            (FAN, Limit.SIZES, frozenset({"1K"})), (PATRON, Limit.SIZES, frozenset({"2K"}))
        )
        assert _rule(rulebook, Limit.SIZES) == Rule(Limit.SIZES, frozenset({"1K", "2K"}), FAN)

    @given(st.data(), st.sampled_from(Limit))
    def test_one_role_more_never_allows_less_than_the_other_role_did(
        self, data: st.DataObject, limit: Limit
    ) -> None:
        first, second = data.draw(values(limit)), data.draw(values(limit))
        both = _rule(_set((FAN, limit, first), (PATRON, limit, second)), limit)
        assert both.value == most_generous(limit, [first, second])
        assert both.origin in {FAN, PATRON}


def test_a_role_that_is_exempt_frees_whoever_has_it() -> None:
    assert is_exempt(Rulebook(exempt_roles=frozenset({11})), SPOT)
    assert not is_exempt(Rulebook(exempt_roles=frozenset({99})), SPOT)
    assert not is_exempt(Rulebook(), SPOT)


def test_the_places_around_a_spot_are_nearest_first() -> None:
    assert SPOT.scopes == (CHANNEL, CATEGORY, SERVER)
    assert Spot(guild_id=1, channel_id=3).scopes == (CHANNEL, SERVER)
