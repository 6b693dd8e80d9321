"""The catalogue of models: fetched from OpenRouter, cached on disk, answered from memory."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import aiohttp
from pydantic import ValidationError

from bot.openrouter.catalogue.builtin_models import KNOWN
from bot.openrouter.catalogue.listed import ChatModelList, ImageModelList, Listing
from bot.openrouter.catalogue.model_list import models_of, with_prices_of
from bot.openrouter.catalogue.prices import EndpointList
from bot.openrouter.catalogue.tolerant_json import read_tolerantly
from bot.openrouter.lenient import LenientModel
from bot.policy.images.model import (
    MODEL_SUCCESSORS,
    PREFERRED_MODELS,
    Choice,
    Model,
    choose_model,
    successors_of,
)
from bot.ports import Clock

log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer", bound=LenientModel)

#: About fifty models take 100 KiB; a body of this size is not a catalogue.
_MAX_BYTES = 8 * 2**20

_REQUEST_TIMEOUT_S = 20.0

#: For the prices of all models together; prices not read by then stay unchanged.
_PRICES_TIMEOUT_S = 60.0
_CONCURRENT_PRICES = 4

_GONE_FOR = timedelta(hours=1)

#: Seconds between two refreshes, and after a failed one.
_REFRESH_EVERY_S = 24 * 3600
_RETRY_AFTER_S = 10 * 60


class Catalog:
    """The models that can be chosen; a `Models`.

    Until a catalogue is read, the built-in models count as available. A list that cannot be read
    keeps its previous contents.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base_url: str,
        *,
        clock: Clock,
        copy: Path | None = None,
        preferred: Sequence[str] = PREFERRED_MODELS,
        successors: Mapping[str, str] = MODEL_SUCCESSORS,
    ) -> None:
        """Store the collaborators and the operator's settings; `load` and `refresh` read.

        Args:
            session: Closed by the caller. The lists are public, so the key is not sent.
            base_url: Of the API.
            clock: For expiration dates.
            copy: The file for the last good copy; not written if its folder does not exist.
            preferred: Model ids, the default first.
            successors: From a model id to that of its replacement.
        """
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._clock = clock
        self._copy = copy
        self._preferred = tuple(preferred)
        self._successors = dict(successors)
        self._listing = Listing()
        self._models: dict[str, Model] = dict(KNOWN)
        self._listed: tuple[Model, ...] = ()
        self._warned: set[str | tuple[str, str]] = set()
        self._back_at: dict[str, datetime] = {}
        self._sort()

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        """Choose the model for a request; the first use of each successor is logged.

        If no model is available, those marked as gone count too: the answer that said so may have
        been wrong, and otherwise no image could be generated for an hour.
        """
        choice = self._choose(wanted, allowed, self._available)
        if choice is None:
            choice = self._choose(wanted, allowed, self._models.get)
        if choice is not None and choice.gone is not None:
            replacement = (choice.gone, choice.model.id)
            if replacement not in self._warned:
                self._warned.add(replacement)
                log.warning("model gone=%s replaced_by=%s", *replacement)
        return choice

    def _choose(
        self,
        wanted: str | None,
        allowed: frozenset[str] | None,
        alive: Callable[[str], Model | None],
    ) -> Choice | None:
        return choose_model(
            wanted,
            preferred=self._preferred,
            successors=self._successors,
            alive=alive,
            allowed=allowed,
        )

    def listed(self) -> tuple[Model, ...]:
        """Return every available model, the preferred ones first, the others by name."""
        return tuple(model for model in self._listed if self._available(model.id))

    def successors(
        self, model_id: str, *, allowed: frozenset[str] | None = None
    ) -> tuple[Model, ...]:
        """Return the available successors of a model, the nearest first."""
        ids = successors_of(model_id, self._successors)
        found = (self._available(each) for each in ids if allowed is None or each in allowed)
        return tuple(model for model in found if model is not None)

    def mark_gone(self, model_id: str) -> None:
        """Exclude a model for an hour, no longer: a single answer may have been wrong."""
        log.warning("model gone=%s for an hour", model_id)
        self._back_at[model_id] = self._clock.now() + _GONE_FOR

    def load(self) -> None:
        """Read the last good copy, once, before the first command; ignore a damaged one."""
        if self._copy is None:
            return
        try:
            listing = Listing.model_validate_json(self._copy.read_bytes())
        except FileNotFoundError:
            return
        except (OSError, ValidationError) as error:
            log.warning("copy of the catalogue ignored: %s", type(error).__name__)
            return
        self._take(listing)

    async def run(self) -> None:
        """Refresh the catalogue until cancelled."""
        while True:
            worked = await self.refresh()
            await asyncio.sleep(_REFRESH_EVERY_S if worked else _RETRY_AFTER_S)

    async def refresh(self, *, with_prices: bool = True) -> bool:
        """Fetch the catalogue and save a copy; lists that cannot be read stay unchanged.

        Returns:
            Whether at least one of the two lists of models was read.
        """
        images, chat = await asyncio.gather(
            self._get("/images/models", ImageModelList),
            self._get("/models?output_modalities=image", ChatModelList),
        )
        fresh = {
            name: answer.data
            for name, answer in (("images", images), ("chat", chat))
            # an empty list is OpenRouter's error, not the end of all models
            if answer is not None and any(item and item.id for item in answer.data)
        }
        if not fresh:
            return False
        self._take(self._listing.model_copy(update=fresh))
        if with_prices:
            await self.refresh_prices()
        await asyncio.to_thread(self._save)
        log.info("catalogue models=%d lists=%s", len(self._models), ",".join(fresh))
        return True

    async def refresh_prices(self, model_ids: Collection[str] | None = None) -> dict[str, int]:
        """Fetch the prices of these models, or of all; those that cannot be read stay unchanged.

        Returns:
            The number of endpoints by model, for models on `/images` that were read.
        """
        found = await self._read_endpoints(model_ids)
        self._take(with_prices_of(self._listing, found))
        return {model_id: len(tuple(listed.each())) for model_id, listed in found.items()}

    def _available(self, model_id: str) -> Model | None:
        back_at = self._back_at.get(model_id)
        is_gone = back_at is not None and self._clock.now() < back_at
        return None if is_gone else self._models.get(model_id)

    def _take(self, listing: Listing) -> None:
        """Adopt a listing, unless no model in it is available."""
        models = models_of(listing, today=self._clock.now().date())
        if models:
            self._listing = listing
            self._models = models
            self._sort()
            for model_id in self._preferred:
                if model_id not in models and model_id not in self._warned:
                    self._warned.add(model_id)
                    log.warning("preferred model gone=%s", model_id)

    def _sort(self) -> None:
        rank = {model_id: index for index, model_id in enumerate(self._preferred)}
        self._listed = tuple(
            sorted(
                self._models.values(),
                key=lambda model: (rank.get(model.id, len(rank)), model.name.casefold()),
            )
        )

    async def _read_endpoints(self, model_ids: Collection[str] | None) -> dict[str, EndpointList]:
        """Fetch the prices of models on `/images`, a few at once, until the timeout."""
        found: dict[str, EndpointList] = {}
        slots = asyncio.Semaphore(_CONCURRENT_PRICES)

        async def read(model_id: str) -> None:
            async with slots:
                answer = await self._get(
                    f"/images/models/{quote(model_id, safe='/~:')}/endpoints", EndpointList
                )
            if answer is not None:
                found[model_id] = answer

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PRICES_TIMEOUT_S), asyncio.TaskGroup() as group:
                for model in self._listed:
                    if model.on_images and (model_ids is None or model.id in model_ids):
                        group.create_task(read(model.id), name=f"price:{model.id}")
        return found

    async def _get(self, path: str, shape: type[_Answer]) -> _Answer | None:
        """Fetch one list; on failure log it and return None."""
        try:
            async with (
                asyncio.timeout(_REQUEST_TIMEOUT_S),
                self._session.get(self._base_url + path, allow_redirects=False) as response,
            ):
                response.raise_for_status()
                body = await _read(response)
            return await asyncio.to_thread(read_tolerantly, shape, body)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("catalogue path=%s unread: %s", path, _reason(error))
            return None

    def _save(self) -> None:
        """Replace the copy atomically."""
        if self._copy is None or not self._copy.parent.is_dir():
            return
        temporary = self._copy.with_name(f"{self._copy.name}.new")
        try:
            temporary.write_text(self._listing.model_dump_json(by_alias=True), encoding="utf-8")
            temporary.replace(self._copy)
        except OSError as error:
            log.warning("copy of the catalogue not saved: %s", error)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > _MAX_BYTES:
            raise ValueError("too large for a catalogue")
    return bytes(body)


def _reason(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientResponseError):
        return f"HTTP {error.status}"
    return type(error).__name__
