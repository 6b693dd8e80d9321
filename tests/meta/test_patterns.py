"""No regular expression backtracks for long, whatever its input.

Every pattern in the sources is timed on hostile texts made from its own parts: the text before a
repeated part, that part as often as the longest input allows, and something that does not match.
A backtracking pattern takes seconds for one of these.
"""

import ast
import importlib
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

import pytest

from tests.meta.test_code import NAMES, ROOT

#: Results of `re._parser`, and other values without types.
Parsed = Any

_parser: Parsed = importlib.import_module("re._parser")

#: Characters of the longest text option of Discord; forms and messages have at most 4,000.
#: https://docs.discord.com/developers/interactions/application-commands, read 2026-11-30
LONGEST = 6000

#: Other longest inputs in characters, by module and name of the pattern.
LONGEST_OF = {
    # one chunk of an answer, as read from the socket
    "bot.openrouter.answers.base64_stream:_RUN": 2**18,
    "bot.openrouter.answers.stream:_TEXT": 2**18,
    "bot.openrouter.answers.file_starts:HEAD": 2**18,
    # texts of answers and errors
    "bot.openrouter.answers.wire:_MARKDOWN_IMAGE": 2**18,
    "bot.openrouter.failures.waits:_RETRY_DELAY": 2**16,
    "bot.openrouter.failures.waits:_TRY_AGAIN": 2**16,
    # a custom id
    "cogs.limits.panel.state:TEMPLATE": 100,
    "cogs.filter.panel.state:TEMPLATE": 100,
}
#: The most seconds for one use of a pattern.
MOST_S = 0.010

#: With more pairs of beginning and repeated part, only the typical ones are tried.
MOST_PAIRS = 1000

#: Lengths that are tried first: a bad pattern would never finish the longest input.
SHORTER = (24, 200, 1000)

#: Patterns that only match texts of this repository.
OURS = {"bot.i18n:_MESSAGE"}

_USES = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")


@dataclass(frozen=True)
class Found:
    """A regular expression, and the methods that it is used with."""

    at: str
    pattern: re.Pattern[Any]
    uses: frozenset[str]

    @property
    def longest(self) -> int:
        return LONGEST_OF.get(self.at, LONGEST)


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Return every call of a function of `re`, with its name."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            yield node.func.attr, node


def _uses_of(name: str, tree: ast.AST) -> frozenset[str]:
    """Return the methods that a module calls on one of its patterns."""
    return frozenset(
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
        and node.attr in _USES
    )


def _compiled(module: ModuleType, tree: ast.Module, where: str) -> Iterator[Found]:
    for name, value in vars(module).items():
        own = re.compile(rf"^{re.escape(name)}\b.*= re\.compile\(", re.MULTILINE)
        if isinstance(value, re.Pattern) and own.search(ast.unparse(tree)):
            # discord.py matches templates against whole custom ids
            uses = _uses_of(name, tree) or frozenset({"fullmatch"})
            yield Found(f"{where}:{name}", cast("re.Pattern[Any]", value), uses)


def _find() -> Iterator[Found]:
    for name in NAMES:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        calls = list(_calls(tree))
        if not calls:
            continue
        where = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        module = importlib.import_module(where)
        compiled = list(_compiled(module, tree, where))
        yield from compiled
        assert len(compiled) == sum(function == "compile" for function, _ in calls), (
            f"{where}: compile patterns as names of their module, so that they are found"
        )
        for function, call in calls:
            if function in {"compile", "escape"}:
                continue
            assert function in _USES, f"{where}: re.{function} is not tested"
            first, text = call.args[0], cast("Parsed", None)
            if isinstance(first, ast.Name):
                text, called = getattr(module, first.id), first.id
            else:
                assert isinstance(first, ast.Constant), f"{where}: an unknown pattern"
                text, called = cast("Parsed", first.value), str(first.value)
            yield Found(f"{where}:{called}", re.compile(text), frozenset({function}))


FOUND = {found.at: found for found in _find()}


