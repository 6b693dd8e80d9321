"""Turns OpenRouter's price lists into micro-dollars per image."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, TypeGuard

from pydantic import ConfigDict, Field

from bot.openrouter.body import MAX_TOKENS
from bot.openrouter.catalogue.builtin_models import IMAGE_TOKENS, MAX_IMAGE_TOKENS
from bot.openrouter.lenient import LenientModel, Loose, LooseList, Price
from bot.policy.images.request import MAX_PROMPT_LENGTH
from bot.policy.images.size import edge_of
from bot.policy.money import micros_from_usd

#: Sizes priced by the megapixel, even if the catalogue does not list them for the model.
_USUAL_SIZES = ("512", "768", "1K", "1.5K", "2K", "4K")

#: The edge of a 1K square, which is one megapixel.
_PIXELS_PER_K = 1024

#: Maximum of an attached image: FLUX.2, which bills its pixels, accepts up to 2048 by 2048.
#: https://docs.comfy.org/zh/built-in-nodes/Flux2MaxImageNode, read 2026-11-22
_REFERENCE_MEGAPIXELS = 4.0

#: No image costs more, in dollars; larger numbers are errors or in another unit.
_MAX_USD = 20.0

#: Upper bound: English takes about a token per four characters, the densest scripts one for each.
_PROMPT_TOKENS = MAX_PROMPT_LENGTH

#: About twice the 3,050 tokens of an attached image in high fidelity with GPT Image 1.
#: https://fal.ai/models/fal-ai/gpt-image-1/edit-image/llms.txt, read 2026-11-22
_REFERENCE_TOKENS = 6240

#: `pricing.image` is in dollars per attached image for some models, per token of it for others;
#: below this it can only be per token.
_MIN_USD_PER_IMAGE = 0.0001

#: Billables that apply only to requests with attached images or fonts.
_ATTACHED = ("input_image", "input_reference", "input_font")


class _Pricing(LenientModel):
    """One line of a price list; its unit is `image`, `megapixel`, `token`, or `request`.

    OpenRouter's SDK 1.3.84, `ImagePricingEntry`, read 2026-11-30.
    """

    billable: Loose[str] = None
    unit: Loose[str] = None
    cost_usd: Loose[Price] = None
    variant: Loose[str] = None

    @property
    def size(self) -> str:
        """The size that it applies to; empty for all."""
        return (self.variant or "").upper()

    @property
    def is_fee(self) -> bool:
        """Whether it applies to every request, even without attached images."""
        return self.unit == "request" and self.billable not in _ATTACHED


class _Endpoint(LenientModel):
    pricing: LooseList[_Pricing] = ()

    def lines(self) -> Iterator[tuple[_Pricing, float]]:
        """Yield every line that has a plausible price, with the price in dollars."""
        for line in self.pricing:
            if line is not None and _is_price(line.cost_usd):
                yield line, line.cost_usd


class EndpointList(LenientModel):
    """The answer of `GET /images/models/{author}/{slug}/endpoints`."""

    endpoints: LooseList[_Endpoint] = ()

    def each(self) -> Iterator[_Endpoint]:
        """Yield every valid endpoint."""
        yield from filter(None, self.endpoints)

    def lines(self, *billables: str) -> Iterator[tuple[_Pricing, float]]:
        """Yield the priced lines of all endpoints with one of the billables."""
        for endpoint in self.each():
            yield from (found for found in endpoint.lines() if found[0].billable in billables)


class ChatPricing(LenientModel):
    """The `pricing` of an item of `GET /models`: dollars per token, -1 if variable."""

    prompt: Loose[Price] = None
    completion: Loose[Price] = None
    image_output: Loose[Price] = None
    """0 means not expressible, not free."""
    image: Loose[Price] = None
    """Per attached image, or per token of it."""
    request: Loose[Price] = None
    """Per request."""

    @property
    def varies(self) -> bool:
        """Whether the price depends on the model that a router picks."""
        return any(usd is not None and usd < 0 for usd in (self.prompt, self.completion))


class PriceRange(LenientModel):
    """Upper bounds for the cost of a model's images, in micro-dollars."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    # the alias is the key in the copy on disk
    images: Annotated[Loose[dict[str, int]], Field(alias="pictures")] = None
    """Per image by size, including the prompt and the model's text; None if not expressible."""
    reference: Loose[int] = None
    """Per attached image."""


