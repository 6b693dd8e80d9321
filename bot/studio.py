"""The Python client: generates images without Discord."""

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

#: A reference that has to be re-encoded may grow to this size, or to that of the largest one.
_MIN_REFERENCE_MB = 10


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the current time as an aware UTC datetime."""
        return datetime.now(UTC)


def client_config(settings: Settings) -> ClientConfig:
    """Return the client's configuration for these settings; without a key, it is empty."""
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
    """Build a client; the caller closes the session."""
    config = client_config(settings)
    downloader = Downloader(spool, max_bytes=config.limits.max_image_bytes)
    collector = ImageCollector(examine, downloader, max_images=config.limits.max_images)
    return OpenRouterClient(session, spool, collector, config, clock=clock)


def load_catalog(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> Catalog:
    """Build the catalogue and load its last good copy from DATA_DIR."""
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
    """Generates images; any number of requests can run at once."""

    client: OpenRouterClient
    catalog: Catalog
    """The available models."""
    folder: Path
    """Holds generated images and copies of references; deleted when the studio closes."""

    async def generate(
        self, request: ImageRequest | str, *, timeout_s: float = 600.0
    ) -> Generation:
        """Generate the images of one request.

        Their files are in the studio's folder, so move them before the studio closes.

        Args:
            request: The request, or just its prompt.
            timeout_s: Time limit for the whole call, retries included, in seconds.

        Raises:
            Refused: The prompt is empty or too long, the model does not exist, or it does not
                support an option. Nothing was sent.
            ReferenceRefused: A reference cannot be decoded. Nothing was sent.
            GenerationFailed: The request returned no image.
            SpoolFailed: The disk could not be read or written.
        """
        deadline = SystemClock().now() + timedelta(seconds=timeout_s)
        if isinstance(request, str):
            request = ImageRequest(request)
        # refuse invalid options before the slow decoding of references
        self.order(request)
        order = self.order(await self.without_metadata(request))
        return await self.client.generate(order, deadline=deadline)

    async def without_metadata(self, request: ImageRequest) -> ImageRequest:
        """Return the request with its references replaced by copies without metadata.

        The copies are in the studio's folder and have only pixels and colour information: no
        location, XMP or comments. An animation is reduced to its first frame, and transparent
        areas become white.

        Raises:
            ReferenceRefused: A reference cannot be decoded, or becomes too large.
            SpoolFailed: The disk could not be read or written.
        """
        if not request.references:
            return request
        largest = max(reference.size_bytes for reference in request.references)
        copies = ReferenceFolder(
            KeptFiles(self.folder / "references", SystemClock()),
            max_bytes=max(largest, MEBIBYTE * _MIN_REFERENCE_MB),
            max_pixels=ATTACHMENTS.pixels,
            # a new name for each image, so that the limit per member never applies
            name_of=lambda _: secrets.token_hex(8),
        )
        bare: list[Reference] = []
        for reference in request.references:
            data = await asyncio.to_thread(_read, reference.path)
            received = await copies.receive(data, user_id=0)
            bare.append(await copies.keep(received))
        return request.with_references(*bare)

    def order(self, request: ImageRequest) -> Order:
        """Return the order for a request: the request as it would be sent.

        Raises:
            Refused: The prompt is empty or too long, the model does not exist, or it does not
                support an option.
        """
        prompt = normalise_prompt(request.prompt)
        return place_order(replace(request, prompt=prompt), self.catalog)


@asynccontextmanager
async def open_studio(
    settings: Settings | None = None, *, offline: bool = False
) -> AsyncGenerator[Studio]:
    """Open a studio with its own temporary folder and the current model catalogue.

    Args:
        settings: None reads them from the environment and `.env`, which must have the key.
        offline: Whether to use only the stored copy of the catalogue and send nothing for it.

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
    """Check image files and return them as references; the files are not changed.

    Args:
        paths: PNG, JPEG, WebP or GIF files.
        max_bytes: The largest file size.

    Raises:
        ReferenceRefused: A file is too large or not an image.
        SpoolFailed: A file cannot be read.
    """
    return tuple(
        check_reference(path, max_bytes=max_bytes, max_pixels=ATTACHMENTS.pixels) for path in paths
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SpoolFailed("cannot read a reference", charge=Charge.NONE) from error
