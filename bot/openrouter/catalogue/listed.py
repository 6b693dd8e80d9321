"""The items of OpenRouter's model lists, as far as they are used, and the cached catalogue."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator

from bot.openrouter.catalogue.prices import ChatPricing, PriceRange
from bot.openrouter.lenient import LenientModel, Loose, LooseList, plain_name

#: Prefixes of ids that belong to routers unless the item says otherwise.
_ROUTERS = ("openrouter/", "~")

#: Formats that Discord displays; a model that offers none of them is useless.
_DISPLAYED_FORMATS = frozenset({"png", "jpeg", "webp"})

#: Values of parameters are never larger.
_MAX_NUMBER = 10**6


def _as_text(value: object) -> object:
    """Convert an integer to text; some lists have the size `768` as a number."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_NUMBER:
        return value
    return str(value)


_Value = Annotated[str, BeforeValidator(_as_text)]


class Architecture(LenientModel):
    """The `architecture` of an item: input and output modalities."""

    input_modalities: LooseList[str] = ()
    output_modalities: LooseList[str] = ()
    tokenizer: Loose[str] = None
    """`Router` for items that only forward to other models."""


class Descriptor(LenientModel):
    """The values that a parameter accepts."""

    values: LooseList[_Value] = ()
    max: Loose[int] = None

    def texts(self) -> tuple[str, ...]:
        """Return the values that are safe to send and to show, without duplicates."""
        return tuple(dict.fromkeys(filter(None, map(plain_name, self.values))))


def texts_of(descriptor: Descriptor | None) -> tuple[str, ...]:
    """Return the values of a parameter; empty if the model does not have it."""
    return descriptor.texts() if descriptor else ()


class Parameters(LenientModel):
    """The `/images` parameters of a model, as far as the bot uses them."""

    aspect_ratio: Loose[Descriptor] = None
    resolution: Loose[Descriptor] = None
    seed: Loose[Descriptor] = None
    input_references: Loose[Descriptor] = None
    output_format: Loose[Descriptor] = None


class ListedImageModel(LenientModel):
    """An item of `GET /images/models`."""

    id: Loose[str] = None
    name: Loose[str] = None
    architecture: Loose[Architecture] = None
    supported_parameters: Loose[Parameters] = None

    def parameters(self) -> Parameters:
        """Return its parameters; empty if not listed."""
        return self.supported_parameters or Parameters()

    def sizes(self) -> tuple[str, ...]:
        """Return the accepted sizes."""
        return texts_of(self.parameters().resolution)

    def is_displayable(self) -> bool:
        """Tell whether Discord can display at least one of its formats."""
        formats = texts_of(self.parameters().output_format)
        return not formats or any(name in _DISPLAYED_FORMATS for name in formats)


class ListedChatModel(LenientModel):
    """An item of `GET /models?output_modalities=image`."""

    id: Loose[str] = None
    name: Loose[str] = None
    architecture: Loose[Architecture] = None
    supported_parameters: LooseList[str] = ()
    pricing: Loose[ChatPricing] = None
    expiration_date: Loose[date | datetime] = None

    def is_router(self) -> bool:
        """Tell whether it forwards each request to a model of its choice, at that model's price.

        Model and price would then be unknown beforehand. A router has the tokenizer `Router`, as
        `openrouter/free` and aliases such as `~author/model-latest` do, or prices of -1, as
        `openrouter/auto` does; without a tokenizer its id decides.
        Public copies of https://openrouter.ai/api/v1/models, read 2026-11-30.
        """
        tokenizer = self.architecture.tokenizer if self.architecture else None
        if self.pricing is not None and self.pricing.varies:
            return True
        if tokenizer is None:
            return is_router_id(self.id or "")
        return tokenizer.casefold() == "router"

    def is_alive(self, today: date) -> bool:
        """Tell whether it has not reached its announced expiration date."""
        end = self.expiration_date
        if isinstance(end, datetime):
            end = end.date()
        return end is None or today < end


class ImageModelList(LenientModel):
    """The answer of `GET /images/models`."""

    data: LooseList[ListedImageModel] = ()


class ChatModelList(LenientModel):
    """The answer of `GET /models`."""

    data: LooseList[ListedChatModel] = ()


class Listing(LenientModel):
    """The catalogue as read from OpenRouter; also the format of the copy on disk."""

    images: LooseList[ListedImageModel] = ()
    chat: LooseList[ListedChatModel] = ()
    prices: Loose[dict[str, dict[str, int]]] = None
    """Micro-dollars by model id and size."""
    bounds: Loose[dict[str, PriceRange]] = None
    """By model id, for models on `/images`."""


def is_router_id(model_id: str) -> bool:
    """Tell by its id whether an item is a router."""
    return model_id.startswith(_ROUTERS)
