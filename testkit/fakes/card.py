"""A card that records what a member would see."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import (
    AnswerLost,
    ImagineError,
    TooLargeForDiscord,
)
from bot.policy.images.image import Generation
from bot.policy.images.request import Order
from bot.policy.jobs.delivery import DeliveryPath, Outcome, Trail
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.claim import Remaining
from bot.ports import Stale


async def _at_once() -> None:
    """Return at once."""


@dataclass
class FakeCard:
    """Records every change; each delivery fails with the next of `faults`, if any is left."""

    limit: int = 1000
    open_paths: tuple[DeliveryPath, ...] = (DeliveryPath.EDIT,)
    faults: list[TooLargeForDiscord | Outcome] = field(default_factory=list)
    fail_faults: list[Outcome] = field(default_factory=list)
    tried: list[DeliveryPath] = field(default_factory=list)
    """The path of each delivery of images."""
    told_by: list[DeliveryPath] = field(default_factory=list)
    """The path of each failure message."""
    unreachable: list[datetime | None] = field(default_factory=list)
    """The expiry of the image, for each notice that it could not be delivered."""
    takes_notes: bool = True
    """Whether that notice reaches the member."""
    stale: Stale | None = None
    job_id: int = 1
    is_private: bool = False
    shown: list[str] = field(default_factory=list)
    places: list[QueuePosition] = field(default_factory=list)
    delivered: list[Generation] = field(default_factory=list)
    left: list[Remaining | None] = field(default_factory=list)
    failed: list[ImagineError] = field(default_factory=list)
    postponed: list[bool] = field(default_factory=list)
    pinged: int = 0
    told: list[bool] = field(default_factory=list)
    """For each ping, whether the image was ready."""
    on_deliver: Callable[[Generation], None] = lambda _: None
    before_delivery: Callable[[], Awaitable[object]] = _at_once
    before_ping: Callable[[], Awaitable[object]] = _at_once
    """Awaited by each ping after it is counted."""
    message_id: int | None = None
    is_restored: bool = False
    is_stuck: bool = False
    """Whether a failure message never returns."""
    is_lost: bool = False
    """Whether the first response fails."""

    async def waiting(self, order: Order, *, place: QueuePosition) -> None:
        self._open()
        self.shown.append("waiting")
        self.places.append(place)

    async def generating(self, order: Order, *, since: datetime) -> None:
        self._open()
        self.shown.append(order.model.name)

    def _open(self) -> None:
        if self.is_lost:
            raise AnswerLost
        self.message_id = 5

    async def fitting(self, order: Order, *, since: datetime) -> None:
        self.shown.append("fitting")

    def paths(self, trail: Trail, *, now: datetime) -> tuple[DeliveryPath, ...]:
        return self.open_paths

    def upload_limit(self, path: DeliveryPath) -> int:
        return self.limit

    async def deliver(
        self,
        generation: Generation,
        path: DeliveryPath,
        *,
        left: Remaining | None,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        self.left.append(left)
        self.tried.append(path)
        self.on_deliver(generation)
        await self.before_delivery()
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, TooLargeForDiscord):
                raise fault
            return fault
        self.delivered.append(generation)
        return Outcome.SHOWN

    async def ping(self, *, is_ready: bool) -> None:
        self.pinged += 1
        self.told.append(is_ready)
        await self.before_ping()

    async def fail(
        self, error: ImagineError, path: DeliveryPath, *, now: datetime, within_s: float
    ) -> Outcome:
        self.failed.append(error)
        self.told_by.append(path)
        if self.is_stuck:
            await asyncio.Event().wait()
        return self.fail_faults.pop(0) if self.fail_faults else Outcome.SHOWN

    async def tell_unreachable(self, *, until: datetime | None) -> bool:
        self.unreachable.append(until)
        return self.takes_notes

    async def postpone(self, prompt: str, *, until: datetime | None) -> None:
        self.postponed.append(until is None)
