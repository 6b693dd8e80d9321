"""/limits channels, exempt, notices, moderators: where, and for whom."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.errors import MissingPermission, SettingRefused
from bot.policy.rulebook import ChannelList, ChannelMode, Rulebook
from bot.ui.standing import channel_list, role_list
from bot.ui.text import escape
from cogs.limits.options import PlaceOption, TextOption, real_role
from cogs.limits.part import NEXT_CLICK, LimitsPart
from cogs.limits.permission import is_administrator

_MODE_CHOICES = [
    app_commands.Choice(name="allowed: pictures in the listed channels only", value="only"),
    app_commands.Choice(name="blocked: pictures everywhere but there", value="except"),
    app_commands.Choice(name="anywhere: no list", value="anywhere"),
]


class WhereCommands(LimitsPart):
    """Says in which channels, and for whom limits do not hold or are in reach."""

    @app_commands.command(description="In which channels pictures may be asked for")
    @app_commands.describe(
        mode="What the list means; another one starts a new list",
        add="A channel, or a category for all channels in it; the first one starts an allowed list",
        remove="A channel or category that is on the list",
    )
    @app_commands.rename(mode="list")
    @app_commands.choices(mode=_MODE_CHOICES)
    async def channels(
        self,
        interaction: discord.Interaction[Any],
        mode: str | None = None,
        add: PlaceOption | None = None,
        remove: PlaceOption | None = None,
    ) -> None:
        """Change the list of channels, or show it."""
        session = await self.open(interaction)
        if mode is None and add is None and remove is None:
            await session.reply.show(channel_list(session.rulebook.channels))
            return
        change = _changed_list(
            ChannelMode(mode) if mode else None,
            frozenset({add.id} if add else ()),
            frozenset({remove.id} if remove else ()),
        )
        await self.change(
            session, lambda rulebook: replace(rulebook, channels=change(rulebook.channels))
        )

    @app_commands.command(description="Roles that are free of cooldown and members' picture limits")
    @app_commands.describe(
        add="A role to free; dollars and the server's limits still hold",
        remove="A role that shall be free no longer",
    )
    async def exempt(
        self,
        interaction: discord.Interaction[Any],
        add: discord.Role | None = None,
        remove: discord.Role | None = None,
    ) -> None:
        """Change the exempt roles, or show them."""
        session = await self.open(interaction)
        if add is None and remove is None:
            await session.reply.show(role_list(session.rulebook.exempt_roles))
            return
        added = frozenset({real_role(add).id} if add else ())
        removed = frozenset({remove.id} if remove else ())

        def changed(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, exempt_roles=(rulebook.exempt_roles | added) - removed)

        await self.change(session, changed)

    @app_commands.command(description="The channel that is told when a budget is nearly used")
    @app_commands.describe(channel="Leave it out to be told nowhere")
    async def notices(
        self, interaction: discord.Interaction[Any], channel: TextOption | None = None
    ) -> None:
        """Choose the channel for notices."""
        session = await self.open(interaction)
        then = (
            "At 50, 80 and 100 % of this server's dollars, or of the owner's budget, the bot "
            "writes a message there."
        )
        if channel and not _may_write(session.guild, channel.id):
            then += (
                f"\n⚠️ The bot may not write in {channel.mention} now: give its role "
                "*View Channel* and *Send Messages* there."
            )
        await self.change(
            session,
            lambda rulebook: replace(rulebook, notices_channel=channel.id if channel else None),
            then if channel else "Budgets are watched as before; nobody here is told.",
        )

    @app_commands.command(description="A role that may set limits, too; administrators only")
    @app_commands.describe(role="Leave it out to take that right back")
    async def moderators(
        self, interaction: discord.Interaction[Any], role: discord.Role | None = None
    ) -> None:
        """Name the moderator role."""
        session = await self.open(interaction)
        if not is_administrator(interaction):
            raise MissingPermission
        named = real_role(role).id if role else None
        await self.change(
            session,
            lambda rulebook: replace(rulebook, moderator_role=named),
            _show_to(interaction, role) if role else NEXT_CLICK,
        )


def _changed_list(
    mode: ChannelMode | None, added: frozenset[int], removed: frozenset[int]
) -> Callable[[ChannelList], ChannelList]:
    def change(channels: ChannelList) -> ChannelList:
        if mode is ChannelMode.ANYWHERE:
            return ChannelList()
        wanted = mode or channels.mode
        if wanted is ChannelMode.ANYWHERE:
            # the first channel of a list is one that is allowed
            return ChannelList(ChannelMode.ONLY, added) if added else channels
        kept = channels.ids if wanted is channels.mode else frozenset[int]()
        ids = (kept | added) - removed
        if wanted is ChannelMode.ONLY and not ids:
            raise SettingRefused(
                "channels",
                "an allowed list without a channel",
                "at least one channel (list:anywhere ends the list, and /limits pause stops "
                "pictures everywhere)",
                "list:allowed add:#art",
            )
        return ChannelList(wanted, ids) if ids else ChannelList()

    return change


def _may_write(guild: discord.Guild, channel_id: int) -> bool:
    """Tell whether the bot may write in a channel, as far as that is known."""
    channel = guild.get_channel(channel_id)
    if channel is None:
        return guild.unavailable
    held = channel.permissions_for(guild.me)
    return held.view_channel and held.send_messages


def _show_to(interaction: discord.Interaction[Any], role: discord.Role) -> str:
    bot = escape(interaction.client.user.name) if interaction.client.user else "the bot"
    return (
        f"Members with {role.mention} may use /limits from the next click on. Discord still hides "
        "the command from them, and only you can change that: open *Server Settings → Integrations "
        f"→ {bot} → /limits*, choose *Add Roles or Members*, pick {role.mention} and save."
    )
