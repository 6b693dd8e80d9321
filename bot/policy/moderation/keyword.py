"""Keywords of filters: the words that moderators type, with wildcards at their ends."""

from dataclasses import dataclass

_WILDCARD = "*"


@dataclass(frozen=True, slots=True)
class Keyword:
    """What to look for, and whether it may be a part of a longer word.

    A word consists of letters, digits and combining marks. In scripts that are written without
    spaces, each character is a word, so that a keyword is found anywhere. Between the words of a
    phrase there is only white space: `ice cream` is not in "ice, cream". An end that isn't part of
    a word, as in `c++`, has no border. Case does not matter.
    """

    content: str
    """Without outer white space and wildcards; runs of white space are one space. Not empty."""
    is_open_at_start: bool
    """Whether it can follow a letter: `*cat`."""
    is_open_at_end: bool
    """Whether a letter can follow it: `cat*`."""


def parse_keyword(typed: str) -> Keyword | None:
    """Return a typed keyword as a value; None for an empty one or wildcards alone.

    Only asterisks at the ends are wildcards; inside it they stand for themselves.
    """
    trimmed = typed.strip()
    content = " ".join(trimmed.strip(_WILDCARD).split())
    if not content:
        return None
    return Keyword(
        content=content,
        is_open_at_start=trimmed.startswith(_WILDCARD),
        is_open_at_end=trimmed.endswith(_WILDCARD),
    )
