"""Money as whole micro-dollars, so that sums are exact."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

MICROS_PER_USD = 1_000_000

#: More is a mistake; at a large exponent it would also be slow to compute with.
MAX_USD = 10**12


def micros_from_usd(usd: float | str | Decimal) -> int:
    """Convert dollars to micro-dollars.

    Args:
        usd: An amount in dollars; a float is read by its shortest decimal form, so 0.1 is 0.1.

    Returns:
        Micro-dollars, rounded half to even.

    Raises:
        ValueError: The text is no finite number, or beyond any amount of money.
    """
    try:
        amount = Decimal(str(usd))
    except InvalidOperation as error:
        raise ValueError(f"not an amount of money: {usd!r}") from error
    if not (amount.is_finite() and -MAX_USD <= amount <= MAX_USD):
        raise ValueError(f"not an amount of money: {usd!r}")
    return int((amount * MICROS_PER_USD).to_integral_value(ROUND_HALF_EVEN))


def format_usd(micros: int) -> str:
    """Write micro-dollars as people read them: `$1.50`, `$0.039`, `$0.0004`.

    At least two decimals, at most four; anything below a hundredth of a cent is `<$0.0001`.
    """
    if 0 < micros < MICROS_PER_USD // 10_000:
        return "<$0.0001"
    text = f"{Decimal(micros) / MICROS_PER_USD:.4f}"
    whole, _, decimals = text.partition(".")
    return f"${whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


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
