"""The settings of the moderation log survive being written as JSON, and no file can do harm."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.json_reader import JsonReader
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic
from bot.policy.moderation.settings_json import dump_moderation, parse_moderation
from tests.policy.moderation.strategies import JSON, MODERATION

WRITTEN: dict[str, object] = {
    "log-channel": "7",
    "log-topics": ["images", "reports"],
    "log-private": True,
    "warning-days": 30,
}


def _read(data: object) -> tuple[ModerationSettings, list[str]]:
    reader = JsonReader()
    return parse_moderation(reader, data), reader.problems


def test_a_file_says_what_moderators_say() -> None:
    settings = ModerationSettings(
        LogSettings(7, frozenset({Topic.REPORTS, Topic.IMAGES}), shows_private=True), 30
    )
    assert dump_moderation(settings) == WRITTEN


@given(MODERATION)
def test_all_settings_come_back_as_they_were(settings: ModerationSettings) -> None:
    assert _read(json.loads(json.dumps(dump_moderation(settings)))) == (settings, [])


def test_what_is_missing_has_its_default() -> None:
    assert _read({}) == (ModerationSettings(), [])
    assert _read({"log-channel": 7})[0].log == LogSettings(7, frozenset(Topic))


def test_no_topics_are_not_all_topics() -> None:
    assert _read({"log-topics": []})[0].log.topics == frozenset()


def test_all_mistakes_are_found_at_once_each_with_its_place() -> None:
    _, problems = _read(
        {
            "log": 5,
            "log-channel": "#log",
            "log-topics": ["images", "gossip", 5],
            "log-private": "yes",
            "warning-days": 0,
        }
    )
    topics = "one of images, refusals, reports, actions"
    assert sorted(problems) == [
        'moderation.log-channel: should be an id in quotes, such as "123"',
        "moderation.log-private: should be true or false",
        f"moderation.log-topics.1: should be {topics}",
        f"moderation.log-topics.2: should be {topics}",
        "moderation.warning-days: should be a whole number from 1 to 3650",
        "moderation: has the unknown entry log",
    ]


@pytest.mark.parametrize("days", [True, 0, -1, 3_651, 1.5, "30", [], {}])
def test_warnings_expire_after_whole_days(days: object) -> None:
    settings, problems = _read({"warning-days": days})
    assert settings.warning_days is None
    assert problems == ["moderation.warning-days: should be a whole number from 1 to 3650"]


def test_more_topics_than_there_can_be_are_refused() -> None:
    assert _read({"log-topics": ["images"] * 51})[1] == [
        "moderation.log-topics: should be at most 50 entries"
    ]


@given(st.dictionaries(st.sampled_from(sorted(WRITTEN)), JSON) | JSON)
def test_no_file_raises(data: object) -> None:
    settings, _ = _read(data)
    assert isinstance(settings, ModerationSettings)
