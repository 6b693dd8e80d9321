"""Money as whole micro-dollars, so that sums are exact."""

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