class _Hostile:
    """Makes the texts that a pattern is slowest for."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.pumps: list[tuple[str, str]] = []
        """The text before each repeated part, and that part."""
        self._walk(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), "")

    def _walk(self, items: Parsed, before: str) -> str:
        """Collect the repeated parts of a sequence; return the shortest text that it matches."""
        for kind, argument in items:
            before += self._one(str(kind), argument, before)
        return before

    def _one(self, kind: str, argument: Parsed, before: str) -> str:
        text = ""
        match kind:
            case "LITERAL":
                text = chr(argument)
            case "NOT_LITERAL":
                text = "x" if argument != ord("x") else "y"
            case "ANY":
                text = "x"
            case "IN":
                text = self._of_class(argument)
            case "BRANCH":
                texts = [self._inside(branch, before) for branch in argument[1]]
                self.pumps += [(before, text) for text in texts if text]
                text = texts[0]
            case "SUBPATTERN":
                text = self._inside(argument[-1], before)
            case "ATOMIC_GROUP":
                text = self._inside(argument, before)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                part = self._inside(argument[2], before)
                self.pumps.append((before, part))
                text = part * argument[0]
            case "ASSERT" if argument[0] < 0:
                # a lookbehind matches text that has to exist already
                text = self._inside(argument[1], before)
            case _:
                pass
        return text

    def _inside(self, items: Parsed, before: str) -> str:
        return self._walk(items, before)[len(before) :]

    def _of_class(self, items: Sequence[Parsed]) -> str:
        kinds = [str(kind) for kind, _ in items]
        for kind, argument in items:
            match str(kind):
                case "LITERAL" if "NEGATE" not in kinds:
                    return chr(argument)
                case "RANGE" if "NEGATE" not in kinds:
                    return chr(argument[0])
                case "CATEGORY" if "NEGATE" not in kinds:
                    return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "0"}.get(str(argument), "x")
                case _:
                    continue
        taken = {chr(argument) for kind, argument in items if str(kind) == "LITERAL"}
        return next(each for each in "x!0" if each not in taken)

    def texts(self, longest: int) -> Iterator[str]:
        """Return hostile texts of this length."""
        for before, part in self._pairs():
            inside = part * (max(longest - len(before), 0) // len(part))
            yield (before + inside)[:longest]
            yield (before + inside)[: longest - 1] + "\0"
            both = before + part
            yield (both * (longest // len(both) + 1))[:longest]
            # runs that fail to match, tried from each of their characters
            run = before + part * 300 + "\0"
            yield (run * (longest // len(run) + 1))[:longest]

    def _pairs(self) -> set[tuple[str, str]]:
        """Return pairs of a beginning and a repeated part: all of them for a small pattern."""
        own = {(before, part) for before, part in self.pumps if part}
        parts, befores = {part for _, part in own}, {before for before, _ in self.pumps} | {""}
        every = parts | {" ", "0", "a", "A", "\\", "\n", "="}
        if len(befores) * len(every) <= MOST_PAIRS:
            return {(before, part) for before in befores for part in every}
        # for hundreds of phrases: each part after its own beginning, and without any
        common = {(before, part) for before in befores for part in (" ", "0", "a")}
        return own | common | {("", part) for part in every}


def _seconds(found: Found, use: str, text: Parsed) -> float:
    """Return the shortest time of a few tries."""
    best = float("inf")
    for _ in range(12):
        # CPU time, since other programs run as well
        started = time.thread_time()
        if use == "sub":
            found.pattern.sub(text[:0], text)
        elif use == "finditer":
            for _ in cast("Iterator[object]", found.pattern.finditer(text)):
                pass
        else:
            getattr(found.pattern, use)(text)
        best = min(best, time.thread_time() - started)
        # other programs cannot delay CPU time by that much
        if best <= MOST_S or best > 20 * MOST_S:
            break
    return best


def _slow(found: Found) -> Iterator[str]:
    is_bytes = isinstance(found.pattern.pattern, bytes)
    hostile = _Hostile(found.pattern)
    lengths = [length for length in SHORTER if length < found.longest]
    for text in (text for length in [*lengths, found.longest] for text in hostile.texts(length)):
        hostile_text = text.encode("latin-1", "replace") if is_bytes else text
        for use in found.uses:
            seconds = _seconds(found, use, hostile_text)
            if seconds > MOST_S:
                yield f"{use} of {text[:60]!r}… ({len(text):,}): {seconds:.3f} s"
                return


@pytest.mark.parametrize("at", sorted(FOUND.keys() - OURS))
def test_no_pattern_takes_long_for_its_longest_and_worst_input(at: str) -> None:
    assert list(_slow(FOUND[at])) == []


def test_every_named_pattern_is_there() -> None:
    assert (LONGEST_OF.keys() | OURS) - FOUND.keys() == set()


@pytest.mark.parametrize(
    "written",
    [r"(?:a\s*)?\s*(?:b\s*)?\s*(?:c\s*)?", r"(a+)+b", r"(?:a|a)*b", r"x?(?:[0-9]+\s*)*y"],
)
def test_a_pattern_that_backtracks_is_noticed(written: str) -> None:
    found = Found("test:_BAD", re.compile(written), frozenset({"fullmatch"}))
    assert list(_slow(found))


@pytest.mark.parametrize("written", [r"(q+)+b", r"(?:q|q)*b", r"x?(?:[5-9]+\s*)*y"])
def test_a_phrase_that_backtracks_is_noticed_among_hundreds(written: str) -> None:
    phrases = [rf"phrase {n} (?:is|was) not (?:all|more)\w* allowed" for n in range(300)]
    phrases.insert(200, rf"the {written}")
    found = Found("test:_BAD", re.compile("|".join(phrases)), frozenset({"search"}))
    assert list(_slow(found))
