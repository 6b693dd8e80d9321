"""The engine: rules, presets, the operator's rules, the cache, and the event loop."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from bot.filtering.cache import FilterCache
from bot.filtering.compiled import CompiledRules, WordRule
from bot.filtering.engine import LONGEST_ASCII, TextFilterEngine, is_quick
from bot.filtering.rules import OperatorRule
from bot.policy.moderation.filter import Filter, FilterRule
from bot.ports.filters import StoredFilter
from tests.filtering.finding import GUILD, hits, operator_hits, rule, stored

NOWHERE = StoredFilter(None, Filter(), 0)

MINORS = OperatorRule("minors", (("child", "kid"), ("nude", "naked")))


async def test_all_rules_that_are_on_hit_in_their_order() -> None:
    rules = (
        rule("dog", "cat", name="a"),
        rule("cat", name="b", is_on=False),
        rule("cat", name="c"),
    )

    found = await hits("cat, dog", *rules)

    assert [(hit.rule, hit.matched) for hit in found] == [("a", "dog"), ("a", "cat"), ("c", "cat")]


async def test_a_keyword_hits_once_at_its_first_place() -> None:
    (hit,) = await hits("cat, cat, cat", rule("cat", "cat"))

    assert hit.start == 0


async def test_a_hit_of_a_preset_has_the_name_of_the_preset() -> None:
    lists = {"pets": ("cat", "dog")}
    engine = TextFilterEngine(load_preset=lists.__getitem__)

    (hit,) = await engine.find("dog and cat", stored(rule(presets=("gone", "pets"))))

    assert (hit.matched, hit.start) == ("pets", 0)


async def test_a_filter_without_rules_and_an_empty_text_have_no_hits() -> None:
    assert await hits("cat") == ()
    assert await hits("", rule("cat")) == ()
    assert await hits("cat", rule("", "*", " * ")) == []


@pytest.mark.parametrize("text", ["a naked child", "n4ked k1d", "K I D, \uff4e\uff55\uff44\uff45"])
async def test_an_operators_rule_hits_if_every_group_has_a_hit_in_any_variant(text: str) -> None:
    found = await operator_hits(text, MINORS)

    assert {(hit.rule, hit.matched) for hit in found} == {(None, "minors")}
    assert len(found) == 2


@pytest.mark.parametrize("text", ["a child", "a naked man", "a nude, naked woman"])
async def test_an_operators_rule_does_not_hit_if_one_group_has_no_hit(text: str) -> None:
    assert await operator_hits(text, MINORS) == []


async def test_an_operators_patterns_hit_alone_under_the_rules_name() -> None:
    (hit,) = await operator_hits("a cat", MINORS, OperatorRule("file", (("dog",),), ("c.t",)))

    assert (hit.rule, hit.matched) == (None, "file")


async def test_operators_hits_come_first_and_know_no_allow_list() -> None:
    engine = TextFilterEngine(operator_rules=(OperatorRule("file", (("cat",),)),))

    found = await engine.find("cat, dog", stored(rule("dog", "cat"), allowed=("cat",)))

    assert [(hit.rule, hit.matched) for hit in found] == [(None, "file"), ("words", "dog")]


def test_an_operators_rule_that_can_never_hit_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        OperatorRule("nothing", ())
    with pytest.raises(ValueError, match="empty group"):
        OperatorRule("empty group", (("cat",), ()))


async def test_a_pattern_that_is_no_longer_valid_is_left_out() -> None:
    assert len(await hits("a cat", rule(patterns=("(?=a)", "cat")))) == 1


def _compile(*words: str) -> CompiledRules:
    return CompiledRules([WordRule("rule", [(word, word) for word in words])])


class _Compiler:
    """Counts compilations, which wait until they may go on."""

    def __init__(self) -> None:
        self.count = 0
        self.threads: set[int] = set()
        self.may_go_on = threading.Event()
        self.started = threading.Event()

    def __call__(self) -> CompiledRules:
        self.count += 1
        self.threads.add(threading.get_ident())
        self.started.set()
        assert self.may_go_on.wait(10)
        return _compile("cat")


async def test_callers_at_the_same_time_wait_for_one_compilation_in_a_thread() -> None:
    cache, compiler = FilterCache(), _Compiler()
    callers = [asyncio.create_task(cache.server((GUILD, 1, Filter()), compiler)) for _ in range(5)]
    await asyncio.to_thread(compiler.started.wait)
    compiler.may_go_on.set()

    results = await asyncio.gather(*callers)

    assert len(set(map(id, results))) == 1
    assert compiler.count == 1
    assert threading.get_ident() not in compiler.threads


async def test_a_caller_who_gives_up_does_not_stop_the_others() -> None:
    cache, compiler = FilterCache(), _Compiler()
    first, second = (
        asyncio.create_task(cache.server((GUILD, 1, Filter()), compiler)) for _ in range(2)
    )
    await asyncio.to_thread(compiler.started.wait)
    first.cancel()
    compiler.may_go_on.set()

    assert await second
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_new_version_is_searched_at_once() -> None:
    engine = TextFilterEngine()

    assert await engine.find("a cat", stored(rule("cat"), version=1))
    assert not await engine.find("a cat", stored(rule("dog"), version=2))


async def test_a_new_version_replaces_the_old_one_in_the_cache() -> None:
    cache = FilterCache()
    for version in (1, 2):
        await cache.server((GUILD, version, Filter()), lambda: _compile("cat"))

    assert len(cache) == 1


def _counted(counts: dict[int, int], guild: int, *words: str) -> Callable[[], CompiledRules]:
    def compile_rules() -> CompiledRules:
        counts[guild] = counts.get(guild, 0) + 1
        return _compile(*words)

    return compile_rules


@pytest.mark.parametrize(
    "cache",
    [FilterCache(most_filters=2), FilterCache(most_keywords=6)],
    ids=["filters", "keywords"],
)
async def test_the_filter_that_was_used_longest_ago_is_dropped_first(cache: FilterCache) -> None:
    counts: dict[int, int] = {}
    for guild in (1, 2, 1, 3, 1, 2):
        await cache.server((guild, 1, Filter()), _counted(counts, guild, "a", "b", "c"))

    assert counts == {1: 1, 2: 2, 3: 1}


async def test_a_filter_that_is_larger_than_the_cache_is_still_found() -> None:
    cache = FilterCache(most_keywords=1)

    assert await cache.server((1, 1, Filter()), lambda: _compile("a", "b"))
    assert await cache.server((2, 1, Filter()), lambda: _compile("a", "b"))
    assert len(cache) == 1


def test_only_what_is_certainly_quick_runs_on_the_event_loop() -> None:
    plain = _compile("cat")
    assert is_quick("a" * LONGEST_ASCII, plain)
    assert not is_quick("a" * (LONGEST_ASCII + 1), plain)
    assert not is_quick("ä" * LONGEST_ASCII, plain)

    nested = _compile(*("*" + "a" * length + "*" for length in range(1, 20)))
    assert not is_quick("a" * 100, nested)

    patterns = CompiledRules([WordRule("rule", (), ["(?:.?){15}y"])])
    assert is_quick("a" * 100, patterns)
    assert not is_quick("a" * 1000, patterns)


async def test_a_find_is_the_same_in_a_thread_and_on_the_loop() -> None:
    long = "a c4t, " + "b" * LONGEST_ASCII
    words: FilterRule = rule("cat", patterns=("c4",))

    assert list(await hits(long, words)) == list(await hits(long[:10], words))


async def test_a_server_that_comes_back_is_not_judged_by_its_purged_filter() -> None:
    engine = TextFilterEngine()
    for word in ("cat", "dog"):
        filter_ = Filter((FilterRule("words", (word,)),))
        [hit] = await engine.find("a cat and a dog", StoredFilter(GUILD, filter_, 1))
        assert hit.matched == word


async def test_the_operators_rules_are_compiled_before_the_first_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = TextFilterEngine(operator_rules=(OperatorRule("words", (("cat",),)),))
    await engine.prepare()
    monkeypatch.setattr("bot.filtering.engine.CompiledRules", None)
    assert await engine.find("a cat", StoredFilter(None, Filter(), 0))
    await TextFilterEngine().prepare()
