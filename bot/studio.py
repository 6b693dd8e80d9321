"""Pictures without the bot: a prompt becomes a file in a few lines of Python."""

import asyncio
import os
import tempfile
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.errors import ModelUnknown, OptionRefused
from bot.imaging.reference import check_reference
from bot.imaging.sniff import sniff
from bot.openrouter.catalog import Catalog
from bot.openrouter.client import OpenRouterClient, open_session
from bot.openrouter.download import Downloader
from bot.openrouter.exchange import ClientConfig
from bot.openrouter.known import PREFERRED, SUCCESSORS
from bot.openrouter.pictures import PictureCollector
from bot.openrouter.spool import Spool
from bot.policy.picture import Painting
from bot.policy.request import (
    Denied,
    ImageRequest,
    Order,
    Reference,
    fit_order,
    normalise_prompt,
)
from bot.ports import Clock

#: What a reference picture may have; OpenRouter publishes no limits, and providers have their own.
_MAX_REFERENCE_BYTES = 20 * 2**20
_MAX_REFERENCE_PIXELS = 50_000_000


class SystemClock:
    """This machine's time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


def wire_client(
    session: aiohttp.ClientSession, spool: Spool, config: ClientConfig, clock: Clock
) -> OpenRouterClient:
    """Put a client together; the session stays the caller's."""
    downloader = Downloader(spool, max_bytes=config.limits.max_picture_bytes)
    collector = PictureCollector(sniff, downloader, max_pictures=config.limits.max_pictures)
    return OpenRouterClient(session, spool, collector, config, clock=clock)


@dataclass(frozen=True, slots=True)
class Studio:
    """Paints on request, one picture or many at once."""

    client: OpenRouterClient
    catalog: Catalog
    """The models that can be chosen."""

    async def paint(self, request: ImageRequest | str, *, timeout_s: float = 600.0) -> Painting:
        """Paint one request; the files of the painting are the caller's.

        They lie in the studio's folder, so move them before it closes.

        Args:
            request: What to paint, or just the prompt.
            timeout_s: For everything, in seconds.

        Raises:
            Refused: The model does not exist or does not take an option; nothing was sent.
            PaintingFailed: No picture came.
            SpoolFailed: The disk did not take the bytes.
        """
        deadline = SystemClock().now() + timedelta(seconds=timeout_s)
        if isinstance(request, str):
            request = ImageRequest(request)
        return await self.client.paint(self.order(request), deadline=deadline)

    def order(self, request: ImageRequest) -> Order:
        """Return what is sent for a request.

        Raises:
            Refused: The model does not exist or does not take an option.
        """
        choice = self.catalog.choose(request.model)
        if choice is None:
            raise ModelUnknown(request.model)
        request = replace(request, prompt=normalise_prompt(request.prompt))
        order = fit_order(request, choice.model, gone=choice.gone)
        if isinstance(order, Denied):
            raise OptionRefused(order.option, order.given, order.accepted, order.model)
        return order


@asynccontextmanager
async def open_studio(
    config: ClientConfig | None = None,
    *,
    preferred: Sequence[str] = PREFERRED,
    successors: Mapping[str, str] = SUCCESSORS,
    copy: Path | None = None,
    offline: bool = False,
) -> AsyncGenerator[Studio]:
    """Open a studio with a folder of its own, and read which models there are.

    Args:
        config: How OpenRouter is asked; None takes the environment's `OPENROUTER_API_KEY`, and
            `OPENROUTER_BASE_URL` where it is set.
        preferred: Model ids, the default first.
        successors: From a model id to the one that takes its place.
        copy: The file of the catalogue's last good copy; None keeps none.
        offline: Whether to make do with that copy, so that nothing is sent before a picture.
    """
    config = config or _config_from(os.environ)
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="imagine-") as folder:
        spool = await asyncio.to_thread(Spool, Path(folder))
        async with open_session() as session:
            catalog = Catalog(
                session,
                config.base_url,
                clock=clock,
                copy=copy,
                preferred=preferred,
                successors=successors,
            )
            catalog.load()
            if not offline:
                await catalog.refresh(with_prices=False)
            yield Studio(wire_client(session, spool, config, clock), catalog)


def _config_from(environment: Mapping[str, str]) -> ClientConfig:
    key = environment["OPENROUTER_API_KEY"]
    if base_url := environment.get("OPENROUTER_BASE_URL"):
        return ClientConfig(api_key=key, base_url=base_url)
    return ClientConfig(api_key=key)


def read_references(paths: Sequence[Path]) -> tuple[Reference, ...]:
    """Return pictures as what goes along with a prompt.

    Raises:
        ReferenceRefused: One is too large, or no picture.
        SpoolFailed: One cannot be read.
    """
    return tuple(
        check_reference(path, max_bytes=_MAX_REFERENCE_BYTES, max_pixels=_MAX_REFERENCE_PIXELS)
        for path in paths
    )
