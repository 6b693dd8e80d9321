"""/my data: have everything that is kept about oneself, or have it deleted."""

import io
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.i18n import Say, texts_for
from bot.service.members.privacy import Deleted, Privacy
from bot.ui.interactions.controls import SafeView
from bot.ui.interactions.reply import NOT_TAKEN, InteractionReply

#: An answer can be changed for 15 minutes after its command; the buttons go before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
_OPEN_S = 10 * 60


def add_data(mine: commands.GroupCog, privacy: Privacy) -> None:
    """Put /my data under /my, before that is added to the bot."""
    group = mine.app_command
    if group is not None:
        group.add_command(DataGroup(privacy))


class DataGroup(app_commands.Group):
    """The commands of /my data."""

    def __init__(self, privacy: Privacy) -> None:
        super().__init__(name="data", description="Export or delete the data stored about you")
        self._privacy = privacy

    @app_commands.command(description="Get a file with all data stored about you")
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the file, to the member alone."""
        say, reply = texts_for(interaction.locale), InteractionReply.of(interaction)
        reply.think_after()
        export = await self._privacy.export(interaction.user.id)
        said = say("data-export")
        if export.left_out:
            said = say("data-export-cut", entries=export.left_out)
        file = discord.File(io.BytesIO(export.data), filename="imagine-bot-my-data.json")
        await reply.show(said, files=[file])

    @app_commands.command(description="Delete the data stored about you; asks you to confirm first")
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Say what would be deleted, and ask."""
        view = ConfirmDelete(interaction, self._privacy)
        await InteractionReply.of(interaction).show(view.say("data-delete-question"), view=view)


class ConfirmDelete(SafeView):
    """Deletes what is kept about the member who asked, or nothing."""

    def __init__(self, asked: discord.Interaction[Any], privacy: Privacy) -> None:
        super().__init__(timeout=_OPEN_S)
        self.say = texts_for(asked.locale)
        self._asked = asked
        self._privacy = privacy
        self.delete.label = self.say("button-data-delete")
        self.keep.label = self.say("button-data-keep")

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def delete(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Delete it, and say what stays."""
        await interaction.response.defer()
        # whoever asked, whatever Discord shows to whom
        deleted = await self._privacy.delete(self._asked.user.id)
        self.stop()
        await interaction.edit_original_response(content=_done(self.say, deleted), view=None)

    @discord.ui.button(style=discord.ButtonStyle.secondary)
    async def keep(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Delete nothing."""
        self.stop()
        await interaction.response.edit_message(content=self.say("data-delete-kept"), view=None)

    async def on_timeout(self) -> None:
        """Take the buttons away, since they would not be answered any more."""
        try:
            await self._asked.edit_original_response(
                content=self.say("data-delete-late"), view=None
            )
        except NOT_TAKEN:
            return


def _done(say: Say, deleted: Deleted) -> str:
    if not deleted.is_whole:
        return say("data-delete-part", images=deleted.images)
    said = say("data-delete-done", images=deleted.images)
    if deleted.left:
        said += "\n" + say("data-delete-left", left=deleted.left)
    elif deleted.are_files_left:
        said += "\n" + say("data-delete-files")
    return said
