"""Protocols for creating an image: its source, models, charges, fitting, references and key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from typing_extensions import override

from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.model import Choice, Model
from bot.policy.images.provenance import Provenance
from bot.policy.images.request import Order, Reference
from bot.ports.jobs import Stores
from bot.ports.signals import Signals


class Clock(Protocol):
    """The time of day."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class ImageSource(Protocol):
    """Generates images."""

    async def generate(
        self,
        order: Order,
        *,
        deadline: datetime,
        on_id: Callable[[str], None] | None = None,
    ) -> Generation:
        """Generate the images of one order.

        Cancelling drops the request. An error or a cancellation leaves no file.

        Args:
            order: The request as the model is sent it.
            deadline: When the generation has to be complete.
            on_id: Called with the generation id as soon as it is known. With it OpenRouter can be
                asked for the charge of a dropped request.

        Returns:
            The generation, whose files the caller owns from then on.

        Raises:
            GenerationFailed: No image arrived; the subclass says why.
            SpoolFailed: The bytes cannot be written to the disk.
        """
        ...

    def bills_whole_only(self, model: Model) -> bool:
        """Tell whether a dropped request costs nothing unless it had just finished."""
        ...


class Models(Protocol):
    """The available models, answered from memory."""

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        """Return the model for a request; None when none is available.

        Args:
            wanted: The requested model id, or None for the preferred one.
            allowed: The only ids that may be used; None for all.
        """
        ...

    def listed(self) -> tuple[Model, ...]:
        """Return every available model, the preferred ones first."""
        ...

    def successors(
        self, model_id: str, *, allowed: frozenset[str] | None = None
    ) -> tuple[Model, ...]:
        """Return the available successors of a model, the nearest first.

        Args:
            model_id: The model, available or not.
            allowed: The only ids that may be used; None for all.
        """
        ...

    def mark_gone(self, model_id: str) -> None:
        """Treat a model as gone for a while, after its provider said so."""
        ...


class Charges(Protocol):
    """Looks up charges at OpenRouter."""

    async def find_charge(self, generation_id: str) -> int | None:
        """Return a request's charge in micro-dollars, or None when OpenRouter does not know it.

        Raises:
            GenerationFailed: The look-up failed.
        """
        ...


class Fitter(Protocol):
    """Makes images small enough for an upload."""

    async def fit(self, image: ImageFile, *, limit_bytes: int, provenance: Provenance) -> ImageFile:
        """Return the image itself when it fits, else a re-encoding in a new file.

        Keeps the dimensions if possible, the original file, and the image's other facts. The
        metadata of a re-encoding says that a model generated it.

        Raises:
            TooLargeForDiscord: Nothing recognisable fits under the limit, or the bytes cannot be
                decoded or are a decompression bomb.
            SpoolFailed: The bytes cannot be read from or written to the disk.
        """
        ...


class Thumbnails(Protocol):
    """Makes small copies of images for the moderation log."""

    async def make(self, images: Sequence[ImageFile], *, provenance: Provenance) -> bytes | None:
        """Return one small WebP image that shows all images; None if it cannot be made.

        Raises nothing but `CancelledError`, since the log does without.
        """
        ...


class NoThumbnails(Thumbnails):
    """Makes no thumbnails."""

    @override
    async def make(self, images: Sequence[ImageFile], *, provenance: Provenance) -> bytes | None:
        return None


@dataclass(frozen=True, slots=True)
class Received:
    """An attached image that was validated and written to a temporary file."""

    reference: Reference
    """The temporary file, or the kept file when the same image was kept before."""
    user_id: int
    name: str = ""
    """File name to keep it under, without the extension; empty when it was kept before."""
    is_ready: bool = True
    """Whether it can be kept without being decoded."""


class References(Protocol):
    """Keeps the images that members attach, on disk, for 7 days after their last use."""

    @property
    def max_bytes(self) -> int:
        """The most bytes of one reference."""
        ...

    async def receive(self, data: bytes, *, user_id: int) -> Received:
        """Validate an attached image and write it to a temporary file.

        The caller must pass the result to `keep`.

        Args:
            data: The file as it was attached.
            user_id: The user who attached it.

        Raises:
            ReferenceRefused: Not an image, or one that is too large; no file is left.
            SpoolFailed: The bytes cannot be written to the disk.
        """
        ...

    async def keep(
        self, received: Received, *, on_new: Callable[[Reference], None] | None = None
    ) -> Reference:
        """Keep an attached image without metadata that affects neither pixels nor colours.

        Keeps the first frame of an animation, and makes transparent areas white. The file outlives
        its job. The oldest images are removed when the member, or all members together, have too
        many. Images that have to be decoded take turns between members; one member's are decoded
        one after another.

        Args:
            received: The result of `receive`; its temporary file is consumed.
            on_new: Called with the image unless it was kept before.

        Raises:
            ReferenceRefused: It cannot be decoded, becomes too large, or too many images may still
                be needed by jobs; nothing is kept.
            SpoolFailed: The bytes cannot be written to the disk.
        """
        ...

    async def drop(self, references: Sequence[Reference]) -> None:
        """Remove new images of a request that was not admitted; failures are logged."""
        ...

    async def renew(self, references: Sequence[Reference]) -> tuple[Reference, ...] | None:
        """Keep images of an earlier job for 7 more days.

        Returns:
            The same images at their present paths; None when one of them is gone.
        """
        ...

    async def forget(self, user_id: int) -> None:
        """Remove all images that a member attached.

        Raises:
            SpoolFailed: A file could not be removed.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """The state of the key at OpenRouter."""

    accepted: bool
    remaining_micros: int | None = None
    """Micro-dollars that the key may still spend, at least 0: the minimum over its own limit and
    the budgets above it. None without any of them."""
    label: str = ""
    """How OpenRouter abbreviates the key, such as `sk-or-v1-0e6…1c96`."""
    limit_micros: int | None = None
    """The key's own limit in micro-dollars, None without one."""
    is_management: bool = False
    """Whether it manages other keys and generates nothing."""
    data_regions: tuple[str, ...] = ()
    """The regions to which it restricts data; empty if it doesn't."""


class KeyCheck(Protocol):
    """Checks the key at OpenRouter."""

    async def check_key(self) -> KeyStatus:
        """Check once.

        Raises:
            GenerationFailed: The check failed, which says nothing about the key.
        """
        ...


@dataclass(frozen=True, slots=True)
class Adapters:
    """One adapter for each port of the use cases."""

    source: ImageSource
    models: Models
    stores: Stores
    fitter: Fitter
    clock: Clock
    signals: Signals
    thumbnails: Thumbnails = field(default_factory=NoThumbnails)
