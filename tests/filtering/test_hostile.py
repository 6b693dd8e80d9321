"""Hostile keywords, patterns and texts take little time, and none of it from the event loop."""

import asyncio
import time
from collections.abc import Sequence

import pytest

from bot.filtering.compiled import CompiledRules, WordRule
from bot.filtering.engine import LONGEST_ASCII, LONGEST_OTHER, TextFilterEngine
from bot.filtering.forms import MOST_COMBINED
from bot.filtering.prepared_text import PreparedText
from bot.policy.moderation.filter import MOST_KEYWORDS, MOST_PATTERNS
from tests.filtering.finding import rule, stored

#: A hostile list: each keyword contains the ones before it.
NESTED = tuple(f"*{'a' * length}*" for length in range(1, 59)) + tuple(
    f"*{'a' * before}{'b' * after}*" for before in range(1, 30) for after in range(1, 30)
)

PATTERNS = tuple(f"(?:.?){{{count}}}y" for count in range(8, 18))

TEXTS = {
    "one letter": "a",
    "two letters": "a" * 29 + "b" * 29,
    "leet": "a1!a1 ",
    "spaced letters": "a 1 ",
    "repeats": "aaabbb ",
    "look-alikes": "\u0430A4 ",
    "marks": "a" + "\u0336" * 40,
    "only marks": "\u0301",
    "ligatures": "\ufdfa a1 ",
    "everything": "ﷺ n4äää à á é \U0001d4f7 4 ",
    "breaks": "a-a.a*a ",
    "pieces": "xq aaa ",
    "masks": "a*a_b ",
    "shapes": "|\\|a vv/\\ (aaa ",
    "turned": "aǝa ",
    "kana": "オッ○ぱーい ゃ☆",
    "Han": "漢字",
    "emoji": "👩\u200d❤\ufe0f\u200d👩",
}


def _seconds(compiled: CompiledRules, text: str) -> float:
    """Return the processor time of a search: what other programs take does not count."""
    started = time.thread_time()
    compiled.find(PreparedText(text))
    return time.thread_time() - started


def _compiled(keywords: Sequence[str], allowed: Sequence[str] = ()) -> CompiledRules:
    return CompiledRules([WordRule("rule", [(typed, typed) for typed in keywords])], allowed)


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("allowed", [(), NESTED[:57]], ids=["no allow list", "an allow list"])
def test_the_time_grows_no_faster_than_the_text(piece: str, allowed: tuple[str, ...]) -> None:
    compiled = _compiled(NESTED, allowed)
    short, long = (piece * 500)[:500], (piece * 4000)[:4000]

    # the best of some; 8 times the length may take 8 times as long, and what others disturb
    shortest = min(_seconds(compiled, short) for _ in range(3))
    assert min(_seconds(compiled, long) for _ in range(2)) < 20 * shortest + 0.005


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS.keys())
async def test_the_event_loop_is_never_blocked_for_5_ms(piece: str) -> None:
    """Each text is as long as may be on the event loop, and as long as takes a thread."""
    engine = TextFilterEngine()
    filter_ = stored(rule(*NESTED[:MOST_KEYWORDS], patterns=PATTERNS[:MOST_PATTERNS]))
    words = stored(rule(*(f"cat{number}" for number in range(1000))), version=2)
    await engine.find("warm", filter_)
    for text in ((piece * 4000)[:LONGEST_OTHER], (piece * 4000)[:LONGEST_ASCII]):
        await engine.find(text, words)
        # the processor time of this thread: what other programs take does not count
        assert min([await _own_seconds(engine, text, words) for _ in range(3)]) < 0.005
    await engine.find("warm", filter_)
    text = (piece * 4000)[:4000]
    assert min([await _own_seconds(engine, text, filter_) for _ in range(2)]) < 0.005


async def _own_seconds(engine: TextFilterEngine, text: str, filter_: object) -> float:
    started = time.thread_time()
    task = asyncio.ensure_future(engine.find(text, filter_))  # pyright: ignore[reportArgumentType]
    await task
    return time.thread_time() - started


def test_many_marks_on_one_letter_are_cut_into_groups() -> None:
    prepared = PreparedText("a" + "\u0323\u0301" * 1000 + "b")

    assert all(len(form.form.text) <= 2002 for form in prepared.forms)
    assert MOST_COMBINED < 40


def test_a_keyword_is_found_at_every_place_although_the_text_is_searched_in_parts() -> None:
    compiled = _compiled((*NESTED, "*needle*"))

    for offset in range(200):
        found = compiled.find(PreparedText("c" * offset + "needle"))
        assert [(each.hit.matched, each.hit.start) for each in found] == [("*needle*", offset)]


def test_every_one_of_many_keywords_is_found() -> None:
    words = [f"word{number}" for number in range(2500)]

    found = _compiled(words).find(PreparedText(", ".join(words)))

    assert [each.hit.matched for each in found] == words
