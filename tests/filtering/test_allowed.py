"""Words on an allow list free their own place, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.filtering.compiled import MOST_FREED, CompiledRules, WordRule
from bot.filtering.prepared_text import PreparedText
from tests.filtering.finding import found, hits, rule


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a class", []),
        ("a class of bass", ["ass"]),
        ("bass in class", ["ass"]),
        ("CLASS", []),
        ("classy", ["ass"]),
        ("c l a s s", []),
        ("cl4ss", []),
        ("claaass", ["ass"]),
    ],
)
async def test_a_hit_inside_an_allowed_word_is_dropped(text: str, places: list[str]) -> None:
    assert await found(text, "*ass*", allowed=["class"]) == places


async def test_a_hit_that_is_longer_than_the_allowed_word_stays() -> None:
    assert await found("a class act", "class act", allowed=["class"]) == ["class act"]


async def test_two_allowed_words_together_do_not_free_what_spans_both() -> None:
    assert await found("no one", "no one", allowed=["no", "one"]) == ["no one"]


async def test_the_allow_list_of_a_rule_is_its_own() -> None:
    strict = rule("*ass*")
    lenient = rule("*ass*", name="lenient", allowed=("class",))

    assert [hit.rule for hit in await hits("class", strict, lenient)] == ["words"]


async def test_a_variant_of_an_allowed_word_frees_no_plain_hit() -> None:
    assert await found("cl4ss ass", "*ass*", allowed=["class"]) == ["ass"]
    assert await found("n4ked", "n4ked", allowed=["naked"]) == ["n4ked"]


async def test_a_pattern_is_freed_like_a_keyword_and_goes_on_to_its_next_match() -> None:
    pattern = rule(patterns=("[a-z]ss",))

    assert await hits("class", pattern, allowed=["class"]) == []
    (hit,) = await hits("class and bass", pattern, allowed=["class"])
    assert (hit.start, hit.end) == (11, 14)


async def test_a_pattern_that_is_freed_too_often_counts_as_a_hit() -> None:
    pattern = rule(patterns=("[a-z]ss",))

    assert await hits("class " * MOST_FREED, pattern, allowed=["class"]) == []
    assert len(await hits("class " * (MOST_FREED + 1), pattern, allowed=["class"])) == 1


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("ab c"), max_size=20),
    st.sampled_from(["*a*", "*ab*", "a", "*ba", "a b"]),
    st.lists(st.sampled_from(["*aa*", "ab", "*b", "a b a", "*abc*", "c"]), max_size=3),
)
def test_a_keyword_hits_if_and_only_if_a_place_of_it_is_in_no_place_of_an_allowed_word(
    text: str, keyword: str, allowed: list[str]
) -> None:
    def places(word: str) -> set[tuple[int, int]]:
        """Return every place of a word, by blanking out what comes before."""
        inside: set[tuple[int, int]] = set()
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                borders = (text[start - 1 : start], text[end : end + 1])
                open_start, open_end = word.startswith("*"), word.endswith("*")
                if (
                    " ".join(text[start:end].split(" ")).replace("  ", " ") == word.strip("*")
                    and (open_start or not borders[0].strip() or not text[start].strip())
                    and (open_end or not borders[1].strip() or not text[end - 1].strip())
                ):
                    inside.add((start, end))
        return inside

    free = [place for word in allowed for place in places(word)]
    kept = [
        place
        for place in places(keyword)
        if not any(start <= place[0] and place[1] <= end for start, end in free)
    ]
    prepared = PreparedText(text)
    del prepared.forms[1:]
    found_hits = CompiledRules([WordRule("rule", [(keyword, keyword)])], allowed).find(prepared)

    if "  " not in text:
        assert bool(found_hits) == bool(kept)
        assert all((hit.hit.start, hit.hit.end) in kept for hit in found_hits)
