"""A filter survives being written as JSON, and no file can do harm."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.filter import Effect, Filter, FilterRule, Step
from bot.policy.moderation.filter_json import FilterInvalid, dump_filter, parse_filter
from tests.policy.moderation.strategies import FILTERS, JSON

WHOLE = Filter(
    (
        FilterRule(
            "Foxes",
            ("fox*", "red fox"),
            (r"f[o0]x ",),
            ("animals",),
            ("firefox",),
            Effect.HOLD,
            "No foxes.",
            frozenset({9, 8}),
            frozenset({7}),
            is_on=False,
        ),
    ),
    ("fox terrier",),
    frozenset({6}),
    frozenset({5, 4}),
    names_rules=True,
    ladder=(Step(3, timedelta(minutes=10), timedelta(hours=1)),),
)
WRITTEN: dict[str, object] = {
    "version": 1,
    "rules": [
        {
            "name": "Foxes",
            "keywords": ["fox*", "red fox"],
            "patterns": ["f[o0]x "],
            "presets": ["animals"],
            "allowed": ["firefox"],
            "effect": "hold",
            "message": "No foxes.",
            "exempt-roles": ["8", "9"],
            "exempt-channels": ["7"],
            "is-on": False,
        }
    ],
    "allowed": ["fox terrier"],
    "exempt-roles": ["6"],
    "exempt-channels": ["4", "5"],
    "names-rules": True,
    "ladder": [{"offenses": 3, "window-s": 600, "block-s": 3600}],
}


def _problems(data: object) -> tuple[str, ...]:
    with pytest.raises(FilterInvalid) as caught:
        parse_filter(data)
    return caught.value.problems


def _of_rule(**entries: object) -> tuple[str, ...]:
    rule = {"name": "a"} | {name.replace("_", "-"): value for name, value in entries.items()}
    return _problems({"version": 1, "rules": [rule]})


class TestWriting:
    def test_a_file_says_what_moderators_say(self) -> None:
        assert dump_filter(WHOLE) == WRITTEN

    @given(FILTERS)
    def test_every_filter_comes_back_as_it_was(self, filter_: Filter) -> None:
        text = json.dumps(dump_filter(filter_), allow_nan=False)
        assert parse_filter(json.loads(text)) == filter_


class TestReading:
    def test_what_is_missing_is_not_set(self) -> None:
        assert parse_filter({"version": 1}) == Filter()
        assert parse_filter({"version": 1, "rules": [{"name": "a"}]}) == Filter((FilterRule("a"),))

    def test_keywords_lose_spaces_around_them_and_patterns_keep_theirs(self) -> None:
        rule = {"name": " a ", "keywords": [" cat "], "patterns": [" cat "], "message": " no "}
        [read] = parse_filter({"version": 1, "rules": [rule]}).rules
        assert read == FilterRule("a", ("cat",), (" cat ",), message="no")

    def test_the_ladder_ascends_by_block(self) -> None:
        steps = [
            {"offenses": 6, "window-s": 86_400, "block-s": 86_400},
            {"offenses": 3, "window-s": 600, "block-s": 3600},
        ]
        read = parse_filter({"version": 1, "ladder": steps})
        assert [step.offenses for step in read.ladder] == [3, 6]

    def test_all_mistakes_are_found_at_once_each_with_its_place(self) -> None:
        nothing: list[object] = []
        assert _problems(
            {
                "version": 2,
                "rule": nothing,
                "rules": [
                    {"keyword": nothing, "effect": "shout", "is-on": 1},
                    5,
                    {"name": "A"},
                    {"name": "a", "keywords": [5]},
                ],
                "allowed": "all",
                "exempt-roles": ["x"],
                "names-rules": "yes",
                "ladder": [{"offenses": 0, "window-s": True, "block": 5}],
            }
        ) == (
            "the file: has the unknown entry rule",
            "version: should be 1",
            "rules.0: has the unknown entry keyword",
            "rules.0.name: should be text of 1 to 50 characters",
            "rules.0.effect: should be one of refuse, alert, hold, log",
            "rules.0.is-on: should be true or false",
            "rules.1: should be an object in { }",
            "rules.1.name: should be text of 1 to 50 characters",
            "rules.1.name: should be a name that no other rule has",
            "rules.3.keywords.0: should be text of 1 to 60 characters",
            "rules.3.name: should be a name that no other rule has",
            "allowed: should be a list in [ ]",
            'exempt-roles.0: should be an id in quotes, such as "123"',
            "names-rules: should be true or false",
            "ladder.0: has the unknown entry block",
            "ladder.0.offenses: should be a whole number from 1 to 1000",
            "ladder.0.window-s: should be a whole number from 1 to 2592000",
            "ladder.0.block-s: should be a whole number from 1 to 31536000",
        )

    def test_the_error_lists_its_problems_for_the_log(self) -> None:
        with pytest.raises(FilterInvalid, match=r"an object in { }; version: should be 1"):
            parse_filter([])

    @pytest.mark.parametrize("version", [None, True, 0, 2, "1", [1]])
    def test_another_version_is_refused(self, version: object) -> None:
        assert _problems({"version": version}) == ("version: should be 1",)

    @pytest.mark.parametrize(
        ("name", "value", "place"),
        [
            ("keywords", ["x"] * 1_001, "keywords"),
            ("keywords", ["x" * 61], "keywords.0"),
            ("keywords", ["   "], "keywords.0"),
            ("patterns", ["x"] * 11, "patterns"),
            ("patterns", ["x" * 261], "patterns.0"),
            ("patterns", ["  "], "patterns.0"),
            ("presets", ["x"] * 51, "presets"),
            ("presets", ["x" * 51], "presets.0"),
            ("allowed", ["x"] * 101, "allowed"),
            ("message", "x" * 151, "message"),
            ("name", "x" * 51, "name"),
            ("exempt_roles", list(range(1, 22)), "exempt-roles"),
            ("exempt_channels", list(range(1, 52)), "exempt-channels"),
        ],
    )
    def test_what_is_too_much_is_refused(self, name: str, value: object, place: str) -> None:
        [problem] = _of_rule(**{name: value})
        assert problem.startswith(f"rules.0.{place}: should be ")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("rules", [{"name": str(number)} for number in range(7)]),
            ("allowed", ["x"] * 101),
            ("ladder", [{"offenses": 1, "window-s": 1, "block-s": 1}] * 6),
            ("exempt-roles", list(range(1, 22))),
            ("exempt-channels", list(range(1, 52))),
        ],
    )
    def test_too_many_for_the_whole_filter_are_refused(self, name: str, value: object) -> None:
        [problem] = _problems({"version": 1, name: value})
        assert problem.startswith(f"{name}: should be at most ")

    @pytest.mark.parametrize("value", [None, -1, 1.5, "5", [], {}, 10**30, float("nan")])
    def test_a_step_has_whole_numbers(self, value: object) -> None:
        for name in ("offenses", "window-s", "block-s"):
            step = {"offenses": 1, "window-s": 1, "block-s": 1} | {name: value}
            [problem] = _problems({"version": 1, "ladder": [step]})
            assert problem.startswith(f"ladder.0.{name}: should be ")

    @given(st.dictionaries(st.sampled_from(sorted(WRITTEN)), JSON))
    def test_no_file_raises_anything_else(self, data: dict[str, object]) -> None:
        with suppress(FilterInvalid):
            assert isinstance(parse_filter(data | {"version": 1}), Filter)

    @given(JSON)
    def test_nothing_else_is_a_filter(self, data: object) -> None:
        with pytest.raises(FilterInvalid):
            parse_filter(data)

    @given(st.dictionaries(st.sampled_from(["name", "keywords", "effect", "is-on"]), JSON))
    def test_no_rule_raises_anything_else(self, rule: object) -> None:
        with suppress(FilterInvalid):
            parse_filter({"version": 1, "rules": [rule], "ladder": [rule]})
