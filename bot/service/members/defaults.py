"""Reads and changes members' defaults."""

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
        """Set some defaults, keep the others, and return the result.

        Args:
            user_id: The member.
            defaults: The new values; None keeps the present one.
        """
        present = await self.store.read(user_id)
        merged = present.updated(defaults)
        if merged != present:
            await self.store.set(user_id, merged)
        return merged

    async def clear(self, user_id: int) -> None:
        """Delete a member's defaults."""
        await self.store.set(user_id, MemberDefaults())
