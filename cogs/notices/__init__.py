"""Delivery of notices to the bot's owner and to servers' notice channels.

Must not decide what is reported or when; `bot.service.notifications` does.
"""

from bot.client import ImagineBot
from cogs.notices.delivery import NoticesCog


async def setup(bot: ImagineBot) -> None:
    """Start the delivery. Called by discord.py."""
    await bot.add_cog(NoticesCog(bot, bot.services.notifications))
