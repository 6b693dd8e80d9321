"""The /limits command, its panel and its pages."""

from bot.client import ImagineBot
from cogs.limits.base import LimitsContext
from cogs.limits.command import LimitsCog
from cogs.limits.history import history_items
from cogs.limits.panel import panel_items


async def setup(bot: ImagineBot) -> None:
    """Add the commands and answer for their controls; discord.py calls this."""
    services = bot.services
    moderation, models = services.moderation, services.models
    bot.add_dynamic_items(*panel_items(moderation, models), *history_items(moderation))
    await bot.add_cog(
        LimitsCog(LimitsContext(moderation, services.allowance, models, services.clock))
    )
