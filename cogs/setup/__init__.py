"""The /setup command: what the bot can do in a channel, and the first settings of a server.

Must not know what the panels that it opens do.
"""

from bot.client import ImagineBot
from cogs.setup.command import SetupCog
from cogs.setup.panel import SetupDeps, SetupPanel, panel_items


async def setup(bot: ImagineBot) -> None:
    """Register the command and the handlers of its controls. Called by discord.py."""
    services = bot.services
    deps = SetupDeps(
        services.rulebook_editor,
        services.allowance,
        services.settings.command_name,
        services.clock,
        services.runner,
    )
    panel = SetupPanel(deps)
    bot.add_dynamic_items(*panel_items(panel))
    await bot.add_cog(SetupCog(panel))
