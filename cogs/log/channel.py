"""Chooses the log's channel: what the bot lacks there, and whether everyone can read it."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.i18n import Say
from bot.policy.moderation.permissions import Permission
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.controls import SafeView
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import CALL_FAILED

log = logging.getLogger(__name__)

#: Lifetime of the buttons in seconds. A reply can be edited for 15 minutes after its command, so
#: they are removed before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
_TIMEOUT_S = 10 * 60

#: What the bot needs in the log, by the ends of the permissions' message ids.
_NEEDED = {
    "view": Permission.VIEW_CHANNEL,
    "send": Permission.SEND_MESSAGES,
    "attach": Permission.ATTACH_FILES,
    # to load a card before it is changed
    # https://docs.discord.com/developers/resources/message#get-channel-message, read 2026-11-30
    "history": Permission.READ_MESSAGE_HISTORY,
}

#: Saves the chosen channel, and returns the text to show.
Save = Callable[[discord.Interaction[Any]], Awaitable[str]]


class LogChannelOption(app_commands.Transformer):
    """A text channel as Discord sent it, whether the cache has it or not."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Channels in which messages are sent."""
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> Any:  # noqa: ANN401 - as discord.py has it
        """Keep what Discord sent."""
        return value


async def missing_in(rights: ChannelRights, guild_id: int, channel_id: int) -> Sequence[str]:
    """Return the message ids of the permissions that the bot lacks in a channel."""
    try:
        held = await rights.of_bot(guild_id, channel_id)
    except CALL_FAILED as error:
        # Discord hides channels that the bot cannot view
        log.info("the bot cannot read channel %s: %s", channel_id, error)
        held = 0
    return [f"log-permission-{name}" for name, one in _NEEDED.items() if not held & one]


async def is_public(rights: ChannelRights, guild_id: int, channel_id: int) -> bool:
    """Tell whether everyone can view a channel; assume so if Discord does not tell."""
    try:
        return bool(await rights.of_everyone(guild_id, channel_id) & Permission.VIEW_CHANNEL)
    except CALL_FAILED as error:
        log.info("not known who can view channel %s: %s", channel_id, error)
        return True


class ConfirmChannel(SafeView):
    """Asks whether to use a channel that everyone can view."""

    def __init__(
        self, command: discord.Interaction[Any], editor: RulebookEditor, save: Save, say: Say
    ) -> None:
        super().__init__(timeout=_TIMEOUT_S)
        self._command = command
        self._editor = editor
        self._save = save
        self._say = say
        self.confirm.label = say("button-log-confirm")
        self.cancel.label = say("button-log-cancel")

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def confirm(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Save the channel."""
        await interaction.response.defer()
        await require_moderator(interaction, self._editor)
        text = await self._save(interaction)
        self.stop()
        await interaction.edit_original_response(
            content=text, view=None, allowed_mentions=discord.AllowedMentions.none()
        )

    @discord.ui.button(style=discord.ButtonStyle.secondary)
    async def cancel(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Leave the log as it is."""
        self.stop()
        await interaction.response.edit_message(
            content=self._say("log-channel-cancelled"), view=None
        )

    async def on_timeout(self) -> None:
        """Remove the buttons, which no longer work."""
        try:
            await self._command.edit_original_response(
                content=self._say("log-channel-timed-out"), view=None
            )
        except CALL_FAILED:
            return
