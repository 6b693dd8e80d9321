"""Checks regularly whether OpenRouter accepts the key and how much the key may still spend."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import ClosedReason, GenerationFailed, StorageFailed
from bot.policy.money import format_usd, levels_crossed, until_next_level
from bot.ports import Clock, KeyCheck, KeyStatus, Notices
from bot.service.notifications import CreditLow, Notifications
from bot.service.provider.account import Account, is_spent
from bot.service.provider.intake import Intake
from bot.service.timing import PRODUCTION, Timing
from bot.service.wake import Wake

log = logging.getLogger(__name__)

#: The shortest time between two checks that spending causes.
_BETWEEN_CHECKS = timedelta(minutes=1)

#: The dedupe key contains the date, so older ones can go.
_KEPT = timedelta(days=2)


class KeyWatch:
    """Checks the key at start, every hour, and every minute while it does not work."""

    def __init__(
        self,
        key: KeyCheck,
        notifications: Notifications,
        notices: Notices,
        *,
        clock: Clock,
        levels: Sequence[int] = (),
        timing: Timing = PRODUCTION,
    ) -> None:
        """Store the dependencies.

        Args:
            key: Checks the key at OpenRouter.
            notifications: Where notices to the operator are posted.
            notices: Dedupe keys of levels, which outlive a restart.
            clock: The time.
            levels: What the key may still spend when the operator is told, in micro-dollars.
            timing: How often to check.
        """
        self.intake = Intake()
        self.account = Account(self.intake, notifications, clock=clock)
        self._key = key
        self._notifications = notifications
        self._notices = notices
        self._clock = clock
        self._timing = timing
        self._levels = tuple(levels)
        self._remaining: int | None = None
        self._spent = 0
        """Micro-dollars since the last check."""
        self._checked_at: datetime | None = None
        self._wake = Wake()

    def suspect(self) -> None:
        """Close the intake, since OpenRouter rejected the key for an image; check it at once."""
        self.intake.close(ClosedReason.KEY_REJECTED)
        self._wake.set()

    def ask(self) -> None:
        """Check the key at once, since OpenRouter rejected a request for lack of credit."""
        self._wake.set()

    def note_spent(self, micros: int) -> None:
        """Add the cost of an image, and check the key once a level may have been crossed."""
        self._spent += micros
        if self._remaining is None or self._checked_at is None:
            return
        is_early = self._clock.now() - self._checked_at < _BETWEEN_CHECKS
        ahead = until_next_level(self._remaining, self._levels)
        if not is_early and ahead is not None and self._spent >= ahead:
            self._wake.set()

    async def run(self) -> None:
        """Check the key regularly until cancelled."""
        while True:
            await self._wake.wait(await self.check())

    async def check(self) -> float:
        """Check the key once, and open or close the intake accordingly.

        Returns:
            Seconds until the next check.
        """
        self._checked_at, self._spent = self._clock.now(), 0
        try:
            status = await self._key.check_key()
        except GenerationFailed as error:
            # an outage says nothing about the key, so its state stays
            log.warning("the OpenRouter key could not be checked: %s", error)
            self.account.announce()
            return self._timing.key_unknown_s
        self.account.learn(status)
        await self._look_at_limit(status)
        is_good = status.accepted and not is_spent(status)
        return self._timing.key_good_s if is_good else self._timing.key_bad_s

    async def _look_at_limit(self, status: KeyStatus) -> None:
        """Post a notice for the lowest level that was crossed since the last check."""
        before, self._remaining = self._remaining, status.remaining_micros
        if status.remaining_micros is None or not status.accepted:
            return
        log.info("the key has %s left of its limit", format_usd(status.remaining_micros))
        if before is not None:
            await self._rearm(levels_crossed(status.remaining_micros, before, self._levels))
        crossed = levels_crossed(before, status.remaining_micros, self._levels)
        # that nothing is left at all has a notice of its own
        is_news = await self._is_news(crossed, is_first=before is None)
        if is_news and not is_spent(status):
            self._notifications.post(CreditLow(status.remaining_micros, crossed[0]))

    async def _is_news(self, crossed: tuple[int, ...], *, is_first: bool) -> bool:
        """Claim the levels; only one process learns that the lowest of them is news."""
        try:
            claimed = [await self._claim(level, is_first=is_first) for level in crossed]
        except StorageFailed as error:
            # a second notice is better than none
            log.warning("it could not be noted that credit is low: %s", error.fault)
            return True
        return bool(claimed) and claimed[0]

    async def _claim(self, level: int, *, is_first: bool) -> bool:
        """Claim one level's dedupe key for the day.

        A level that this process saw crossed is no news if another process posted it the day
        before. At the start it is not known when it was crossed, so it is posted once a day.
        """
        now = self._clock.now()
        for key in _keys(level, now)[is_first:]:
            if not await self._notices.claim(key, kept_until=now + _KEPT):
                return False
        return True

    async def _rearm(self, risen: tuple[int, ...]) -> None:
        """Release the dedupe keys of levels that the remaining amount has risen above again."""
        if not risen:
            return
        now = self._clock.now()
        try:
            await self._notices.release([key for level in risen for key in _keys(level, now)])
        except StorageFailed as error:
            log.warning("it could not be noted that credit is low no more: %s", error.fault)


def _keys(level: int, now: datetime) -> tuple[str, str]:
    """Return a level's dedupe keys of the day before and of this day."""
    days = (now - timedelta(days=1), now)
    before, today = (f"credit:{level}:{day.date().isoformat()}" for day in days)
    return before, today
