"""Upper estimates of a job's cost before it is generated."""

from datetime import timedelta

from bot.policy.images.model import Model

#: Estimate for an image without a known price: the cost of one of GPT Image 1 in high quality, and
#: more than a 4K image of Gemini 3 Pro Image at 0.24 USD.
#: https://fal.ai/models/fal-ai/gpt-image-1/edit-image/llms.txt, read 2026-11-22
UNKNOWN_IMAGE_MICROS = 250_000

#: Lifetime of cost samples, so that old prices and a wrong charge do not raise estimates for ever.
SAMPLES_LAST = timedelta(days=7)


def estimate_micros(
    model: Model,
    size: str | None,
    *,
    images: int,
    highest_sample: int | None,
    references: int = 0,
) -> int:
    """Return an upper estimate of a job's cost in micro-dollars, at least 1.

    The list price of the most expensive matching variant, or the highest recent cost of such an
    image if that is higher. A model without a price is estimated at `UNKNOWN_IMAGE_MICROS` or more,
    since low recent costs say nothing about its next image.

    Args:
        model: The model.
        size: The requested size; None for the model's own.
        images: Number of images.
        highest_sample: The highest recent cost of one such image in micro-dollars; None without
            one.
        references: Number of attached images.
    """
    listed = model.most_micros(size)
    if listed is None:
        listed = UNKNOWN_IMAGE_MICROS
    each = max(listed + references * model.reference_micros, highest_sample or 0, 1)
    return each * max(images, 1)
