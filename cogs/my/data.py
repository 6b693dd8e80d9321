"""/my data: export or delete everything that is stored about a member."""

import io
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.i18n import Say, texts_for
from bot.service.members.privacy import Deleted, Privacy
from bot.ui.interactions.controls import SafeView
from bot.ui.interactions.reply import CALL_FAILED, InteractionReply

#: Lifetime of the buttons in seconds. A reply can be edited for 15 minutes after its command, so
#: they are removed before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
_TIMEOUT_S = 10 * 60


def add_data(cog: commands.GroupCog, privacy: Privacy) -> None:
    """Add /my data to /my; must be called before the cog is added to the bot."""
    group = cog.app_command
    if group is not None:
        group.add_command(DataGroup(privacy))


class DataGroup(app_commands.Group):
    """The commands of /my data."""

    def __init__(self, privacy: Privacy) -> None:
        super().__init__(name="data", description="Export or delete the data stored about you")
        self._privacy = privacy

    @app_commands.command(description="Get a file with all data stored about you")
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Reply with the file, shown only to the member."""
        say, reply = texts_for(interaction.locale), InteractionReply.of(interaction)
        reply.think_after()
        export = await self._privacy.export(interaction.user.id)
        text = say("data-export")
        if export.left_out:
            text = say("data-export-cut", entries=export.left_out)
        file = discord.File(io.BytesIO(export.data), filename="imagine-bot-my-data.json")
        await reply.show(text, files=[file])

    @app_commands.command(description="Delete the data stored about you; asks you to confirm first")
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Say what would be deleted, and ask for confirmation."""
        view = ConfirmDelete(interaction, self._privacy)
        question = f"{view.say('data-delete-question')}\n{view.say('data-delete-moderation')}"
        await InteractionReply.of(interaction).show(question, view=view)


class ConfirmDelete(SafeView):
    """Asks whether to delete the member's data."""

    def __init__(self, command: discord.Interaction[Any], privacy: Privacy) -> None:
        super().__init__(timeout=_TIMEOUT_S)
        self.say = texts_for(command.locale)
        self._command = command
        self._privacy = privacy
        self.delete.label = self.say("button-data-delete")
        self.keep.label = self.say("button-data-keep")

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def delete(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Delete the data, and say what is kept."""
        await interaction.response.defer()
        # always the data of the command's user, even if another member could click
        deleted = await self._privacy.delete(self._command.user.id)
        self.stop()
        await interaction.edit_original_response(content=_result_text(self.say, deleted), view=None)

    @discord.ui.button(style=discord.ButtonStyle.secondary)
    async def keep(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Keep the data."""
        self.stop()
        await interaction.response.edit_message(content=self.say("data-delete-kept"), view=None)

    async def on_timeout(self) -> None:
        """Remove the buttons, which no longer work."""
        try:
            await self._command.edit_original_response(
                content=self.say("data-delete-late"), view=None
            )
        except CALL_FAILED:
            return


def _result_text(say: Say, deleted: Deleted) -> str:
    if not deleted.is_whole:
        return say("data-delete-part", images=deleted.images)
    text = say("data-delete-done", images=deleted.images)
    if deleted.left:
        text += "\n" + say("data-delete-left", left=deleted.left)
    elif deleted.are_files_left:
        text += "\n" + say("data-delete-files")
    if deleted.cases:
        text += "\n" + say("data-delete-cases", cases=deleted.cases)
    return text
