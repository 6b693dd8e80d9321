"""Generates one image on request, as cheaply as the models allow: the only check that costs."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.openrouter.sentences import OpenRouterFound
from bot.cli.sentences import explain_to_operator
from bot.errors import ImagineError
from bot.policy.images.model import Model
from bot.policy.images.request import ImageRequest
from bot.policy.money import format_usd
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.policy.images.image import Generation

_PROMPT = "A red circle on a white background"

#: Seconds for the image; the cheapest models need 10 to 30.
_TIMEOUT_S = 120.0


async def generate_image(settings: Settings) -> list[Finding]:
    """Generate one image, and say what it cost. Limits and budgets don't count it.

    Args:
        settings: Need a key.
    """
    from bot.studio import open_studio

    # the list of models is not stored, because doctor changes nothing
    with tempfile.TemporaryDirectory(prefix="imagine-") as folder:
        elsewhere = settings.model_copy(update={"data_dir": Path(folder) / "none"})
        async with open_studio(elsewhere) as studio:
            await studio.catalog.refresh_prices(settings.models)
            listed = {model.id: model for model in studio.catalog.listed()}
            chosen = cheapest([listed[one] for one in settings.models if one in listed])
            if chosen is None:
                return [_finding(OpenRouterFound.IMAGE_NO_MODEL)]
            model, size = chosen
            request = ImageRequest(_PROMPT, model=model.id, size=size)
            try:
                generation = await studio.generate(request, timeout_s=_TIMEOUT_S)
            except ImagineError as error:
                facts = {"model": model.id, "problem": explain_to_operator(error)}
                return [_finding(OpenRouterFound.IMAGE_FAILED, **facts)]
    return [_say(generation)]


def cheapest(models: Sequence[Model]) -> tuple[Model, str | None] | None:
    """Return the model and size with the lowest list price; unknown prices come last."""
    return min((pair for model in models for pair in _sizes(model)), key=_price, default=None)


def _sizes(model: Model) -> Iterator[tuple[Model, str | None]]:
    for size in model.sizes or (None,):
        yield model, size


def _price(pair: tuple[Model, str | None]) -> float:
    model, size = pair
    price = model.price_micros(size)
    return float("inf") if price is None else price


def _say(generation: "Generation") -> Finding:
    image, cost = generation.images[0], generation.cost_micros
    return _finding(
        OpenRouterFound.IMAGE_GENERATED,
        model=generation.order.model.id,
        width=image.width,
        height=image.height,
        seconds=round(generation.latency_s, 1),
        cost="an unknown amount" if cost is None else format_usd(cost),
    )


def _finding(found: OpenRouterFound, **facts: object) -> Finding:
    return Finding(Check.IMAGE, found, facts)
