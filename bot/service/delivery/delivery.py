"""Delivers a generation by the first path that works, re-encoded where it is too large."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.errors import AnswerLost, TooLargeForDiscord
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.provenance import provenance_of
from bot.policy.jobs.delivery import (
    BACKOFFS,
    RETRY_AFTER,
    DeliveryPath,
    Outcome,
    Trail,
    is_lost,
    is_unreachable,
    next_path,
    seconds_for,
)
from bot.policy.limits.claim import Remaining
from bot.ports import Adapters, Card
from bot.service.delivery.failure_notice import Sleep, undelivered
from bot.service.delivery.unreachable_note import UnreachableNote

log = logging.getLogger(__name__)


class Delivery:
    """Brings one generation to its member."""

    def __init__(
        self,
        card: Card,
        adapters: Adapters,
        files: set[Path],
        *,
        requested_at: datetime,
        on_wait: Callable[[], Awaitable[None]],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Store the dependencies.

        Args:
            card: Shows the generation.
            adapters: The fitter, the clock, the signals and the stores.
            files: Re-encoded files are added to it; the caller removes them.
            requested_at: When the image was requested, for the provenance of a re-encoded file.
            on_wait: Called before each wait longer than `RETRY_AFTER`.
            sleep: Sleeps for a number of seconds.
        """
        self._files = files
        self._card = card
        self._adapters = adapters
        self._requested_at = requested_at
        self._note = UnreachableNote(card, adapters)
        self._on_wait = on_wait
        self._sleep = sleep
        self._fitted: dict[int, Generation] = {}
        """Generations by the upload limit that they fit, in bytes."""
        self._limits: dict[DeliveryPath, int] = {}
        """Upload limits that Discord enforces below the announced ones, in bytes."""
        self._too_small: dict[DeliveryPath, TooLargeForDiscord] = {}
        """Paths whose upload limit the images cannot be made to fit."""

    async def show(
        self, generation: Generation, *, remaining: Remaining | None, kept_until: datetime
    ) -> Generation:
        """Show the images in the best quality that fits, and return what was shown.

        Args:
            generation: The generated images.
            remaining: The member's remaining images; None shows nothing about them.
            kept_until: Until when delivery is tried; each path is tried once even after that.

        Raises:
            DeliveryFailed: Discord took them by no path in all that time.
            SpoolFailed: A file could not be read or written.
        """
        trail = Trail()
        while True:
            now = self._adapters.clock.now()
            paths = self._usable_paths(trail, now)
            if is_lost(paths, trail, now=now, kept_until=kept_until):
                raise undelivered(trail)
            path = next_path(paths, trail, now=now)
            if not isinstance(path, DeliveryPath):
                if is_unreachable(paths, trail, private=self._card.is_private):
                    await self._note.give(until=kept_until)
                await self._wait(path if now >= kept_until else min(path, kept_until))
                continue
            shown = await self._try(generation, path, trail, remaining)
            if isinstance(shown, Generation):
                return shown
            trail = trail.after(path, shown, now=self._adapters.clock.now())

    def _usable_paths(self, trail: Trail, now: datetime) -> tuple[DeliveryPath, ...]:
        paths = self._card.paths(trail, now=now)
        usable = tuple(path for path in paths if path not in self._too_small)
        if not usable:
            raise self._too_small[paths[0]]
        return usable

    async def _wait(self, until: datetime) -> None:
        # a clock that is set back must not make it wait longer than the longest backoff
        wait = min(until - self._adapters.clock.now(), BACKOFFS[-1])
        if wait > RETRY_AFTER:
            await self._on_wait()
        await self._sleep(max(wait.total_seconds(), 0))

    async def _try(
        self, generation: Generation, path: DeliveryPath, trail: Trail, remaining: Remaining | None
    ) -> Generation | Outcome:
        """Try one path; return what was shown, or why nothing was."""
        limit = self._limits.get(path) or self._card.upload_limit(path)
        while True:
            try:
                fitted = await self._fit(generation, limit)
                outcome = await self._card.deliver(
                    fitted,
                    path,
                    left=remaining,
                    now=self._adapters.clock.now(),
                    within_s=seconds_for(trail.of(path), size_bytes=_size_of(fitted)),
                )
            except TooLargeForDiscord as error:
                self._adapters.signals.discord_failed("upload_too_large")
                if error.limit_bytes >= limit:
                    self._too_small[path] = error
                    return Outcome.REFUSED
                log.warning("Discord's upload limit is lower than announced: %s", error.limit_bytes)
                limit = self._limits[path] = error.limit_bytes
                continue
            if outcome is Outcome.OUTAGE:
                self._adapters.signals.discord_failed("unavailable")
            return fitted if outcome is Outcome.SHOWN else outcome

    async def _fit(self, generation: Generation, limit_bytes: int) -> Generation:
        if all(image.size_bytes <= limit_bytes for image in generation.images):
            return generation
        known = self._fitted.get(limit_bytes)
        if known is not None:
            return known
        with suppress(AnswerLost):
            # the image has other paths than the answer
            await self._card.fitting(generation.order, since=self._adapters.clock.now())
        provenance = provenance_of(generation, asked_at=self._requested_at)
        fitted: list[ImageFile] = []
        for image in generation.images:
            small = await self._adapters.fitter.fit(
                image, limit_bytes=limit_bytes, provenance=provenance
            )
            if small.path != image.path:
                self._files.add(small.path)
            fitted.append(small)
        self._fitted[limit_bytes] = replace(generation, images=tuple(fitted))
        return self._fitted[limit_bytes]


def _size_of(generation: Generation) -> int:
    return sum(image.size_bytes for image in generation.images)
