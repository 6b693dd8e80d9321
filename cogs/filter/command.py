"""The /filter command group, joined from its parts."""

from discord import app_commands
from discord.ext import commands

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
    commands.GroupCog,
    group_name="filter",
    group_description="Decide which words prompts and other texts may contain",
):
    """All /filter commands."""
