"""Cases: /block, /unblock, /warn, /case, and members' appeals.

Must not decide who is refused an image; `bot.service.moderation.cases.case_service` does.
"""

from collections.abc import Sequence
from typing import Any

import discord

from bot.client import ImagineBot
from bot.policy.moderation.log import EntryKind
from bot.ui.moderation.cases.case_controls import appeal_row
from bot.ui.moderation.log_cards import EntryContext
from cogs.cases.appeals import appeal_items
from cogs.cases.background import tell_in_background
from cogs.cases.commands import CasesCog
from cogs.cases.listing import list_items


async def setup(bot: ImagineBot) -> None:
    """Register the commands and the handlers of their controls. Called by discord.py."""
    services = bot.services
    moderation, clock = services.moderation, services.clock
    bot.add_dynamic_items(*appeal_items(moderation.appeals), *list_items(moderation.cases, clock))
    _add_controls(bot)
    await bot.add_cog(CasesCog(moderation.cases, services.rulebook_editor, clock))
    tell_in_background(bot, moderation.cases, services.runner)


def _add_controls(bot: ImagineBot) -> None:
    """Add the buttons of appeals to their cards in the moderation log."""

    def of_appeal(context: EntryContext) -> Sequence[discord.ui.ActionRow[Any]]:
        number = context.entry.case_number
        return () if number is None else (appeal_row(context.entry.guild_id, number, context.say),)

    bot.log_cards.controls[EntryKind.APPEAL] = of_appeal
