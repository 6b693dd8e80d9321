"""The /styles commands: members list styles, moderators manage their server's own.

Must not know how a style changes a prompt.
"""

from bot.client import ImagineBot
from cogs.styles.command import StylesCog


async def setup(bot: ImagineBot) -> None:
    """Register the commands. Called by discord.py."""
    await bot.add_cog(StylesCog(bot.services.rulebook_editor))
