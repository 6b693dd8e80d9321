"""Images without the bot: a prompt becomes a file in a few lines of Python."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.errors import Charge, SpoolFailed
from bot.imaging.process import ATTACHMENTS
from bot.imaging.provenance.signature import examine
from bot.imaging.references.folder import ReferenceFolder
from bot.imaging.references.reference import check_reference
from bot.imaging.references.reference_files import KeptFiles
from bot.openrouter.answers.download import Downloader
from bot.openrouter.answers.images import ImageCollector
from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.stream import AnswerLimits
from bot.openrouter.catalogue.catalog import Catalog
from bot.openrouter.client import OpenRouterClient, open_session
from bot.openrouter.exchange import ClientConfig
from bot.policy.images.image import Generation
from bot.policy.images.request import ImageRequest, Order, Reference
from bot.policy.normal_form import normalise_prompt
from bot.ports import Clock
from bot.service.jobs.ordering import place_order
from bot.settings import Settings, load_settings

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30

#: What an image may grow to when it has to be written anew.
_LEAST_REFERENCE_MB = 10


class SystemClock:
    """This machine's time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


def client_config(settings: Settings) -> ClientConfig:
    """Return how OpenRouter is asked."""
    key = settings.openrouter_api_key
    return ClientConfig(
        api_key=key.get_secret_value() if key else "",
        base_url=settings.openrouter_base_url,
        api=settings.openrouter_api,
        connect_timeout_s=settings.connect_timeout_seconds,
        attempt_timeout_s=settings.attempt_timeout_seconds,
        limits=AnswerLimits(max_image_bytes=int(settings.max_image_mb * MEBIBYTE)),
    )


def wire_client(
    settings: Settings, session: aiohttp.ClientSession, spool: Spool, clock: Clock
) -> OpenRouterClient:
    """Put a client together; the session stays the caller's."""
    config = client_config(settings)
    downloader = Downloader(spool, max_bytes=config.limits.max_image_bytes)
    collector = ImageCollector(examine, downloader, max_images=config.limits.max_images)
    return OpenRouterClient(session, spool, collector, config, clock=clock)


def load_catalog(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> Catalog:
    """Put the catalogue together and read its last good copy."""
    catalog = Catalog(
        session,
        settings.openrouter_base_url,
        clock=clock,
        copy=settings.data_dir / "catalog.json",
        preferred=settings.models,
        successors=settings.model_successors,
    )
    catalog.load()
    return catalog


@dataclass(frozen=True, slots=True)
class Studio:
    """Paints on request, one image or many at once."""

    client: OpenRouterClient
    catalog: Catalog
    """The models that can be chosen."""
    folder: Path
    """Where what is sent lies meanwhile."""

    async def generate(
        self, request: ImageRequest | str, *, timeout_s: float = 600.0
    ) -> Generation:
        """Paint one request; the files of the painting are the caller's.

        They lie in the studio's folder, so move them before it closes.

        Args:
            request: What to paint, or just the prompt.
            timeout_s: For everything, in seconds.

        Raises:
            Refused: The prompt is empty or too long, or the model does not exist or does not take
                an option; nothing was sent.
            GenerationFailed: No image came.
            ReferenceRefused: An image that goes along cannot be decoded; nothing was sent.
            SpoolFailed: The disk did not take the bytes.
        """
        deadline = SystemClock().now() + timedelta(seconds=timeout_s)
        if isinstance(request, str):
            request = ImageRequest(request)
        # what cannot be asked for is refused before anything is decoded
        self.order(request)
        order = self.order(await self.without_metadata(request))
        return await self.client.generate(order, deadline=deadline)

    async def without_metadata(self, request: ImageRequest) -> ImageRequest:
        """Return the request with copies of its images, in the studio's folder.

        Only what decides pixels and colours is in them: no position, no XMP, no comments. Of an
        animation the first frame stays, and what is transparent becomes white.

        Raises:
            ReferenceRefused: An image cannot be decoded, or becomes too large.
            SpoolFailed: The disk did not give or take the bytes.
        """
        if not request.references:
            return request
        largest = max(reference.size_bytes for reference in request.references)
        copies = ReferenceFolder(
            KeptFiles(self.folder / "references", SystemClock()),
            max_bytes=max(largest, MEBIBYTE * _LEAST_REFERENCE_MB),
            max_pixels=ATTACHMENTS.pixels,
            # nobody's images are too many here
            name_of=lambda _: secrets.token_hex(8),
        )
        bare: list[Reference] = []
        for reference in request.references:
            data = await asyncio.to_thread(_read, reference.path)
            received = await copies.receive(data, user_id=0)
            bare.append(await copies.keep(received))
        return request.with_references(*bare)

    def order(self, request: ImageRequest) -> Order:
        """Return what is sent for a request.

        Raises:
            Refused: The model does not exist or does not take an option.
        """
        prompt = normalise_prompt(request.prompt)
        return place_order(replace(request, prompt=prompt), self.catalog)


@asynccontextmanager
async def open_studio(
    settings: Settings | None = None, *, offline: bool = False
) -> AsyncGenerator[Studio]:
    """Open a studio with a folder of its own, and read which models there are.

    Args:
        settings: None reads them from the environment and `.env`, where the key has to be.
        offline: Whether to make do with the last good copy of the catalogue, so that nothing is
            sent before an image.

    Raises:
        ConfigError: Settings are missing or malformed.
    """
    settings = settings or load_settings(required=("OPENROUTER_API_KEY",))
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="imagine-") as folder:
        spool = await asyncio.to_thread(Spool, Path(folder))
        async with open_session() as session:
            catalog = load_catalog(settings, session, clock)
            if not offline:
                await catalog.refresh(with_prices=False)
            yield Studio(wire_client(settings, session, spool, clock), catalog, Path(folder))


def read_references(paths: Sequence[Path], *, max_bytes: int) -> tuple[Reference, ...]:
    """Return images as what goes along with a prompt; their files are not changed.

    Raises:
        ReferenceRefused: One is too large, or no image.
        SpoolFailed: One cannot be read.
    """
    return tuple(
        check_reference(path, max_bytes=max_bytes, max_pixels=ATTACHMENTS.pixels) for path in paths
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SpoolFailed("cannot read a reference", charge=Charge.NONE) from error
