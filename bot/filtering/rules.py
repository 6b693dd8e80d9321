"""The operator's rules: words that no server may allow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OperatorRule:
    """Words and patterns that hold in all servers and in private chats.

    Raises:
        ValueError: Without a group or pattern, or with an empty group, which would never hit.
    """

    name: str
    groups: tuple[tuple[str, ...], ...]
    """Keywords in the filter's syntax. The rule hits only if every group has a hit in the text."""
    patterns: tuple[str, ...] = ()
    """Regular expressions in RE2's syntax; each hits alone."""
    allowed: tuple[str, ...] = ()
    """Keywords whose matches the rule ignores."""

    def __post_init__(self) -> None:
        if not all(self.groups) or not (self.groups or self.patterns):
            raise ValueError(self.name)
