"""The Cancel button of a job in progress."""

import logging
from collections.abc import Mapping
from typing import Any

import discord

from bot.errors import NotOwner
from bot.policy.images.actions import Action, Audience
from bot.service.jobs.imagine import Imagine
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.jobs.button_permissions import is_author, may_moderate
from bot.ui.jobs.buttons import ActionHandler

log = logging.getLogger(__name__)


class CancelHandler:
    """Cancels a job for its member or a moderator."""

    def __init__(self, imagine: Imagine, editor: RulebookEditor) -> None:
        self._imagine = imagine
        self._editor = editor

    @property
    def handlers(self) -> Mapping[Action, ActionHandler]:
        """The handlers by action."""
        return {Action.CANCEL: self.cancel}

    async def cancel(self, interaction: discord.Interaction[Any], job_id: int) -> None:
        """Cancel a job for its member or a moderator; the job then updates its card.

        Raises:
            NotOwner: The member is neither.
            CancelRefused: It is too late, or another process runs the job.
            JobForgotten: The job is no longer stored.
            StorageFailed: The database does not work.
        """
        # defer first: Discord allows 3 s
        await interaction.response.defer()
        stored = await self._imagine.read(job_id)
        if not is_author(interaction, stored):
            guild_id = stored.draft.requester.spot.guild_id
            rulebook = guild_id and (await self._editor.read(guild_id)).rulebook
            role_id = rulebook.moderator_role if rulebook else None
            if not await may_moderate(interaction, stored, role_id=role_id):
                raise NotOwner(Audience.MODERATORS)
        await self._imagine.cancel(job_id, interaction.user.id)
        log.info("cancelled by user %s", interaction.user.id, extra={"job": str(job_id)})
