"""The /my commands, and /show."""

from bot.client import ImagineBot
from cogs.mine.command import MyCog
from cogs.mine.data import add_data
from cogs.mine.images import images_items
from cogs.mine.part import MyContext
from cogs.mine.show import ShowCog
from cogs.mine.sightings import MessageLookup


async def setup(bot: ImagineBot) -> None:
    """Add the commands and answer for their buttons; discord.py calls this."""
    services, lookup = bot.services, MessageLookup()
    gallery, moderation = services.gallery, services.moderation
    context = MyContext(
        services.allowance, services.models, gallery, services.preferences, moderation, lookup
    )
    mine = MyCog(context)
    add_data(mine, services.privacy)
    bot.add_dynamic_items(*images_items(gallery, lookup))
    await bot.add_cog(mine)
    await bot.add_cog(ShowCog(services.imagine, gallery, moderation, lookup))
