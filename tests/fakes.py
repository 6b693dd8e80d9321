"""Stand-ins for the ports, small enough to be read at a glance."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import AnswerLost, ImagineError, TooLargeForDiscord
from bot.policy.claim import Left
from bot.policy.model import Choice, Model, choose_model
from bot.policy.picture import Painting, Picture
from bot.policy.request import Order
from bot.ports import KeyStatus

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

FLASH = Model(
    "google/gemini-2.5-flash-image",
    "Gemini 2.5 Flash Image",
    ratios=("1:1", "16:9"),
    sizes=("1K", "2K"),
    max_references=3,
    prices={"": 39_000, "2K": 101_000},
)
MINI = Model("openai/gpt-5-image-mini", "GPT-5 Image Mini", ratios=("1:1",))


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> None:
        self._now += timedelta(**duration)


class FakeModels:
    """Two models, of which the first is preferred."""

    def __init__(self, *models: Model, successors: dict[str, str] | None = None) -> None:
        self.alive = {model.id: model for model in models or (FLASH, MINI)}
        self.preferred = tuple(self.alive)
        self.successors = successors or {}

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        return choose_model(
            wanted,
            preferred=self.preferred,
            successors=self.successors,
            alive=self.alive.get,
            allowed=allowed,
        )

    def listed(self) -> tuple[Model, ...]:
        return tuple(self.alive.values())

    def mark_gone(self, model_id: str) -> None:
        self.alive.pop(model_id, None)


class FakeSource:
    """Paints what it is told to, or fails in the order of `faults`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[BaseException] = []
        self.orders: list[Order] = []
        self.deadlines: list[datetime] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.running = 0
        self.most_running = 0
        self.cost_micros: int | None = 39_000

    async def paint(self, order: Order, *, deadline: datetime) -> Painting:
        self.orders.append(order)
        self.deadlines.append(deadline)
        self.running += 1
        self.most_running = max(self.running, self.most_running)
        try:
            await self.gate.wait()
        finally:
            self.running -= 1
        if self.faults:
            raise self.faults.pop(0)
        path = self.folder / f"painted-{len(self.orders)}"
        path.write_bytes(b"x" * 100)
        picture = Picture(path, "image/png", 1344, 768, 100)
        return Painting(order, (picture,), cost_micros=self.cost_micros, latency_s=1.0)


class FakeFitter:
    """Cuts files to the limit, at least to ten bytes."""

    async def fit(self, picture: Picture, *, limit_bytes: int) -> Picture:
        if picture.size_bytes <= limit_bytes:
            return picture
        if limit_bytes < 10:
            raise TooLargeForDiscord(limit_bytes)
        path = picture.path.with_suffix(f".{limit_bytes}")
        path.write_bytes(picture.path.read_bytes()[:limit_bytes])
        return Picture(path, "image/webp", 1344, 768, limit_bytes, refitted=True)


@dataclass
class FakeCard:
    """Remembers what was shown; refuses delivery in the order of `faults`."""

    limit: int = 1000
    faults: list[ImagineError] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    delivered: list[Painting] = field(default_factory=list)
    left: list[Left | None] = field(default_factory=list)
    failed: list[ImagineError] = field(default_factory=list)
    on_deliver: Callable[[Painting], None] = lambda _: None
    is_stuck: bool = False
    is_lost: bool = False

    async def waiting(self, order: Order, *, since: datetime) -> None:
        self._open()
        self.shown.append("waiting")

    async def painting(self, order: Order, *, since: datetime) -> None:
        self._open()
        self.shown.append(order.model.name)

    def _open(self) -> None:
        if self.is_lost:
            raise AnswerLost

    async def fitting(self, order: Order, *, since: datetime) -> None:
        self.shown.append("fitting")

    def upload_limit(self, *, now: datetime) -> int:
        return self.limit

    async def deliver(self, painting: Painting, *, left: Left | None, now: datetime) -> None:
        self.left.append(left)
        self.on_deliver(painting)
        if self.faults:
            raise self.faults.pop(0)
        self.delivered.append(painting)

    async def fail(self, error: ImagineError, *, now: datetime) -> None:
        self.failed.append(error)
        if self.is_stuck:
            await asyncio.Event().wait()


class FakeKey:
    """Answers about the key in the order of `answers`; the last one stays."""

    def __init__(self, *answers: KeyStatus | ImagineError) -> None:
        self.answers: Sequence[KeyStatus | ImagineError] = answers
        self.asked = 0

    async def check_key(self) -> KeyStatus:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, ImagineError):
            raise answer
        return answer
