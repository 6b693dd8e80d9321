"""What is wrong with a pattern, or differs between its flavor and ours, as values."""

from dataclasses import dataclass
from enum import StrEnum


class PatternFault(StrEnum):
    """Why a pattern is refused, or what to tell the moderator who typed it.

    The members after `MATCHES_EMPTY` are notes: the pattern works, but means something else here
    than in AutoMod, whose patterns are Rust's.
    """

    SYNTAX = "syntax"
    """It cannot be read."""
    UNSUPPORTED = "unsupported"
    """It uses what this engine lacks, such as look-around, back-references or `(?x)`."""
    TOO_LARGE = "too_large"
    """It is too complex to be searched for quickly."""
    MATCHES_EMPTY = "matches_empty"
    """It matches the empty text, and thus every text."""
    ASCII_ONLY = "ascii_only"
    r"""`\b`, `\w`, `\d`, `\s` and POSIX classes know only ASCII here, Unicode there."""
    CLASS_OPERATOR = "class_operator"
    """`&&`, `--` or `~~` in a class are plain characters here, operators there."""
    NESTED_CLASS = "nested_class"
    """A bracket inside a class is a plain character here, a nested class there."""
    OTHER_MEANING = "other_meaning"
    r"""It means something else there, such as `\Q`, `\<`, `{,3}` or `{` without numbers."""


_ERRORS = frozenset(
    {
        PatternFault.SYNTAX,
        PatternFault.UNSUPPORTED,
        PatternFault.TOO_LARGE,
        PatternFault.MATCHES_EMPTY,
    }
)


@dataclass(frozen=True, slots=True)
class PatternProblem:
    """One problem of a pattern, at its place."""

    fault: PatternFault
    position: int
    """In characters, from 0."""
    snippet: str
    """The part of the pattern that it is about."""

    @property
    def is_error(self) -> bool:
        """Whether the pattern cannot be used at all; otherwise it is a note."""
        return self.fault in _ERRORS
