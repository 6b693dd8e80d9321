"""Every change of a rulebook can be told, setting by setting."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.policy.images.actions import Action, Audience
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.policy.limits.rulebook_diff import (
    AUDIENCE_WORDS,
    Difference,
    differences,
    name_of,
    own_value,
)
from bot.policy.limits.window import ZoneChange
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic
from testkit.fakes import START
from tests.policy.rulebook_strategies import RULEBOOKS

ROLE = Scope(ScopeKind.ROLE, 5)
EMPTY = Rulebook()


def _log(**settings: Any) -> Rulebook:  # noqa: ANN401 - of several types
    return Rulebook(moderation=ModerationSettings(LogSettings(**settings)))


class TestLimits:
    def test_a_limit_is_named_with_its_place_and_both_values(self) -> None:
        before = EMPTY.with_limit(SERVER, Limit.COOLDOWN, 60)
        after = before.with_limit(SERVER, Limit.COOLDOWN, 90).with_limit(
            ROLE, Limit.MEMBER_USD_PER_DAY, 500_000
        )
        assert differences(before, after) == (
            Difference("member-usd-per-day role:5", "", "$0.50"),
            Difference("cooldown server", "1 min", "1 min 30 s"),
        )

    def test_off_is_not_the_same_as_inherited(self) -> None:
        off = EMPTY.with_limit(SERVER, Limit.COOLDOWN, None)
        assert differences(EMPTY, off) == (Difference("cooldown server", "", "off"),)
        assert differences(off, EMPTY) == (Difference("cooldown server", "off", ""),)

    def test_what_a_place_sets_itself_is_written_as_people_read_it(self) -> None:
        rulebook = EMPTY.with_limit(ROLE, Limit.COOLDOWN, None)
        assert own_value(rulebook, ROLE, Limit.COOLDOWN) == "off"
        assert own_value(rulebook, SERVER, Limit.COOLDOWN) == ""
        assert name_of(Limit.COOLDOWN, ROLE) == "cooldown role:5"


@pytest.mark.parametrize(
    ("after", "difference"),
    [
        (
            Rulebook(exempt_roles=frozenset({7, 5})),
            Difference("exempt roles", "", "5, 7"),
        ),
        (
            Rulebook(channels=ChannelList(ChannelMode.ONLY, frozenset({7, 5}))),
            Difference("channels", "", "only 5, 7"),
        ),
        (
            Rulebook(channels=ChannelList(ChannelMode.EXCEPT)),
            Difference("channels", "", "except none"),
        ),
        (
            Rulebook(zones=(ZoneChange("Asia/Tokyo", START),)),
            Difference("zone", "", "Asia/Tokyo"),
        ),
        (Rulebook(pause=Pause(None)), Difference("pause", "", "until resumed")),
        (
            Rulebook(pause=Pause(START, "maintenance")),
            Difference("pause", "", "until 2026-11-22 12:00 UTC: maintenance"),
        ),
        (
            Rulebook(event=Event(1.5, START)),
            Difference("event", "", "×1.5 until 2026-11-22 12:00 UTC"),
        ),
        (Rulebook(notices_channel=9), Difference("notices channel", "", "9")),
        (Rulebook(moderator_role=8), Difference("moderator role", "", "8")),
        (
            Rulebook(audiences={Action.LARGER: Audience.MODERATORS}),
            Difference("button larger", "", "author and moderators"),
        ),
        (
            Rulebook(remixes_others=False),
            Difference("remixing others", "allowed", "forbidden"),
        ),
        (Rulebook(language="de"), Difference("public language", "", "de")),
        (
            Rulebook(styles={"server": "soft light"}),
            Difference("style “server”", "", "soft light"),
        ),
        (
            Rulebook(moderation=ModerationSettings(LogSettings(7))),
            Difference("log channel", "", "7"),
        ),
        (
            _log(topics=frozenset({Topic.REPORTS, Topic.IMAGES})),
            Difference("log topics", "images, refusals, reports, actions", "images, reports"),
        ),
        (
            _log(topics=frozenset[Topic]()),
            Difference("log topics", "images, refusals, reports, actions", "none"),
        ),
        (_log(shows_private=True), Difference("log of private images", "off", "on")),
        (
            Rulebook(moderation=ModerationSettings(warning_days=30)),
            Difference("warnings expire", "never", "after 30 days"),
        ),
    ],
)
def test_each_setting_of_the_server_has_a_name(after: Rulebook, difference: Difference) -> None:
    back = replace(difference, before=difference.after, after=difference.before)
    assert differences(EMPTY, after) == (difference,)
    assert differences(after, EMPTY) == (back,)


def test_each_button_and_each_style_is_told_by_itself() -> None:
    before = Rulebook(
        audiences={Action.EDIT: Audience.AUTHOR, Action.COPY: Audience.NO_ONE},
        styles={"a": "old", "b": "same", "c": "gone"},
    )
    after = Rulebook(
        audiences={Action.EDIT: Audience.EVERYONE, Action.COPY: Audience.NO_ONE},
        styles={"a": "new", "b": "same", "d": "added"},
    )
    assert differences(before, after) == (
        Difference("button edit", "author only", "everyone"),
        Difference("style “a”", "old", "new"),
        Difference("style “c”", "gone", ""),
        Difference("style “d”", "", "added"),
    )


def test_every_audience_has_words() -> None:
    assert set(AUDIENCE_WORDS) == set(Audience)


def test_a_change_too_small_to_be_read_is_still_one() -> None:
    before = Rulebook(pause=Pause(START))
    after = Rulebook(pause=Pause(START + timedelta(seconds=20)))
    assert [found.what for found in differences(before, after)] == ["pause"]


def test_a_zone_that_was_forgotten_is_no_change() -> None:
    zones = (ZoneChange("Asia/Seoul", START), ZoneChange("Asia/Tokyo", START + timedelta(days=90)))
    assert differences(Rulebook(zones=zones), Rulebook(zones=zones[1:])) == ()


@given(RULEBOOKS, RULEBOOKS)
def test_two_rulebooks_differ_exactly_when_there_is_something_to_tell(
    before: Rulebook, after: Rulebook
) -> None:
    after = replace(after, zones=before.zones)
    assert (differences(before, after) == ()) == (before == after)
    assert differences(before, before) == ()
    assert [found.what for found in differences(before, after)] == [
        found.what for found in differences(after, before)
    ]
