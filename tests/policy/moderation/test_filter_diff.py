"""The differences between two filters, as the history of changes shows them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from bot.policy.limits.values import parse_duration
from bot.policy.moderation.filter import Effect, Filter, FilterRule, Step
from bot.policy.moderation.filter_diff import (
    FilterDifference,
    filter_differences,
    format_ladder,
    format_span,
)
from tests.policy.moderation.strategies import FILTERS, STEPS

HOUR = timedelta(hours=1)
CATS = FilterRule("cats", ("cat", "kitten"))
ONE = Filter((CATS,))


def _changed(**changes: object) -> tuple[FilterDifference, ...]:
    return filter_differences(ONE, Filter((replace(CATS, **changes),)))


def test_a_new_and_a_removed_rule_are_summed_up() -> None:
    rule = FilterRule("dogs", ("dog",), ("d.g",), ("english-slurs",), ("dogma",), is_on=False)
    added = filter_differences(ONE, Filter((CATS, rule)))
    summary = "refuse, 1 keyword, 1 pattern, 1 preset, 1 allowed word, off"
    assert added == (FilterDifference("filter rule “dogs”", "", summary),)
    removed = filter_differences(Filter((CATS, rule)), ONE)
    assert removed == (FilterDifference("filter rule “dogs”", summary, ""),)


@pytest.mark.parametrize(
    ("changes", "part", "before", "after"),
    [
        ({"keywords": ("cat", "lynx")}, "keywords", "2", "2; added lynx; removed kitten"),
        ({"keywords": ("kitten", "cat")}, "keywords", "2", "2; reordered"),
        ({"patterns": ("c.t",)}, "patterns", "0", "1; added c.t"),
        ({"presets": ("english-slurs",)}, "presets", "0", "1; added english-slurs"),
        ({"allowed": ("cathedral",)}, "allowed words", "0", "1; added cathedral"),
        ({"effect": Effect.HOLD}, "effect", "refuse", "hold"),
        ({"message": "No cats."}, "message", "", "No cats."),
        ({"exempt_roles": frozenset({3, 2})}, "exempt roles", "", "2, 3"),
        ({"exempt_channels": frozenset({4})}, "exempt channels", "", "4"),
        ({"is_on": False}, "state", "on", "off"),
        ({"name": "Cats"}, "name", "cats", "Cats"),
    ],
)
def test_each_part_of_a_rule_is_one_difference(
    changes: dict[str, object], part: str, before: str, after: str
) -> None:
    [difference] = _changed(**changes)
    assert difference.what.startswith("filter rule “")
    assert difference.what.endswith(f"” {part}")
    assert (difference.before, difference.after) == (before, after)


def test_few_of_many_or_long_words_are_named_and_the_others_counted() -> None:
    [difference] = _changed(keywords=tuple(f"{number}{'x' * 50}" for number in range(1_000)))
    assert difference.after.startswith("1000; added 0xxx")
    assert "… and 995 more; removed cat, kitten" in difference.after
    assert len(difference.after) < 250


def test_what_holds_for_all_rules_is_compared_too() -> None:
    ladder = (Step(3, timedelta(minutes=10), HOUR), Step(6, timedelta(days=1), 24 * HOUR))
    after = Filter(ONE.rules, ("a",), frozenset({1}), frozenset({2}), True, ladder)
    assert [(one.what, one.before, one.after) for one in filter_differences(ONE, after)] == [
        ("filter allowed words", "0", "1; added a"),
        ("filter exempt roles", "", "1"),
        ("filter exempt channels", "", "2"),
        ("filter names rules", "off", "on"),
        ("filter ladder", "", "3 in 10m: 1h, 6 in 1d: 1d"),
    ]


@given(FILTERS, FILTERS)
def test_filters_without_differences_are_equal(before: Filter, after: Filter) -> None:
    assert filter_differences(before, before) == ()
    found = filter_differences(before, after)
    names = [rule.name for rule in before.rules], [rule.name for rule in after.rules]
    # another order of rules changes nothing
    if not found and names[0] == names[1]:
        assert before == after


@given(STEPS)
def test_a_span_is_typed_as_it_is_shown(step: Step) -> None:
    seconds = int(step.window.total_seconds())
    assert parse_duration(format_span(seconds)) == seconds


def test_no_time_and_no_ladder_have_words_too() -> None:
    assert format_span(0) == "0s"
    assert format_span(90_061) == "1d1h1m1s"
    assert format_ladder(()) == ""
