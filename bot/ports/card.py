"""The card of one job: what its member sees, and the ways to show it."""

from datetime import datetime
from typing import Protocol

from bot.errors import ImagineError
from bot.policy.images.image import Generation
from bot.policy.images.request import Order
from bot.policy.jobs.delivery import DeliveryPath, Outcome, Trail
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.claim import Remaining
from bot.ports.jobs import Stale


class Card(Protocol):
    """The one visible answer to one command.

    The first call shows the first answer, and raises `AnswerLost` when Discord does not take it,
    since nobody would wait for the image. Later progress that cannot be shown is only logged.
    """

    @property
    def job_id(self) -> int:
        """Whose card it is."""
        ...

    @property
    def is_private(self) -> bool:
        """Whether only its member may see what it shows."""
        ...

    @property
    def message_id(self) -> int | None:
        """The message that shows the card, once it is known."""
        ...

    @property
    def is_restored(self) -> bool:
        """Whether a restart lies between the command and this card; the image says so then."""
        ...

    @property
    def stale(self) -> Stale | None:
        """What is to be put right of the first answer once the job has ended; None for nothing."""
        ...

    async def waiting(self, order: Order, *, place: QueuePosition) -> None:
        """Show the place in line and when the image will most likely be ready."""
        ...

    async def generating(self, order: Order, *, since: datetime) -> None:
        """Show which model paints, and since when."""
        ...

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the image is painted and being made small enough."""
        ...

    def ways(self, trail: Trail, *, now: datetime) -> tuple[DeliveryPath, ...]:
        """Return the ways to the member that there are now, the best first; always at least one."""
        ...

    def upload_limit(self, way: DeliveryPath) -> int:
        """Return how many bytes one file may have that takes this way."""
        ...

    async def deliver(
        self,
        generation: Generation,
        way: DeliveryPath,
        *,
        left: Remaining | None,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        """Try to show the images one way; doing it twice shows them once, within Discord's means.

        Args:
            generation: Whose files stay the caller's.
            way: One of `ways`.
            left: What the member has left today; None says nothing about it.
            now: The present.
            within_s: What the try may take, in seconds.

        Raises:
            TooLargeForDiscord: Discord refused the size; may be called again with less.
            SpoolFailed: A file cannot be read.
        """
        ...

    async def ping(self, *, is_ready: bool) -> None:
        """Tell the requester in a message of its own how it ended, with a link to the card.

        Does nothing where the card's last message has told them; a failure is only logged.

        Args:
            is_ready: Whether the image is there.
        """
        ...

    async def fail(
        self, error: ImagineError, way: DeliveryPath, *, now: datetime, within_s: float
    ) -> Outcome:
        """Try to show the sentence for an error one way, and what can be done now.

        Args:
            error: Why there is no image.
            way: One of `ways`.
            now: The present.
            within_s: What the try may take, in seconds.
        """
        ...

    async def tell_unreachable(self, *, until: datetime | None) -> bool:
        """Tell the requester in the channel that their DMs are closed, and nothing of the image.

        Args:
            until: Until when the bot tries to show it; None when there is none.

        Returns:
            Whether Discord took it; a failure is logged.
        """
        ...

    async def postpone(self, prompt: str, *, until: datetime | None) -> None:
        """Show that the bot stops and the job goes on at its next start; a failure is logged.

        Args:
            prompt: What was asked for.
            until: When the bot has to be back to paint it; None when it is painted.
        """
        ...
