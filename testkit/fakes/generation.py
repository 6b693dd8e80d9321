"""A provider that generates placeholder files or fails, and a fitter that truncates them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from bot.errors import (
    ImagineError,
    TooLargeForDiscord,
)
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.model import Model
from bot.policy.images.provenance import Provenance
from bot.policy.images.request import Order
from bot.ports import KeyStatus, Thumbnails


class FakeSource:
    """Generates one file per order, or raises the next of `faults`.

    Attributes:
        gate: Holds every generation until it is set.
        generation_id: Reported before the generation; None reports none.
    """

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
        path = self.folder / f"generated-{number}"
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


#: The smallest limit in bytes that a file can be fitted to.
_SMALLEST = 10


class FakeFitter:
    """Truncates files to the limit, unless it is too small."""

    async def fit(self, image: ImageFile, *, limit_bytes: int, provenance: Provenance) -> ImageFile:
        if image.size_bytes <= limit_bytes:
            return image
        if limit_bytes < _SMALLEST:
            raise TooLargeForDiscord(limit_bytes)
        path = image.path.with_suffix(f".{limit_bytes}")
        path.write_bytes(image.path.read_bytes()[:limit_bytes])
        return ImageFile(path, "image/webp", 1344, 768, limit_bytes, refitted=True)


class FakeKey:
    """Reports the next of `answers` about the key; the last one repeats.

    Attributes:
        asked: The number of checks.
    """

    def __init__(self, *answers: KeyStatus | ImagineError) -> None:
        self.answers: Sequence[KeyStatus | ImagineError] = answers
        self.asked = 0

    async def check_key(self) -> KeyStatus:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, ImagineError):
            raise answer
        return answer


class FakeThumbnails(Thumbnails):
    """Makes the same thumbnail of all images.

    Attributes:
        made: The images of each call.
        gate: Blocks calls while it is not set.
        thumbnail: The result; None if none can be made.
    """

    def __init__(self) -> None:
        self.made: list[Sequence[ImageFile]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.thumbnail: bytes | None = b"a thumbnail"

    @override
    async def make(self, images: Sequence[ImageFile], *, provenance: Provenance) -> bytes | None:
        self.made.append(images)
        await self.gate.wait()
        return self.thumbnail
