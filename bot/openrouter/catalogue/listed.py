"""The items of OpenRouter's lists of models, as far as they are used, and what is kept of them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator

from bot.openrouter.catalogue.prices import ChatPricing, PriceRange
from bot.openrouter.lenient import LenientModel, Loose, LooseList, plain_name

#: Authors whose models are routers as far as nothing else is said of them.
_ROUTERS = ("openrouter/", "~")

#: Formats that Discord shows; a model that paints none of them is of no use.
_SHOWN_FORMATS = frozenset({"png", "jpeg", "webp"})

#: Larger numbers are no values of a parameter.
_MAX_NUMBER = 10**6


def _as_text(value: object) -> object:
    """Return a whole number as text; some lists have the size `768` as one."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_NUMBER:
        return value
    return str(value)


_Value = Annotated[str, BeforeValidator(_as_text)]


class Architecture(LenientModel):
    """What goes in and what comes out."""

    input_modalities: LooseList[str] = ()
    output_modalities: LooseList[str] = ()
    tokenizer: Loose[str] = None
    """`Router` for what paints nothing itself."""


class Descriptor(LenientModel):
    """The values that a parameter accepts."""

    values: LooseList[_Value] = ()
    max: Loose[int] = None

    def texts(self) -> tuple[str, ...]:
        """Return each value that can be sent and shown, known ones or not."""
        return tuple(dict.fromkeys(filter(None, map(plain_name, self.values))))


def texts_of(descriptor: Descriptor | None) -> tuple[str, ...]:
    """Return the values of a parameter; none where a model does not have it."""
    return descriptor.texts() if descriptor else ()


class Parameters(LenientModel):
    """The parameters of `/images` that a model has; those that we send or judge by."""

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
        """Return what it accepts; nothing where that is not said."""
        return self.supported_parameters or Parameters()

    def sizes(self) -> tuple[str, ...]:
        """Return the sizes that it accepts."""
        return texts_of(self.parameters().resolution)

    def is_displayable(self) -> bool:
        """Tell whether Discord shows something that it paints."""
        formats = texts_of(self.parameters().output_format)
        return not formats or any(name in _SHOWN_FORMATS for name in formats)


class ListedChatModel(LenientModel):
    """An item of `GET /models?output_modalities=image`."""

    id: Loose[str] = None
    name: Loose[str] = None
    architecture: Loose[Architecture] = None
    supported_parameters: LooseList[str] = ()
    pricing: Loose[ChatPricing] = None
    expiration_date: Loose[date | datetime] = None

    def is_router(self) -> bool:
        """Tell whether it hands each request to a model of its choice, at that one's price.

        Who paints and for how much would not be known beforehand. Its tokenizer is called `Router`,
        as with `openrouter/free` and with aliases such as `~author/model-latest`, or its prices are
        -1, as with `openrouter/auto`; where that is not said, its author tells.
        Public copies of https://openrouter.ai/api/v1/models, read 2026-11-30.
        """
        tokenizer = self.architecture.tokenizer if self.architecture else None
        if self.pricing is not None and self.pricing.varies:
            return True
        if tokenizer is None:
            return is_router_id(self.id or "")
        return tokenizer.casefold() == "router"

    def is_alive(self, today: date) -> bool:
        """Tell whether its announced end has not come yet."""
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
    """Everything that was read of the catalogue; also what is kept on disk."""

    images: LooseList[ListedImageModel] = ()
    chat: LooseList[ListedChatModel] = ()
    prices: Loose[dict[str, dict[str, int]]] = None
    """Micro-dollars by model id and size."""
    bounds: Loose[dict[str, PriceRange]] = None
    """By model id, as far as `/images` serves it."""


def is_router_id(model_id: str) -> bool:
    """Tell whether an id alone says that it is a router's."""
    return model_id.startswith(_ROUTERS)
