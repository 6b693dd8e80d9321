"""A member's request, and its translation into the order that a model is sent."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO
from bot.policy.images.style import Style, styled
from bot.policy.images.tags import Tags

#: Most images of one command.
MOST_IMAGES = 4

#: Seeds are whole numbers from 0 to this one; providers accept signed 32-bit numbers.
MOST_SEED = 2**31 - 1

#: As long as the longest prompts of other image bots, and short enough for a Discord message.
MAX_PROMPT_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Reference:
    """An image that is sent along with the prompt, on disk so that waiting costs no memory."""

    path: Path
    media_type: str
    """Detected from its bytes: `image/png`, `image/jpeg`, `image/webp` or `image/gif`."""
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """The prompt and options of a member."""

    prompt: str
    """Normalised, 1 to 2,000 characters."""
    ratio: str = AUTO
    size: str | None = None
    """None for the model's own."""
    model: str | None = None
    """A model id; None for the preferred one."""
    references: tuple[Reference, ...] = ()
    seed: int | None = None
    """The member's seed, 0 to `MOST_SEED`; None without one."""
    count: int = 1
    """Number of images, 1 to `MOST_IMAGES`, each generated separately."""
    style: Style | None = None
    own_seed: int | None = None
    """The seed to send when the member sets none, so that the image can be reproduced."""
    missing_style: str | None = None
    """Name of the member's default style, when no such style exists."""

    def with_references(self, *references: Reference) -> "ImageRequest":
        """Return the request with these references in place of its own."""
        return replace(self, references=references)


@dataclass(frozen=True, slots=True)
class Order:
    """A request as one model is sent it: only options that the model has, and valid values."""

    model: Model
    prompt: str
    """The member's own words."""
    ratio: str | None = None
    """None leaves the ratio to the model."""
    size: str | None = None
    references: tuple[Reference, ...] = ()
    seed: int | None = None
    left_out: tuple[str, ...] = field(default=())
    """Requested options that the model does not have: `ratio`, `size`, `seed`."""
    gone: str | None = None
    """Id of the requested model, when it is gone and another one replaces it."""
    failed_over: str | None = None
    """Name of the model that was unavailable, when a successor replaces it."""
    is_thrifty: bool = False
    """Whether a cheaper model is used because a budget is nearly used up."""
    style: Style | None = None
    missing_style: str | None = None
    """Name of the member's default style, when no such style exists and none is used."""
    tags: Tags | None = None
    """Tags for OpenRouter; None sends none."""

    @property
    def sent_prompt(self) -> str:
        """The member's words with those of the style."""
        return styled(self.prompt, self.style)

    @property
    def is_plain(self) -> bool:
        """Whether it has no references, ratio or size, so that every available model accepts it."""
        return not (self.references or self.ratio or self.size)

    def numbered(self, number: int) -> "Order":
        """Return the order for one of several images, each with a different seed.

        Args:
            number: The image's number, from 0.
        """
        if self.seed is None or not number:
            return self
        return replace(self, seed=(self.seed + number) % (MOST_SEED + 1))


@dataclass(frozen=True, slots=True)
class Denied:
    """An option that the model does not accept, with the accepted values."""

    option: str
    """`ratio`, `size` or `image`."""
    given: str
    """The requested value; for `image` the number of references."""
    accepted: tuple[str, ...]
    """The accepted values; for `image` the largest number of references."""
    model: str
    """The model's name."""


def fit_order(request: ImageRequest, model: Model, *, gone: str | None = None) -> Order | Denied:
    """Turn a request into the order for a model.

    An option that the model does not have is left out and named in the order. A value that it does
    not accept, or too many references, is denied. References are never left out, since the image
    would not be the requested one without them.
    """
    denied = _denied(request, model)
    if denied:
        return denied
    seed = request.own_seed if request.seed is None else request.seed
    return Order(
        model=model,
        prompt=request.prompt,
        ratio=_ratio(request) if model.ratios else None,
        size=request.size if model.sizes else None,
        references=request.references,
        seed=seed if model.takes_seed else None,
        left_out=_left_out(request, model),
        gone=gone,
        style=request.style,
        missing_style=request.missing_style,
    )


def _denied(request: ImageRequest, model: Model) -> Denied | None:
    references, most = len(request.references), model.max_references
    if references > most:
        return Denied("image", str(references), (str(most),), model.name)
    ratio, size = ("ratio", _ratio(request), model.ratios), ("size", request.size, model.sizes)
    for option, value, accepted in (ratio, size):
        if value is not None and accepted and value not in accepted:
            return Denied(option, value, accepted, model.name)
    return None


def _left_out(request: ImageRequest, model: Model) -> tuple[str, ...]:
    options = (
        ("ratio", _ratio(request), bool(model.ratios)),
        ("size", request.size, bool(model.sizes)),
        ("seed", request.seed, model.takes_seed),
    )
    return tuple(name for name, value, is_known in options if value is not None and not is_known)


def _ratio(request: ImageRequest) -> str | None:
    return None if request.ratio == AUTO else request.ratio


def seed_of(job_id: int) -> int:
    """Return the seed of a job whose member sets none: a different one for every job.

    It is the same after a restart. The bits are mixed, since the low bits of ids vary little.
    """
    return job_id * 0x9E3779B97F4A7C15 % 2**64 >> 33
