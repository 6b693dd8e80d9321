"""What an image needs on its way: who paints, what can be chosen, what is kept and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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
    """Whoever paints."""

    async def generate(
        self,
        order: Order,
        *,
        deadline: datetime,
        on_id: Callable[[str], None] | None = None,
    ) -> Generation:
        """Paint one order.

        Args:
            order: What to paint.
            deadline: When it has to be done.
            on_id: Called with the generation id as soon as it is known, by which OpenRouter can
                be asked for the charge of a request that was dropped.

        Either a `Generation` whose files the caller owns from then on, or an error and no file.
        Cancelling drops the request and leaves no file.

        Raises:
            GenerationFailed: No image came; the subclass says why.
            SpoolFailed: The disk did not take the bytes.
        """
        ...

    def bills_whole_only(self, model: Model) -> bool:
        """Tell whether a request that is dropped costs nothing, unless it had just finished."""
        ...


class Models(Protocol):
    """The models that can be chosen, answered from memory."""

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        """Return who paints for a wanted id, or for no wish; None when nobody does.

        Args:
            wanted: A model id, or None for the preferred one.
            allowed: The only ids that may paint; None for all.
        """
        ...

    def listed(self) -> tuple[Model, ...]:
        """Return every living model, the preferred ones first."""
        ...

    def successors(
        self, model_id: str, *, allowed: frozenset[str] | None = None
    ) -> tuple[Model, ...]:
        """Return the living models that take a model's place, the nearest first.

        Args:
            model_id: Whose place, whether it lives or not.
            allowed: The only ids that may paint; None for all.
        """
        ...

    def mark_gone(self, model_id: str) -> None:
        """Treat a model as gone for a while, since its provider just said so."""
        ...


class Charges(Protocol):
    """Asks OpenRouter what was charged."""

    async def find_charge(self, generation_id: str) -> int | None:
        """Return what a request cost in micro-dollars, or None when OpenRouter does not know it.

        Raises:
            GenerationFailed: The question could not be answered.
        """
        ...


class Fitter(Protocol):
    """Makes images small enough to be uploaded."""

    async def fit(self, image: ImageFile, *, limit_bytes: int, provenance: Provenance) -> ImageFile:
        """Return the image itself when it fits, else a re-encoding in a file of its own.

        Dimensions are kept while possible. The original file stays where it is. What is known of
        the image stays known, and a re-encoding says in its metadata that a model made it.

        Raises:
            TooLargeForDiscord: Nothing recognisable fits under the limit, or the bytes cannot be
                decoded or are a decompression bomb.
            SpoolFailed: The disk did not take or give the bytes.
        """
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """An attached image that was checked, and is on the disk under a name that nobody knows."""

    reference: Reference
    """Where it lies, or where it was kept before."""
    user_id: int
    name: str = ""
    """What it will be called, without the ending; empty where it was kept before."""
    is_ready: bool = True
    """Whether it need not be decoded to be kept."""


class References(Protocol):
    """Keeps the images that members attach, on disk, for 7 days after they were last used."""

    @property
    def max_bytes(self) -> int:
        """The most bytes that one may have."""
        ...

    async def receive(self, data: bytes, *, user_id: int) -> Received:
        """Write an attached image to the disk, once its bytes are known to be one.

        Whoever received it has to keep it, too.

        Args:
            data: The file as it was attached.
            user_id: Whose data it is.

        Raises:
            ReferenceRefused: Not an image, or too large a one; nothing is left of it.
            SpoolFailed: The disk did not take the bytes.
        """
        ...

    async def keep(
        self, received: Received, *, on_new: Callable[[Reference], None] | None = None
    ) -> Reference:
        """Keep an attached image, without anything that decides neither pixels nor colours.

        Of an animation the first frame is kept, and what is transparent becomes white. The file
        stays when its job ends. The oldest images go where there are too many, of the member or
        of all. What has to be decoded waits until this member's others are, and in turns with other
        members'.

        Args:
            received: An image on the disk, which is used up.
            on_new: Called with the image unless it was kept before.

        Raises:
            ReferenceRefused: It cannot be decoded, or becomes too large, or there are too many
                that jobs may still need; nothing is kept.
            SpoolFailed: The disk did not take the bytes.
        """
        ...

    async def drop(self, references: Sequence[Reference]) -> None:
        """Remove images that were new, since nothing came of the wish; failures are logged."""
        ...

    async def renew(self, references: Sequence[Reference]) -> tuple[Reference, ...] | None:
        """Keep images of an earlier job for 7 more days.

        Returns:
            The same images where they are now; None when one of them is gone.
        """
        ...

    async def forget(self, user_id: int) -> None:
        """Remove all that a member attached.

        Raises:
            SpoolFailed: A file could not be removed.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """What OpenRouter says of the key."""

    accepted: bool
    remaining_micros: int | None = None
    """Micro-dollars that the key may still spend, at least 0: the least of what its own limit and
    the budgets above it leave; None when there is neither."""


class KeyCheck(Protocol):
    """Asks OpenRouter whether the key is good."""

    async def check_key(self) -> KeyStatus:
        """Ask once.

        Raises:
            GenerationFailed: The question could not be answered; says nothing about the key.
        """
        ...


@dataclass(frozen=True, slots=True)
class Adapters:
    """One adapter for each port that the use cases need."""

    source: ImageSource
    models: Models
    stores: Stores
    fitter: Fitter
    clock: Clock
    signals: Signals
