"""Patterns from strangers on google-re2: bounded in time and memory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import re2

from bot.filtering.encoding import Place, clean
from bot.filtering.pattern_syntax import notes, scan_unsupported, tokens
from bot.policy.moderation.pattern import PatternFault, PatternProblem

#: Longest patterns that are read at all, in characters; Discord's limit is 260.
LONGEST_PATTERN = 1_000

#: Memory of one pattern. A larger one would not make hostile patterns faster.
_MEMORY_BYTES = 128 * 1024

#: Most instructions of any program. Of 5,000 random patterns with nested counts, measured on
#: 2026-11-30 on texts of 2,000 characters made for them, the slowest needed 8 µs per instruction.
#: Of 4,500 others within all of these limits, none took 2 ms, with up to 50 matches.
MOST_INSTRUCTIONS = 200

#: The same for patterns whose size comes from classes such as `\pL`: the instructions that are left
#: if a character is a byte, and those in UTF-8.
MOST_STEPS = 130
MOST_CLASS_INSTRUCTIONS = 5_000

#: The same for lists of words: no counts, and few parts that repeat or are optional.
MOST_WORD_INSTRUCTIONS = 400
MOST_REPEATS = 20

#: The same, if a group repeats without end.
MOST_STEPS_OF_LOOPS = 100

#: The same for patterns with one count, of a single character, as invites have it:
#: `discord\.gg/[a-z0-9-]{2,32}`.
MOST_FLAT_INSTRUCTIONS = 350
MOST_FLAT_STEPS = 180

#: The same for patterns without anything that repeats, is optional or stands for many characters.
MOST_LITERAL_INSTRUCTIONS = 1_250

_NOT_LITERAL = re.compile(r"[*+?{.\[]|\\[pPwWdDsSCQ]")
_COUNT = re.compile(r"\{[0-9,]")
_NUMBER = re.compile(r"[0-9]{1,9}")
_LOOP = re.compile(r"\)[*+]")
_REPEAT = re.compile(r"[*+?]")

#: RE2's own limit of a count.
MOST_REPEATED = 1_000

#: A property's name that is longer than a letter, as in `\pL`, is one of a script.
_SHORT_PROPERTY = 3

#: The library has no types.
_re2: Any = re2
_InvalidPattern: type[Exception] = _re2.error


class _Match(Protocol):
    def span(self) -> Place: ...


class _Program(Protocol):
    programsize: int
    reverseprogramsize: int

    def search(self, text: bytes) -> _Match | None: ...

    def finditer(self, text: bytes) -> Iterator[_Match]: ...


def _compile(typed: str, *, by_bytes: bool = False) -> _Program:
    encodings = _re2.Options.Encoding
    options = _re2.Options()
    options.max_mem = _MEMORY_BYTES
    options.encoding = encodings.LATIN1 if by_bytes else encodings.UTF8
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True
    return _re2.compile(clean(typed).encode(), options)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    typed: str
    _program: _Program
    instructions: int
    """The size of its program, which the time of a search follows."""

    def find(self, text: bytes) -> Iterator[Place]:
        """Yield its matches in a text in UTF-8, in bytes."""
        return (match.span() for match in self._program.finditer(text))


def check_pattern(typed: str) -> list[PatternProblem]:
    """Return the errors of a pattern, or if it has none, what means something else in AutoMod."""
    if len(typed) > LONGEST_PATTERN:
        return [PatternProblem(PatternFault.TOO_LARGE, 0, typed[:LONGEST_PATTERN])]
    if unsupported := scan_unsupported(typed):
        return unsupported
    try:
        program = _compile(typed)
    except _InvalidPattern as error:
        return [_problem(typed, error)]
    if _instructions(typed, program) is None:
        return [PatternProblem(PatternFault.TOO_LARGE, 0, typed)]
    if program.search(b""):
        return [PatternProblem(PatternFault.MATCHES_EMPTY, 0, typed)]
    return notes(typed)


def compile_pattern(typed: str) -> Pattern | None:
    """Return a pattern that is ready for use; None for one that has an error."""
    if any(problem.is_error for problem in check_pattern(typed)):
        return None
    program = _compile(typed)
    return Pattern(typed, program, _instructions(typed, program) or 0)


def _instructions(typed: str, program: _Program) -> int | None:
    """Return the size of a pattern's program; None if it is too large."""
    sizes = (program.programsize, program.reverseprogramsize)
    size = max(sizes)
    if min(sizes) < 0:
        return None
    return size if size <= _most_instructions(typed) or _has_few_steps(typed, size) else None


