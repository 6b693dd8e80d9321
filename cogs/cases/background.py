"""Tells members of blocks that no command gave: by the ladder, or from a card of the log."""

import discord

from bot.i18n import texts_for
from bot.policy.moderation.case import Case
from bot.service.jobs.runner import Runner
from bot.service.moderation.cases.case_service import CaseService
from bot.ui.moderation.cases.case_messages import tell_of_case


def tell_in_background(client: discord.Client, cases: CaseService, runner: Runner) -> None:
    """Send the member of each such case a direct message from now on, in the background.

    Args:
        client: Sends the messages.
        cases: The cases.
        runner: Owns the messages' tasks.
    """

    def tell(case: Case) -> None:
        runner.start(f"case:{case.guild_id}:{case.number}", _tell(client, case))

    cases.on_untold = tell


async def _tell(client: discord.Client, case: Case) -> None:
    guild = client.get_guild(case.guild_id)
    if guild is not None:
        await tell_of_case(client, case, guild.name, texts_for(guild.preferred_locale))
