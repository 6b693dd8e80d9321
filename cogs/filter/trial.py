"""/filter test: what would happen to a text."""

from typing import Any

import discord
from discord import app_commands

from bot.policy.images.request import MAX_PROMPT_LENGTH
from bot.policy.limits.effective import Spot
from bot.policy.moderation.filter import Filter
from bot.ui.interactions.destination import spot_in
from bot.ui.interactions.facts import chosen_channel, chosen_member_roles, facts_of
from bot.ui.limits.changes import pages
from bot.ui.moderation.filter_report import trial_lines
from bot.ui.options.channel_options import AnyOption
from cogs.filter.base import FilterCommands, warned

_Text = app_commands.Range[str, 1, MAX_PROMPT_LENGTH]


class TrialCommand(FilterCommands):
    """Tries the filter out."""

    @app_commands.command(description="See what the filter does to a text; nothing is recorded")
    @app_commands.describe(
        text="The text, such as a prompt",
        member="Whose roles count; leave it out for a member without roles",
        channel="Where it is written; leave it out for this channel",
    )
    async def test(
        self,
        interaction: discord.Interaction[Any],
        text: _Text,
        member: discord.Member | discord.User | None = None,
        channel: AnyOption | None = None,
    ) -> None:
        """Show the hits in a text, and what would happen to whom."""
        session = await self.open(interaction)
        roles = chosen_member_roles(interaction, member.id) if member else None
        chosen = chosen_channel(interaction, channel.id) if channel else None
        facts, spot = chosen or facts_of(interaction).channel, Spot(session.guild_id)
        if facts is not None:
            lookup = interaction.client.channel_lookup
            spot = await spot_in(session.guild_id, facts, roles or frozenset(), lookup=lookup)
        trial = await self.context.text_check.try_out(text, spot)
        who = member.mention if member else session.say("filter-test-anyone")
        lines = trial_lines(text, trial, who, session.say)
        if trial.verdict is not None and trial.verdict.rule is not None:
            # without a log, a text is refused instead of held
            lines += warned(session, Filter((trial.verdict.rule,)))
        first, *_ = pages(lines)
        await session.reply.show(first)
