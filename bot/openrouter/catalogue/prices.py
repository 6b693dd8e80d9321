"""What OpenRouter's lists say of prices, as micro-dollars for one image."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, TypeGuard

from pydantic import ConfigDict, Field

from bot.openrouter.body import MAX_TOKENS
from bot.openrouter.catalogue.builtin_models import IMAGE_TOKENS, MOST_IMAGE_TOKENS
from bot.openrouter.lenient import LenientModel, Loose, LooseList, Price
from bot.policy.images.request import MAX_PROMPT_LENGTH
from bot.policy.images.size import edge_of
from bot.policy.money import micros_from_usd

#: Sizes that have a price by the megapixel, whether or not the catalogue lists them for the model.
_USUAL_SIZES = ("512", "768", "1K", "1.5K", "2K", "4K")

#: The edge of a 1K square, which is one megapixel.
_PIXELS_PER_K = 1024

#: FLUX.2, which counts an attached image by its pixels, is sent 2048 by 2048 of them at most.
#: https://docs.comfy.org/zh/built-in-nodes/Flux2MaxImageNode, read 2026-11-22
_REFERENCE_MEGAPIXELS = 4.0

#: No image costs this much; a larger number is a mistake or in another unit.
_MOST_USD = 20.0

#: A text takes one token for about four letters in English, and one for each in the scripts that
#: take most.
_PROMPT_TOKENS = MAX_PROMPT_LENGTH

#: Twice the 3,050 that GPT Image 1 counts for an attached image with high fidelity.
#: https://fal.ai/models/fal-ai/gpt-image-1/edit-image/llms.txt, read 2026-11-22
_REFERENCE_TOKENS = 6240

#: `pricing.image` is dollars for one attached image with some models, for one token of it with
#: others; below this it can only be the second.
_LEAST_USD_OF_A_IMAGE = 0.0001

#: What is billed only where images or fonts go along.
_ATTACHED = ("input_image", "input_reference", "input_font")


class _Pricing(LenientModel):
    """What is billed, in which unit: `image`, `megapixel`, `token`, or `request`.

    OpenRouter's SDK 1.3.84, `ImagePricingEntry`, read 2026-11-30.
    """

    billable: Loose[str] = None
    unit: Loose[str] = None
    cost_usd: Loose[Price] = None
    variant: Loose[str] = None

    @property
    def size(self) -> str:
        """The size that it is for; empty for all."""
        return (self.variant or "").upper()

    @property
    def is_fee(self) -> bool:
        """Whether each request costs it, with images attached or without."""
        return self.unit == "request" and self.billable not in _ATTACHED


class _Endpoint(LenientModel):
    pricing: LooseList[_Pricing] = ()

    def lines(self) -> Iterator[tuple[_Pricing, float]]:
        """Yield every line with its price in dollars, where that is one."""
        for line in self.pricing:
            if line is not None and _is_price(line.cost_usd):
                yield line, line.cost_usd


class EndpointList(LenientModel):
    """The answer of `GET /images/models/{author}/{slug}/endpoints`."""

    endpoints: LooseList[_Endpoint] = ()

    def each(self) -> Iterator[_Endpoint]:
        """Yield every endpoint that can be read."""
        yield from filter(None, self.endpoints)

    def lines(self, *billables: str) -> Iterator[tuple[_Pricing, float]]:
        """Yield what all endpoints together ask for some of the things that they bill."""
        for endpoint in self.each():
            yield from (found for found in endpoint.lines() if found[0].billable in billables)


class ChatPricing(LenientModel):
    """The `pricing` of an item of `GET /models`: dollars for a token, -1 where they vary."""

    prompt: Loose[Price] = None
    completion: Loose[Price] = None
    image_output: Loose[Price] = None
    """0 where it is not expressible, which is not free."""
    image: Loose[Price] = None
    """For an attached image."""
    request: Loose[Price] = None
    """For each request."""

    @property
    def varies(self) -> bool:
        """Whether it depends on who paints in the end."""
        return any(usd is not None and usd < 0 for usd in (self.prompt, self.completion))


class PriceRange(LenientModel):
    """The most that a model's images should cost, in micro-dollars."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    # the copy on disk has the alias
    images: Annotated[Loose[dict[str, int]], Field(alias="pictures")] = None
    """One image by size, with the prompt and the words beside it; None when not expressible."""
    reference: Loose[int] = None
    """Each attached image."""


def prices_of(
    model_id: str, endpoints: EndpointList, *, sizes: Sequence[str] = ()
) -> dict[str, int]:
    """Return the list price of one image by size in micro-dollars, the dearest endpoint's.

    Each image is a request of its own, so what a request costs is part of it. Empty where it
    cannot be told per image.

    Args:
        model_id: Whose prices they are.
        endpoints: Who serves it, at which prices.
        sizes: What the catalogue lists for it, besides the usual ones.
    """
    return _images(endpoints, IMAGE_TOKENS.get(model_id, {}), sizes)


