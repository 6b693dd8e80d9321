"""The /limits commands, by which moderators change and read their server's rulebook.

Must not know how rulebooks and counters are stored, nor how a request is checked against them.
"""

from functools import partial

from bot.client import ImagineBot
from bot.ui.interactions.panels import PanelName
from cogs.limits.base import LimitsContext
from cogs.limits.command import LimitsCog
from cogs.limits.history import history_items
from cogs.limits.panel import open_panel, panel_items


async def setup(bot: ImagineBot) -> None:
    """Register the commands and the handlers of their controls. Called by discord.py."""
    services = bot.services
    editor, models = services.rulebook_editor, services.models
    bot.add_dynamic_items(*panel_items(editor, models), *history_items(editor))
    bot.panels.add(PanelName.LIMITS, partial(open_panel, editor=editor, models=models))
    context = LimitsContext(
        editor, services.allowance, models, services.clock, services.moderation.text_check
    )
    await bot.add_cog(LimitsCog(context))
