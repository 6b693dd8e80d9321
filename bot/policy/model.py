"""What an image model can do, what it costs, and which one paints when the asked one is gone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


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
    """How many reference pictures it accepts at most."""
    takes_seed: bool = False
    writes_text: bool = True
    """Whether it answers with text beside the picture (chat modalities `image` and `text`)."""
    on_images: bool = False
    """Whether `POST /images` serves it."""
    prices: Mapping[str, int] | None = None
    """Micro-dollars for one picture by size; the key `""` is the price without a size.
    None where the price is not known or not expressible per picture."""

    def price_micros(self, size: str | None = None) -> int | None:
        """Return the list price of one picture, or None where it is not known."""
        if not self.prices:
            return None
        return self.prices.get(size or "", self.prices.get(""))


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
) -> Choice | None:
    """Choose the model that paints.

    Args:
        wanted: The id a member named, or None for the first living one of `preferred`.
        preferred: Ids in order of preference; only when none lives do their successors count.
        successors: From an id to the one that takes its place; chains are followed.
        alive: Returns the model for an id that can paint now, or None.

    Returns:
        The choice, or None when nothing that was wanted, nor any successor of it, lives.
        A member's wish is never replaced by anything but its successors.
    """
    if not wanted:
        for model in map(alive, preferred):
            if model is not None:
                return Choice(model)
    for first in [wanted] if wanted else preferred:
        seen: set[str] = set()
        current: str | None = first
        while current is not None and current not in seen:
            seen.add(current)
            model = alive(current)
            if model is not None:
                return Choice(model, gone=None if current == first else first)
            current = successors.get(current)
    return None
