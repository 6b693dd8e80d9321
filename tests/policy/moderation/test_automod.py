"""Rules of Discord's AutoMod are taken over, and what is missing is named."""

from typing import Any

import pytest
from hypothesis import given

from bot.policy.json_reader import JsonReader
from bot.policy.moderation.automod import AutoModRules, Unread, is_automod, read_automod
from bot.policy.moderation.filter import Effect, FilterRule
from tests.policy.moderation.strategies import JSON

#: As Discord documents a rule.
#: https://docs.discord.com/developers/resources/auto-moderation, read 2026-11-30
RULE: dict[str, Any] = {
    "id": "969707018069872670",
    "guild_id": "613425648685547541",
    "name": "Keyword Filter 1",
    "creator_id": "423457898095789043",
    "trigger_type": 1,
    "event_type": 1,
    "actions": [
        {"type": 1, "metadata": {"custom_message": "Please keep it  friendly."}},
        {"type": 2, "metadata": {"channel_id": "123456789123456789"}},
    ],
    "trigger_metadata": {
        "keyword_filter": ["cat*", " *dog", "*ana*", "i like c++", "CAT*"],
        "regex_patterns": ["(b|c)at", "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$"],
        "allow_list": ["catalog"],
    },
    "enabled": True,
    "exempt_roles": ["323456789123456789"],
    "exempt_channels": ["523456789123456789"],
}


def _read(*rules: dict[str, Any]) -> AutoModRules:
    reader = JsonReader()
    read = read_automod(list(rules), reader)
    assert reader.problems == []
    return read


def test_a_keyword_rule_is_taken_over_with_everything_that_it_has() -> None:
    assert _read(RULE).rules == (
        FilterRule(
            "Keyword Filter 1",
            keywords=("cat*", "*dog", "*ana*", "i like c++"),
            patterns=("(b|c)at", "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$"),
            allowed=("catalog",),
            effect=Effect.ALERT,
            message="Please keep it friendly.",
            exempt_roles=frozenset({323456789123456789}),
            exempt_channels=frozenset({523456789123456789}),
        ),
    )


@pytest.mark.parametrize(
    ("types", "effect"),
    [
        ([1], Effect.REFUSE),
        ([], Effect.REFUSE),
        ([1, 2], Effect.ALERT),
        ([2], Effect.LOG),
        ([3], Effect.REFUSE),
    ],
)
def test_the_actions_decide_the_effect(types: list[int], effect: Effect) -> None:
    rule = {**RULE, "actions": [{"type": kind} for kind in types]}
    assert [one.effect for one in _read(rule).rules] == [effect]


def test_a_preset_of_discords_cannot_be_read_and_is_named() -> None:
    preset = {**RULE, "name": "Slurs", "trigger_type": 4, "trigger_metadata": {"presets": [1]}}
    mentions = {**RULE, "name": "Mentions", "trigger_type": 5}
    assert _read(preset, mentions) == AutoModRules(
        (), (("Slurs", Unread.PRESET), ("Mentions", Unread.OTHER))
    )


def test_a_timeout_is_named_and_the_words_are_taken_over() -> None:
    timeout = {"type": 3, "metadata": {"duration_seconds": 60}}
    read = _read({**RULE, "actions": [*RULE["actions"], timeout]})
    assert read.unread == (("Keyword Filter 1", Unread.TIMEOUT),)
    assert len(read.rules) == 1


def test_names_fit_and_differ() -> None:
    rules = _read(*({**RULE, "name": name} for name in ("x" * 100, "X" * 60, "", "x" * 70))).rules
    names = [rule.name for rule in rules]
    assert names == ["x" * 50, "X" * 48 + " 2", "AutoMod", "x" * 48 + " 3"]


def test_a_disabled_rule_stays_off() -> None:
    [rule] = _read({**RULE, "enabled": False}).rules
    assert not rule.is_on


def test_one_rule_and_a_list_of_rules_look_like_automod() -> None:
    assert is_automod([])
    assert is_automod(RULE)
    assert not is_automod({"version": 1, "rules": []})
    assert read_automod(RULE, JsonReader()) == _read(RULE)


def test_what_is_not_valid_is_named_with_its_position() -> None:
    reader = JsonReader()
    words = {"keyword_filter": [5], "regex_patterns": "x"}
    broken = {**RULE, "trigger_metadata": words, "exempt_roles": ["x"], "actions": [7]}
    read_automod([broken], reader)
    assert [problem.partition(":")[0] for problem in reader.problems] == [
        "rules.0.actions.0",
        "rules.0.trigger_metadata.keyword_filter.0",
        "rules.0.trigger_metadata.regex_patterns",
        "rules.0.exempt_roles.0",
    ]


@given(JSON)
def test_no_json_breaks_the_reader(data: object) -> None:
    read_automod(data, JsonReader())
