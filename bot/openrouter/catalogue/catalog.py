"""The catalogue of models: read from OpenRouter, kept on disk, and answered from memory."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
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

#: Some fifty models make 100 KiB; anything near this is no catalogue.
_MOST_BYTES = 8 * 2**20

_REQUEST_TIMEOUT_S = 20.0

#: For the prices of all models together; those not read by then stay as they were.
_PRICES_TIMEOUT_S = 60.0
_PRICES_AT_ONCE = 4

_GONE_FOR = timedelta(hours=1)


class Catalog:
    """The models that can be chosen; a `Models`.

    Until a catalogue was read, the known models are taken to be alive. What cannot be read anew
    stays as it was.
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
        """Take the tools and the operator's wishes; `load` and `refresh` read the catalogue.

        Args:
            session: Stays the caller's. The lists are public, so the key does not go along.
            base_url: Of the API.
            clock: Tells whose announced end has come.
            copy: The file of the last good copy; none is kept without its folder.
            preferred: Model ids, the default first.
            successors: From a model id to the one that takes its place.
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
        self._told: set[str | tuple[str, str]] = set()
        self._back_at: dict[str, datetime] = {}
        self._arrange()

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        """Return who paints; the first time that it is a successor, the log says so.

        When nobody is left, those count as well that only an answer said to be gone: it may have
        been wrong, and else nothing would be painted for an hour.
        """
        choice = self._choose(wanted, allowed, self._alive)
        if choice is None:
            choice = self._choose(wanted, allowed, self._models.get)
        if choice is not None and choice.gone is not None:
            replacement = (choice.gone, choice.model.id)
            if replacement not in self._told:
                self._told.add(replacement)
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
        """Return every living model, the preferred ones first, the others by name."""
        return tuple(model for model in self._listed if self._alive(model.id))

    def successors(
        self, model_id: str, *, allowed: frozenset[str] | None = None
    ) -> tuple[Model, ...]:
        """Return the living models that take a model's place, the nearest first."""
        following = successors_of(model_id, self._successors)
        found = (self._alive(each) for each in following if allowed is None or each in allowed)
        return tuple(model for model in found if model is not None)

    def mark_gone(self, model_id: str) -> None:
        """Leave a model out for an hour; one answer may have been a mistake."""
        log.warning("model gone=%s for an hour", model_id)
        self._back_at[model_id] = self._clock.now() + _GONE_FOR

    def load(self) -> None:
        """Read the last good copy, once, before the first command; a damaged one is ignored."""
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

    async def refresh(self, *, with_prices: bool = True) -> bool:
        """Read the catalogue anew and keep a copy; what cannot be read stays as it was.

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
            # A list without any model is a mistake of theirs, not the end of all models.
            if answer is not None and any(item and item.id for item in answer.data)
        }
        if not fresh:
            return False
        self._take(self._listing.model_copy(update=fresh))
        if with_prices:
            self._take(with_prices_of(self._listing, await self._read_endpoints()))
        await asyncio.to_thread(self._save)
        log.info("catalogue models=%d lists=%s", len(self._models), ",".join(fresh))
        return True

    def _alive(self, model_id: str) -> Model | None:
        back_at = self._back_at.get(model_id)
        is_out = back_at is not None and self._clock.now() < back_at
        return None if is_out else self._models.get(model_id)

    def _take(self, listing: Listing) -> None:
        """Use a listing, unless nobody in it is alive."""
        models = models_of(listing, today=self._clock.now().date())
        if models:
            self._listing = listing
            self._models = models
            self._arrange()
            for model_id in self._preferred:
                if model_id not in models and model_id not in self._told:
                    self._told.add(model_id)
                    log.warning("preferred model gone=%s", model_id)

    def _arrange(self) -> None:
        rank = {model_id: place for place, model_id in enumerate(self._preferred)}
        self._listed = tuple(
            sorted(
                self._models.values(),
                key=lambda model: (rank.get(model.id, len(rank)), model.name.casefold()),
            )
        )

    async def _read_endpoints(self) -> dict[str, EndpointList]:
        """Ask for the prices of all models on `/images`, a few at once, as long as time is."""
        found: dict[str, EndpointList] = {}
        room = asyncio.Semaphore(_PRICES_AT_ONCE)

        async def read(model_id: str) -> None:
            async with room:
                answer = await self._get(
                    f"/images/models/{quote(model_id, safe='/~:')}/endpoints", EndpointList
                )
            if answer is not None:
                found[model_id] = answer

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PRICES_TIMEOUT_S), asyncio.TaskGroup() as group:
                for model in self._listed:
                    if model.on_images:
                        group.create_task(read(model.id), name=f"price:{model.id}")
        return found

    async def _get(self, path: str, shape: type[_Answer]) -> _Answer | None:
        """Ask for one list; None, and a line in the log, when it cannot be had."""
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
        """Write the copy in one step, so that it is never half of one."""
        if self._copy is None or not self._copy.parent.is_dir():
            return
        draft = self._copy.with_name(f"{self._copy.name}.new")
        try:
            draft.write_text(self._listing.model_dump_json(by_alias=True), encoding="utf-8")
            draft.replace(self._copy)
        except OSError as error:
            log.warning("copy of the catalogue not kept: %s", error)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise ValueError("too large for a catalogue")
    return bytes(body)


def _reason(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientResponseError):
        return f"HTTP {error.status}"
    return type(error).__name__
