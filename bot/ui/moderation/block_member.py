"""Blocks a member from a button, without a command of the moderator's."""

from datetime import timedelta

import discord

from bot.i18n import texts_for
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import Case
from bot.ports import Clock
from bot.service.moderation.author import CaseAuthor
from bot.service.moderation.cases import CaseService
from bot.ui.moderation.case_messages import tell_of_case


class BlockMemberFromButton:
    """Blocks a member of a server: stores and logs the case, and tells the member."""

    def __init__(self, client: discord.Client, cases: CaseService, clock: Clock) -> None:
        self._client = client
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
        """Block a member.

        Args:
            guild_id: The server.
            user_id: The member.
            actor_id: The moderator, whose right was checked.
            duration: How long; None for without an end.
            reason: The moderator's words; may be empty.
            channel_id: Where it happened.

        Raises:
            AlreadyBlocked: By this server.
            SubjectProtected: Moderators cannot block themselves.
            Refused: The filter does not allow the reason.
            StorageFailed: Nothing was stored.
        """
        by = CaseAuthor(actor_id, Spot(guild_id, channel_id))
        until = None if duration is None else self._clock.now() + duration
        case = await self._cases.block(by, user_id, until=until, reason=reason)
        guild = self._client.get_guild(guild_id)
        if guild is not None:
            await tell_of_case(self._client, case, guild.name, texts_for(guild.preferred_locale))
        return case
