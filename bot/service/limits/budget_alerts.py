"""Posts notices when budgets and limits in dollars run out."""

import logging
from collections.abc import Mapping

from bot.errors import StorageFailed
from bot.policy.limits.budget import WARN_AT, Reading, crossed, is_budget, is_tight, readings
from bot.policy.limits.claim import Claim, Count
from bot.policy.limits.counters import budget_counters
from bot.policy.limits.limit import Cap
from bot.policy.limits.rulebook import Rulebook
from bot.policy.money import format_usd
from bot.ports import Clock, Reserved, Stores
from bot.service.notifications import BudgetCrossed, Notifications

log = logging.getLogger(__name__)

#: Counters whose last value is remembered; forgetting one costs one more query.
_MOST_SEEN = 10_000


class BudgetWatch:
    """Checks the limits and caps on dollars after each reservation and refusal."""

    def __init__(
        self,
        stores: Stores,
        notifications: Notifications,
        *,
        clock: Clock,
        most_seen: int = _MOST_SEEN,
    ) -> None:
        self._most_seen = most_seen
        self._notifications = notifications
        self._stores = stores
        self._clock = clock
        self._seen: dict[tuple[str, int], int] = {}

    async def check_levels(self, claim: Claim, found: Reserved | Count, rulebook: Rulebook) -> None:
        """Post a notice for each level that is crossed, once per window over all processes.

        Nothing is awaited unless a level is crossed. If the database does not work, the notice is
        lost and that is logged.

        Args:
            claim: What a job was to reserve.
            found: What the ledger answered.
            rulebook: The server's, which names the channel for notices.
        """
        try:
            for reading in readings(claim, found.used, is_taken=isinstance(found, Reserved)):
                await self._check_level(reading, claim.guild_id, rulebook)
        except StorageFailed as error:
            log.warning("a notice about a budget was lost: %s %s", error.fault, error.detail)

    async def is_tight(self, caps: Mapping[Cap, int]) -> bool:
        """Return whether one of the operator's budgets is nearly used up.

        Raises:
            StorageFailed: The database does not work.
        """
        counters = budget_counters(caps, now=self._clock.now())
        if not counters:
            return False
        nothing = Claim(
            job_id=0,
            guild_id=None,
            user_id=0,
            images=0,
            micros=0,
            cooldown=None,
            counters=counters,
        )
        count = await self._stores.ledger.count(nothing)
        return any(
            is_tight(count.used.get(counter.key, 0), counter.bound.cap)
            for counter in counters
            if counter.bound
        )

    async def _check_level(
        self, reading: Reading, guild_id: int | None, rulebook: Rulebook
    ) -> None:
        cap, key = reading.bound.cap, (reading.counter.key, reading.bound.cap)
        used = max(reading.used, cap) if reading.is_spent else reading.used
        # Compare with the value seen last, not with the one before this claim: settlements change
        # counters in between. They can also lower one, so that it crosses a level again; the
        # dedupe key catches that.
        level = crossed(self._seen.get(key, 0), used, cap)
        if level is not None and await self._is_news(reading, level):
            self._post_crossed(reading, level, guild_id, rulebook)
        if len(self._seen) >= self._most_seen:
            self._seen.clear()
        self._seen[key] = used

    async def _is_news(self, reading: Reading, level: int) -> bool:
        """Claim the dedupe keys of a level and of all below it, which need no notice any more."""
        counter, cap = reading.counter, reading.bound.cap
        news = False
        for below in (each for each in WARN_AT if each <= level):
            key = f"budget:{below}:{cap}:{counter.key}"
            news = await self._stores.notices.claim(key, kept_until=counter.kept_until)
        return news

    def _post_crossed(
        self, reading: Reading, level: int, guild_id: int | None, rulebook: Rulebook
    ) -> None:
        bound = reading.bound
        notice = BudgetCrossed(
            rule=bound.rule,
            level=level,
            used=reading.used,
            cap=bound.cap,
            resets_at=reading.counter.resets_at,
            guild_id=guild_id,
            channel_id=rulebook.notices_channel,
            for_owner=is_budget(bound.rule),
        )
        log.warning(
            "budget rule=%s level=%s used=%s cap=%s guild=%s resets_at=%s",
            bound.rule,
            level,
            format_usd(reading.used),
            format_usd(bound.cap),
            guild_id,
            notice.resets_at,
        )
        self._notifications.post(notice)