def price_range_of(
    model_id: str, endpoints: EndpointList, *, sizes: Sequence[str] = ()
) -> PriceRange:
    """Return the most that images through `/images` should cost, the dearest endpoint's.

    Where tokens are priced and their number is not known, it is the most that any model takes.
    The arguments are those of `prices_of`.
    """
    images = _images(endpoints, IMAGE_TOKENS.get(model_id, MOST_IMAGE_TOKENS), sizes)
    # a bound that is beyond belief leaves what is listed
    for size, micros in prices_of(model_id, endpoints, sizes=sizes).items():
        images[size] = max(images.get(size, 0), micros)
    prompt = _dearest(
        usd * _PROMPT_TOKENS for line, usd in endpoints.lines("input_text") if line.unit == "token"
    )
    attached = (usd * _reference_factor(line) for line, usd in endpoints.lines(*_ATTACHED))
    return PriceRange(
        images={size: micros + prompt for size, micros in images.items()} or None,
        reference=_dearest(attached),
    )


def chat_price_range_of(model_id: str, pricing: ChatPricing | None) -> PriceRange:
    """Return the most that images through the chat surface should cost.

    An image's own tokens, the prompt's, and for thinking and words all that is left of the tokens
    that a request asks for.
    """
    if pricing is None or not _is_price(pricing.image_output):
        return PriceRange()
    output, completion = _usd(pricing.image_output), _usd(pricing.completion)
    asked = _usd(pricing.request) + _usd(pricing.prompt) * _PROMPT_TOKENS
    images: dict[str, float] = {}
    for size, count in IMAGE_TOKENS.get(model_id, MOST_IMAGE_TOKENS).items():
        tokens = min(count, MAX_TOKENS)
        images[size] = asked + output * tokens + completion * (MAX_TOKENS - tokens)
    attached = _usd(pricing.image)
    if attached < _LEAST_USD_OF_A_IMAGE:
        attached = max(attached, _usd(pricing.prompt)) * _REFERENCE_TOKENS
    return PriceRange(
        images={size: micros_from_usd(usd) for size, usd in images.items() if _is_price(usd)}
        or None,
        reference=_dearest([attached]),
    )


def _images(
    endpoints: EndpointList, tokens: Mapping[str, int], sizes: Sequence[str]
) -> dict[str, int]:
    prices: dict[str, int] = {}
    for endpoint in endpoints.each():
        for size, usd in _by_size(endpoint, tokens, sizes).items():
            if _is_price(usd):
                prices[size] = max(prices.get(size, 0), micros_from_usd(usd))
    # Without a wish for a size, models paint the one that is called 1K.
    if "1K" in prices:
        prices.setdefault("", prices["1K"])
    return prices


def _by_size(
    endpoint: _Endpoint, tokens: Mapping[str, int], sizes: Sequence[str]
) -> Mapping[str, float]:
    """Return dollars per image by size with the request's fee; empty where it cannot be told."""
    images: dict[str, float] = {}
    generated = [found for found in endpoint.lines() if found[0].billable == "output_image"]
    for line, usd in generated:
        for size, factor in _factors(line, tokens, sizes).items():
            if _is_price(usd * factor):
                images[size] = max(images.get(size, 0.0), usd * factor)
    billed = generated or [
        found for found in endpoint.lines() if found[0].billable not in _ATTACHED
    ]
    if not images and not all(line.is_fee for line, _ in billed):
        # how much of what it bills an image takes is not known
        return {}
    fees = _fees(endpoint)
    usual = images.get("", images.get("1K", 0.0))
    return {
        size: images.get(size, usual) + fees.get("", 0.0) + (fees.get(size, 0.0) if size else 0.0)
        for size in {*images, *fees}
    }


def _factors(
    line: _Pricing, tokens: Mapping[str, int], sizes: Sequence[str]
) -> Mapping[str, float]:
    """Return how often an image of each size costs what a line says."""
    if line.unit == "image":
        return {line.size: 1.0}
    if line.unit == "megapixel":
        edges = {size: edge_of(size) for size in (*_USUAL_SIZES, *sizes)}
        by_size = {size: (edge / _PIXELS_PER_K) ** 2 for size, edge in edges.items() if edge}
        return {"": 1.0, **by_size}
    return tokens if line.unit == "token" else {}


def _fees(endpoint: _Endpoint) -> Mapping[str, float]:
    """Return dollars per request by size; empty for all sizes."""
    dearest: dict[tuple[str | None, str], float] = {}
    for line, usd in endpoint.lines():
        if line.is_fee:
            what = (line.billable, line.size)
            dearest[what] = max(dearest.get(what, 0.0), usd)
    fees: dict[str, float] = {}
    for (_, size), usd in dearest.items():
        fees[size] = fees.get(size, 0.0) + usd
    return fees


def _reference_factor(line: _Pricing) -> float:
    factors = {
        "image": 1.0,
        "request": 1.0,
        "megapixel": _REFERENCE_MEGAPIXELS,
        "token": _REFERENCE_TOKENS,
    }
    return factors.get(line.unit or "", 0.0)


def _dearest(dollars: Iterable[float]) -> int:
    """Return the highest sane price as micro-dollars; 0 when there is none."""
    return max((micros_from_usd(usd) for usd in dollars if _is_price(usd)), default=0)


def _usd(price: float | None) -> float:
    return price if _is_price(price) else 0.0


def _is_price(usd: float | None) -> TypeGuard[float]:
    return usd is not None and 0 < usd <= _MOST_USD
