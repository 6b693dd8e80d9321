"""The entry "Share" of the More menu: posts a private image in its channel."""

import logging
from collections.abc import Sequence
from typing import Any

import discord

from bot.errors import ImageGone, StorageFailed
from bot.i18n import Say, texts_for
from bot.policy.images.actions import Action
from bot.policy.images.style import styled
from bot.ports import Place, ShownMessage, StoredJob
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.history import History
from bot.service.moderation.services import ModerationServices
from bot.ui.interactions.destination import language_of
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.buttons import image_view
from bot.ui.jobs.cards import image_card
from bot.ui.jobs.message_edits import AttachmentEditor, look_of, same_controls
from bot.ui.moderation.shown_texts import check_shown

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

_NO_MENTIONS = discord.AllowedMentions.none()


class ShareHandler:
    """Posts private images publicly."""

    def __init__(
        self,
        editor: RulebookEditor,
        history: History,
        moderation: ModerationServices,
        attachments: AttachmentEditor,
    ) -> None:
        self._editor = editor
        self._history = history
        self._shown_images = moderation.shown_images
        self._text_check = moderation.text_check
        self._attachments = attachments

    async def share(
        self, interaction: _Interaction, message: discord.Message, stored: StoredJob
    ) -> None:
        """Post a private image in its channel, and tell the member whether that worked.

        Raises:
            ImageGone: The message has no image.
            ChangeRefused: Discord did not take it.
            TextRefused: A filter does not allow the prompt, which may be older than the rule.
            StorageFailed: The new message could not be recorded; it was deleted again.
        """
        await self._check_prompt(interaction, stored)
        looks = [look_of(attachment) for attachment in message.attachments]
        files = self._attachments.loaded(message.attachments, looks, user_id=interaction.user.id)
        async with files as loaded:
            # an outdated card may still offer to share an image that is public
            if stored.draft.requester.private and not await self._post(interaction, stored, loaded):
                await send_note(interaction, "more-not-shared")
                return
        try:
            unshared = same_controls(message, without=Action.SHARE)
            await interaction.edit_original_response(view=unshared)
        except CALL_FAILED as error:
            # not an error for the member: the image is public
            log.warning("the private card still offers to share: %s", error)
        await send_note(interaction, "more-shared")

    async def _check_prompt(self, interaction: _Interaction, stored: StoredJob) -> None:
        request = stored.draft.request
        prompt = styled(request.prompt, request.style)
        # private until it is shared: moderators do not see it in their log
        await check_shown(interaction, self._text_check, prompt, is_offense=False, is_private=True)

    async def _post(
        self, interaction: _Interaction, stored: StoredJob, files: Sequence[discord.File]
    ) -> bool:
        """Post the image publicly; return False if the server does not allow that."""
        say = await self._public_speech(interaction)
        posted = await _send_card(interaction, stored, files, say)
        if posted.flags.ephemeral:
            # Discord makes it so where members may not use their own apps in public
            await posted.delete()
            return False
        job_id = stored.draft.requester.job_id
        try:
            await self._history.note_shared(job_id, posted.id)
        except StorageFailed:
            # unrecorded, its buttons would work for the author only
            await posted.delete()
            raise
        channel_id = facts_of(interaction).channel_id
        if channel_id is not None:
            shared = ShownMessage(job_id, channel_id, posted.id, Place.SHARED)
            await self._shown_images.note(shared)
        log.info("shown to all by user %s", interaction.user.id, extra={"job": str(job_id)})
        return True

    async def _public_speech(self, interaction: _Interaction) -> Say:
        guild_id = facts_of(interaction).guild_id
        if guild_id is None:
            return texts_for(language_of(interaction, private=False))
        rulebook = (await self._editor.read(guild_id)).rulebook
        return texts_for(rulebook.language or language_of(interaction, private=False))


async def _send_card(
    interaction: _Interaction, stored: StoredJob, files: Sequence[discord.File], say: Say
) -> discord.WebhookMessage:
    generation, requester = stored.generation, stored.draft.requester
    if generation is None:
        raise ImageGone
    return await interaction.followup.send(
        image_card(generation, left=None, mention=f"<@{requester.user_id}>", say=say),
        files=files,
        view=image_view(generation, requester.job_id, is_private=False, say=say),
        allowed_mentions=_NO_MENTIONS,
        suppress_embeds=True,
        wait=True,
    )


async def send_note(interaction: _Interaction, key: str) -> None:
    """Send a private note about a finished action; failing to send it is only logged."""
    text = texts_for(interaction.locale)(key)
    try:
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=_NO_MENTIONS)
    except CALL_FAILED as error:
        log.warning("not told that it was done: %s", error)
