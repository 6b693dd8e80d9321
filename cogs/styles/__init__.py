"""The /styles commands."""

from bot.client import ImagineBot
from cogs.styles.command import StylesCog


async def setup(bot: ImagineBot) -> None:
    """Add the commands; discord.py calls this."""
    await bot.add_cog(StylesCog(bot.services.moderation))
