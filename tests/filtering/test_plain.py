"""The documented rules about keywords, against a slow matcher that only knows these rules."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.filtering.compiled import CompiledRules, WordRule
from bot.filtering.prepared_text import PreparedText
from bot.policy.moderation.filter import Hit, Variant
from tests.filtering.finding import found

UNSPACED = ("CJK UNIFIED", "HIRAGANA LETTER", "KATAKANA LETTER", "THAI ")


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(UNSPACED)


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _is_border(before: str, after: str) -> bool:
    """Whether a word can end between two neighbours, each of which may be missing."""
    if not before or not after or _is_unspaced(before) or _is_unspaced(after):
        return True
    return not (_is_word(before) and _is_word(after))


def _content(keyword: str) -> str:
    """Return a keyword without its wildcards, as it is looked for."""
    visible = keyword.strip().strip("*").replace("\u200b", "")
    compatible = unicodedata.normalize("NFKC", visible).casefold()
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", compatible)).strip()


def _is_found(keyword: str, text: str) -> bool:
    """Say whether a keyword is in a text by looking at every position."""
    content = _content(keyword)
    text = re.sub(r"\s+", " ", text).casefold()
    for start in range(len(text)) if content else ():
        end = start + len(content)
        if text[start:end] != content:
            continue
        opens = keyword.strip().startswith("*") or _is_border(text[:start][-1:], content[0])
        closes = keyword.strip().endswith("*") or _is_border(content[-1], text[end:][:1])
        if opens and closes:
            return True
    return False


def _plain_hits(text: str, keywords: list[str], allowed: list[str]) -> list[Hit]:
    labelled = [(keyword, keyword) for keyword in keywords]
    compiled = CompiledRules([WordRule("rule", labelled)], allowed)
    hits = [found.hit for found in compiled.find(PreparedText(text))]
    return [hit for hit in hits if hit.variant is Variant.PLAIN]


LETTERS = "aAbBßéÉ\u0301İﬁ1½あ漢ア ก\u0e31🔞_*+-,.'\n\t\u3000\u200b\0"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=30)
KEYWORDS = st.text(st.sampled_from(LETTERS.replace("\0", "")), max_size=4)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.lists(KEYWORDS, max_size=6))
@example("a\u200bb", ["a"])
@example("ﬁa", ["*ia"])
@example(" \n a a", ["a a"])
def test_plain_hits_are_those_of_the_documented_rules(text: str, keywords: list[str]) -> None:
    hits = {hit.matched for hit in _plain_hits(text, keywords, [])}

    # our own mark counts as white space in texts
    readable = text.replace("\0", " ")
    assert hits == {keyword for keyword in keywords if _is_found(keyword, readable)}


@settings(max_examples=200, deadline=None)
@given(TEXTS, KEYWORDS)
def test_the_place_of_a_plain_hit_contains_the_keyword(text: str, keyword: str) -> None:
    for hit in _plain_hits(text, [keyword], []):
        content = _content(keyword)
        place = " ".join(text[hit.start : hit.end].replace("\0", " ").split()).casefold()
        # one letter may stand for several, as in ﬁ
        assert content in place
        assert len(place) <= len(content) + 4


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.lists(KEYWORDS, max_size=3), st.lists(KEYWORDS, max_size=2))
def test_no_text_breaks_the_engine(text: str, keywords: list[str], allowed: list[str]) -> None:
    labelled = [(keyword, keyword) for keyword in keywords]
    compiled = CompiledRules([WordRule("rule", labelled)], allowed)

    for found_hit in compiled.find(PreparedText(text)):
        assert 0 <= found_hit.hit.start < found_hit.hit.end <= len(text)


@pytest.mark.parametrize(
    ("keyword", "text", "place"),
    [
        ("cat", "A Cat, please", "Cat"),
        ("cat", "cat", "cat"),
        ("cat", "(cat)", "cat"),
        ("cat", "black_cat_photo", "cat"),
        ("cat*", "two cats", "cat"),
        ("*cat", "a bobcat", "cat"),
        ("*cat*", "concatenate", "cat"),
        ("ice cream", "ICE \n cream", "ICE \n cream"),
        ("c++", "in C++11", "C++"),
        ("🔞", "x🔞y", "🔞"),
        ("straße", "STRASSE", "STRASSE"),
        ("少女", "美少女の絵", "少女"),
        ("รัก", "ฉันรักเธอ", "รัก"),
        ("f*ck", "f*ck", "f*ck"),
    ],
)
async def test_a_keyword_is_found(keyword: str, text: str, place: str) -> None:
    assert await found(text, keyword) == [place]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("cat", "cats"),
        ("cat", "bobcat"),
        ("cat", "cat9"),
        ("cat*", "bobcat"),
        ("*cat", "cats"),
        ("ice cream", "ice, cream"),
        ("ice cream", "nice cream"),
        ("schön", "schon"),
        ("f*ck", "fork"),
        ("*", "anything"),
        ("", "anything"),
    ],
)
async def test_a_keyword_is_not_found(keyword: str, text: str) -> None:
    assert await found(text, keyword) == []
