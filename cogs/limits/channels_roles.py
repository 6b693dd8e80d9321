"""/limits channels, exempt, notices, moderators: the channels and roles with a meaning."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.errors import MissingPermission, SettingRefused
from bot.i18n import Say
from bot.policy.limits.rulebook import ChannelList, ChannelMode, Rulebook
from bot.ui.interactions.moderators import is_administrator
from bot.ui.limits.limits_report import channel_list, role_list
from bot.ui.options.channel_options import ScopeOption, TextOption
from bot.ui.text import escape
from cogs.limits.base import LimitsCommands
from cogs.limits.options import real_role

_MODE_CHOICES = [
    app_commands.Choice(name="allowed: images in the listed channels only", value="only"),
    app_commands.Choice(name="blocked: images everywhere else", value="except"),
    app_commands.Choice(name="anywhere: no list", value="anywhere"),
]


class ChannelRoleCommands(LimitsCommands):
    """Sets the channels for images and notices, the exempt roles, and the moderator role."""

    @app_commands.command(description="Choose the channels where images can be created")
    @app_commands.describe(
        mode="How the list is used; changing this starts a new list",
        add="A channel, or a category for all its channels; the first one starts an allowed list",
        remove="A channel or category to take off the list",
    )
    @app_commands.rename(mode="list")
    @app_commands.choices(mode=_MODE_CHOICES)
    async def channels(
        self,
        interaction: discord.Interaction[Any],
        mode: str | None = None,
        add: ScopeOption | None = None,
        remove: ScopeOption | None = None,
    ) -> None:
        """Change the list of channels, or show it without options."""
        session = await self.open(interaction)
        if mode is None and add is None and remove is None:
            await session.reply.show(channel_list(session.rulebook.channels, session.say))
            return
        change = _list_change(
            ChannelMode(mode) if mode else None,
            frozenset({add.id} if add else ()),
            frozenset({remove.id} if remove else ()),
            session.say,
        )
        await self.change(
            session, lambda rulebook: replace(rulebook, channels=change(rulebook.channels))
        )

    @app_commands.command(
        description="Exempt roles from the cooldown and from members' image limits"
    )
    @app_commands.describe(
        add="A role to exempt; money limits and the server's limits still apply",
        remove="A role to stop exempting",
    )
    async def exempt(
        self,
        interaction: discord.Interaction[Any],
        add: discord.Role | None = None,
        remove: discord.Role | None = None,
    ) -> None:
        """Change the exempt roles, or show them without options."""
        session = await self.open(interaction)
        if add is None and remove is None:
            await session.reply.show(role_list(session.rulebook.exempt_roles, session.say))
            return
        added = frozenset({real_role(add, session.say).id} if add else ())
        removed = frozenset({remove.id} if remove else ())

        def change(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, exempt_roles=(rulebook.exempt_roles | added) - removed)

        await self.change(session, change)

    @app_commands.command(
        description="Choose the channel that is notified when a budget is nearly used"
    )
    @app_commands.describe(channel="The channel; leave it out to turn notices off")
    async def notices(
        self, interaction: discord.Interaction[Any], channel: TextOption | None = None
    ) -> None:
        """Set or clear the channel for notices."""
        session = await self.open(interaction)
        channel_id = channel.id if channel else None
        note = session.say("notices-done" if channel else "notices-none")
        if channel and not _can_write(session.guild, channel.id):
            note += "\n" + session.say("notices-no-access", channel=channel.mention)
        await self.change(
            session, lambda rulebook: replace(rulebook, notices_channel=channel_id), note
        )

    @app_commands.command(description="Let members with a role set limits; administrators only")
    @app_commands.describe(role="The role; leave it out so that no role can set limits")
    async def moderators(
        self, interaction: discord.Interaction[Any], role: discord.Role | None = None
    ) -> None:
        """Set or clear the moderator role.

        Raises:
            MissingPermission: The member is not an administrator.
        """
        session = await self.open(interaction)
        if not is_administrator(interaction):
            raise MissingPermission
        role_id = real_role(role, session.say).id if role else None
        await self.change(
            session,
            lambda rulebook: replace(rulebook, moderator_role=role_id),
            _how_to_show(interaction, role, session.say) if role else "",
        )


def _list_change(
    mode: ChannelMode | None, added: frozenset[int], removed: frozenset[int], say: Say
) -> Callable[[ChannelList], ChannelList]:
    """Return the function that applies the options of /limits channels.

    It raises:
        SettingRefused: A list of allowed channels would be empty.
    """

    def change(channels: ChannelList) -> ChannelList:
        if mode is ChannelMode.ANYWHERE:
            return ChannelList()
        wanted = mode or channels.mode
        if wanted is ChannelMode.ANYWHERE:
            # without a mode, the first added channel starts a list of allowed ones
            return ChannelList(ChannelMode.ONLY, added) if added else channels
        kept = channels.ids if wanted is channels.mode else frozenset[int]()
        ids = (kept | added) - removed
        if wanted is ChannelMode.ONLY and not ids:
            raise SettingRefused(
                "channels",
                say("setting-given-channels"),
                say("setting-wanted-channels"),
                "list:allowed add:#art",
            )
        return ChannelList(wanted, ids) if ids else ChannelList()

    return change


def _can_write(guild: discord.Guild, channel_id: int) -> bool:
    """Tell whether the bot can send messages in a channel; assume so while it is unavailable."""
    channel = guild.get_channel(channel_id)
    if channel is None:
        return guild.unavailable
    permissions = channel.permissions_for(guild.me)
    return permissions.view_channel and permissions.send_messages


def _how_to_show(interaction: discord.Interaction[Any], role: discord.Role, say: Say) -> str:
    user = interaction.client.user
    bot = escape(user.name) if user else say("moderators-bot")
    return say("moderators-done", role=role.mention, bot=bot)
