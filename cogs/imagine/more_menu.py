"""What "More" under an image does: alt text, spoiler, details, a copy, sharing, deleting."""

import functools
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import discord

from bot.errors import ChangeRefused, CopyRefused, ImageGone, ImagineError, NotOwner
from bot.i18n import texts_for
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action
from bot.ports import Clock, StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.limits.moderation import Moderation
from bot.service.members.history import History
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.button_permissions import check_action, check_read, is_author, is_shared_elsewhere
from bot.ui.jobs.buttons import ActionHandler, prompt_view
from bot.ui.jobs.message_edits import (
    AttachmentEditor,
    Look,
    look_of,
    refusing_change,
    same_controls,
)
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT
from bot.ui.text import MAX_CONTENT, clip, message_link, quote
from cogs.imagine.details import details_text
from cogs.imagine.forms import AltForm
from cogs.imagine.share import Sharing, tell
from cogs.imagine.submit import looked_up_in_time

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

_NOBODY = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen under an image."""

    interaction: _Interaction
    """The choice, answered by a select without one."""
    message: discord.Message
    stored: StoredJob


class MoreHandler:
    """Does what the entries of "More" are for."""

    def __init__(
        self, imagine: Imagine, moderation: Moderation, gallery: History, clock: Clock
    ) -> None:
        self._imagine = imagine
        self._moderation = moderation
        self._gallery = gallery
        self._attachments = AttachmentEditor()
        self._sharing = Sharing(gallery, self._attachments)
        self._clicks = ClickGuard(clock)

    @property
    def handlers(self) -> Mapping[Action, ActionHandler]:
        """What it does, by action."""
        return {
            Action.ALT: self._ask_alt,
            Action.SPOILER: self._after_reset(Action.SPOILER, self._turn_spoiler),
            Action.DETAILS: self._after_reset(Action.DETAILS, _show_details),
            Action.COPY: self._after_reset(Action.COPY, self._copy),
            Action.SHARE: self._after_reset(Action.SHARE, self._share),
            Action.DELETE: self._after_reset(Action.DELETE, self._delete),
        }

    def _after_reset(
        self, action: Action, act: Callable[[Chosen], Awaitable[None]]
    ) -> ActionHandler:
        """Return a handler that shows the select without a choice before it acts.

        It raises:
            NotOwner: The member may not do that.
            ImageGone: The message has no image.
            ChangeRefused: Discord did not take it.
            CopyRefused: The member takes no direct messages.
            JobForgotten: Nothing is kept of the job.
            StorageFailed: The database does not work.
        """

        async def handle(interaction: _Interaction, job_id: int) -> None:
            message = _message_of(interaction)
            # first of all, since Discord waits for three seconds only
            await interaction.response.edit_message(view=same_controls(message))
            async with self._clicks.once(interaction.user.id, message.id, action) as is_first:
                if is_first:
                    stored = await self._imagine.read(job_id)
                    await self._check(interaction, stored, action)
                    await act(Chosen(interaction, message, stored))

        return handle

    async def _check(self, interaction: _Interaction, stored: StoredJob, action: Action) -> None:
        if action is Action.DETAILS:
            await check_read(interaction, self._moderation, stored, is_here=True)
        elif action in DEFAULT_AUDIENCES:
            await check_action(interaction, self._moderation, stored, action)
        elif not is_author(interaction, stored):
            raise NotOwner

    async def _ask_alt(self, interaction: _Interaction, job_id: int) -> None:
        message = _message_of(interaction)
        view, say = same_controls(message), texts_for(interaction.locale)
        try:
            async with looked_up_in_time():
                stored = await self._imagine.read(job_id)
                await check_action(interaction, self._moderation, stored, Action.ALT)
            if not message.attachments:
                raise ImageGone
        except ImagineError:
            await interaction.response.edit_message(view=view)
            raise
        looks = [look_of(attachment) for attachment in message.attachments]
        submit = functools.partial(self._change_alt, stored)
        await interaction.response.send_modal(AltForm(looks, submit, say=say))

    async def _change_alt(
        self, stored: StoredJob, interaction: _Interaction, texts: Sequence[str]
    ) -> None:
        message = _message_of(interaction)
        await interaction.response.edit_message(view=same_controls(message))
        # what somebody may do can have changed since the form was opened
        await check_action(interaction, self._moderation, stored, Action.ALT)
        looks = [look_of(attachment) for attachment in message.attachments]
        changed = [Look(text, look.is_hidden) for text, look in zip(texts, looks, strict=False)]
        changed += looks[len(changed) :]
        await self._attachments.change(interaction, message.attachments, changed)
        await tell(interaction, "more-alt-changed")

    async def _turn_spoiler(self, chosen: Chosen) -> None:
        attachments = chosen.message.attachments
        looks = [look_of(attachment) for attachment in attachments]
        is_hidden = not all(look.is_hidden for look in looks)
        changed = [Look(look.alt, is_hidden) for look in looks]
        await self._attachments.change(chosen.interaction, attachments, changed)

    async def _copy(self, chosen: Chosen) -> None:
        interaction, attachments = chosen.interaction, chosen.message.attachments
        if any(one.size > SMALLEST_UPLOAD_LIMIT for one in attachments):
            await tell(interaction, "more-copy-too-large")
            return
        looks = [look_of(attachment) for attachment in attachments]
        user_id = interaction.user.id
        async with self._attachments.loaded(attachments, looks, user_id=user_id) as files:
            try:
                await interaction.user.send(
                    _copied(chosen), files=files, allowed_mentions=_NOBODY, suppress_embeds=True
                )
            except discord.Forbidden as error:
                raise CopyRefused from error
        await tell(interaction, "more-copied")

    async def _share(self, chosen: Chosen) -> None:
        await self._sharing.share(chosen.interaction, chosen.message, chosen.stored)

    async def _delete(self, chosen: Chosen) -> None:
        interaction, message, stored = chosen.interaction, chosen.message, chosen.stored
        requester, address = stored.draft.requester, stored.draft.reply_target
        is_own = address.message_id in {None, message.id}
        async with refusing_change():
            is_copy = message.flags.ephemeral and not (is_own or requester.private)
            if is_copy and address.channel_id and not is_shared_elsewhere(message, stored):
                # this shows the image of a message elsewhere, which is what has to go
                await _remove(interaction.client, address.channel_id, address.message_id or 0)
                is_own = True
            with suppress(discord.NotFound):
                await interaction.delete_original_response()
        log.info("deleted by user %s", interaction.user.id, extra={"job": str(requester.job_id)})
        if is_own:
            await self._gallery.note_deleted(requester.job_id)


def _copied(chosen: Chosen) -> str:
    """Return what stands above a copy: where the image is from, and its prompt."""
    interaction, say = chosen.interaction, texts_for(chosen.interaction.locale)
    link = message_link(interaction.guild_id, facts_of(interaction).channel_id, chosen.message.id)
    head = say("more-copy-from", link=link)
    if chosen.message.flags.ephemeral:
        head = say("more-copy-private")
    prompt = chosen.stored.draft.request.prompt
    return clip(f"{head}\n{quote(prompt, len(prompt))}", MAX_CONTENT)


async def _show_details(chosen: Chosen) -> None:
    say, job_id = texts_for(chosen.interaction.locale), chosen.stored.draft.requester.job_id
    async with refusing_change():
        await chosen.interaction.followup.send(
            details_text(chosen.stored, say),
            view=prompt_view(job_id, say=say),
            ephemeral=True,
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
        )


async def _remove(client: discord.Client, channel_id: int, message_id: int) -> None:
    channel = client.get_partial_messageable(channel_id)
    try:
        await channel.get_partial_message(message_id).delete()
    except discord.NotFound:
        log.info("the message is gone already")


def _message_of(interaction: _Interaction) -> discord.Message:
    if interaction.message is None:
        raise ChangeRefused
    return interaction.message
