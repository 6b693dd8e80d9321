"""The /imagine command, and the buttons under its pictures."""

from bot.client import ImagineBot
from cogs.imagine.asking import Asking
from cogs.imagine.buttons import job_buttons
from cogs.imagine.command import ImagineCog


async def setup(bot: ImagineBot) -> None:
    """Add the command and answer for the buttons; discord.py calls this."""
    services = bot.services
    asking = Asking(services.imagine, services.references, services.clock, services.signals)
    cog = ImagineCog(asking, services.models)
    cog.imagine.name = services.settings.command_name
    bot.add_dynamic_items(*job_buttons(services.imagine, asking))
    await bot.add_cog(cog)
