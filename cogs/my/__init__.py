"""The /my commands, and /show."""

from bot.client import ImagineBot
from cogs.my.base import MyContext
from cogs.my.command import MyCog
from cogs.my.data import add_data
from cogs.my.images import images_items
from cogs.my.message_lookup import MessageLookup
from cogs.my.show import ShowCog


async def setup(bot: ImagineBot) -> None:
    """Add the commands and answer for their buttons; discord.py calls this."""
    services, lookup = bot.services, MessageLookup()
    gallery, moderation = services.history, services.moderation
    context = MyContext(
        services.allowance, services.models, gallery, services.defaults, moderation, lookup
    )
    mine = MyCog(context)
    add_data(mine, services.privacy)
    bot.add_dynamic_items(*images_items(gallery, lookup))
    await bot.add_cog(mine)
    await bot.add_cog(ShowCog(services.imagine, gallery, moderation, lookup))
