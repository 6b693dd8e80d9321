"""A client connected to a painter, with everything that tests inspect."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import aiohttp

from bot.imaging.sniff import sniff
from bot.openrouter.answers.answer_images import AnswerLimits
from bot.openrouter.answers.download import Downloader
from bot.openrouter.answers.images import ImageCollector
from bot.openrouter.answers.spool import Spool
from bot.openrouter.catalogue.builtin_models import KNOWN
from bot.openrouter.client import OpenRouterClient, open_session
from bot.openrouter.exchange import ClientConfig
from bot.policy.images.image import Generation
from bot.policy.images.model import Model
from bot.policy.images.request import Order, Reference
from bot.sandbox.painter import Painter
from bot.studio import SystemClock
from tests.openrouter.sdk_conformance import check_requests

Api = Literal["auto", "images", "chat"]

FLASH = KNOWN["google/gemini-2.5-flash-image"]


@dataclass
class ClientHarness:
    """The client, painter and spool folder of one test."""

    painter: Painter
    session: aiohttp.ClientSession
    folder: Path
    limits: AnswerLimits = field(default_factory=AnswerLimits)
    attempt_timeout_s: float = 20.0
    question_timeout_s: float = 20.0
    end_timeout_s: float = 5.0
    pauses: list[float] = field(default_factory=list)
    """Seconds that the client waited before its retries."""
    downloader: Downloader | None = None

    def client(self, api: Api = "auto", *, base_url: str | None = None) -> OpenRouterClient:
        spool = Spool(self.folder)
        downloader = self.downloader or Downloader(spool, max_bytes=self.limits.max_image_bytes)
        return OpenRouterClient(
            self.session,
            spool,
            ImageCollector(sniff, downloader, max_images=self.limits.max_images),
            ClientConfig(
                api_key=self.painter.key,
                base_url=base_url or self.painter.base_url,
                api=api,
                connect_timeout_s=2,
                attempt_timeout_s=self.attempt_timeout_s,
                query_timeout_s=self.question_timeout_s,
                close_timeout_s=self.end_timeout_s,
                limits=self.limits,
            ),
            clock=SystemClock(),
            sleep=self._pause,
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def generate(
        self,
        api: Api = "auto",
        *,
        within_s: float = 60.0,
        order: Order | None = None,
    ) -> Generation:
        deadline = SystemClock().now() + timedelta(seconds=within_s)
        return await self.client(api).generate(order or make_order(), deadline=deadline)

    def files(self) -> set[Path]:
        return set(self.folder.iterdir()) if self.folder.exists() else set()


@asynccontextmanager
async def open_client(folder: Path) -> AsyncGenerator[ClientHarness]:
    async with Painter() as painter, open_session() as session:
        yield ClientHarness(painter, session, folder)
        check_requests(painter.requests)


def make_order(
    model: Model = FLASH,
    *,
    prompt: str = "a red panda",
    ratio: str | None = None,
    size: str | None = None,
    references: tuple[Reference, ...] = (),
    seed: int | None = None,
) -> Order:
    return Order(model, prompt, ratio=ratio, size=size, references=references, seed=seed)


def take(generation: Generation) -> list[bytes]:
    """Read the files and remove them, as a caller does."""
    contents = [image.path.read_bytes() for image in generation.images]
    for image in generation.images:
        image.path.unlink()
    return contents


def reference(folder: Path, content: bytes) -> Reference:
    path = folder / "reference.bin"
    path.write_bytes(content)
    return Reference(path, "image/png", len(content))


def in_a_minute() -> datetime:
    return SystemClock().now() + timedelta(minutes=1)
