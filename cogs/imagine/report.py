"""Reports an image to moderators: the entry of More, the menu "Report image", and the form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.errors import ChangeRefused, ImagineError, JobForgotten, NotReportable
from bot.i18n import Say, texts_for
from bot.policy.images.actions import Action
from bot.ports import StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.members.history import History
from bot.service.moderation.reviews.reporting import (
    LEAST_REASON_LENGTH,
    MOST_REASON_LENGTH,
    Reporter,
    Reporting,
)
from bot.ui.interactions.controls import SafeModal
from bot.ui.interactions.deadlines import lookup_deadline
from bot.ui.interactions.destination import spot_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.buttons import ActionHandler
from bot.ui.jobs.message_edits import same_controls
from bot.ui.moderation.cases.block_check import BlockCheck
from cogs.imagine.details import job_of
from cogs.imagine.share import send_note
from cogs.imagine.submit import Submitter

_Interaction = discord.Interaction[Any]

#: How long the form can be submitted, in seconds.
_TIMEOUT_S = 15 * 60


class ReportHandler:
    """Takes reports of images that the bot created."""

    def __init__(
        self,
        imagine: Imagine,
        submitter: Submitter,
        history: History,
        reporting: Reporting,
        block_check: BlockCheck,
    ) -> None:
        self._imagine = imagine
        self._block_check = block_check
        self._submitter = submitter
        self._history = history
        self._reporting = reporting

    @property
    def handlers(self) -> Mapping[Action, ActionHandler]:
        """The handlers by action."""
        return {Action.REPORT: self._from_more}

    def menu(self) -> app_commands.ContextMenu:
        """Return the message menu. Only servers that have the bot have moderators to tell."""

        async def report(interaction: _Interaction, message: discord.Message) -> None:
            await self._from_menu(interaction, message)

        return app_commands.ContextMenu(
            name="Report image",
            callback=report,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )

    async def _from_menu(self, interaction: _Interaction, message: discord.Message) -> None:
        async with lookup_deadline():
            try:
                stored = await job_of(interaction, message, self._imagine, self._history)
            except JobForgotten:
                stored = None
            if stored is None:
                raise NotReportable
            await self._reporting.check(stored, await _reporter(interaction))
        await self._ask(interaction, stored)

    async def _from_more(self, interaction: _Interaction, job_id: int) -> None:
        message = interaction.message
        if message is None:
            raise ChangeRefused
        view = same_controls(message)
        try:
            async with lookup_deadline():
                stored = await self._imagine.read(job_id)
                await self._reporting.check(stored, await _reporter(interaction))
        except ImagineError:
            # clears the selection
            await interaction.response.edit_message(view=view)
            raise
        await self._ask(interaction, stored)

    async def _ask(self, interaction: _Interaction, stored: StoredJob) -> None:
        async def submit(submitted: _Interaction, reason: str) -> None:
            await self._submit(submitted, stored, reason)

        form = ReportForm(submit, say=texts_for(interaction.locale))
        await self._submitter.show_form(interaction, form)

    async def _submit(self, interaction: _Interaction, stored: StoredJob, reason: str) -> None:
        if interaction.message is not None:
            await interaction.response.edit_message(view=same_controls(interaction.message))
        else:
            InteractionReply.of(interaction).think_after()
        # the member may have been blocked since the form was opened
        await self._block_check(interaction)
        await self._reporting.report(stored, await _reporter(interaction), reason)
        if interaction.message is not None:
            await send_note(interaction, "report-sent")
            return
        text = texts_for(interaction.locale)("report-sent")
        await InteractionReply.of(interaction).show(text)


class ReportForm(SafeModal):
    """Asks for the reason of a report."""

    def __init__(self, submit: Callable[[_Interaction, str], Awaitable[None]], *, say: Say) -> None:
        super().__init__(title=say("title-report"), timeout=_TIMEOUT_S)
        self._submit = submit
        self._reason = discord.ui.TextInput[discord.ui.View](
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            placeholder=say("placeholder-report"),
            min_length=LEAST_REASON_LENGTH,
            max_length=MOST_REASON_LENGTH,
        )
        self.add_item(discord.ui.Label(text=say("label-report"), component=self._reason))

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Pass on the reason."""
        await self._submit(interaction, self._reason.value)


async def _reporter(interaction: _Interaction) -> Reporter:
    return Reporter(interaction.id, interaction.user.id, await spot_of(interaction))
