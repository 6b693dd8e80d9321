"""The models that the bot can use, with what they cost."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.cli.checks.openrouter_check import open_catalog
from bot.cli.setup.interruptible import run_interruptibly
from bot.policy.images.model import Model
from bot.policy.money import format_usd
from bot.ports import Clock
from bot.settings import Settings

#: Seconds for the lists of models, and for their prices; a price not read by then is unknown.
_LISTS_S = 10.0
_PRICES_S = 10.0

#: Prices are those of one square image of the smallest common size, as in doctor.
_SIZE = "1K"

#: The cheapest models that are offered besides those in MODELS.
_CHEAPEST = 3

#: The longest table of models.
_MOST_ROWS = 9

#: How many images the costs are shown for.
COUNTS = (10, 100, 1000)


@dataclass(frozen=True, slots=True)
class Offer:
    """The models to choose from."""

    models: tuple[Model, ...]
    """The available ones, the cheapest first and those without a known price last."""
    current: Model | None
    """The one that is used without a change of MODELS; None if none of them is available."""

    @property
    def default(self) -> Model:
        """The one that is proposed."""
        return self.current or self.models[0]

    @property
    def cheapest(self) -> Model | None:
        """The cheapest of all; None if no price is known."""
        return self.models[0] if price_of(self.models[0]) is not None else None

    def find(self, typed: str, shown: Sequence[Model]) -> Model | None:
        """Return the model that a number in the shown table or an id names."""
        if typed.isdecimal() and len(typed) < _MOST_ROWS:
            return shown[int(typed) - 1] if 1 <= int(typed) <= len(shown) else None
        return next((model for model in self.models if model.id == typed), None)

    def shown(self, preferred: Sequence[str]) -> tuple[Model, ...]:
        """Return the cheapest models and the preferred ones, the cheapest first."""
        wanted = {self.default.id, *preferred}
        return tuple(
            model
            for index, model in enumerate(self.models)
            if index < _CHEAPEST or model.id in wanted
        )[:_MOST_ROWS]


def read_offer(settings: Settings, clock: Clock) -> Offer | None:
    """Read the available models with their prices; None if OpenRouter's list can't be read."""
    return run_interruptibly(lambda: _read(settings, clock))


async def _read(settings: Settings, clock: Clock) -> Offer | None:
    async with open_catalog(settings, clock) as catalog:
        is_read = False
        with suppress(TimeoutError):
            async with asyncio.timeout(_LISTS_S):
                is_read = await catalog.refresh(with_prices=False)
        if not is_read:
            return None
        with suppress(TimeoutError):
            async with asyncio.timeout(_PRICES_S):
                await catalog.refresh()
        choice = catalog.choose(None)
        models = tuple(sorted(catalog.listed(), key=_order))
        return Offer(models, choice.model if choice else None)


def price_of(model: Model) -> int | None:
    """Return the price of one image in micro-dollars; None if it is unknown."""
    return model.price_micros(_SIZE)


def row_of(model: Model) -> tuple[str, ...]:
    """Return a model's id, the price of one image, and those of `COUNTS` images."""
    price = price_of(model)
    if price is None:
        return (model.id, "unknown", *("" for _ in COUNTS))
    return (model.id, format_usd(price), *(format_usd(price * count) for count in COUNTS))


def _order(model: Model) -> tuple[bool, int, str]:
    price = price_of(model)
    return price is None, price or 0, model.id
