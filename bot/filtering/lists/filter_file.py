"""Reads the operator's own list for all servers: a file of keywords and patterns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.policy.moderation.filter import MOST_KEYWORD_LENGTH, MOST_PATTERN_LENGTH
from bot.policy.moderation.keyword import parse_keyword
from bot.policy.moderation.pattern import PatternProblem

#: Bytes and lines of a file; larger ones are not read.
MOST_BYTES = 1_000_000
MOST_LINES = 10_000

CheckPattern = Callable[[str], Sequence[PatternProblem]]


class Fault(StrEnum):
    """What is wrong with a file, or with one of its lines."""

    UNREADABLE = "unreadable"
    """It isn't there, isn't a file, or the bot's user cannot read it."""
    TOO_BIG = "too_big"
    """Over `MOST_BYTES`."""
    TOO_MANY_LINES = "too_many_lines"
    """Over `MOST_LINES`; comments and blank lines count."""
    NOT_UTF8 = "not_utf8"
    TOO_LONG = "too_long"
    """A keyword or pattern longer than a filter's."""
    EMPTY = "empty"
    """Nothing to look for: wildcards alone, or an empty pattern."""
    BAD_PATTERN = "bad_pattern"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and where."""

    fault: Fault
    line: int | None = None
    """From 1 on; None if the whole file is meant."""
    problem: PatternProblem | None = None
    """For `BAD_PATTERN`: what is wrong with it, and where in the pattern."""
    reason: str = ""
    """For `UNREADABLE`: the operating system's words."""


@dataclass(frozen=True, slots=True)
class FilterFile:
    """What a file contains. With mistakes, it must not be used."""

    keywords: tuple[str, ...] = field(default=(), repr=False)
    """In the file's order, each once."""
    patterns: tuple[str, ...] = field(default=(), repr=False)
    mistakes: tuple[Mistake, ...] = ()
    """All of them, in the order of lines."""


def read_filter_file(path: Path, check: CheckPattern) -> FilterFile:
    """Read a file, at most `MOST_BYTES` of it.

    Args:
        path: A text file in UTF-8.
        check: Returns the problems of a pattern. Notes aren't mistakes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return FilterFile(mistakes=(Mistake(Fault.UNREADABLE, reason=error.strerror or ""),))
    return parse_filter_file(data, check)


def parse_filter_file(data: bytes, check: CheckPattern) -> FilterFile:
    """Parse a file: one keyword or `/pattern/` per line, blank lines, and comments with `#`."""
    if len(data) > MOST_BYTES:
        return FilterFile(mistakes=(Mistake(Fault.TOO_BIG),))
    if data.count(b"\n") > MOST_LINES:
        return FilterFile(mistakes=(Mistake(Fault.TOO_MANY_LINES),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return FilterFile(mistakes=(Mistake(Fault.NOT_UTF8, line),))
    return _parse(text, check)


def _parse(text: str, check: CheckPattern) -> FilterFile:
    keywords: list[str] = []
    patterns: list[str] = []
    mistakes: list[Mistake] = []
    for number, line in _entries(text):
        pattern = _pattern(line)
        if pattern is None:
            keywords.append(line)
            mistakes += _judge_keyword(line, number)
        else:
            patterns.append(pattern)
            mistakes += _judge_pattern(pattern, number, check)
    return FilterFile(
        tuple(dict.fromkeys(keywords)), tuple(dict.fromkeys(patterns)), tuple(mistakes)
    )


def _entries(text: str) -> Iterator[tuple[int, str]]:
    # only line feeds end a line, so that numbers agree with those of an editor
    for number, line in enumerate(text.split("\n"), start=1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            yield number, entry


def _pattern(line: str) -> str | None:
    is_pattern = len(line) > 1 and line.startswith("/") and line.endswith("/")
    return line[1:-1] if is_pattern else None


def _judge_keyword(keyword: str, line: int) -> Iterator[Mistake]:
    if len(keyword) > MOST_KEYWORD_LENGTH:
        yield Mistake(Fault.TOO_LONG, line)
    elif parse_keyword(keyword) is None:
        yield Mistake(Fault.EMPTY, line)


def _judge_pattern(pattern: str, line: int, check: CheckPattern) -> Iterator[Mistake]:
    if not pattern:
        yield Mistake(Fault.EMPTY, line)
    elif len(pattern) > MOST_PATTERN_LENGTH:
        yield Mistake(Fault.TOO_LONG, line)
    else:
        errors = (problem for problem in check(pattern) if problem.is_error)
        yield from (Mistake(Fault.BAD_PATTERN, line, problem) for problem in errors)
