"""Money as whole micro-dollars, which makes sums exact, and levels of remaining credit."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

MICROS_PER_USD = 1_000_000

#: A larger amount is a mistake; a huge exponent would also be slow to compute with.
MAX_USD = 10**12


def micros_from_usd(usd: float | str | Decimal) -> int:
    """Convert dollars to micro-dollars.

    Args:
        usd: An amount in dollars; a float is read by its shortest decimal form, so 0.1 is 0.1.

    Returns:
        Micro-dollars, rounded half to even.

    Raises:
        ValueError: It is not a finite number, or above `MAX_USD` in either direction.
    """
    try:
        amount = Decimal(str(usd))
    except InvalidOperation as error:
        raise ValueError(f"not an amount of money: {usd!r}") from error
    if not (amount.is_finite() and -MAX_USD <= amount <= MAX_USD):
        raise ValueError(f"not an amount of money: {usd!r}")
    return int((amount * MICROS_PER_USD).to_integral_value(ROUND_HALF_EVEN))


def format_usd(micros: int) -> str:
    """Format micro-dollars for people: `$1.50`, `$0.039`, `$0.0004`.

    Two to four decimals; positive amounts below a hundredth of a cent are `<$0.0001`.
    """
    if 0 < micros < MICROS_PER_USD // 10_000:
        return "<$0.0001"
    text = f"{Decimal(micros) / MICROS_PER_USD:.4f}"
    whole, _, decimals = text.partition(".")
    return f"${whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def levels_crossed(before: int | None, now: int, levels: Sequence[int]) -> tuple[int, ...]:
    """Return the levels that the remaining amount has crossed downwards, the lowest first.

    Args:
        before: The remaining amount at the last check; None counts as above every level.
        now: The remaining amount now; an amount equal to a level counts as below it.
        levels: In any order.
    """
    return tuple(
        sorted(level for level in levels if now <= level and (before is None or before > level))
    )


def until_next_level(now: int, levels: Sequence[int]) -> int | None:
    """Return the amount that can be spent before the next level; None when no level is below."""
    return min((now - level for level in levels if level < now), default=None)
