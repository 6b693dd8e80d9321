"""Image models: their options and prices, the preferred ones, and successors of gone ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

#: In order of preference; the first available one is used when a request names no model. A cheap
#: model follows the cheapest, so that its end does not triple the cost of every image.
PREFERRED_MODELS = (
    "google/gemini-2.5-flash-image",
    "google/gemini-3.1-flash-image",
    "google/gemini-3-pro-image-preview",
    "openai/gpt-5-image-mini",
    "openai/gpt-5-image",
)

#: From a model to its successor; chains are followed. Google's and OpenAI's announced ends,
#: https://openrouter.ai/models and the makers' deprecation pages, read 2026-11-22
MODEL_SUCCESSORS = {
    "google/gemini-2.5-flash-image": "google/gemini-3.1-flash-image",
    "google/gemini-3.1-flash-image": "google/gemini-nano-banana-2.1",
    "google/gemini-3-pro-image-preview": "google/gemini-3-pro-image",
    "openai/gpt-5-image-mini": "openai/gpt-image-2.5-flare",
    "openai/gpt-image-2.5-flare": "openai/gpt-image-2",
    "openai/gpt-5-image": "openai/gpt-image-2.5-sunburst",
    "openai/gpt-image-2.5-sunburst": "openai/gpt-5.4-image-2",
}


@dataclass(frozen=True, slots=True)
class Model:
    """One image model."""

    id: str
    """OpenRouter's id, `author/slug`."""
    name: str
    """Display name."""
    ratios: tuple[str, ...] = ()
    """Accepted ratios; empty when it has no such parameter."""
    sizes: tuple[str, ...] = ()
    """Accepted sizes (`1K`, `2K`, …), the smallest first; empty when it has no such parameter."""
    max_references: int = 0
    """Most accepted references."""
    takes_seed: bool = False
    writes_text: bool = True
    """Whether it returns text beside the image (chat modalities `image` and `text`)."""
    on_images: bool = False
    """Whether `POST /images` serves it."""
    prices: Mapping[str, int] | None = None
    """Micro-dollars for one image by size; the key `""` is the price without a size.
    None when the price is unknown or not expressible per image."""
    bounds: Mapping[str, int] | None = None
    """Upper bound of one image's cost, including its prompt and returned text, in the form of
    `prices`. None when too little is known."""
    reference_micros: int = 0
    """Upper bound of the cost of each attached image, in micro-dollars."""

    def price_micros(self, size: str | None = None) -> int | None:
        """Return the list price of one image; None when it is unknown."""
        if not self.prices:
            return None
        return self.prices.get(size or "", self.prices.get(""))

    def most_micros(self, size: str | None = None) -> int | None:
        """Return an upper bound of one image's cost; None when nothing is known.

        A size without a known price counts as the most expensive one.
        """
        known = [costs for costs in (self.prices, self.bounds) if costs]
        return max((_highest(costs, size) for costs in known), default=None)


def _highest(costs: Mapping[str, int], size: str | None) -> int:
    return costs.get(size or "", max(costs.values()))


def sizes_of(models: Iterable[Model]) -> tuple[str, ...]:
    """Return every size that one of the models accepts, without duplicates."""
    return tuple(dict.fromkeys(size for model in models for size in model.sizes))


@dataclass(frozen=True, slots=True)
class Choice:
    """The model chosen for a request."""

    model: Model
    gone: str | None = None
    """The id of the gone model that this one replaces."""


def choose_model(
    wanted: str | None,
    *,
    preferred: Sequence[str],
    successors: Mapping[str, str],
    alive: Callable[[str], Model | None],
    allowed: frozenset[str] | None = None,
) -> Choice | None:
    """Choose the model for a request.

    Args:
        wanted: The requested id; None for the first available one of `preferred`.
        preferred: Ids in order of preference. If none is available, their successors are tried,
            then the other `allowed` ones, the cheapest first.
        successors: From an id to its successor's; chains are followed.
        alive: Returns the model of an id, or None when it is not available now.
        allowed: The only ids that may be used; None for all.

    Returns:
        The choice, or None when neither the requested model nor a successor is available and
        allowed. A requested model is replaced by its successors only, and only when it is gone.
    """
    pool = _Pool(successors, alive, allowed)
    if wanted:
        return pool.itself(wanted) or pool.successor(wanted)
    for find in (pool.itself, pool.successor):
        for choice in map(find, preferred):
            if choice is not None:
                return choice
    return pool.cheapest_allowed()


@dataclass(frozen=True, slots=True)
class _Pool:
    """The models that can be chosen; see `choose_model`."""

    successors: Mapping[str, str]
    alive: Callable[[str], Model | None]
    allowed: frozenset[str] | None

    def itself(self, model_id: str) -> Choice | None:
        model = self._model(model_id)
        return None if model is None else Choice(model)

    def successor(self, model_id: str) -> Choice | None:
        # a model that is available but not allowed is not gone, so it is not replaced
        if self.alive(model_id) is not None:
            return None
        models = map(self._model, successors_of(model_id, self.successors))
        return next((Choice(model, gone=model_id) for model in models if model is not None), None)

    def cheapest_allowed(self) -> Choice | None:
        models = [model for model in map(self.alive, self.allowed or ()) if model is not None]
        cheapest = min(models, key=_price_order, default=None)
        return None if cheapest is None else Choice(cheapest)

    def _model(self, model_id: str) -> Model | None:
        return self.alive(model_id) if self.allowed is None or model_id in self.allowed else None


def successors_of(model_id: str, successors: Mapping[str, str]) -> Iterator[str]:
    """Yield the ids of a model's successors, the nearest first, each once.

    Args:
        model_id: The model; never yielded itself.
        successors: From an id to its successor's.
    """
    seen = {model_id}
    current = successors.get(model_id)
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        current = successors.get(current)


def _price_order(model: Model) -> tuple[bool, int, str]:
    most = model.most_micros()
    return most is None, most or 0, model.id
