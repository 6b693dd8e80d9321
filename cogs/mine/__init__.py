"""The /my commands."""

from bot.client import ImagineBot
from cogs.mine.command import MineCog


async def setup(bot: ImagineBot) -> None:
    """Add the commands; discord.py calls this."""
    services = bot.services
    await bot.add_cog(MineCog(services.allowance, services.models))
