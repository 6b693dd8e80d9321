"""The card of one job: what its member sees, and the ways to show it."""

from datetime import datetime
from typing import Protocol

from bot.errors import ImagineError
from bot.policy.limits.claim import Left
from bot.policy.jobs.delivery import Outcome, Trail, Way
from bot.policy.images.image import Painting
from bot.policy.jobs.queue_position import Place
from bot.policy.images.request import Order
from bot.ports.jobs import Stale


class Card(Protocol):
    """The one visible answer to one command.

    The first call shows the first answer, and raises `AnswerLost` when Discord does not take it,
    since nobody would wait for the picture. Later progress that cannot be shown is only logged.
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
        """Whether a restart lies between the command and this card; the picture says so then."""
        ...

    @property
    def stale(self) -> Stale | None:
        """What is to be put right of the first answer once the job has ended; None for nothing."""
        ...

    async def waiting(self, order: Order, *, place: Place) -> None:
        """Show the place in line and when the picture will most likely be ready."""
        ...

    async def painting(self, order: Order, *, since: datetime) -> None:
        """Show which model paints, and since when."""
        ...

    async def fitting(self, order: Order, *, since: datetime) -> None:
        """Show that the picture is painted and being made small enough."""
        ...

    def ways(self, trail: Trail, *, now: datetime) -> tuple[Way, ...]:
        """Return the ways to the member that there are now, the best first; always at least one."""
        ...

    def upload_limit(self, way: Way) -> int:
        """Return how many bytes one file may have that takes this way."""
        ...

    async def deliver(
        self, painting: Painting, way: Way, *, left: Left | None, now: datetime, within_s: float
    ) -> Outcome:
        """Try to show the pictures one way; doing it twice shows them once, within Discord's means.

        Args:
            painting: Whose files stay the caller's.
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
            is_ready: Whether the picture is there.
        """
        ...

    async def fail(
        self, error: ImagineError, way: Way, *, now: datetime, within_s: float
    ) -> Outcome:
        """Try to show the sentence for an error one way, and what can be done now.

        Args:
            error: Why there is no picture.
            way: One of `ways`.
            now: The present.
            within_s: What the try may take, in seconds.
        """
        ...

    async def tell_unreachable(self, *, until: datetime | None) -> bool:
        """Tell the requester in the channel that their DMs are closed, and nothing of the picture.

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
