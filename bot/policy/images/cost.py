"""How much of a charge is believed."""

from dataclasses import dataclass

from bot.policy.images.model import Model

#: What an image may cost beside its list price and still be believed. Twice of it was met, for
#: a model that works in several steps.
TIMES_LIST_PRICE = 20

#: The most that is believed of an image without a list price: some eighty times the dearest one.
MOST_UNLISTED_MICROS = 20_000_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A charge that was not believed."""

    model_id: str
    said_micros: int
    """What OpenRouter said."""
    counted_micros: int
    """What counts in its place."""


def most_credible_micros(model: Model, size: str | None, *, references: int = 0) -> int:
    """Return the most that is believed of what one request costs, in micro-dollars, at least 1.

    Args:
        model: Who paints.
        size: The size that is asked for; None for the model's own.
        references: How many images are attached.
    """
    listed = model.price_micros(size) or model.most_micros(size)
    if not listed:
        return MOST_UNLISTED_MICROS
    return TIMES_LIST_PRICE * (listed + references * model.reference_micros)
