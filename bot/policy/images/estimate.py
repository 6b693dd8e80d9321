"""What a job may cost at most, as far as that can be known before it is painted."""

from datetime import timedelta

from bot.policy.images.model import Model

#: Held for an image of which no price is known: as much as one of GPT Image 1 in high quality, and
#: more than a 4K of Gemini 3 Pro Image for 0.24 USD.
#: https://fal.ai/models/fal-ai/gpt-image-1/edit-image/llms.txt, read 2026-11-22
UNKNOWN_IMAGE_MICROS = 250_000

#: How long what an image cost is of use for the next estimates, so that prices that have fallen,
#: and a charge that was wrong, hold nobody up for good.
SAMPLES_LAST = timedelta(days=7)


def estimate_micros(
    model: Model,
    size: str | None,
    *,
    images: int,
    highest_sample: int | None,
    references: int = 0,
) -> int:
    """Return an upper estimate of a job's price in micro-dollars, at least 1.

    It is what the lists of prices come to for the dearest fitting variant, or what such an image
    cost lately when that was more. A model without a price is held to be dear, since its next
    image may be, whatever the last ones cost.

    Args:
        model: Who paints.
        size: The size that is asked for; None for the model's own.
        images: How many.
        highest_sample: The most that one such image cost lately, in micro-dollars.
        references: How many images are attached.
    """
    listed = model.most_micros(size)
    if listed is None:
        listed = UNKNOWN_IMAGE_MICROS
    each = max(listed + references * model.reference_micros, highest_sample or 0, 1)
    return each * max(images, 1)
