"""What members want where a command does not say."""

from dataclasses import dataclass

from bot.policy.members.defaults import MemberDefaults
from bot.ports import DefaultsStore


@dataclass(frozen=True, slots=True)
class Defaults:
    """Members' own defaults. Every call raises `StorageFailed` when the database does not work."""

    store: DefaultsStore

    async def read(self, user_id: int) -> MemberDefaults:
        """Return a member's defaults."""
        return await self.store.read(user_id)

    async def set(self, user_id: int, defaults: MemberDefaults) -> MemberDefaults:
        """Put in what is given, leave the rest as it is, and return what holds now.

        Args:
            user_id: Whose defaults.
            defaults: With None for what stays.
        """
        known = await self.store.read(user_id)
        merged = known.updated(defaults)
        if merged != known:
            await self.store.set(user_id, merged)
        return merged

    async def clear(self, user_id: int) -> None:
        """Forget a member's defaults."""
        await self.store.set(user_id, MemberDefaults())
