"""When the operator hears that little credit is left. Amounts are micro-dollars."""

from collections.abc import Sequence


def levels_crossed(before: int | None, now: int, levels: Sequence[int]) -> tuple[int, ...]:
    """Return the levels that were crossed downwards, the lowest first.

    Args:
        before: What was left when it was last looked at; None when that is not known, as if it
            had been more than every level.
        now: What is left now; at a level counts as below it.
        levels: In any order.
    """
    return tuple(
        sorted(level for level in levels if now <= level and (before is None or before > level))
    )


def until_next_level(now: int, levels: Sequence[int]) -> int | None:
    """Return what can be spent before the next level is reached; None when none is below."""
    return min((now - level for level in levels if level < now), default=None)
