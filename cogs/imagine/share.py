"""Shows a private image in its channel."""

import logging
from collections.abc import Sequence
from typing import Any

import discord

from bot.errors import ImageGone, StorageFailed
from bot.i18n import texts_for
from bot.policy.images.actions import Action
from bot.ports import StoredJob
from bot.service.members.history import History
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import NOT_TAKEN
from bot.ui.jobs.buttons import image_view
from bot.ui.jobs.cards import image_card
from bot.ui.jobs.message_edits import AttachmentEditor, look_of, same_controls

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

_NOBODY = discord.AllowedMentions.none()


class Sharing:
    """Shows private images to everybody."""

    def __init__(self, gallery: History, attachments: AttachmentEditor) -> None:
        self._gallery = gallery
        self._attachments = attachments

    async def share(
        self, interaction: _Interaction, message: discord.Message, stored: StoredJob
    ) -> None:
        """Show a private image in its channel, and say whether that worked.

        Raises:
            ImageGone: The message has no image.
            ChangeRefused: Discord did not take it.
            StorageFailed: It cannot be kept that the image is shown.
        """
        looks = [look_of(attachment) for attachment in message.attachments]
        files = self._attachments.loaded(message.attachments, looks, user_id=interaction.user.id)
        async with files as loaded:
            # a card that missed what became of it may still offer this
            if stored.draft.requester.private and not await self._post(interaction, stored, loaded):
                await tell(interaction, "more-not-shared")
                return
        try:
            unshared = same_controls(message, without=Action.SHARE)
            await interaction.edit_original_response(view=unshared)
        except NOT_TAKEN as error:
            # it is shown to all, which is what was asked for
            log.warning("the private card still offers to share: %s", error)
        await tell(interaction, "more-shared")

    async def _post(
        self, interaction: _Interaction, stored: StoredJob, files: Sequence[discord.File]
    ) -> bool:
        """Show a private image to all from now on; False where the server does not want that."""
        generation = stored.generation
        if generation is None:
            raise ImageGone
        requester = stored.draft.requester
        facts = facts_of(interaction)
        say = texts_for(facts.guild_locale or facts.locale)
        shared = await interaction.followup.send(
            image_card(generation, left=None, mention=f"<@{requester.user_id}>", say=say),
            files=files,
            view=image_view(generation, requester.job_id, is_private=False, say=say),
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
            wait=True,
        )
        if shared.flags.ephemeral:
            # where members may not use their own apps in public
            await shared.delete()
            return False
        try:
            await self._gallery.note_shared(requester.job_id, shared.id)
        except StorageFailed:
            # its buttons would be the author's alone
            await shared.delete()
            raise
        log.info(
            "shown to all by user %s", interaction.user.id, extra={"job": str(requester.job_id)}
        )
        return True


async def tell(interaction: _Interaction, key: str) -> None:
    """Say to the member alone what was done; that it was done is true without it."""
    text = texts_for(interaction.locale)(key)
    try:
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=_NOBODY)
    except NOT_TAKEN as error:
        log.warning("not told that it was done: %s", error)
