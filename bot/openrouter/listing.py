"""OpenRouter's lists of models, read tolerantly and turned into the models that we choose from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from bot.openrouter.known import KNOWN, UNPUBLISHED_REFERENCES
from bot.openrouter.loose import Loose, LooseList, LooseModel, WholeNumber
from bot.openrouter.prices import (
    Bounds,
    ChatPricing,
    EndpointList,
    bounds_of,
    chat_bounds_of,
    prices_of,
)
from bot.policy.model import Model
from bot.policy.ratio import AUTO, COMMON_RATIOS, parse_ratio

#: Formats that Discord shows; a model that paints none of them is of no use.
_SHOWN_FORMATS = frozenset({"png", "jpeg", "webp"})


class Architecture(LooseModel):
    """What goes in and what comes out."""

    input_modalities: LooseList[str] = ()
    output_modalities: LooseList[str] = ()


class Descriptor(LooseModel):
    """The values that a parameter accepts."""

    values: LooseList[str] = ()
    max: Loose[WholeNumber] = None


class Parameters(LooseModel):
    """The parameters of `/images` that a model has; those that we send or judge by."""

    aspect_ratio: Loose[Descriptor] = None
    resolution: Loose[Descriptor] = None
    seed: Loose[Descriptor] = None
    input_references: Loose[Descriptor] = None
    output_format: Loose[Descriptor] = None


class ListedImageModel(LooseModel):
    """An item of `GET /images/models`."""

    id: Loose[str] = None
    name: Loose[str] = None
    architecture: Loose[Architecture] = None
    supported_parameters: Loose[Parameters] = None


class ListedChatModel(LooseModel):
    """An item of `GET /models?output_modalities=image`."""

    id: Loose[str] = None
    name: Loose[str] = None
    architecture: Loose[Architecture] = None
    supported_parameters: LooseList[str] = ()
    pricing: Loose[ChatPricing] = None
    expiration_date: Loose[date | datetime] = None

    def is_alive(self, today: date) -> bool:
        """Tell whether its announced end has not come yet."""
        end = self.expiration_date
        if isinstance(end, datetime):
            end = end.date()
        return end is None or today < end


class ImageModelList(LooseModel):
    """The answer of `GET /images/models`."""

    data: LooseList[ListedImageModel] = ()


class ChatModelList(LooseModel):
    """The answer of `GET /models`."""

    data: LooseList[ListedChatModel] = ()


class Listing(LooseModel):
    """Everything that was read of the catalogue; also what is kept on disk."""

    images: LooseList[ListedImageModel] = ()
    chat: LooseList[ListedChatModel] = ()
    prices: Loose[dict[str, dict[str, WholeNumber]]] = None
    """Micro-dollars by model id and size."""
    bounds: Loose[dict[str, Bounds]] = None
    """By model id, as far as `/images` serves it."""


def with_prices_of(listing: Listing, found: Mapping[str, EndpointList]) -> Listing:
    """Return a listing with the prices that were read; those that were not stay as they were.

    Args:
        listing: What was known.
        found: The endpoints by model id.
    """
    prices = {model_id: prices_of(model_id, endpoints) for model_id, endpoints in found.items()}
    bounds = {model_id: bounds_of(model_id, endpoints) for model_id, endpoints in found.items()}
    update = {
        "prices": (listing.prices or {}) | {id_: known for id_, known in prices.items() if known},
        "bounds": (listing.bounds or {})
        | {id_: known for id_, known in bounds.items() if known.pictures},
    }
    return listing.model_copy(update=update)


def models_of(listing: Listing, *, today: date) -> dict[str, Model]:
    """Return the living models by id.

    `/images` decides on parameters where it lists a model; the chat list adds modalities, ends,
    and models of its own. What neither says is taken from what is known.
    """
    chat = {item.id: item for item in listing.chat if item and item.id}
    models: dict[str, Model] = {}
    for image_item in listing.images:
        if image_item and image_item.id and _is_shown(image_item):
            models[image_item.id] = _image_model(image_item, chat.get(image_item.id))
    for model_id, chat_item in chat.items():
        if not chat_item.is_alive(today):
            models.pop(model_id, None)
        elif model_id not in models and _paints(chat_item.architecture):
            models[model_id] = _chat_model(model_id, chat_item)
    return {
        model_id: _with_prices(model, listing, chat.get(model_id))
        for model_id, model in models.items()
    }


def _with_prices(model: Model, listing: Listing, chat_item: ListedChatModel | None) -> Model:
    bounds = (listing.bounds or {}).get(model.id) if model.on_images else None
    if bounds is None or bounds.pictures is None:
        bounds = chat_bounds_of(model.id, chat_item and chat_item.pricing)
    return replace(
        model,
        prices=(listing.prices or {}).get(model.id),
        bounds=bounds.pictures,
        reference_micros=bounds.reference or 0,
    )


def _image_model(item: ListedImageModel, chat_item: ListedChatModel | None) -> Model:
    model_id = item.id or ""
    parameters = item.supported_parameters or Parameters()
    architecture = (chat_item and chat_item.architecture) or item.architecture
    return Model(
        id=model_id,
        name=_short(item.name) or model_id,
        ratios=tuple(filter(_is_ratio, _values(parameters.aspect_ratio))),
        sizes=tuple(_values(parameters.resolution)),
        max_references=_max_references(parameters.input_references),
        takes_seed=parameters.seed is not None,
        writes_text=_writes_text(architecture),
        on_images=True,
    )


def _chat_model(model_id: str, item: ListedChatModel) -> Model:
    known = KNOWN.get(model_id, Model(model_id, model_id, ratios=COMMON_RATIOS))
    return replace(
        known,
        name=_short(item.name) or known.name,
        max_references=known.max_references or _chat_references(item.architecture),
        takes_seed="seed" in item.supported_parameters,
        writes_text=_writes_text(item.architecture),
        on_images=False,
    )


def _values(descriptor: Descriptor | None) -> Iterable[str]:
    return [value for value in descriptor.values if value] if descriptor else []


@lru_cache(maxsize=256)
def _is_ratio(value: str) -> bool:
    """Tell whether it is a shape; `auto` leaves it to the model, which we do by not asking."""
    try:
        return value != AUTO and parse_ratio(value) > 0
    except ValueError:
        return False


def _max_references(descriptor: Descriptor | None) -> int:
    if descriptor is None:
        return 0
    return UNPUBLISHED_REFERENCES if descriptor.max is None else max(0, descriptor.max)


def _chat_references(architecture: Architecture | None) -> int:
    takes_pictures = architecture is not None and "image" in architecture.input_modalities
    return UNPUBLISHED_REFERENCES if takes_pictures else 0


def _is_shown(item: ListedImageModel) -> bool:
    formats = _values(item.supported_parameters and item.supported_parameters.output_format)
    return not formats or any(name in _SHOWN_FORMATS for name in formats)


def _paints(architecture: Architecture | None) -> bool:
    return architecture is not None and "image" in architecture.output_modalities


def _writes_text(architecture: Architecture | None) -> bool:
    return architecture is None or "text" in architecture.output_modalities


def _short(name: str | None) -> str | None:
    """Drop the maker that OpenRouter puts before a name, as in `Google: Nano Banana`."""
    return name.partition(": ")[2] or name if name else None
