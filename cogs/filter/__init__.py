"""The /filter commands, by which moderators set rules about words.

Must not know how words are found.
"""

from functools import partial

from bot.client import ImagineBot
from bot.ui.interactions.panels import PanelName
from cogs.filter.base import FilterContext
from cogs.filter.command import FilterCog
from cogs.filter.panel import open_panel, panel_items


async def setup(bot: ImagineBot) -> None:
    """Register the commands and the handlers of the panel. Called by discord.py."""
    services = bot.services
    moderation = services.moderation
    context = FilterContext(
        moderation.filter_editor, services.rulebook_editor, moderation.text_check
    )
    bot.panels.add(PanelName.FILTER, partial(open_panel, context=context))
    bot.add_dynamic_items(*panel_items(context))
    await bot.add_cog(FilterCog(context))
