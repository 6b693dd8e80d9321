"""Moderators' changes of a filter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.filter import (
    MOST_ALLOWED,
    MOST_KEYWORD_LENGTH,
    MOST_KEYWORDS,
    MOST_MESSAGE_LENGTH,
    MOST_PATTERN_LENGTH,
    MOST_PATTERNS,
    MOST_RULE_NAME_LENGTH,
    MOST_RULES,
    MOST_STEPS,
    Filter,
    FilterRule,
    Step,
)
from bot.policy.moderation.filter_edits import (
    FIRST_RULE,
    empty_keyword,
    encodable_filter,
    first_excess,
    merged,
    parse_words,
    rule_name,
    target_rule,
    with_rule,
    with_step,
    without,
    without_rule,
)
from bot.policy.moderation.filter_json import dump_filter, parse_filter
from tests.policy.moderation.strategies import FILTERS, STEPS

HALF = "\ud83d"
HOUR = timedelta(hours=1)
CATS, DOGS = FilterRule("Cats", ("cat",)), FilterRule("dogs", ("dog",))
BOTH = Filter((CATS, DOGS))

ONE_STEP = Step(1, HOUR, HOUR)


def test_words_are_separated_by_commas_and_lines_in_any_script() -> None:
    assert parse_words(" cat,big   cat\n\ncat*,,ねこ、いぬ，とり\r\n") == (
        *("cat", "big cat", "cat*"),
        *("ねこ", "いぬ", "とり"),
    )


def test_a_word_is_taken_once_whatever_its_case() -> None:
    assert parse_words("Cat, cat, CAT, dog") == ("Cat", "dog")
    assert merged(("cat",), ("CAT", "dog")) == ("cat", "dog")
    assert without(("Cat", "dog"), ("cAT",)) == ("dog",)


@given(st.text())
def test_words_are_clean_whatever_was_typed(text: str) -> None:
    for word in parse_words(text + HALF):
        assert word == " ".join(word.split())
        assert word.encode()
        assert not set(word) & set(",\n\r")
    assert rule_name(text + HALF) == " ".join(rule_name(text).split())


def test_words_go_to_the_named_the_only_or_a_new_rule() -> None:
    assert target_rule(Filter(), None) == FilterRule(FIRST_RULE)
    assert target_rule(Filter((CATS,)), None) is CATS
    assert target_rule(BOTH, None) == FilterRule(FIRST_RULE)
    assert target_rule(BOTH, "CATS") is CATS
    assert target_rule(BOTH, "birds") == FilterRule("birds")
    words = FilterRule(FIRST_RULE, ("x",))
    assert target_rule(Filter((CATS, words)), None) is words


def test_a_rule_replaces_the_one_of_its_name_in_its_place() -> None:
    other = replace(CATS, name="cats", keywords=("tomcat",))
    assert with_rule(BOTH, other).rules == (other, DOGS)
    assert with_rule(Filter((CATS,)), DOGS) == BOTH
    assert without_rule(BOTH, "cATS").rules == (DOGS,)
    assert without_rule(BOTH, "birds") == BOTH


@given(st.lists(STEPS), STEPS)
def test_steps_ascend_and_there_is_one_per_block(steps: list[Step], last: Step) -> None:
    ladder: tuple[Step, ...] = ()
    for step in [*steps, last]:
        ladder = with_step(ladder, step)
    blocks = [step.block for step in ladder]
    assert blocks == sorted(set(blocks))
    assert last in ladder


@given(FILTERS)
def test_a_filter_within_its_bounds_has_no_excess(filter_: Filter) -> None:
    assert first_excess(filter_) is None


@pytest.mark.parametrize(
    ("part", "filter_"),
    [
        ("rules", Filter(tuple(FilterRule(str(n)) for n in range(MOST_RULES + 1)))),
        ("steps", Filter(ladder=(ONE_STEP,) * (MOST_STEPS + 1))),
        ("allowed", Filter(allowed=("x",) * (MOST_ALLOWED + 1))),
        ("keyword", Filter(allowed=("x" * (MOST_KEYWORD_LENGTH + 1),))),
        ("roles", Filter(exempt_roles=frozenset(range(1, 22)))),
        ("channels", Filter(exempt_channels=frozenset(range(1, 52)))),
        ("name", Filter((FilterRule("x" * (MOST_RULE_NAME_LENGTH + 1)),))),
        ("keywords", Filter((FilterRule("x", ("x",) * (MOST_KEYWORDS + 1)),))),
        ("keyword", Filter((FilterRule("x", ("x" * (MOST_KEYWORD_LENGTH + 1),)),))),
        ("patterns", Filter((FilterRule("x", patterns=("x",) * (MOST_PATTERNS + 1)),))),
        ("pattern", Filter((FilterRule("x", patterns=("x" * (MOST_PATTERN_LENGTH + 1),)),))),
        ("presets", Filter((FilterRule("x", presets=("x",) * 51),))),
        ("message", Filter((FilterRule("x", message="x" * (MOST_MESSAGE_LENGTH + 1)),))),
        ("allowed", Filter((FilterRule("x", allowed=("x",) * (MOST_ALLOWED + 1)),))),
    ],
)
def test_what_is_too_large_is_named_with_its_bound(part: str, filter_: Filter) -> None:
    found = first_excess(filter_)
    assert found is not None
    name, size, most = found
    assert name == part
    assert size == most + 1


def test_a_keyword_needs_more_than_wildcards() -> None:
    assert empty_keyword(Filter((CATS,), allowed=("cat*",))) is None
    assert empty_keyword(Filter((FilterRule("x", ("**",)),))) == "**"
    assert empty_keyword(Filter((FilterRule("x", allowed=("* *",)),))) == "* *"
    assert empty_keyword(Filter(allowed=("*",))) == "*"


@given(FILTERS)
def test_halves_of_characters_are_dropped_and_the_rest_stays(filter_: Filter) -> None:
    broken = replace(
        filter_,
        allowed=(*filter_.allowed, HALF),
        rules=(FilterRule(HALF, ("cat" + HALF,), (HALF,), message=HALF + "no"), *filter_.rules[1:]),
    )
    clean = encodable_filter(broken)
    assert clean.rules[0] == FilterRule(FIRST_RULE, ("cat",), message="no")
    assert HALF not in clean.allowed
    assert encodable_filter(clean) == clean
    assert parse_filter(dump_filter(clean)).rules[0] == clean.rules[0]