def prices_of(
    model_id: str, endpoints: EndpointList, *, sizes: Sequence[str] = ()
) -> dict[str, int]:
    """Return the list price of one image by size in micro-dollars, at the dearest endpoint.

    Fees per request are included, since each image is one request. Empty if the price per image
    cannot be determined.

    Args:
        model_id: The model.
        endpoints: Its endpoints with their prices.
        sizes: Sizes that the catalogue lists for it, in addition to the usual ones.
    """
    return _images(endpoints, IMAGE_TOKENS.get(model_id, {}), sizes)


def price_range_of(
    model_id: str, endpoints: EndpointList, *, sizes: Sequence[str] = ()
) -> PriceRange:
    """Return upper bounds for images through `/images`, at the dearest endpoint.

    For prices per token with an unknown number of tokens, the highest number of any model counts.
    The arguments are those of `prices_of`.
    """
    images = _images(endpoints, IMAGE_TOKENS.get(model_id, MAX_IMAGE_TOKENS), sizes)
    # the list price replaces a bound that was discarded as implausible
    for size, micros in prices_of(model_id, endpoints, sizes=sizes).items():
        images[size] = max(images.get(size, 0), micros)
    prompt = _highest(
        usd * _PROMPT_TOKENS for line, usd in endpoints.lines("input_text") if line.unit == "token"
    )
    attached = (usd * _reference_factor(line) for line, usd in endpoints.lines(*_ATTACHED))
    return PriceRange(
        images={size: micros + prompt for size, micros in images.items()} or None,
        reference=_highest(attached),
    )


def chat_price_range_of(model_id: str, pricing: ChatPricing | None) -> PriceRange:
    """Return upper bounds for images through the chat surface.

    They cover the tokens of the image and of the prompt, and count the rest of `MAX_TOKENS` as
    reasoning and text.
    """
    if pricing is None or not _is_price(pricing.image_output):
        return PriceRange()
    output, completion = _usd(pricing.image_output), _usd(pricing.completion)
    base = _usd(pricing.request) + _usd(pricing.prompt) * _PROMPT_TOKENS
    images: dict[str, float] = {}
    for size, count in IMAGE_TOKENS.get(model_id, MAX_IMAGE_TOKENS).items():
        tokens = min(count, MAX_TOKENS)
        images[size] = base + output * tokens + completion * (MAX_TOKENS - tokens)
    attached = _usd(pricing.image)
    if attached < _MIN_USD_PER_IMAGE:
        attached = max(attached, _usd(pricing.prompt)) * _REFERENCE_TOKENS
    return PriceRange(
        images={size: micros_from_usd(usd) for size, usd in images.items() if _is_price(usd)}
        or None,
        reference=_highest([attached]),
    )


def _images(
    endpoints: EndpointList, tokens: Mapping[str, int], sizes: Sequence[str]
) -> dict[str, int]:
    prices: dict[str, int] = {}
    for endpoint in endpoints.each():
        for size, usd in _by_size(endpoint, tokens, sizes).items():
            if _is_price(usd):
                prices[size] = max(prices.get(size, 0), micros_from_usd(usd))
    # without a requested size, models generate 1K
    if "1K" in prices:
        prices.setdefault("", prices["1K"])
    return prices


def _by_size(
    endpoint: _Endpoint, tokens: Mapping[str, int], sizes: Sequence[str]
) -> Mapping[str, float]:
    """Return dollars per image by size, including fees; empty if they cannot be determined."""
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
        # billed in units whose number per image is unknown
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
    """Return the factor for a line's price by image size."""
    if line.unit == "image":
        return {line.size: 1.0}
    if line.unit == "megapixel":
        edges = {size: edge_of(size) for size in (*_USUAL_SIZES, *sizes)}
        by_size = {size: (edge / _PIXELS_PER_K) ** 2 for size, edge in edges.items() if edge}
        return {"": 1.0, **by_size}
    return tokens if line.unit == "token" else {}


def _fees(endpoint: _Endpoint) -> Mapping[str, float]:
    """Return dollars per request by size; the empty size applies to all."""
    highest: dict[tuple[str | None, str], float] = {}
    for line, usd in endpoint.lines():
        if line.is_fee:
            key = (line.billable, line.size)
            highest[key] = max(highest.get(key, 0.0), usd)
    fees: dict[str, float] = {}
    for (_, size), usd in highest.items():
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


def _highest(dollars: Iterable[float]) -> int:
    """Return the highest plausible price in micro-dollars; 0 if there is none."""
    return max((micros_from_usd(usd) for usd in dollars if _is_price(usd)), default=0)


def _usd(price: float | None) -> float:
    return price if _is_price(price) else 0.0


def _is_price(usd: float | None) -> TypeGuard[float]:
    return usd is not None and 0 < usd <= _MAX_USD
