"""Measures the search for a filter's words: `python -m benchmarks.filter`, under 30 s.

A text of 2,000 characters is searched by a filter that is as full as can be: six rules with 1,000
keywords and ten patterns each. Times are medians over several rounds, in one thread. "Cold" is the
compilation, which happens once per version of a filter, in a thread.
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bot.filtering.compiled import CompiledRules, WordRule
from bot.filtering.engine import TextFilterEngine
from bot.filtering.patterns import compile_pattern
from bot.filtering.prepared_text import PreparedText
from bot.policy.moderation.filter import (
    MOST_KEYWORDS,
    MOST_PATTERNS,
    MOST_RULES,
    Filter,
    FilterRule,
)
from bot.ports.filters import StoredFilter

ROUNDS = 25
LENGTH = 2_000

#: The bars: a typical text when warm, and one hostile pattern.
MAX_WARM_MS = 2
MAX_PATTERN_MS = 2

_PROMPT = (
    "a cinematic photo of an old lighthouse on a cliff at dawn, volumetric light, 35mm film grain, "
    "4k, highly detailed, by the sea, warm colors, "
)
_GERMAN = "ein schöner alter Leuchtturm über dem Meer, weiches Licht, große Wolken, süße Möwen, "
_JAPANESE = "夕焼けの海辺に立つ灯台、柔らかい光、美しい雲、高精細、"

TEXTS = {
    "a typical prompt": _PROMPT,
    "a German prompt": _GERMAN,
    "a Japanese prompt": _JAPANESE,
    "leet, spaced letters and repeats": "n4aaked n 4 k 3 d a1!a1 ",
    "all of that with accents and ligatures": "\ufdfa n4äää à á é \U0001d4f7 4 ",
}

HOSTILE_PATTERNS = (
    "(?:.?){40}y",
    ".*a.{40}y",
    "(?:.*a){10}.{10}y",
    "(?:(?:a){3,13}[ab]){1,9}y",
    ".{0,30}a.{0,20}y",
)


@dataclass(frozen=True)
class Line:
    """One measurement, in milliseconds."""

    name: str
    median_ms: float
    worst_ms: float


def _measure(name: str, call: Callable[[], object], rounds: int = ROUNDS) -> Line:
    times_ms: list[float] = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        times_ms.append((time.perf_counter() - started) * 1000)
    return Line(name, median(times_ms), max(times_ms))


def _word(source: random.Random) -> str:
    return "".join(source.choices("etaoinshrdlucmfwypvbgk", k=source.randint(5, 10)))


def _full_rules() -> list[WordRule]:
    source = random.Random(1)  # noqa: S311 - the same words every time
    rules: list[WordRule] = []
    for number in range(MOST_RULES):
        shapes = ("{}", "{}*", "*{}*", "{} " + _word(source))
        words = [source.choice(shapes).format(_word(source)) for _ in range(MOST_KEYWORDS)]
        patterns = [
            rf"\b{_word(source)}\w*\s+(?:{_word(source)}|{_word(source)})\b"
            for _ in range(MOST_PATTERNS)
        ]
        rules.append(WordRule(f"rule {number}", [(word, word) for word in words], patterns))
    return rules


def _nested_rules() -> list[WordRule]:
    """Return the worst keywords: each contains the ones before it."""
    words = [f"*{'a' * count}*" for count in range(1, 59)]
    return [WordRule("rule", [(word, word) for word in words])]


def _text_lines(compiled: CompiledRules) -> list[Line]:
    return [
        _measure(name, lambda text=(piece * LENGTH)[:LENGTH]: compiled.find(PreparedText(text)))
        for name, piece in TEXTS.items()
    ]


def _pattern_lines() -> list[Line]:
    lines: list[Line] = []
    text = "".join(random.Random(2).choices("ab", k=LENGTH)).encode()  # noqa: S311 - as above
    for typed in HOSTILE_PATTERNS:
        pattern = compile_pattern(typed)
        if pattern is None:
            lines.append(Line(f"pattern {typed} (refused)", 0, 0))
            continue
        find = pattern.find
        lines.append(_measure(f"pattern {typed}", lambda find=find: next(find(text), None)))
    return lines


async def _stall_ms(rules: Sequence[WordRule]) -> float:
    """Return the longest wait of the event loop while a cold filter is compiled and searched."""
    filter_ = Filter(
        tuple(
            FilterRule(rule.name or "", tuple(typed for _, typed in rule.keywords))
            for rule in rules
        )
    )
    engine = TextFilterEngine()
    search = asyncio.ensure_future(engine.find(_PROMPT * 10, StoredFilter(1, filter_, 1)))
    worst = 0.0
    while not search.done():
        started = time.perf_counter()
        await asyncio.sleep(0)
        worst = max(worst, time.perf_counter() - started)
    await search
    return worst * 1000


def _print_table(lines: Sequence[Line]) -> None:
    print(f"{LENGTH} characters, {MOST_RULES} rules of {MOST_KEYWORDS} keywords")
    print(f"{'':<48}{'median, ms':>12}{'worst, ms':>12}")
    for line in lines:
        print(f"{line.name:<48}{line.median_ms:>12.2f}{line.worst_ms:>12.2f}")


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when one is missed."""
    rules = _full_rules()
    compiled = CompiledRules(rules)
    texts, patterns = _text_lines(compiled), _pattern_lines()
    nested = CompiledRules(_nested_rules())
    others = [
        _measure("nested keywords, one letter", lambda: nested.find(PreparedText("a" * LENGTH)), 5),
        _measure("cold: compiled in a thread", lambda: CompiledRules(rules), 5),
        Line("longest wait of the event loop meanwhile", 0, asyncio.run(_stall_ms(rules))),
    ]
    _print_table([*texts, *patterns, *others])
    bars = (
        ("a typical prompt", texts[0].median_ms, MAX_WARM_MS),
        ("the worst pattern", max(line.median_ms for line in patterns), MAX_PATTERN_MS),
    )
    for name, measured_ms, bar_ms in bars:
        verdict = "holds" if measured_ms < bar_ms else "MISSED"
        print(f"{verdict:<6}  {name} under {bar_ms} ms: {measured_ms:.2f} ms")
    return 0 if all(measured_ms < bar_ms for _, measured_ms, bar_ms in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