def _most_instructions(typed: str) -> int:
    if not _NOT_LITERAL.search(typed):
        return MOST_LITERAL_INSTRUCTIONS
    if not _COUNT.search(typed) and len(_REPEAT.findall(typed)) <= MOST_REPEATS:
        return MOST_WORD_INSTRUCTIONS
    return MOST_INSTRUCTIONS


def _has_few_steps(typed: str, size: int) -> bool:
    """Whether a pattern is only large because many characters take several bytes."""
    if size > MOST_CLASS_INSTRUCTIONS:
        return False
    by_bytes = _compile(typed, by_bytes=True)
    steps = max(by_bytes.programsize, by_bytes.reverseprogramsize)
    if _LOOP.search(typed):
        return steps <= MOST_STEPS_OF_LOOPS
    is_flat = size <= MOST_FLAT_INSTRUCTIONS and _has_one_plain_count(typed)
    return steps <= (MOST_FLAT_STEPS if is_flat else MOST_STEPS)


def _has_one_plain_count(typed: str) -> bool:
    """Whether a pattern counts one single character alone, and has few repeats."""
    pieces = [token.text for token in tokens(typed) if not token.is_in_class or token.text == "]"]
    # what a count follows
    counted = [before for before, piece in pairwise(pieces) if _COUNT.match(piece)]
    return len(counted) == 1 and counted != [")"] and len(_REPEAT.findall(typed)) <= MOST_REPEATS


def _problem(typed: str, error: Exception) -> PatternProblem:
    """Return a syntax error of RE2 at its place, which its message only quotes."""
    message, _, snippet = bytes(error.args[0]).decode(errors="replace").partition(": ")
    if message.startswith("pattern too large"):
        return PatternProblem(PatternFault.TOO_LARGE, 0, typed)
    if message == "missing )":
        return _at(_open_group(typed), typed)
    if message == "unexpected )" or not snippet:
        return _at(len(typed) - 1 if not snippet else _extra_end(typed), typed)
    lacks = snippet.endswith("--") or (
        snippet[:2] in {"\\p", "\\P"} and len(snippet) > _SHORT_PROPERTY
    )
    fault = PatternFault.UNSUPPORTED if lacks else PatternFault.SYNTAX
    if message == "invalid repetition size" and _is_count(snippet):
        fault = PatternFault.TOO_LARGE  # only together with the counts inside of it
    return PatternProblem(fault, _position(typed, message, snippet), snippet)


def _is_count(snippet: str) -> bool:
    """Whether counts in braces can be used on their own."""
    numbers = [int(number) for number in _NUMBER.findall(snippet)]
    return numbers == sorted(numbers) and max(numbers, default=0) <= MOST_REPEATED


def _at(position: int, typed: str) -> PatternProblem:
    return PatternProblem(PatternFault.SYNTAX, position, typed[position:])


def _position(typed: str, message: str, snippet: str) -> int:
    """Return where a snippet is, outside of classes unless the message is about one."""
    is_in_class = message == "invalid character class range"
    for token in tokens(typed):
        if typed.startswith(snippet, token.position) and (is_in_class or not token.is_in_class):
            return token.position
    return max(0, typed.find(snippet))


def _open_group(typed: str) -> int:
    """Return the innermost group that is never closed."""
    opened = [0]
    for token in tokens(typed):
        if token.text.startswith("(") and not token.is_in_class and not token.text.endswith(")"):
            opened.append(token.position)
        elif token.text == ")" and not token.is_in_class and len(opened) > 1:
            opened.pop()
    return opened[-1]


def _extra_end(typed: str) -> int:
    """Return the first closing bracket that closes no group."""
    depth = 0
    for token in tokens(typed):
        if token.is_in_class:
            continue
        if token.text.startswith("(") and not token.text.endswith(")"):
            depth += 1
        elif token.text == ")":
            depth -= 1
        if depth < 0:
            return token.position
    return 0
