"""What OpenRouter's lists say of prices, as micro-dollars for one picture."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from bot.openrouter.body import MAX_TOKENS
from bot.openrouter.known import MOST_PICTURE_TOKENS, PICTURE_TOKENS
from bot.openrouter.loose import Loose, LooseList, LooseModel, Price, WholeNumber
from bot.policy.money import micros_from_usd
from bot.policy.request import MAX_PROMPT_LENGTH

#: Millions of pixels of a size, for prices by the megapixel.
_MEGAPIXELS = {"": 1.0, "512": 0.25, "1K": 1.0, "2K": 4.0, "4K": 16.0}

#: FLUX.2, which counts an attached picture by its pixels, is sent 2048 by 2048 of them at most.
#: https://docs.comfy.org/zh/built-in-nodes/Flux2MaxImageNode, read 2026-11-22
_REFERENCE_MEGAPIXELS = 4.0

#: No picture costs this much; a larger number is a mistake or in another unit.
_MOST_USD = 20.0

#: A text takes one token for about four letters in English, and one for each in the scripts that
#: take most.
_PROMPT_TOKENS = MAX_PROMPT_LENGTH

#: Twice the 3,050 that GPT Image 1 counts for an attached picture with high fidelity.
#: https://fal.ai/models/fal-ai/gpt-image-1/edit-image/llms.txt, read 2026-11-22
_REFERENCE_TOKENS = 6240

#: `pricing.image` is dollars for one attached picture with some models, for one token of it with
#: others; below this it can only be the second.
_LEAST_USD_OF_A_PICTURE = 0.0001


class _Pricing(LooseModel):
    billable: Loose[str] = None
    unit: Loose[str] = None
    cost_usd: Loose[Price] = None
    variant: Loose[str] = None


class _Endpoint(LooseModel):
    pricing: LooseList[_Pricing] = ()


class EndpointList(LooseModel):
    """The answer of `GET /images/models/{author}/{slug}/endpoints`."""

    endpoints: LooseList[_Endpoint] = ()

    def lines(self, *billables: str) -> Iterator[_Pricing]:
        """Yield what all endpoints together ask for some of the things that they bill."""
        for endpoint in filter(None, self.endpoints):
            for line in filter(None, endpoint.pricing):
                if line.billable in billables:
                    yield line


class ChatPricing(LooseModel):
    """The `pricing` of an item of `GET /models`: dollars for a token, -1 where they vary."""

    prompt: Loose[Price] = None
    completion: Loose[Price] = None
    image_output: Loose[Price] = None
    """0 where it is not expressible, which is not free."""
    image: Loose[Price] = None
    """For an attached picture."""
    request: Loose[Price] = None
    """For each request."""


class Bounds(LooseModel):
    """The most that a model's pictures should cost, in micro-dollars."""

    pictures: Loose[dict[str, WholeNumber]] = None
    """One picture by size, with the prompt and the words beside it; None when not expressible."""
    reference: Loose[WholeNumber] = None
    """Each attached picture."""


def prices_of(model_id: str, endpoints: EndpointList) -> dict[str, int]:
    """Return the list price of one picture by size in micro-dollars, the dearest endpoint's.

    Empty where it cannot be told per picture.
    """
    return _pictures(endpoints, PICTURE_TOKENS.get(model_id, {}))


def bounds_of(model_id: str, endpoints: EndpointList) -> Bounds:
    """Return the most that pictures through `/images` should cost, the dearest endpoint's.

    Where tokens are priced and their number is not known, it is the most that any model takes.
    """
    pictures = _pictures(endpoints, PICTURE_TOKENS.get(model_id, MOST_PICTURE_TOKENS))
    prompt = _dearest(map(_prompt_usd, endpoints.lines("input_text")))
    return Bounds(
        pictures={size: micros + prompt for size, micros in pictures.items()} or None,
        reference=_dearest(map(_reference_usd, endpoints.lines("input_image", "input_reference"))),
    )


def chat_bounds_of(model_id: str, pricing: ChatPricing | None) -> Bounds:
    """Return the most that pictures through the chat surface should cost.

    A picture's own tokens, the prompt's, and for thinking and words all that is left of the tokens
    that a request asks for.
    """
    if pricing is None or not _is_price(pricing.image_output):
        return Bounds()
    output, completion = _usd(pricing.image_output), _usd(pricing.completion)
    asked = _usd(pricing.request) + _usd(pricing.prompt) * _PROMPT_TOKENS
    pictures: dict[str, float] = {}
    for size, count in PICTURE_TOKENS.get(model_id, MOST_PICTURE_TOKENS).items():
        tokens = min(count, MAX_TOKENS)
        pictures[size] = asked + output * tokens + completion * (MAX_TOKENS - tokens)
    attached = _usd(pricing.image)
    if attached < _LEAST_USD_OF_A_PICTURE:
        attached = max(attached, _usd(pricing.prompt)) * _REFERENCE_TOKENS
    return Bounds(
        pictures={size: micros_from_usd(usd) for size, usd in pictures.items() if _is_price(usd)}
        or None,
        reference=_dearest([attached]),
    )


def _pictures(endpoints: EndpointList, tokens: Mapping[str, int]) -> dict[str, int]:
    prices: dict[str, int] = {}
    # each picture is a request of its own
    fees: dict[str, int] = {}
    for line in endpoints.lines("output_image"):
        kind = fees if line.unit == "request" else prices
        for size, usd in _by_size(line, tokens).items():
            if _is_price(usd):
                kind[size] = max(kind.get(size, 0), micros_from_usd(usd))
    # Without a wish for a size, models paint the one that is called 1K.
    for kind in (prices, fees):
        if "1K" in kind:
            kind.setdefault("", kind["1K"])
    if not prices:
        return fees
    return {size: each + fees.get(size, fees.get("", 0)) for size, each in prices.items()}


def _by_size(line: _Pricing, tokens: Mapping[str, int]) -> Mapping[str, float]:
    """Return dollars per picture by size, as far as one price says it."""
    if line.cost_usd is None:
        return {}
    if line.unit in {"image", "request"}:
        return {(line.variant or "").upper(): line.cost_usd}
    if line.unit == "megapixel":
        return {size: line.cost_usd * factor for size, factor in _MEGAPIXELS.items()}
    if line.unit == "token":
        return {size: line.cost_usd * count for size, count in tokens.items()}
    return {}


def _prompt_usd(line: _Pricing) -> float:
    factors = {"token": _PROMPT_TOKENS, "request": 1.0}
    return (line.cost_usd or 0.0) * factors.get(line.unit or "", 0.0)


def _reference_usd(line: _Pricing) -> float:
    factors = {
        "image": 1.0,
        "request": 1.0,
        "megapixel": _REFERENCE_MEGAPIXELS,
        "token": _REFERENCE_TOKENS,
    }
    return (line.cost_usd or 0.0) * factors.get(line.unit or "", 0.0)


def _dearest(dollars: Iterable[float]) -> int:
    """Return the highest sane price as micro-dollars; 0 when there is none."""
    return max((micros_from_usd(usd) for usd in dollars if _is_price(usd)), default=0)


def _usd(price: float | None) -> float:
    return price if _is_price(price) else 0.0


def _is_price(usd: float | None) -> TypeGuard[float]:
    return usd is not None and 0 < usd <= _MOST_USD
