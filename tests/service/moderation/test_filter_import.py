"""What an import would change, and what it cannot take over."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import FilterTooLarge, ImportRefused, WordsRefused
from bot.policy.moderation.automod import Unread
from bot.policy.moderation.filter import Effect, Filter, FilterRule
from bot.policy.moderation.filter_json import dump_filter
from bot.service.moderation.filter_import import (
    ImportPlan,
    add_list,
    plan_import,
    read_import,
)
from tests.service.service_harness import GUILD, ServiceHarness

CATS = FilterRule("cats", ("cat",))


def _automod(name: str = "Cats", **metadata: Any) -> dict[str, Any]:  # noqa: ANN401 - as Discord sends it
    return {"name": name, "trigger_type": 1, "actions": [], "trigger_metadata": metadata}


async def _plan(harness: ServiceHarness, data: object, present: Filter | None = None) -> ImportPlan:
    stored = await harness.filter_editor.read(GUILD)
    stored = replace(stored, filter=present or Filter())
    return await plan_import(harness.filter_editor, stored, read_import(data, stored.filter))


async def test_an_exported_filter_replaces_the_present_one(harness: ServiceHarness) -> None:
    exported = Filter((replace(CATS, effect=Effect.HOLD, presets=("german-slurs",)),))
    data = json.loads(json.dumps(dump_filter(exported)))
    plan = await _plan(harness, data, Filter((FilterRule("dogs", ("dog",)),)))
    assert plan.filter == exported
    assert [one.what for one in plan.changes] == ["filter rule “dogs”", "filter rule “cats”"]
    assert (plan.notes, plan.unread, plan.version) == ((), (), 0)


async def test_rules_of_automod_are_added_to_the_others(harness: ServiceHarness) -> None:
    preset = {**_automod("Slurs"), "trigger_type": 4}
    dogs = FilterRule("dogs", ("dog",))
    plan = await _plan(harness, [_automod(keyword_filter=["lynx"]), preset], Filter((CATS, dogs)))
    assert plan.filter.rules == (FilterRule("Cats", ("lynx",)), dogs)
    assert plan.unread == (("Slurs", Unread.PRESET),)


async def test_patterns_that_cannot_be_used_are_left_out_and_named_one_by_one(
    harness: ServiceHarness,
) -> None:
    harness.text_filter.notes.add(r"\bcat")
    rule = _automod(regex_patterns=["c[a", r"\bcat", "dog", "(x"])
    plan = await _plan(harness, [rule])
    assert plan.filter.rules[0].patterns == (r"\bcat", "dog")
    found = [(note.rule, note.pattern, note.problem.is_error) for note in plan.notes]
    assert found == [("Cats", "c[a", True), ("Cats", r"\bcat", False), ("Cats", "(x", True)]


def test_a_plain_list_is_added_to_a_rule() -> None:
    draft = add_list(("lynx", "CAT"), Filter((CATS,)), None)
    assert draft.filter.rules == (replace(CATS, keywords=("cat", "lynx")),)
    assert add_list(("lynx",), Filter((CATS,)), "wild").filter.rules[1] == FilterRule(
        "wild", ("lynx",)
    )


@pytest.mark.parametrize(
    ("data", "position"),
    [
        ({"version": 2}, "version"),
        ({"version": 1, "rules": [{"name": ""}]}, "rules.0.name"),
        ([_automod(keyword_filter=[1])], "rules.0.trigger_metadata.keyword_filter.0"),
        ([7], "rules.0"),
        ({"version": 1, "rules": [{"name": "x", "presets": ["no-such"]}]}, "rules.0.presets"),
    ],
)
async def test_what_is_not_valid_is_refused_with_its_position(
    harness: ServiceHarness, data: object, position: str
) -> None:
    with pytest.raises(ImportRefused) as refusal:
        await _plan(harness, data)
    assert refusal.value.problems[0].startswith(f"{position}:")


async def test_what_does_not_fit_is_refused_before_it_is_confirmed(
    harness: ServiceHarness,
) -> None:
    full = Filter(tuple(FilterRule(f"rule {number}") for number in range(6)))
    with pytest.raises(FilterTooLarge):
        await _plan(harness, [_automod(keyword_filter=["x"])], full)
    with pytest.raises(WordsRefused):
        await _plan(harness, [_automod(keyword_filter=["*"])])
