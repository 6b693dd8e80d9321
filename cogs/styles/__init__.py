"""/styles, with which members list styles, and /manage-styles for their server's moderators.

Must not know how a style changes a prompt.
"""

from bot.client import ImagineBot
from cogs.styles.command import StylesCog
from cogs.styles.manage import ManageStylesCog


async def setup(bot: ImagineBot) -> None:
    """Register the commands. Called by discord.py."""
    services = bot.services
    await bot.add_cog(StylesCog(services.rulebook_editor))
    await bot.add_cog(ManageStylesCog(services.rulebook_editor, services.moderation.text_check))
