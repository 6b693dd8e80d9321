"""How the moderation log blocks members."""

from datetime import timedelta
from typing import Protocol

from bot.policy.moderation.case import Case


class BlockMember(Protocol):
    """Blocks a member of a server: stores the case, tells the member, and logs the action."""

    async def __call__(
        self,
        guild_id: int,
        user_id: int,
        *,
        actor_id: int,
        duration: timedelta | None,
        reason: str,
        channel_id: int | None,
    ) -> Case:
        """Block a member.

        Args:
            guild_id: The server.
            user_id: The member.
            actor_id: The moderator, whose right was checked.
            duration: How long; None for without an end.
            reason: The moderator's words; may be empty.
            channel_id: Where the image is.

        Raises:
            StorageFailed: Nothing was stored.
        """
        ...
