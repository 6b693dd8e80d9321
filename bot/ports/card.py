"""The card of one job: what its member sees, and the paths by which it is delivered."""

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
    """The one visible answer to a command.

    The first call shows the first answer. It raises `AnswerLost` when Discord does not accept that,
    since the member would not know of the image. Later progress that cannot be shown is only
    logged.
    """

    @property
    def job_id(self) -> int:
        """Id of the card's job."""
        ...

    @property
    def is_private(self) -> bool:
        """Whether only the job's member may see it."""
        ...

    @property
    def message_id(self) -> int | None:
        """Id of the message that shows the card; None while it is unknown."""
        ...

    @property
    def is_restored(self) -> bool:
        """Whether the bot restarted between the command and this card, which the image mentions."""
        ...

    @property
    def stale(self) -> Stale | None:
        """Correction that the first answer still needs once the job has ended; None for none."""
        ...

    async def waiting(self, order: Order, *, place: QueuePosition) -> None:
        """Show the position in the queue and when the image will most likely be ready."""
        ...

    async def generating(self, order: Order, *, since: datetime) -> None:
        """Show which model generates the image, and since when."""
        ...

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the image is generated and is being made small enough."""
        ...

    def paths(self, trail: Trail, *, now: datetime) -> tuple[DeliveryPath, ...]:
        """Return the delivery paths that are open now, the best first; always at least one."""
        ...

    def upload_limit(self, path: DeliveryPath) -> int:
        """Return the most bytes of one file on this path."""
        ...

    async def deliver(
        self,
        generation: Generation,
        path: DeliveryPath,
        *,
        left: Remaining | None,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        """Try to show the images on one path. Idempotent as far as Discord allows.

        Args:
            generation: The images; their files stay the caller's.
            path: One of `paths`.
            left: The member's remaining images today; None omits them.
            now: The present.
            within_s: The attempt's timeout in seconds.

        Raises:
            TooLargeForDiscord: Discord rejected the size; may be called again with smaller files.
            SpoolFailed: A file cannot be read.
        """
        ...

    async def ping(self, *, is_ready: bool) -> None:
        """Notify the requester in a separate message with a link to the card.

        Does nothing where the card's last message has notified them; a failure is only logged.

        Args:
            is_ready: Whether the job has an image.
        """
        ...

    async def fail(
        self, error: ImagineError, path: DeliveryPath, *, now: datetime, within_s: float
    ) -> Outcome:
        """Try to show the sentence of an error on one path, with the member's next steps.

        Args:
            error: Why the job has no image.
            path: One of `paths`.
            now: The present.
            within_s: The attempt's timeout in seconds.
        """
        ...

    async def tell_unreachable(self, *, until: datetime | None) -> bool:
        """Tell the requester in the channel that their DMs are closed, without any image details.

        Args:
            until: When the bot stops trying to deliver the image; None without an image.

        Returns:
            Whether Discord accepted the message; a failure is logged.
        """
        ...

    async def postpone(self, prompt: str, *, until: datetime | None) -> None:
        """Show that the bot stops and continues the job at its next start; a failure is logged.

        Args:
            prompt: The job's prompt.
            until: When the job expires unless the bot is back; None when the image is generated.
        """
        ...
