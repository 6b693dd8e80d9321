"""Tells people in time that dollars run out."""

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

#: Of how many counts it is remembered what they said last; forgetting costs one more question to
#: the database.
_MOST_SEEN = 10_000


class BudgetWatch:
    """Looks at the caps on dollars after each reservation and refusal."""

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

    async def look(self, claim: Claim, found: Reserved | Count, rulebook: Rulebook) -> None:
        """Post a notice for each level that is crossed, once in its window over all processes.

        Without a crossing nothing is awaited. A database that does not work costs the notice and
        is logged.

        Args:
            claim: What a job asked for.
            found: What the ledger answered to it.
            rulebook: The server's, for its channel of notices.
        """
        try:
            for reading in readings(claim, found.used, is_taken=isinstance(found, Reserved)):
                await self._look_at(reading, claim.guild_id, rulebook)
        except StorageFailed as error:
            log.warning("a notice about a budget was lost: %s %s", error.fault, error.detail)

    async def is_tight(self, caps: Mapping[Cap, int]) -> bool:
        """Tell whether little is left of one of the operator's budgets now.

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

    async def _look_at(self, reading: Reading, guild_id: int | None, rulebook: Rulebook) -> None:
        cap, key = reading.bound.cap, (reading.counter.key, reading.bound.cap)
        used = max(reading.used, cap) if reading.is_spent else reading.used
        # A settlement may have moved the count in between, hence not from before this claim; and
        # it may move it back, so that a level is crossed once more, which the claim below sees.
        level = crossed(self._seen.get(key, 0), used, cap)
        if level is not None and await self._is_news(reading, level):
            self._post(reading, level, guild_id, rulebook)
        if len(self._seen) >= self._most_seen:
            self._seen.clear()
        self._seen[key] = used

    async def _is_news(self, reading: Reading, level: int) -> bool:
        """Claim a level with those below it, of which nobody shall hear afterwards."""
        counter, cap = reading.counter, reading.bound.cap
        news = False
        for below in (each for each in WARN_AT if each <= level):
            key = f"budget:{below}:{cap}:{counter.key}"
            news = await self._stores.notices.claim(key, kept_until=counter.kept_until)
        return news

    def _post(self, reading: Reading, level: int, guild_id: int | None, rulebook: Rulebook) -> None:
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
