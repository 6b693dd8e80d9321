"""A server's filter is changed as a whole or not at all, and every change is noted."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import ChangedMeanwhile, FilterTooLarge, StorageFailed, TextRefused, WordsRefused
from bot.policy.moderation.filter import Filter, FilterRule
from bot.policy.moderation.filter_edits import merged, with_rule
from bot.ports import Filters, StoredFilter
from testkit.fakes import FORBIDDEN_BY_OPERATOR
from tests.service.moderation.filtered import read_filter
from tests.service.service_harness import GUILD, MODERATOR, ServiceHarness

CATS = FilterRule("cats", ("cat",))


async def _edit(harness: ServiceHarness, *rules: FilterRule) -> list[str]:
    changes = await harness.filter_editor.edit(
        GUILD, MODERATOR, lambda filter_: replace(filter_, rules=rules)
    )
    return [change.what for change in changes]


async def test_every_difference_is_an_entry_of_the_history(harness: ServiceHarness) -> None:
    assert await _edit(harness, CATS) == ["filter rule “cats”"]
    assert await _edit(harness, replace(CATS, keywords=("cat", "lynx"), message="No.")) == [
        "filter rule “cats” keywords",
        "filter rule “cats” message",
    ]
    history = await harness.editor.history(GUILD)
    assert [(one.what, one.after) for one in history] == [
        ("filter rule “cats” message", "No."),
        ("filter rule “cats” keywords", "2; added lynx"),
        ("filter rule “cats”", "refuse, 1 keyword"),
    ]
    assert {one.actor_id for one in history} == {MODERATOR}


async def test_the_operator_s_rule_holds_for_what_members_see_of_a_filter(
    harness: ServiceHarness,
) -> None:
    text = FORBIDDEN_BY_OPERATOR
    for rule in (FilterRule(text, ("cat",)), replace(CATS, message=text)):
        with pytest.raises(TextRefused) as refused:
            await _edit(harness, rule)
        assert refused.value.is_operators
    # words are what moderators forbid, and no member sees them
    assert await _edit(harness, FilterRule("cats", (text,), message="No."))
    # the server's own rules say nothing about their names
    assert await _edit(harness, CATS, FilterRule("no cat"))


async def test_a_change_of_nothing_stores_and_notes_nothing(harness: ServiceHarness) -> None:
    await _edit(harness, CATS)
    version = (await harness.filter_editor.read(GUILD)).version
    assert await _edit(harness, CATS) == []
    assert (await harness.filter_editor.read(GUILD)).version == version
    assert len(await harness.editor.history(GUILD)) == 1


async def test_words_that_moderators_add_at_once_are_all_kept(harness: ServiceHarness) -> None:
    def adding(word: str) -> Any:  # noqa: ANN401 - a change of a filter
        def change(filter_: Filter) -> Filter:
            present = filter_.rule("words") or FilterRule("words")
            return with_rule(filter_, replace(present, keywords=merged(present.keywords, [word])))

        return change

    words = [f"word {number}" for number in range(5)]
    editor = harness.filter_editor
    await asyncio.gather(*(editor.edit(GUILD, number, adding(w)) for number, w in enumerate(words)))
    assert sorted((await read_filter(harness)).rules[0].keywords) == words
    assert len(await harness.editor.history(GUILD)) == 5


async def test_a_filter_that_changed_since_it_was_shown_is_not_replaced(
    harness: ServiceHarness,
) -> None:
    await _edit(harness, CATS)
    seen = await harness.filter_editor.read(GUILD)
    await _edit(harness, CATS, FilterRule("dogs", ("dog",)))
    with pytest.raises(ChangedMeanwhile):
        await harness.filter_editor.replace(GUILD, MODERATOR, Filter(), version=seen.version)
    assert len((await read_filter(harness)).rules) == 2
    current = await harness.filter_editor.read(GUILD)
    await harness.filter_editor.replace(GUILD, MODERATOR, Filter(), version=current.version)
    assert await read_filter(harness) == Filter()


class _Rushed(Filters):
    """Filters that someone else changes before every change."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters

    async def read(self, guild_id: int) -> StoredFilter:
        return await self._filters.read(guild_id)

    async def replace(self, *_: object, **__: object) -> bool:
        return False


async def test_a_filter_that_never_stands_still_is_given_up(harness: ServiceHarness) -> None:
    rushed = replace(harness.stores, filters=_Rushed(harness.stores.filters))
    harness.filter_editor._stores = rushed  # pyright: ignore[reportPrivateUsage] - no other way in
    with pytest.raises(StorageFailed):
        await _edit(harness, CATS)
    with pytest.raises(ChangedMeanwhile):
        await harness.filter_editor.replace(GUILD, MODERATOR, Filter((CATS,)), version=0)


class TestBounds:
    async def test_what_is_too_large_is_not_stored(self, harness: ServiceHarness) -> None:
        with pytest.raises(FilterTooLarge) as refusal:
            await _edit(harness, replace(CATS, message="x" * 151))
        assert (refusal.value.part, refusal.value.size, refusal.value.most) == ("message", 151, 150)
        assert await read_filter(harness) == Filter()

    async def test_wildcards_alone_are_no_word(self, harness: ServiceHarness) -> None:
        with pytest.raises(WordsRefused) as refusal:
            await _edit(harness, replace(CATS, keywords=("cat", "**")))
        assert (refusal.value.typed, refusal.value.problems) == ("**", ())

    async def test_a_new_pattern_has_to_be_valid_and_an_old_one_stays(
        self, harness: ServiceHarness
    ) -> None:
        with pytest.raises(WordsRefused) as refusal:
            await _edit(harness, replace(CATS, patterns=("c[a", "dog")))
        assert refusal.value.typed == "c[a"
        assert refusal.value.problems[0].position == 1
        good = replace(CATS, patterns=("c[a]t",))
        await _edit(harness, good)
        # as if a later version of the engine did not know it
        harness.text_filter.refuses.add("c[a]t")
        await _edit(harness, replace(good, message="No."))
        with pytest.raises(WordsRefused):
            await _edit(harness, good, FilterRule("more", patterns=("c[", "c[a]t")))

    async def test_notes_about_a_pattern_refuse_nothing(self, harness: ServiceHarness) -> None:
        harness.text_filter.notes.add(r"\bcat")
        await _edit(harness, replace(CATS, patterns=(r"\bcat",)))
        found = await harness.filter_editor.check_patterns([r"\bcat", "dog"])
        assert list(found) == [r"\bcat"]
        assert not found[r"\bcat"][0].is_error
