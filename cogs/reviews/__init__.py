"""Held requests and reports: the buttons of their cards in the log, and notes to members by DM.

Must not decide what is held or reported; `bot.service.moderation` does.
"""

from bot.client import ImagineBot
from cogs.reviews.buttons import ReviewHandler, review_buttons
from cogs.reviews.notes import NotesCog


async def setup(bot: ImagineBot) -> None:
    """Register the handlers of buttons, and start sending notes. Called by discord.py."""
    services = bot.services
    handler = ReviewHandler(bot, services)
    bot.add_dynamic_items(*review_buttons(handler))
    await bot.add_cog(NotesCog(bot, services.moderation.member_notes))
