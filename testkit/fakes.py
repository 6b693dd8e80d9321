"""Stand-ins for the ports, small enough to be read at a glance."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import (
    AnswerLost,
    GenerationFailed,
    ImagineError,
    Refused,
    TooLargeForDiscord,
)
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.model import Choice, Model, choose_model
from bot.policy.images.provenance import Provenance
from bot.policy.images.request import Order
from bot.policy.jobs.delivery import DeliveryPath, Outcome, Trail
from bot.policy.jobs.job import State
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.claim import Remaining
from bot.ports import KeyStatus, Phase, Silence, Stale

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

FLASH = Model(
    "google/gemini-2.5-flash-image",
    "Gemini 2.5 Flash Image",
    ratios=("1:1", "16:9"),
    sizes=("1K", "2K"),
    max_references=3,
    prices={"": 39_000, "2K": 101_000},
)
SEEDED = Model("black-forest-labs/flux.2-pro", "FLUX.2 Pro", takes_seed=True, prices={"": 30_000})
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
        self.chain = successors or {}

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        return choose_model(
            wanted,
            preferred=self.preferred,
            successors=self.chain,
            alive=self.alive.get,
            allowed=allowed,
        )

    def listed(self) -> tuple[Model, ...]:
        return tuple(self.alive.values())

    def successors(
        self, model_id: str, *, allowed: frozenset[str] | None = None
    ) -> tuple[Model, ...]:
        found: list[Model] = []
        seen = {model_id}
        while (after := self.chain.get(model_id)) is not None and after not in seen:
            seen.add(after)
            model_id = after
            if after in self.alive and (allowed is None or after in allowed):
                found.append(self.alive[after])
        return tuple(found)

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
        self.generation_id: str | None = None

    async def generate(
        self,
        order: Order,
        *,
        deadline: datetime,
        on_id: Callable[[str], None] | None = None,
    ) -> Generation:
        self.orders.append(order)
        number = len(self.orders)
        if on_id is not None and self.generation_id is not None:
            on_id(self.generation_id)
        self.deadlines.append(deadline)
        self.running += 1
        self.most_running = max(self.running, self.most_running)
        try:
            await self.gate.wait()
        finally:
            self.running -= 1
        if self.faults:
            raise self.faults.pop(0)
        path = self.folder / f"painted-{number}"
        path.write_bytes(b"x" * 100)
        image = ImageFile(path, "image/png", 1344, 768, 100)
        return Generation(
            order,
            (image,),
            cost_micros=self.cost_micros,
            latency_s=1.0,
            generation_id=self.generation_id,
        )

    def bills_whole_only(self, model: Model) -> bool:
        return model.on_images


#: Bytes below which nothing can be cut.
_SMALLEST = 10


class FakeFitter:
    """Cuts files to the limit, if it is not too small."""

    async def fit(self, image: ImageFile, *, limit_bytes: int, provenance: Provenance) -> ImageFile:
        if image.size_bytes <= limit_bytes:
            return image
        if limit_bytes < _SMALLEST:
            raise TooLargeForDiscord(limit_bytes)
        path = image.path.with_suffix(f".{limit_bytes}")
        path.write_bytes(image.path.read_bytes()[:limit_bytes])
        return ImageFile(path, "image/webp", 1344, 768, limit_bytes, refitted=True)


async def _at_once() -> None:
    """Take no time."""


@dataclass
class FakeCard:
    """Remembers what was shown; refuses delivery in the order of `faults`."""

    limit: int = 1000
    open_ways: tuple[DeliveryPath, ...] = (DeliveryPath.EDIT,)
    faults: list[TooLargeForDiscord | Outcome] = field(default_factory=list)
    fail_faults: list[Outcome] = field(default_factory=list)
    tried: list[DeliveryPath] = field(default_factory=list)
    """By which ways the images were tried to be shown."""
    told_by: list[DeliveryPath] = field(default_factory=list)
    """By which ways a failure was tried to be told."""
    unreachable: list[datetime | None] = field(default_factory=list)
    """Until when the image is kept, each time that the member was told that nothing works."""
    takes_notes: bool = True
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
    """Whether the image was there, each time that the member was told."""
    on_deliver: Callable[[Generation], None] = lambda _: None
    before_delivery: Callable[[], Awaitable[object]] = _at_once
    before_ping: Callable[[], Awaitable[object]] = _at_once
    """What the message that mentions the member takes, once it is counted."""
    message_id: int | None = None
    is_restored: bool = False
    is_stuck: bool = False
    is_lost: bool = False

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

    def ways(self, trail: Trail, *, now: datetime) -> tuple[DeliveryPath, ...]:
        return self.open_ways

    def upload_limit(self, way: DeliveryPath) -> int:
        return self.limit

    async def deliver(
        self,
        generation: Generation,
        way: DeliveryPath,
        *,
        left: Remaining | None,
        now: datetime,
        within_s: float,
    ) -> Outcome:
        self.left.append(left)
        self.tried.append(way)
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
        self, error: ImagineError, way: DeliveryPath, *, now: datetime, within_s: float
    ) -> Outcome:
        self.failed.append(error)
        self.told_by.append(way)
        if self.is_stuck:
            await asyncio.Event().wait()
        return self.fail_faults.pop(0) if self.fail_faults else Outcome.SHOWN

    async def tell_unreachable(self, *, until: datetime | None) -> bool:
        self.unreachable.append(until)
        return self.takes_notes

    async def postpone(self, prompt: str, *, until: datetime | None) -> None:
        self.postponed.append(until is None)


class FakeSignals(Silence):
    """Remembers what was counted."""

    def __init__(self) -> None:
        self.moves: list[tuple[State, str | None]] = []
        self.phases: list[Phase] = []
        self.refusals: list[Refused] = []
        self.provider_faults: list[GenerationFailed] = []
        self.discord_faults: list[str] = []
        self.micros = 0

    def moved(self, state: State, *, reason: str | None = None) -> None:
        self.moves.append((state, reason))

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        self.phases.append(phase)

    def refused(self, error: Refused) -> None:
        self.refusals.append(error)

    def provider_failed(self, error: GenerationFailed) -> None:
        self.provider_faults.append(error)

    def discord_failed(self, kind: str) -> None:
        self.discord_faults.append(kind)

    def spent(self, micros: int, *, model: str) -> None:
        self.micros += micros


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
