"""Painted images, as values that know where their bytes lie."""

from dataclasses import dataclass
from pathlib import Path

from bot.policy.images.request import Order

#: File name endings by media type; these four are what Discord shows inline and we accept.
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
}


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image in a spool file; whoever holds the value owns the file."""

    path: Path
    media_type: str
    """What the bytes are, read from them and never from a label."""
    width: int
    height: int
    size_bytes: int
    refitted: bool = False
    """Whether it was re-encoded to fit under Discord's upload limit."""
    seed: int | None = None
    """What it was painted with, where the model takes one."""
    signed_by: str | None = None
    """Who its C2PA signature says signed the file as it was painted: empty where no name can be
    read, None where it was not signed. Nobody verified it."""

    @property
    def extension(self) -> str:
        """The file name ending without the dot."""
        return EXTENSIONS[self.media_type]


@dataclass(frozen=True, slots=True)
class Generation:
    """What came back for one order."""

    order: Order
    images: tuple[ImageFile, ...]
    """At least one, no two alike, in the order of the answer."""
    cost_micros: int | None
    """What it cost the operator in micro-dollars, or what counts in place of a charge that is
    beyond belief; None when OpenRouter did not say."""
    latency_s: float
    """Seconds from sending the request to the last byte, the extra attempt included."""
    generation_id: str | None = None
    provider: str | None = None
    text: str | None = None
    """What the model wrote beside the image."""
    missing: int = 0
    """How many of the images that were asked for did not come."""
    is_cost_doubtful: bool = False
    """Whether a charge was beyond belief, so that nothing is learned from it."""
    counted: int = 0
    """How many of these count all the same: their member gave them up after they were sent."""
