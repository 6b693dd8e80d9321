"""The highest credible charge of a request."""

from dataclasses import dataclass

from bot.policy.images.model import Model

#: The highest credible charge as a multiple of the list price. The highest observed multiple is 2,
#: for a model that works in several steps.
TIMES_LIST_PRICE = 20

#: The highest credible charge of an image without a list price, about 80 times the highest price.
MOST_UNLISTED_MICROS = 20_000_000


@dataclass(frozen=True, slots=True)
class DoubtedCharge:
    """A charge that is not credible, and the one that counts."""

    model_id: str
    reported_micros: int
    """The charge that OpenRouter reported."""
    counted_micros: int
    """The charge that counts in its place."""


def most_credible_micros(model: Model, size: str | None, *, references: int = 0) -> int:
    """Return the highest credible charge of one request in micro-dollars, at least 1.

    Args:
        model: The model.
        size: The requested size; None for the model's own.
        references: Number of attached images.
    """
    listed = model.price_micros(size) or model.most_micros(size)
    if not listed:
        return MOST_UNLISTED_MICROS
    return TIMES_LIST_PRICE * (listed + references * model.reference_micros)
