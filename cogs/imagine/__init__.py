"""The /imagine command, the controls under its pictures, and the menus of other messages."""

from bot.client import ImagineBot
from cogs.imagine.again import AgainDesk
from cogs.imagine.asking import Asking
from cogs.imagine.buttons import CancelDesk, job_buttons
from cogs.imagine.command import ImagineCog
from cogs.imagine.details import details_menu, prompt_buttons
from cogs.imagine.menus import RemixDesk
from cogs.imagine.more import MoreDesk


async def setup(bot: ImagineBot) -> None:
    """Add the commands and answer for the controls; discord.py calls this."""
    services = bot.services
    imagine, moderation, gallery = services.imagine, services.moderation, services.gallery
    asking = Asking(imagine, services.references, services.clock, services.signals)
    cog = ImagineCog(asking, services.models, services.preferences, moderation)
    cog.imagine.name = services.settings.command_name
    cancel = CancelDesk(imagine, moderation)
    again = AgainDesk(
        imagine, asking, moderation, services.privacy, services.models, services.clock
    )
    more = MoreDesk(imagine, moderation, gallery)
    bot.add_dynamic_items(*job_buttons(cancel, again, more), *prompt_buttons(imagine, moderation))
    remix = RemixDesk(imagine, asking, moderation, services.preferences, services.references)
    bot.tree.add_command(remix.menu())
    bot.tree.add_command(details_menu(imagine, moderation, gallery))
    await bot.add_cog(cog)
