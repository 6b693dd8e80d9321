"""The /my commands and /show, by which members see their own images, defaults and data.

Creates no images: the buttons that it shows are handled by `cogs.imagine`, which it must not know.
"""

from bot.client import ImagineBot
from cogs.my.base import MyContext
from cogs.my.command import MyCog
from cogs.my.data import add_data
from cogs.my.images import images_items
from cogs.my.message_lookup import MessageLookup
from cogs.my.show import ShowCog


async def setup(bot: ImagineBot) -> None:
    """Register the commands and the handlers of their buttons. Called by discord.py."""
    services, lookup = bot.services, MessageLookup()
    history, editor = services.history, services.rulebook_editor
    context = MyContext(
        services.allowance, services.models, history, services.defaults, editor, lookup
    )
    mine = MyCog(context)
    add_data(mine, services.privacy)
    bot.add_dynamic_items(*images_items(history, lookup))
    await bot.add_cog(mine)
    await bot.add_cog(ShowCog(services.imagine, history, editor, lookup))
