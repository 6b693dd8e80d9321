"""The /imagine command."""

from bot.client import ImagineBot
from cogs.imagine.command import ImagineCog


async def setup(bot: ImagineBot) -> None:
    """Add the command; discord.py calls this."""
    services = bot.services
    cog = ImagineCog(services.imagine, services.models, services.references, services.clock)
    cog.imagine.name = services.settings.command_name
    await bot.add_cog(cog)
