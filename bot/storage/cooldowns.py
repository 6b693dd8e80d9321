"""Cooldowns in memory: they last as long as the process."""

from datetime import datetime, timedelta

from bot.errors import CooldownActive
from bot.policy.cooldown import CooldownRunning, check_cooldown

#: Ended cooldowns are swept when there are twice as many entries as were left by the last sweep,
#: so that memory follows the number of members who wait.
_FIRST_SWEEP = 1024


class MemoryCooldowns:
    """Implements `bot.ports.Cooldowns`; no await lies between check and change."""

    def __init__(self) -> None:
        self._free_at: dict[int, datetime] = {}
        self._sweep_at = _FIRST_SWEEP

    def __len__(self) -> int:
        """How many users are remembered."""
        return len(self._free_at)

    async def take(self, user_id: int, *, now: datetime, spacing: timedelta) -> datetime | None:
        """Admit the user now and start the cooldown."""
        before = self._free_at.get(user_id)
        self._free_at[user_id] = self._pass(user_id, now=now, spacing=spacing)
        self._sweep(now)
        return before

    async def check(self, user_id: int, *, now: datetime, spacing: timedelta) -> None:
        """Find out whether a `take` would succeed now."""
        self._pass(user_id, now=now, spacing=spacing)

    async def give_back(self, user_id: int, *, taken: datetime, before: datetime | None) -> None:
        """Undo a `take`, unless the user was admitted again since."""
        if self._free_at.get(user_id) != taken:
            return
        if before is None:
            del self._free_at[user_id]
        else:
            self._free_at[user_id] = before

    def _pass(self, user_id: int, *, now: datetime, spacing: timedelta) -> datetime:
        decision = check_cooldown(self._free_at.get(user_id), now=now, spacing=spacing)
        if isinstance(decision, CooldownRunning):
            raise CooldownActive(decision.retry_at)
        return decision.free_at

    def _sweep(self, now: datetime) -> None:
        if len(self._free_at) < self._sweep_at:
            return
        self._free_at = {user: at for user, at in self._free_at.items() if at > now}
        self._sweep_at = max(_FIRST_SWEEP, 2 * len(self._free_at))
