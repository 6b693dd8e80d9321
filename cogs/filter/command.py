"""The /filter command group, joined from its parts."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.filter.importing import FileCommands
from cogs.filter.panel import open_panel
from cogs.filter.rules import RuleCommands
from cogs.filter.trial import TrialCommand
from cogs.filter.words import WordCommands


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class FilterCog(
    WordCommands,
    RuleCommands,
    TrialCommand,
    FileCommands,
    commands.GroupCog,
    group_name="filter",
    group_description="Decide which words prompts and other texts may contain",
):
    """All /filter commands."""

    @app_commands.command(description="See and change the filter in a panel")
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Open the panel."""
        await open_panel(interaction, self.context)
