"""The /setup command."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.setup.panel import SetupPanel


class SetupCog(commands.Cog):
    """Opens the panel."""

    def __init__(self, panel: SetupPanel) -> None:
        self._panel = panel

    @app_commands.command(description="Check what the bot can do in a channel, and set it up")
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction[Any]) -> None:
        """Reply with the panel, shown only to the moderator.

        Raises:
            MissingPermission: The member is not a moderator, or is not in a server.
            StorageFailed: The server's settings could not be read.
        """
        await self._panel.open(interaction)
