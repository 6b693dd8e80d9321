"""Turns OpenRouter's model lists into the models that members can choose."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from bot.openrouter.catalogue.builtin_models import KNOWN, UNPUBLISHED_REFERENCES
from bot.openrouter.catalogue.listed import (
    Architecture,
    Descriptor,
    ListedChatModel,
    ListedImageModel,
    Listing,
    is_router_id,
    texts_of,
)
from bot.openrouter.catalogue.prices import (
    EndpointList,
    PriceRange,
    chat_price_range_of,
    price_range_of,
    prices_of,
)
from bot.openrouter.lenient import plain_name
from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO, COMMON_RATIOS, parse_ratio
from bot.policy.normal_form import normalise_prompt

_Item = TypeVar("_Item", ListedImageModel, ListedChatModel)

#: `author/slug`, optionally with a variant as suffix (`:free`) or a tilde as prefix (an alias).
_ID = re.compile(r"[^\s/.][^\s/]*(?:/[^\s/.][^\s/]*)+")

#: Characters of a name before normalisation; the longest real name has 60.
_MAX_NAME_LENGTH = 200


def with_prices_of(listing: Listing, found: Mapping[str, EndpointList]) -> Listing:
    """Return a listing with new prices; models without new ones keep theirs.

    Args:
        listing: The previous listing.
        found: The endpoints read, by model id.
    """
    sizes = {item.id: item.sizes() for item in listing.images if item}
    prices: dict[str, dict[str, int]] = {}
    bounds: dict[str, PriceRange] = {}
    for model_id, endpoints in found.items():
        own = sizes.get(model_id, ())
        prices[model_id] = prices_of(model_id, endpoints, sizes=own)
        bounds[model_id] = price_range_of(model_id, endpoints, sizes=own)
    update = {
        "prices": (listing.prices or {}) | {id_: known for id_, known in prices.items() if known},
        "bounds": (listing.bounds or {})
        | {id_: known for id_, known in bounds.items() if known.images},
    }
    return listing.model_copy(update=update)


def models_of(listing: Listing, *, today: date) -> dict[str, Model]:
    """Return the available models by id.

    For a model on `/images`, that list decides its parameters and whether Discord can display its
    formats; the chat list adds modalities, expiration dates, and further models. Gaps are filled
    from the built-in models. Routers are excluded.
    """
    images = _by_id(item for item in listing.images if item and item.is_displayable())
    images = _by_id(filter(None, listing.images)) | images
    chat = _by_id(filter(None, listing.chat))
    models: dict[str, Model] = {}
    for model_id in {**images, **chat}:
        image_item, chat_item = images.get(model_id), chat.get(model_id)
        if _is_unusable(model_id, image_item, chat_item, today):
            continue
        if image_item is not None:
            models[model_id] = _image_model(model_id, image_item, chat_item)
        elif chat_item is not None and _generates(chat_item.architecture):
            models[model_id] = _chat_model(model_id, chat_item)
    return {
        model_id: _with_prices(model, listing, chat.get(model_id))
        for model_id, model in models.items()
    }


def _by_id(items: Iterable[_Item]) -> dict[str, _Item]:
    """Index items by id; unsafe ids are skipped, and the first of duplicates is kept."""
    found: dict[str, _Item] = {}
    for item in items:
        model_id = plain_name(item.id)
        if model_id is not None and _ID.fullmatch(model_id):
            found.setdefault(model_id, item)
    return found


def _is_unusable(
    model_id: str,
    image_item: ListedImageModel | None,
    chat_item: ListedChatModel | None,
    today: date,
) -> bool:
    """Tell whether one of the lists marks a model as unusable."""
    if image_item is not None and not image_item.is_displayable():
        return True
    if chat_item is None:
        return is_router_id(model_id)
    return chat_item.is_router() or not chat_item.is_alive(today)


def _with_prices(model: Model, listing: Listing, chat_item: ListedChatModel | None) -> Model:
    bounds = (listing.bounds or {}).get(model.id) if model.on_images else None
    if bounds is None or bounds.images is None:
        bounds = chat_price_range_of(model.id, chat_item and chat_item.pricing)
    return replace(
        model,
        prices=(listing.prices or {}).get(model.id),
        bounds=bounds.images,
        reference_micros=bounds.reference or 0,
    )


def _image_model(model_id: str, item: ListedImageModel, chat_item: ListedChatModel | None) -> Model:
    parameters = item.parameters()
    architecture = (chat_item and chat_item.architecture) or item.architecture
    return Model(
        id=model_id,
        name=_short(item.name) or model_id,
        ratios=tuple(filter(_is_ratio, texts_of(parameters.aspect_ratio))),
        sizes=item.sizes(),
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


@lru_cache(maxsize=256)
def _is_ratio(value: str) -> bool:
    """Tell whether it is a ratio; `auto` is not: for that, the request has none."""
    try:
        return value != AUTO and parse_ratio(value) > 0
    except ValueError:
        return False


def _max_references(descriptor: Descriptor | None) -> int:
    if descriptor is None:
        return 0
    return UNPUBLISHED_REFERENCES if descriptor.max is None else max(0, descriptor.max)


def _chat_references(architecture: Architecture | None) -> int:
    takes_images = architecture is not None and "image" in architecture.input_modalities
    return UNPUBLISHED_REFERENCES if takes_images else 0


def _generates(architecture: Architecture | None) -> bool:
    return architecture is not None and "image" in architecture.output_modalities


def _writes_text(architecture: Architecture | None) -> bool:
    return architecture is None or "text" in architecture.output_modalities


def _short(name: str | None) -> str | None:
    """Return a name on one line without the vendor that OpenRouter puts in front.

    `Google: Nano Banana` becomes `Nano Banana`. Invisible characters and terminal control
    characters are removed.
    """
    if not name:
        return None
    plain = normalise_prompt(name[:_MAX_NAME_LENGTH])
    return plain.partition(": ")[2] or plain or None
