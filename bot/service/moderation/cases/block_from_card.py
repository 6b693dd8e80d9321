"""Blocks a member from a card of the moderation log."""

from datetime import timedelta

from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import Case
from bot.ports import Clock
from bot.service.moderation.cases.author import CaseAuthor
from bot.service.moderation.cases.case_service import CaseService


class BlockFromCard:
    """Blocks a member of a server: stores the case, tells the member, and logs the action."""

    def __init__(self, cases: CaseService, *, clock: Clock) -> None:
        self._cases = cases
        self._clock = clock

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
        """Block a member, and have them told in the background.

        Args:
            guild_id: The server.
            user_id: The member.
            actor_id: The moderator, whose right was checked.
            duration: How long; None for without an end.
            reason: The moderator's words; may be empty.
            channel_id: Where the image is.

        Raises:
            AlreadyBlocked: By this server.
            SubjectProtected: Moderators cannot block themselves.
            Refused: The filter does not allow the reason.
            StorageFailed: Nothing was stored.
        """
        by = CaseAuthor(actor_id, Spot(guild_id, channel_id))
        until = None if duration is None else self._clock.now() + duration
        case = await self._cases.block(by, user_id, until=until, reason=reason)
        self._cases.tell(case)
        return case
