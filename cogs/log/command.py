"""The /log commands: where the moderation log is, and what goes there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import MissingPermission
from bot.i18n import Say, admin_texts_for
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.moderation.log import ModerationSettings, Topic
from bot.policy.moderation.settings_json import MOST_WARNING_DAYS
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.log_settings import LogSettingsEditor
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import confirmed
from cogs.log.channel import ConfirmChannel, LogChannelOption, is_public, missing_in
from cogs.log.panel import open_panel
from cogs.log.settings_text import settings_text

_Interaction = discord.Interaction[Any]

_ChannelOption = app_commands.Transform[app_commands.AppCommandChannel, LogChannelOption]

_SWITCH = [
    app_commands.Choice(name="on: after the member has agreed", value="on"),
    app_commands.Choice(name="off: never", value="off"),
]


@dataclass(frozen=True, slots=True)
class _Session:
    """One /log command of a moderator."""

    reply: InteractionReply
    guild_id: int
    actor_id: int
    settings: ModerationSettings = field(repr=False)
    say: Say = field(repr=False)


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class LogCog(
    commands.GroupCog,
    group_name="log",
    group_description="Show moderators what happens in this server",
):
    """All /log commands."""

    def __init__(self, editor: RulebookEditor, settings: LogSettingsEditor) -> None:
        self._editor = editor
        self._settings = settings

    @app_commands.command(description="Choose the channel of the moderation log")
    @app_commands.describe(channel="The channel; leave it out to turn the log off")
    async def channel(
        self, interaction: _Interaction, channel: _ChannelOption | None = None
    ) -> None:
        """Set or clear the log's channel."""
        session = await self._open(interaction)
        if channel is None:
            await self._show(session, await self._set_channel(session, None), "log-channel-off")
            return
        rights, say = interaction.client.channel_rights, session.say
        missing = await missing_in(rights, session.guild_id, channel.id)
        if missing:
            names = ", ".join(f"*{say(name)}*" for name in missing)
            text = say("log-channel-missing", channel=channel.mention, permissions=names)
            await session.reply.show(text)
            return
        if not await is_public(rights, session.guild_id, channel.id):
            await self._show(
                session, await self._set_channel(session, channel.id), "log-channel-on"
            )
            return

        async def save(_click: _Interaction) -> str:
            changes = await self._set_channel(session, channel.id)
            return confirmed(changes, say("log-channel-on"), say)

        view = ConfirmChannel(interaction, self._editor, save, say)
        await session.reply.show(say("log-channel-public", channel=channel.mention), view=view)

    @app_commands.command(description="See and set the moderation log in one message")
    async def panel(self, interaction: _Interaction) -> None:
        """Open the panel."""
        await open_panel(interaction, self._editor)

    @app_commands.command(description="Show where the moderation log is and what goes there")
    async def show(self, interaction: _Interaction) -> None:
        """Show the settings."""
        session = await self._open(interaction)
        await session.reply.show(settings_text(session.settings, session.say))

    @app_commands.command(description="Choose what goes to the moderation log")
    @app_commands.describe(
        images="Every image that is delivered",
        refusals="Texts that the filter refused, and prompts that the provider rejected",
        reports="Members' reports and appeals",
        actions="What moderators did",
    )
    async def topics(
        self,
        interaction: _Interaction,
        images: bool | None = None,  # noqa: FBT001 - an option of the command
        refusals: bool | None = None,  # noqa: FBT001 - as above
        reports: bool | None = None,  # noqa: FBT001 - as above
        actions: bool | None = None,  # noqa: FBT001 - as above
    ) -> None:
        """Change the topics, or show them without options."""
        session = await self._open(interaction)
        given = {
            Topic.IMAGES: images,
            Topic.REFUSALS: refusals,
            Topic.REPORTS: reports,
            Topic.ACTIONS: actions,
        }
        chosen = {topic: is_on for topic, is_on in given.items() if is_on is not None}
        if not chosen:
            await session.reply.show(settings_text(session.settings, session.say))
            return
        changes = await self._settings.set_topics(session.guild_id, session.actor_id, chosen)
        await self._show(session, changes, "log-topics-done")

    @app_commands.command(description="Choose whether moderators see private requests")
    @app_commands.describe(state="Each member is asked first; earlier requests are never shown")
    @app_commands.choices(state=_SWITCH)
    async def private(self, interaction: _Interaction, state: str) -> None:
        """Turn the log of private requests on or off."""
        session, is_on = await self._open(interaction), state == "on"
        changes = await self._settings.set_private(session.guild_id, session.actor_id, is_on=is_on)
        await self._show(session, changes, "log-private-on" if is_on else "log-private-off")

    @app_commands.command(description="Choose when warnings expire")
    @app_commands.describe(days="Days after a warning; leave it out to keep them forever")
    async def warnings(
        self,
        interaction: _Interaction,
        days: app_commands.Range[int, 1, MOST_WARNING_DAYS] | None = None,
    ) -> None:
        """Set when later warnings expire."""
        session = await self._open(interaction)
        changes = await self._settings.set_warning_days(session.guild_id, session.actor_id, days)
        await self._show(session, changes, "log-warnings-done")

    async def _open(self, interaction: _Interaction) -> _Session:
        """Check that the member is a moderator, and read the settings.

        Raises:
            MissingPermission: Not in a server, or the member is not a moderator.
            StorageFailed: The rulebook could not be read.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        stored = await require_moderator(interaction, self._editor)
        if interaction.guild_id is None:
            raise MissingPermission
        say = admin_texts_for(interaction.locale)
        user_id, settings = interaction.user.id, stored.rulebook.moderation
        return _Session(reply, interaction.guild_id, user_id, settings, say)

    async def _set_channel(self, session: _Session, channel_id: int | None) -> Sequence[Difference]:
        return await self._settings.set_channel(session.guild_id, session.actor_id, channel_id)

    async def _show(self, session: _Session, changes: Sequence[Difference], key: str) -> None:
        await session.reply.show(confirmed(changes, session.say(key), session.say))
