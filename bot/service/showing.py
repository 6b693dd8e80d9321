"""Shows what was painted: small enough for the place, and again while Discord has an outage."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.errors import AnswerLost, DiscordUnavailable, TooLargeForDiscord
from bot.policy.claim import Left
from bot.policy.picture import Painting, Picture
from bot.policy.provenance import provenance_of
from bot.ports import Adapters, Card

log = logging.getLogger(__name__)

#: Pauses between the tries to show a picture while Discord has an outage; discord.py has then
#: tried for up to 25 s each time.
_PAUSES_S = (2, 10, 30, 60, 120)


class Showing:
    """Brings one painting to its card."""

    def __init__(
        self, card: Card, adapters: Adapters, files: set[Path], *, asked_at: datetime
    ) -> None:
        """Take the tools.

        Args:
            card: Where the painting is shown.
            adapters: With the fitter.
            files: What is made on the way is added here; the caller removes it.
            asked_at: When the painting was asked for, which a re-encoding says of itself.
        """
        self._files = files
        self._card = card
        self._adapters = adapters
        self._asked_at = asked_at

    async def show(self, painting: Painting, *, left: Left | None) -> Painting:
        """Show the pictures, as good as they fit, and return what was shown.

        Raises:
            DeliveryFailed: Discord takes them nowhere.
            SpoolFailed: The disk did not take or give the bytes.
        """
        limit = self._card.upload_limit(now=self._adapters.clock.now())
        pauses = iter(_PAUSES_S)
        while True:
            fitted = await self._fit(painting, limit)
            try:
                await self._card.deliver(fitted, left=left, now=self._adapters.clock.now())
            except TooLargeForDiscord as error:
                if error.limit_bytes >= limit:
                    raise
                log.warning("Discord takes less than its limit said: %s", error.limit_bytes)
                self._adapters.signals.discord_failed("upload_too_large")
                limit = error.limit_bytes
            except DiscordUnavailable:
                self._adapters.signals.discord_failed("unavailable")
                pause_s = next(pauses, None)
                if pause_s is None:
                    raise
                await asyncio.sleep(pause_s)
            else:
                return fitted

    async def _fit(self, painting: Painting, limit_bytes: int) -> Painting:
        if all(picture.size_bytes <= limit_bytes for picture in painting.pictures):
            return painting
        with suppress(AnswerLost):
            # the picture has other ways than the answer
            await self._card.fitting(painting.order, since=self._adapters.clock.now())
        provenance = provenance_of(painting, asked_at=self._asked_at)
        fitted: list[Picture] = []
        for picture in painting.pictures:
            small = await self._adapters.fitter.fit(
                picture, limit_bytes=limit_bytes, provenance=provenance
            )
            if small.path != picture.path:
                self._files.add(small.path)
            fitted.append(small)
        return replace(painting, pictures=tuple(fitted))
