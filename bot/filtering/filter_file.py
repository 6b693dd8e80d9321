"""Reads the operator's own list for all servers: a file of keywords and patterns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.policy.moderation.filter import MOST_KEYWORD_LENGTH, MOST_PATTERN_LENGTH

#: Bytes and lines of a file; larger ones are not read.
MOST_BYTES = 1_000_000
MOST_LINES = 10_000


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
    NO_WORD = "no_word"
    """Nothing to look for: a keyword without a letter or digit, or an empty pattern."""
    STAR_INSIDE = "star_inside"
    """A keyword with `*` anywhere but at its ends."""
    BAD_PATTERN = "bad_pattern"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and where."""

    fault: Fault
    line: int | None = None
    """From 1 on; None if the whole file is meant."""
    detail: object | None = None
    """What the check of patterns answered; for `UNREADABLE`, the operating system's words."""


@dataclass(frozen=True, slots=True)
class FilterFile:
    """What a file contains. With mistakes, it must not be used."""

    keywords: tuple[str, ...] = field(default=(), repr=False)
    """In the file's order, each once."""
    patterns: tuple[str, ...] = field(default=(), repr=False)
    mistakes: tuple[Mistake, ...] = ()
    """All of them, in the order of lines."""


def read_filter_file(path: Path, check: Callable[[str], object | None]) -> FilterFile:
    """Read a file, at most `MOST_BYTES` of it.

    Args:
        path: A text file in UTF-8.
        check: Returns None for a pattern that can be used, and what is wrong with another one.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return FilterFile(mistakes=(Mistake(Fault.UNREADABLE, detail=error.strerror),))
    return parse_filter_file(data, check)


def parse_filter_file(data: bytes, check: Callable[[str], object | None]) -> FilterFile:
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


def _parse(text: str, check: Callable[[str], object | None]) -> FilterFile:
    keywords: list[str] = []
    patterns: list[str] = []
    mistakes: list[Mistake] = []
    for number, line in _entries(text):
        pattern = _pattern(line)
        mistake = _judge_keyword(line) if pattern is None else _judge_pattern(pattern, check)
        if mistake is not None:
            fault, detail = mistake
            mistakes.append(Mistake(fault, number, detail))
        elif pattern is None:
            keywords.append(line)
        else:
            patterns.append(pattern)
    return FilterFile(
        tuple(dict.fromkeys(keywords)), tuple(dict.fromkeys(patterns)), tuple(mistakes)
    )


def _entries(text: str) -> Iterator[tuple[int, str]]:
    # only line feeds end a line, so that numbers agree with every editor
    for number, line in enumerate(text.split("\n"), start=1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            yield number, entry


def _pattern(line: str) -> str | None:
    is_pattern = len(line) > 1 and line.startswith("/") and line.endswith("/")
    return line[1:-1] if is_pattern else None


def _judge_keyword(keyword: str) -> tuple[Fault, None] | None:
    if len(keyword) > MOST_KEYWORD_LENGTH:
        return Fault.TOO_LONG, None
    if not any(character.isalnum() for character in keyword):
        return Fault.NO_WORD, None
    if "*" in keyword.removeprefix("*").removesuffix("*"):
        return Fault.STAR_INSIDE, None
    return None


def _judge_pattern(
    pattern: str, check: Callable[[str], object | None]
) -> tuple[Fault, object | None] | None:
    if not pattern:
        return Fault.NO_WORD, None
    if len(pattern) > MOST_PATTERN_LENGTH:
        return Fault.TOO_LONG, None
    problem = check(pattern)
    return None if problem is None else (Fault.BAD_PATTERN, problem)
