"""The /my commands, and /show."""

from bot.client import ImagineBot
from cogs.mine.command import MineCog
from cogs.mine.data import add_data
from cogs.mine.images import images_items
from cogs.mine.part import Tools
from cogs.mine.show import ShowCog
from cogs.mine.sightings import Lookout


async def setup(bot: ImagineBot) -> None:
    """Add the commands and answer for their buttons; discord.py calls this."""
    services, lookout = bot.services, Lookout()
    gallery, moderation = services.gallery, services.moderation
    tools = Tools(
        services.allowance, services.models, gallery, services.preferences, moderation, lookout
    )
    mine = MineCog(tools)
    add_data(mine, services.privacy)
    bot.add_dynamic_items(*images_items(gallery, lookout))
    await bot.add_cog(mine)
    await bot.add_cog(ShowCog(services.imagine, gallery, moderation, lookout))
