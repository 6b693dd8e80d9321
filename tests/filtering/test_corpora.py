"""The filter on two corpora: everyday prompts that no list may hit, and evasions that must hit."""

import re
from pathlib import Path

import pytest

from bot.filtering.engine import TextFilterEngine
from bot.filtering.lists.operator_rules import sexualized_minors
from bot.filtering.lists.presets import PRESETS, load_preset
from bot.filtering.lists.word_lists import everyday_phrases
from bot.policy.moderation.filter import Filter, FilterRule
from bot.ports.filters import StoredFilter

FOLDER = Path(__file__).parent

#: A character that is hard to see, as evasions write it.
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

ALL_PRESETS = Filter(rules=(FilterRule("presets", presets=tuple(sorted(PRESETS))),))


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("# ")]


EVERYDAY = _lines("everyday.txt")
EVASIONS = [line.split("\t") for line in _lines("evasions.txt")]


@pytest.fixture(scope="module")
def engine() -> TextFilterEngine:
    return TextFilterEngine(
        operator_rules=(sexualized_minors(),),
        load_preset=load_preset,
        everyday_phrases=everyday_phrases(),
    )


#: A server for each keyword, since compiled filters are cached by server and version.
SERVERS = {keyword: number for number, (keyword, _) in enumerate(EVASIONS, start=2)}
UNRELATED = "umbrella"


def _filter_of(keyword: str) -> StoredFilter:
    server = SERVERS.get(keyword, 0)
    return StoredFilter(server, Filter(rules=(FilterRule("words", (keyword,)),)), 1)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def test_the_corpora_are_complete() -> None:
    assert len(set(EVERYDAY)) == len(EVERYDAY) == 729
    assert len({tuple(evasion) for evasion in EVASIONS}) == len(EVASIONS) >= 450


@pytest.mark.parametrize("prompt", EVERYDAY)
async def test_no_list_hits_in_an_everyday_prompt(engine: TextFilterEngine, prompt: str) -> None:
    hits = await engine.find(prompt, StoredFilter(1, ALL_PRESETS, 1))
    assert [(hit.matched, hit.variant, prompt[hit.start : hit.end]) for hit in hits] == []


async def test_the_presets_still_find_their_words(engine: TextFilterEngine) -> None:
    for prompt in ("nude, oil painting", "ein nackter Mann, nackt", "裸の彫刻", "moby dick, dick"):
        assert await engine.find(prompt, StoredFilter(1, ALL_PRESETS, 1)), prompt


@pytest.mark.parametrize(("keyword", "text"), EVASIONS)
async def test_an_evasion_hits_its_keyword_and_no_other(
    engine: TextFilterEngine, keyword: str, text: str
) -> None:
    typed = _unescape(text)
    [hit] = await engine.find(typed, _filter_of(keyword))
    assert hit.matched == keyword
    assert typed[hit.start : hit.end].strip()
    assert list(await engine.find(typed, _filter_of(UNRELATED))) == []
