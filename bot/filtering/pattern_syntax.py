"""Reads patterns piece by piece, to name what RE2 lacks or Rust's flavor reads differently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.policy.moderation.pattern import PatternFault, PatternProblem


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a pattern."""

    text: str
    position: int
    is_in_class: bool


_TOKEN = re.compile(
    r"\\Q.*?(?:\\E|\Z)"
    r"|\\[pPx]\{[^}]*\}|\\x[0-9A-Fa-f]{2}|\\u\{[^}]*\}|\\[pP].|\\b\{[^}]*\}|\\[1-9][0-9]*|\\.|\\"
    r"|\[\^?\]?"
    r"|\(\?<?[=!]|\(\?P?<[^>)]*>?|\(\?P[=>][^)]*|\(\?>|\(\?[A-Za-z^#&|(0-9+-]*[:)]?|\("
    r"|\{[0-9]*+,?[0-9]*+\}|.",
    re.DOTALL,
)
_CLASS_TOKEN = re.compile(
    r"\[[:.=]\^?[a-z]*[:.=]\]|\\[pPx]\{[^}]*\}|\\u\{[^}]*\}|\\[pP].|\\.|\\|&&|--|~~|.", re.DOTALL
)

#: What RE2 cannot do at all, though others can: look-around, back-references, recursion, comments,
#: atomic groups, conditions, the flag `x`, and escapes that it lacks.
_UNSUPPORTED = re.compile(
    r"\(\?<?[=!]|\(\?P?[=>&|(]|\(\?[0-9+-][0-9]*+\)|\(\?#|\(\?[imsU-]*+[a-hj-ln-rt-zA-OQ-TV-Z^]"
    r"|\\[1-9][0-9]*+\Z|\\[uhHKRXNZGkgceyC]|\\b\{"
)
_UNSUPPORTED_IN_CLASS = re.compile(r"\\[uhHRXNbB]")
_ASCII_ONLY = re.compile(r"\\[bBwWdDsS]\Z|\[:\^?[a-z]+:\]")
_OTHER_MEANING = re.compile(r"\\[Q<>]|\{(?:,[0-9]*)?\}?\Z")
_OPERATORS = frozenset({"&&", "--", "~~"})


def tokens(pattern: str) -> Iterator[Token]:
    """Yield the pieces of a pattern, which may be malformed."""
    at, in_class = 0, False
    while at < len(pattern):
        match = (_CLASS_TOKEN if in_class else _TOKEN).match(pattern, at)
        text = match[0] if match else pattern[at]
        yield Token(text, at, in_class)
        in_class = text != "]" if in_class else text.startswith("[")
        at += len(text)


def scan_unsupported(pattern: str) -> list[PatternProblem]:
    """Return everything in a pattern that RE2 refuses and other engines accept."""
    return [
        PatternProblem(PatternFault.UNSUPPORTED, token.position, token.text)
        for token in tokens(pattern)
        if (_UNSUPPORTED_IN_CLASS if token.is_in_class else _UNSUPPORTED).match(token.text)
    ]


def notes(pattern: str) -> list[PatternProblem]:
    """Return what a valid pattern means differently in Rust's flavor."""
    found = ((_difference(token), token) for token in tokens(pattern))
    return [PatternProblem(fault, token.position, token.text) for fault, token in found if fault]


def _difference(token: Token) -> PatternFault | None:
    if _ASCII_ONLY.match(token.text):
        return PatternFault.ASCII_ONLY
    if token.is_in_class:
        if token.text in _OPERATORS:
            return PatternFault.CLASS_OPERATOR
        return PatternFault.NESTED_CLASS if token.text == "[" else None
    return PatternFault.OTHER_MEANING if _OTHER_MEANING.match(token.text) else None
