"""The moderation log: the /log commands, and the cards with their buttons.

Must not know who decides what is logged.
"""

from functools import partial

from bot.client import ImagineBot
from bot.ui.interactions.panels import PanelName
from bot.ui.moderation.card_marks import CardMarks
from cogs.log.actions import LogDeps
from cogs.log.buttons import log_items
from cogs.log.command import LogCog
from cogs.log.panel import open_panel, panel_items
from cogs.log.sender import LogSenderCog


async def setup(bot: ImagineBot) -> None:
    """Register the commands and the handlers of controls, and start sending.

    Called by discord.py.
    """
    services = bot.services
    editor, moderation = services.rulebook_editor, services.moderation
    deps = LogDeps(services.imagine, editor, moderation, CardMarks(bot), services.clock)
    bot.add_dynamic_items(*log_items(deps), *panel_items(editor, moderation.log_settings))
    bot.panels.add(PanelName.LOG, partial(open_panel, editor=editor))
    await bot.add_cog(LogCog(editor, moderation.log_settings))
    await bot.add_cog(LogSenderCog(bot))
