"""Watches whether OpenRouter accepts the key, and closes the intake while it does not."""

import asyncio
import logging

from bot.errors import ClosedReason, PaintingFailed
from bot.policy.money import format_usd
from bot.ports import KeyCheck
from bot.service.intake import Intake

log = logging.getLogger(__name__)

_WHILE_REJECTED_S = 60
_WHILE_UNKNOWN_S = 60
_WHILE_GOOD_S = 3600


class KeyWatch:
    """Asks about the key at start, every hour, and every minute while it is not good."""

    def __init__(self, key: KeyCheck, intake: Intake) -> None:
        self._key = key
        self.intake = intake
        self._suspected = asyncio.Event()

    def suspect(self) -> None:
        """Close the intake, since a picture was refused for the key, and ask again at once."""
        self.intake.close(ClosedReason.KEY_REJECTED)
        self._suspected.set()

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            self._suspected.clear()
            pause_s = await self.check()
            try:
                async with asyncio.timeout(pause_s):
                    await self._suspected.wait()
            except TimeoutError:
                continue

    async def check(self) -> float:
        """Ask once and set the intake accordingly.

        Returns:
            Seconds until it is worth asking again.
        """
        try:
            status = await self._key.check_key()
        except PaintingFailed as error:
            # an outage says nothing about the key, so what was known of it stays
            log.warning("the OpenRouter key could not be checked: %s", error)
            return _WHILE_UNKNOWN_S
        if not status.accepted:
            self.intake.close(ClosedReason.KEY_REJECTED)
            log.error(
                "OpenRouter does not accept OPENROUTER_API_KEY; no pictures until it does "
                "(asked again every %s s)",
                _WHILE_REJECTED_S,
            )
            return _WHILE_REJECTED_S
        if self.intake.open(ClosedReason.KEY_REJECTED):
            log.info("OpenRouter accepts the key again; pictures are taken")
        if status.remaining_micros is not None:
            log.info("the key has %s left of its limit", format_usd(status.remaining_micros))
        return _WHILE_GOOD_S
