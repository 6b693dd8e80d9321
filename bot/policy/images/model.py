"""Image models: what each can do and costs, which are preferred, which take over."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

#: In order of preference; the first one alive paints when a member names none. A cheap model
#: comes after the cheapest, so that its end does not make every image three times as dear.
PREFERRED_MODELS = (
    "google/gemini-2.5-flash-image",
    "google/gemini-3.1-flash-image",
    "google/gemini-3-pro-image-preview",
    "openai/gpt-5-image-mini",
    "openai/gpt-5-image",
)

#: From a model to the one that takes its place; chains are followed. Google's and OpenAI's
#: announced ends, https://openrouter.ai/models and the makers' deprecation pages, read 2026-11-22
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
    """One image model, as far as choosing and checking need it."""

    id: str
    """OpenRouter's id, `author/slug`."""
    name: str
    """For people."""
    ratios: tuple[str, ...] = ()
    """The ratios it accepts; empty when it has no such parameter."""
    sizes: tuple[str, ...] = ()
    """The resolutions it accepts (`1K`, `2K`, …), smallest first; empty when it has none."""
    max_references: int = 0
    """How many reference images it accepts at most."""
    takes_seed: bool = False
    writes_text: bool = True
    """Whether it answers with text beside the image (chat modalities `image` and `text`)."""
    on_images: bool = False
    """Whether `POST /images` serves it."""
    prices: Mapping[str, int] | None = None
    """Micro-dollars for one image by size; the key `""` is the price without a size.
    None where the price is not known or not expressible per image."""
    bounds: Mapping[str, int] | None = None
    """The most that one image should cost, with its prompt and the words beside it, in the form
    of `prices`. None where too little is known for that."""
    reference_micros: int = 0
    """The most that each attached image adds, in micro-dollars."""

    def price_micros(self, size: str | None = None) -> int | None:
        """Return the list price of one image, or None where it is not known."""
        if not self.prices:
            return None
        return self.prices.get(size or "", self.prices.get(""))

    def most_micros(self, size: str | None = None) -> int | None:
        """Return the most that one image should cost, or None where nothing is known.

        A size that no price is known for counts as the dearest one.
        """
        known = [costs for costs in (self.prices, self.bounds) if costs]
        return max((_dearest(costs, size) for costs in known), default=None)


def _dearest(costs: Mapping[str, int], size: str | None) -> int:
    return costs.get(size or "", max(costs.values()))


def sizes_of(models: Iterable[Model]) -> tuple[str, ...]:
    """Return every resolution that one of the models accepts, each once."""
    return tuple(dict.fromkeys(size for model in models for size in model.sizes))


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that will paint."""

    model: Model
    gone: str | None = None
    """The id that was wanted and no longer exists, when that is why another one paints."""


def choose_model(
    wanted: str | None,
    *,
    preferred: Sequence[str],
    successors: Mapping[str, str],
    alive: Callable[[str], Model | None],
    allowed: frozenset[str] | None = None,
) -> Choice | None:
    """Choose the model that paints.

    Args:
        wanted: The id a member named, or None for the first living one of `preferred`.
        preferred: Ids in order of preference; only when none lives do their successors count, and
            after these whatever `allowed` names, the cheapest first.
        successors: From an id to the one that takes its place; chains are followed.
        alive: Returns the model for an id that can paint now, or None.
        allowed: The only ids that may paint; None for all.

    Returns:
        The choice, or None when nothing that was wanted, nor any successor of it, lives and is
        allowed. A member's wish is never replaced by anything but its successors, and by these
        only when it is gone.
    """

    def may_generate(model_id: str) -> Model | None:
        return alive(model_id) if allowed is None or model_id in allowed else None

    def in_place_of(first: str) -> Choice | None:
        # what lives but may not paint is not gone, so nobody takes its place
        is_gone = alive(first) is None
        return _first_of_chain(first, successors, may_generate) if is_gone else None

    if wanted:
        model = may_generate(wanted)
        return Choice(model) if model else in_place_of(wanted)
    for model in map(may_generate, preferred):
        if model is not None:
            return Choice(model)
    for choice in map(in_place_of, preferred):
        if choice is not None:
            return choice
    others = [model for model in map(alive, allowed or ()) if model is not None]
    cheapest = min(others, key=_price_order, default=None)
    return None if cheapest is None else Choice(cheapest)


def successors_of(model_id: str, successors: Mapping[str, str]) -> Iterator[str]:
    """Yield the ids that take a model's place, the nearest first, each once.

    Args:
        model_id: Whose place; it is not among them.
        successors: From an id to the one that takes its place.
    """
    seen = {model_id}
    current = successors.get(model_id)
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        current = successors.get(current)


def _first_of_chain(
    gone: str, successors: Mapping[str, str], may_generate: Callable[[str], Model | None]
) -> Choice | None:
    models = map(may_generate, successors_of(gone, successors))
    return next((Choice(model, gone=gone) for model in models if model is not None), None)


def _price_order(model: Model) -> tuple[bool, int, str]:
    most = model.most_micros()
    return most is None, most or 0, model.id
