"""Sends notices to the owner's DM and to servers' notice channels."""

import asyncio
import logging
from typing import Any

import discord
from discord.ext import commands

from bot.i18n import LANGUAGES, admin_texts_for, texts_for
from bot.service.notifications import Notice, Notifications, Undelivered
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.limits.notices import notice_text, notice_view

log = logging.getLogger(__name__)

#: Timeout of one send in seconds. discord.py itself retries for up to 25 s during an outage.
_SEND_S = 60


class NoticesCog(commands.Cog):
    """Sends notices one at a time; one that cannot be sent is logged and dropped."""

    def __init__(self, bot: commands.AutoShardedBot, notifications: Notifications) -> None:
        self._bot = bot
        self._notifications = notifications
        self._owner_id: int | None = None
        self._is_owner_unreachable = False

    async def cog_load(self) -> None:
        """Start sending."""
        self._notifications.read_by(self._deliver)

    async def cog_unload(self) -> None:
        """Stop sending; the log has the notices that were not sent."""
        self._notifications.read_by(None)

    async def _deliver(self, notice: Notice) -> None:
        await self._bot.wait_until_ready()
        if notice.channel_id is not None:
            await self._notify_channel(notice, notice.channel_id)
        if notice.for_owner:
            await self._notify_owner(notice)

    async def _notify_channel(self, notice: Notice, channel_id: int) -> None:
        try:
            channel: Any = await self._find(channel_id, notice.guild_id or 0)
            if channel is None:
                log.warning("notices channel %s of server %s is gone", channel_id, notice.guild_id)
                return
            chosen = notice.language if isinstance(notice, Undelivered) else None
            await self._send(channel, notice, chosen or channel.guild.preferred_locale)
        except (*CALL_FAILED, discord.InvalidData) as error:
            log.warning("notices channel %s took no notice: %s", channel_id, error)

    async def _find(self, channel_id: int, guild_id: int) -> discord.abc.Messageable | None:
        """Return a channel of the server; None for others, since an imported id can be any."""
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            return None
        found: Any = guild.get_channel_or_thread(channel_id)
        if found is None and guild.unavailable:
            # the cache has no channels while the server is unavailable
            async with asyncio.timeout(_SEND_S):
                found = await self._bot.fetch_channel(channel_id)
        is_in_server = getattr(found, "guild", None) == guild
        return found if is_in_server and isinstance(found, discord.abc.Messageable) else None

    async def _notify_owner(self, notice: Notice) -> None:
        try:
            async with asyncio.timeout(_SEND_S):
                if self._owner_id is None:
                    self._owner_id = await self._find_owner()
                channel = await self._bot.create_dm(discord.Object(self._owner_id))
            await self._send(channel, notice)
        except CALL_FAILED as error:
            if not self._is_owner_unreachable:
                log.warning("the owner's DM took no notice, the log has them all: %s", error)
            self._is_owner_unreachable = True
        else:
            self._is_owner_unreachable = False

    async def _find_owner(self) -> int:
        """Return the user id of the application's owner, or of its team's owner."""
        info = await self._bot.application_info()
        return (info.team and info.team.owner_id) or info.owner.id

    async def _send(
        self, channel: discord.abc.Messageable, notice: Notice, locale: object = LANGUAGES[0]
    ) -> None:
        # `Undelivered` is addressed to a member, all others to moderators or the owner
        speech = texts_for if isinstance(notice, Undelivered) else admin_texts_for
        say = speech(locale)
        view = notice_view(notice, say)
        shown: dict[str, Any] = {} if view is None else {"view": view}
        async with asyncio.timeout(_SEND_S):
            await channel.send(
                notice_text(notice, say), allowed_mentions=_mentions(notice), **shown
            )


def _mentions(notice: Notice) -> discord.AllowedMentions:
    """Ping only the member of an image that could not be delivered."""
    mentions = discord.AllowedMentions.none()
    if isinstance(notice, Undelivered):
        mentions.users = [discord.Object(notice.user_id)]
    return mentions
