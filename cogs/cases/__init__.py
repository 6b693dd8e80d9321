"""Cases: /block, /unblock, /warn, /case, and members' appeals.

Must not decide who is refused an image; `bot.service.moderation.cases` does.
"""

from bot.client import ImagineBot
from cogs.cases.appeals import appeal_items
from cogs.cases.automatic import tell_of_automatic_blocks
from cogs.cases.commands import CasesCog
from cogs.cases.listing import list_items


async def setup(bot: ImagineBot) -> None:
    """Register the commands and the handlers of their controls. Called by discord.py."""
    services = bot.services
    moderation, clock = services.moderation, services.clock
    bot.add_dynamic_items(*appeal_items(moderation.appeals), *list_items(moderation.cases, clock))
    await bot.add_cog(CasesCog(moderation.cases, services.rulebook_editor, clock))
    tell_of_automatic_blocks(bot, moderation.cases, services.runner)
