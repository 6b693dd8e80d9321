"""Shows what was painted: whichever way is open, small enough for it, until it is shown."""

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
    RESTS,
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
from bot.service.delivery.failure_notice import Pause, UnreachableNote, undelivered

log = logging.getLogger(__name__)


class Delivery:
    """Brings one painting to its member."""

    def __init__(
        self,
        card: Card,
        adapters: Adapters,
        files: set[Path],
        *,
        asked_at: datetime,
        on_wait: Callable[[], Awaitable[None]],
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Take the tools.

        Args:
            card: Where the painting is shown.
            adapters: With the fitter.
            files: What is made on the way is added here; the caller removes it.
            asked_at: When the painting was asked for, which a re-encoding says of itself.
            on_wait: Called before each wait that is worth to be noted.
            pause: Waits so many seconds.
        """
        self._files = files
        self._card = card
        self._adapters = adapters
        self._asked_at = asked_at
        self._note = UnreachableNote(card, adapters)
        self._on_wait = on_wait
        self._pause = pause
        self._fitted: dict[int, Generation] = {}
        """By the limit that they fit under."""
        self._limits: dict[DeliveryPath, int] = {}
        """What was learned of them."""
        self._too_small: dict[DeliveryPath, TooLargeForDiscord] = {}
        """Ways that take nothing that is left of the images."""

    async def show(
        self, generation: Generation, *, left: Remaining | None, kept_until: datetime
    ) -> Generation:
        """Show the images, as good as they fit, and return what was shown.

        Args:
            generation: What was painted.
            left: What the member has left today; None says nothing about it.
            kept_until: Until when it is tried; each way is tried once even after that.

        Raises:
            DeliveryFailed: Discord took them nowhere in all that time.
            SpoolFailed: The disk did not take or give the bytes.
        """
        trail = Trail()
        while True:
            now = self._adapters.clock.now()
            ways = self._usable_paths(trail, now)
            if is_lost(ways, trail, now=now, kept_until=kept_until):
                raise undelivered(trail)
            way = next_path(ways, trail, now=now)
            if not isinstance(way, DeliveryPath):
                if is_unreachable(ways, trail, private=self._card.is_private):
                    await self._note.give(until=kept_until)
                await self._wait(way if now >= kept_until else min(way, kept_until))
                continue
            shown = await self._try(generation, way, trail, left)
            if isinstance(shown, Generation):
                return shown
            trail = trail.after(way, shown, now=self._adapters.clock.now())

    def _usable_paths(self, trail: Trail, now: datetime) -> tuple[DeliveryPath, ...]:
        ways = self._card.ways(trail, now=now)
        wide = tuple(way for way in ways if way not in self._too_small)
        if not wide:
            raise self._too_small[ways[0]]
        return wide

    async def _wait(self, until: datetime) -> None:
        # a clock that was set must not let it wait for longer than a way rests
        wait = min(until - self._adapters.clock.now(), RESTS[-1])
        if wait > RETRY_AFTER:
            await self._on_wait()
        await self._pause(max(wait.total_seconds(), 0))

    async def _try(
        self, generation: Generation, way: DeliveryPath, trail: Trail, left: Remaining | None
    ) -> Generation | Outcome:
        """Try one way; return what was shown, or why nothing was."""
        limit = self._limits.get(way) or self._card.upload_limit(way)
        while True:
            try:
                fitted = await self._fit(generation, limit)
                outcome = await self._card.deliver(
                    fitted,
                    way,
                    left=left,
                    now=self._adapters.clock.now(),
                    within_s=seconds_for(trail.of(way), size_bytes=_size_of(fitted)),
                )
            except TooLargeForDiscord as error:
                self._adapters.signals.discord_failed("upload_too_large")
                if error.limit_bytes >= limit:
                    self._too_small[way] = error
                    return Outcome.REFUSED
                log.warning("Discord takes less than its limit said: %s", error.limit_bytes)
                limit = self._limits[way] = error.limit_bytes
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
            # the image has other ways than the answer
            await self._card.fitting(generation.order, since=self._adapters.clock.now())
        provenance = provenance_of(generation, asked_at=self._asked_at)
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
