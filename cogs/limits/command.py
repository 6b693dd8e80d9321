"""The /limits command group, joined from its parts."""

from discord import app_commands
from discord.ext import commands

from cogs.limits.buttons import ButtonCommands
from cogs.limits.channels_roles import ChannelRoleCommands
from cogs.limits.files import FileCommands
from cogs.limits.history import HistoryCommand
from cogs.limits.members import MemberCommands
from cogs.limits.settings import SettingCommands
from cogs.limits.switches import SwitchCommands


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class LimitsCog(
    SettingCommands,
    MemberCommands,
    SwitchCommands,
    ChannelRoleCommands,
    ButtonCommands,
    FileCommands,
    HistoryCommand,
    commands.GroupCog,
    group_name="limits",
    group_description="Limit who can create images, how many and at what cost",
):
    """All /limits commands."""
