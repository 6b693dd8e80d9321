"""Held requests and reports: the buttons of their cards in the log, and notes to members by DM.

Must not decide what is held or reported; `bot.service.moderation` does.
"""

from collections.abc import Sequence
from typing import Any

import discord

from bot.client import ImagineBot
from bot.policy.moderation.log import EntryKind
from bot.ui.moderation.log_cards import EntryContext
from bot.ui.moderation.review_buttons import held_row, report_row
from cogs.reviews.buttons import ReviewHandler, review_buttons
from cogs.reviews.notes import NotesCog


async def setup(bot: ImagineBot) -> None:
    """Register the handlers of buttons, and start sending notes. Called by discord.py."""
    services = bot.services
    _add_controls(bot)
    handler = ReviewHandler(bot, services)
    bot.add_dynamic_items(*review_buttons(handler))
    await bot.add_cog(NotesCog(bot, services.moderation.member_notes))


def _add_controls(bot: ImagineBot) -> None:
    """Add this feature's buttons to the cards of its kinds of entries."""
    controls = bot.log_cards.controls
    image_rows = controls[EntryKind.REPORT]

    def of_held(context: EntryContext) -> Sequence[discord.ui.ActionRow[Any]]:
        job_id = context.entry.job_id
        return () if job_id is None else (held_row(job_id, context.say),)

    def of_report(context: EntryContext) -> Sequence[discord.ui.ActionRow[Any]]:
        job_id = context.entry.job_id
        rows = image_rows(context)
        return rows if job_id is None else (*rows, report_row(job_id, context.say))

    controls[EntryKind.HELD] = of_held
    controls[EntryKind.REPORT] = of_report
