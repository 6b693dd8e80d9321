"""A rulebook is changed by making a new one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import (
    SERVER,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
    zone_of,
)
from bot.policy.limits.window import ZoneChange
from testkit.fakes import START
from tests.policy.rulebook_strategies import RULEBOOKS, SCOPES, values

ROLE = Scope(ScopeKind.ROLE, 5)


@given(st.data(), RULEBOOKS, SCOPES, st.sampled_from(Limit))
def test_setting_one_limit_changes_nothing_else(
    data: st.DataObject, before: Rulebook, place: Scope, limit: Limit
) -> None:
    value = data.draw(values(limit))
    after = before.with_limit(place, limit, value)
    assert after.own(place) == {**before.own(place), limit: value}
    others = {other: own for other, own in after.limits.items() if other != place}
    assert others == {other: own for other, own in before.limits.items() if other != place}


@given(RULEBOOKS, SCOPES, st.sampled_from(Limit))
def test_a_limit_that_is_cleared_is_as_if_it_was_never_set(
    before: Rulebook, place: Scope, limit: Limit
) -> None:
    cleared = before.without_limit(place, limit)
    assert limit not in cleared.own(place)
    assert before.with_limit(place, limit, None).without_limit(place, limit) == cleared


def test_a_place_with_its_last_limit_cleared_is_forgotten() -> None:
    rulebook = Rulebook().with_limit(ROLE, Limit.COUNT, 2).without_limit(ROLE, Limit.COUNT)
    assert rulebook == Rulebook()


def test_off_is_set_and_not_inherited() -> None:
    assert Rulebook().with_limit(SERVER, Limit.COOLDOWN, None).own(SERVER) == {Limit.COOLDOWN: None}


@pytest.mark.parametrize(
    ("pause", "holds"),
    [
        (None, False),
        (Pause(None), True),
        (Pause(START + timedelta(seconds=1)), True),
        (Pause(START), False),
    ],
)
def test_a_pause_holds_up_to_its_end(pause: Pause | None, holds: bool) -> None:  # noqa: FBT001 - a case
    assert Rulebook(pause=pause).pause_at(START) == (pause if holds else None)


def test_an_event_holds_up_to_its_end() -> None:
    event = Event(2, START + timedelta(seconds=1))
    assert Rulebook(event=event).event_at(START) is event
    assert Rulebook(event=event).event_at(event.until) is None
    assert Rulebook().event_at(START) is None


@pytest.mark.parametrize(
    ("place", "name"),
    [(SERVER, "server"), (ROLE, "role:5"), (Scope(ScopeKind.CATEGORY, 7), "category:7")],
)
def test_a_place_has_a_name(place: Scope, name: str) -> None:
    assert str(place) == name


def test_the_zone_of_a_server_is_the_one_of_its_present_day() -> None:
    rulebook = Rulebook(zones=(ZoneChange("Asia/Tokyo", START),))
    assert zone_of(Rulebook(), START) == "UTC"
    assert zone_of(rulebook, START) == "UTC"
    assert zone_of(rulebook, START + timedelta(days=1)) == "Asia/Tokyo"
