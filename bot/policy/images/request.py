"""What a member asks for, and how it becomes what a model is sent."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO
from bot.policy.images.style import Style, styled
from bot.policy.images.tags import Tags

#: Images that one command may ask for.
MOST_IMAGES = 4

#: Images that may go along with one prompt.
MOST_REFERENCES = 4

#: Seeds are whole numbers from 0 to this one; providers take 32 bits with a sign.
MOST_SEED = 2**31 - 1

#: Long enough for every rival's longest prompt, short enough for Discord's message beside it.
MAX_PROMPT_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Reference:
    """An image that goes along with the prompt, on disk so that waiting costs no memory."""

    path: Path
    media_type: str
    """What its bytes are: `image/png`, `image/jpeg`, `image/webp` or `image/gif`."""
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """What a member asks for."""

    prompt: str
    """Normalised, 1 to 2,000 characters."""
    ratio: str = AUTO
    size: str | None = None
    """None for the model's own."""
    model: str | None = None
    """A model id, or None for the preferred one."""
    references: tuple[Reference, ...] = ()
    seed: int | None = None
    """What the member wants; 0 to `MOST_SEED`."""
    count: int = 1
    """How many images, 1 to `MOST_IMAGES`, each painted for itself."""
    style: Style | None = None
    own_seed: int | None = None
    """What is sent where nobody wants a seed, so that the same image can be asked for again."""
    missing_style: str | None = None
    """The name of the member's default style, where it does not exist."""

    def with_references(self, *references: Reference) -> "ImageRequest":
        """Return the same request with these images going along."""
        return replace(self, references=references)


@dataclass(frozen=True, slots=True)
class Order:
    """What a model is sent: only what it has, only values that it accepts."""

    model: Model
    prompt: str
    """The member's own words."""
    ratio: str | None = None
    """None leaves the shape to the model."""
    size: str | None = None
    references: tuple[Reference, ...] = ()
    seed: int | None = None
    left_out: tuple[str, ...] = field(default=())
    """Options that were asked for and that the model does not have: `ratio`, `size`, `seed`."""
    gone: str | None = None
    """The model id that was wanted and no longer exists, when another one paints."""
    failed_over: str | None = None
    """The name of the model that was not available, when its successor paints."""
    is_thrifty: bool = False
    """Whether a cheaper model paints because a budget is nearly used."""
    style: Style | None = None
    missing_style: str | None = None
    """The name of the style that was wanted by default and does not exist, so that none is used."""
    tags: Tags | None = None
    """Whose it is and what it belongs to, for OpenRouter; None says nothing of it."""

    @property
    def sent_prompt(self) -> str:
        """The words that are sent: the member's, and what the style adds."""
        return styled(self.prompt, self.style)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for but a prompt, which every living model takes."""
        return not (self.references or self.ratio or self.size)

    def numbered(self, number: int) -> "Order":
        """Return the order for one of several images; each has a seed of its own.

        Args:
            number: From 0.
        """
        if self.seed is None or not number:
            return self
        return replace(self, seed=(self.seed + number) % (MOST_SEED + 1))


@dataclass(frozen=True, slots=True)
class Denied:
    """An option that the model does not accept, with what it does."""

    option: str
    """`ratio`, `size` or `image`."""
    given: str
    accepted: tuple[str, ...]
    """The values that would do; for `image` the largest number of references."""
    model: str
    """The model's name."""


def fit_order(request: ImageRequest, model: Model, *, gone: str | None = None) -> Order | Denied:
    """Turn a request into what `model` is sent.

    A parameter that the model does not have is left out and named; a value that it does not
    accept, or too many references, is denied with what it accepts. References are never left
    out, since an image without them is not what was asked for.
    """
    if len(request.references) > model.max_references:
        accepted = (str(model.max_references),)
        return Denied("image", str(len(request.references)), accepted, model.name)
    ratio = None if request.ratio == AUTO else request.ratio
    left_out: list[str] = []
    for option, value, accepted in (
        ("ratio", ratio, model.ratios),
        ("size", request.size, model.sizes),
    ):
        if value is not None and not accepted:
            left_out.append(option)
        elif value is not None and value not in accepted:
            return Denied(option, value, accepted, model.name)
    seed = request.own_seed if request.seed is None else request.seed
    if request.seed is not None and not model.takes_seed:
        left_out.append("seed")
    return Order(
        model=model,
        prompt=request.prompt,
        ratio=None if "ratio" in left_out else ratio,
        size=None if "size" in left_out else request.size,
        references=request.references,
        seed=seed if model.takes_seed else None,
        left_out=tuple(left_out),
        gone=gone,
        style=request.style,
        missing_style=request.missing_style,
    )


def seed_of(job_id: int) -> int:
    """Return the seed of a job for which nobody wants one: another for every job.

    It is the same after a restart. The low bits of an id count up slowly, so they are mixed.
    """
    return job_id * 0x9E3779B97F4A7C15 % 2**64 >> 33
