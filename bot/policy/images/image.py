"""Generated images as values: their files, and the cost and time of their generation."""

from dataclasses import dataclass
from pathlib import Path

from bot.policy.images.request import Order

#: File extensions by media type. Discord shows these four inline, and the bot accepts no others.
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
}


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image in a spool file; the owner of the value owns the file."""

    path: Path
    media_type: str
    """Detected from the bytes, never from a label."""
    width: int
    height: int
    size_bytes: int
    refitted: bool = False
    """Whether it was re-encoded to fit under Discord's upload limit."""
    seed: int | None = None
    """Seed of its generation; None when the model has none."""
    signed_by: str | None = None
    """Signer named by the C2PA signature of the file as generated, not verified. Empty when the
    name cannot be read, None without a signature."""

    @property
    def extension(self) -> str:
        """The file extension without the dot."""
        return EXTENSIONS[self.media_type]


@dataclass(frozen=True, slots=True)
class Generation:
    """The result of one order."""

    order: Order
    images: tuple[ImageFile, ...]
    """At least one, without duplicates, in the order of the answer."""
    cost_micros: int | None
    """Cost in micro-dollars, or the amount that counts in place of a charge that is not credible;
    None when OpenRouter reported none."""
    latency_s: float
    """Seconds from sending the request to the last byte, including a second attempt."""
    generation_id: str | None = None
    provider: str | None = None
    text: str | None = None
    """Text that the model returned beside the image."""
    missing: int = 0
    """Number of requested images that did not arrive."""
    is_cost_doubtful: bool = False
    """Whether a charge was not credible, so that it is no cost sample."""
    counted: int = 0
    """Number of missing images that count all the same: their member cancelled them after they
    were sent."""
