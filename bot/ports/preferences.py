"""What members set for themselves. Every call raises `StorageFailed`."""

from typing import Protocol

from bot.policy.preferences import MemberDefaults


class PreferencesStore(Protocol):
    """What members want where a command does not say."""

    async def read(self, user_id: int) -> MemberDefaults:
        """Return a member's defaults; empty ones where nothing is kept, or cannot be read."""
        ...

    async def set(self, user_id: int, defaults: MemberDefaults) -> None:
        """Keep a member's defaults in place of those before; empty ones are forgotten."""
        ...
