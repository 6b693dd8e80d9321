"""Notices to the owner and to servers."""

from bot.client import ImagineBot
from cogs.notices.delivery import NoticesCog


async def setup(bot: ImagineBot) -> None:
    """Add the delivery; discord.py calls this."""
    await bot.add_cog(NoticesCog(bot, bot.services.notifications))
