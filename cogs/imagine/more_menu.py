"""The More menu of an image: alt text, spoiler, details, copy, share, delete."""

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
from bot.ports import Clock, ReportOutcome, StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.history import History
from bot.service.moderation.services import ModerationServices
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.deadlines import lookup_deadline
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
from bot.ui.moderation.cases.block_check import BlockCheck
from bot.ui.moderation.shown_texts import check_shown
from bot.ui.text import MAX_CONTENT, clip, message_link, quote
from cogs.imagine.details import details_text
from cogs.imagine.forms import AltForm
from cogs.imagine.share import ShareHandler, send_note

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

_NO_MENTIONS = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class MenuContext:
    """A click on an entry of the More menu."""

    interaction: _Interaction
    """Already replied to, by clearing the selection."""
    message: discord.Message
    stored: StoredJob


class MoreHandler:
    """Handles the entries of the More menu."""

    def __init__(
        self,
        imagine: Imagine,
        editor: RulebookEditor,
        history: History,
        moderation: ModerationServices,
        clock: Clock,
        block_check: BlockCheck,
    ) -> None:
        self._imagine = imagine
        self._moderation = moderation
        self._editor = editor
        self._history = history
        self._block_check = block_check
        self._attachments = AttachmentEditor()
        self._share_handler = ShareHandler(editor, history, moderation, self._attachments)
        self._clicks = ClickGuard(clock)

    @property
    def handlers(self) -> Mapping[Action, ActionHandler]:
        """The handlers by action."""
        return {
            Action.ALT: self._ask_alt,
            Action.SPOILER: self._after_reset(Action.SPOILER, self._toggle_spoiler),
            Action.DETAILS: self._after_reset(Action.DETAILS, _show_details),
            Action.COPY: self._after_reset(Action.COPY, self._copy),
            Action.SHARE: self._after_reset(Action.SHARE, self._share),
            Action.DELETE: self._after_reset(Action.DELETE, self._delete),
        }

    def _after_reset(
        self, action: Action, act: Callable[[MenuContext], Awaitable[None]]
    ) -> ActionHandler:
        """Return a handler that clears the selection before it acts.

        It raises:
            NotOwner: The member may not do that.
            ImageGone: The message has no image.
            ChangeRefused: Discord did not take the change.
            CopyRefused: The member's DMs are closed.
            JobForgotten: The job is no longer stored.
            StorageFailed: The database does not work.
        """

        async def handle(interaction: _Interaction, job_id: int) -> None:
            message = _message_of(interaction)
            # reply first: Discord allows 3 s
            await interaction.response.edit_message(view=same_controls(message))
            async with self._clicks.once(interaction.user.id, message.id, action) as is_first:
                if is_first:
                    stored = await self._imagine.read(job_id)
                    await self._check(interaction, stored, action)
                    await act(MenuContext(interaction, message, stored))

        return handle

    async def _check(self, interaction: _Interaction, stored: StoredJob, action: Action) -> None:
        if action is Action.DETAILS:
            await check_read(interaction, self._editor, stored, is_here=True)
        elif action in DEFAULT_AUDIENCES:
            await check_action(interaction, self._editor, stored, action)
        elif not is_author(interaction, stored):
            raise NotOwner

    async def _ask_alt(self, interaction: _Interaction, job_id: int) -> None:
        message = _message_of(interaction)
        view, say = same_controls(message), texts_for(interaction.locale)
        try:
            async with lookup_deadline():
                stored = await self._imagine.read(job_id)
                await check_action(interaction, self._editor, stored, Action.ALT)
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
        # permissions may have changed since the form was opened, or the member was blocked
        await self._block_check(interaction)
        await check_action(interaction, self._editor, stored, Action.ALT)
        looks = [look_of(attachment) for attachment in message.attachments]
        shown = {look.alt for look in looks}
        await check_shown(
            interaction,
            self._moderation.text_check,
            *(text for text in texts if text not in shown),
            is_private=message.flags.ephemeral,
        )
        changed = [Look(text, look.is_hidden) for text, look in zip(texts, looks, strict=False)]
        changed += looks[len(changed) :]
        await self._attachments.change(interaction, message.attachments, changed)
        await send_note(interaction, "more-alt-changed")

    async def _toggle_spoiler(self, context: MenuContext) -> None:
        attachments = context.message.attachments
        looks = [look_of(attachment) for attachment in attachments]
        is_hidden = not all(look.is_hidden for look in looks)
        changed = [Look(look.alt, is_hidden) for look in looks]
        await self._attachments.change(context.interaction, attachments, changed)
        if context.message.flags.ephemeral or is_author(context.interaction, context.stored):
            # a copy by /show is seen by no one else
            return
        if is_hidden:
            job_id = context.stored.draft.requester.job_id
            await self._moderation.reporting.close(job_id, ReportOutcome.ACTED)
        self._note_action(context, "spoiler" if is_hidden else "unspoiler")

    async def _copy(self, context: MenuContext) -> None:
        interaction, attachments = context.interaction, context.message.attachments
        if any(one.size > SMALLEST_UPLOAD_LIMIT for one in attachments):
            await send_note(interaction, "more-copy-too-large")
            return
        looks = [look_of(attachment) for attachment in attachments]
        user_id = interaction.user.id
        async with self._attachments.loaded(attachments, looks, user_id=user_id) as files:
            try:
                text = _copy_text(context)
                await interaction.user.send(
                    text, files=files, allowed_mentions=_NO_MENTIONS, suppress_embeds=True
                )
            except discord.Forbidden as error:
                raise CopyRefused from error
        await send_note(interaction, "more-copied")

    async def _share(self, context: MenuContext) -> None:
        await self._share_handler.share(context.interaction, context.message, context.stored)

    async def _delete(self, context: MenuContext) -> None:
        interaction, message, stored = context.interaction, context.message, context.stored
        requester, target = stored.draft.requester, stored.draft.reply_target
        is_own = target.message_id in {None, message.id}
        async with refusing_change():
            is_copy = message.flags.ephemeral and not (is_own or requester.private)
            if is_copy and target.channel_id and not is_shared_elsewhere(message, stored):
                # an ephemeral copy, such as that of /show: delete the original message, too
                await _remove(interaction.client, target.channel_id, target.message_id or 0)
                is_own = True
            with suppress(discord.NotFound):
                await interaction.delete_original_response()
        log.info("deleted by user %s", interaction.user.id, extra={"job": str(requester.job_id)})
        if is_own:
            await self._history.note_deleted(requester.job_id)
            by_author = is_author(interaction, stored)
            outcome = ReportOutcome.DELETED if by_author else ReportOutcome.ACTED
            await self._moderation.reporting.close(requester.job_id, outcome)
            self._note_action(context, "deleted")

    def _note_action(self, context: MenuContext, action: str) -> None:
        """Log what a moderator did; what authors do about their own images is not logged."""
        if not is_author(context.interaction, context.stored):
            actor_id = context.interaction.user.id
            self._moderation.job_log.note_action(context.stored.draft, actor_id, action)


def _copy_text(context: MenuContext) -> str:
    """Return the text of a copy: a link to the image's message, and its prompt."""
    interaction, say = context.interaction, texts_for(context.interaction.locale)
    link = message_link(interaction.guild_id, facts_of(interaction).channel_id, context.message.id)
    head = say("more-copy-from", link=link)
    if context.message.flags.ephemeral:
        head = say("more-copy-private")
    prompt = context.stored.draft.request.prompt
    return clip(f"{head}\n{quote(prompt, len(prompt))}", MAX_CONTENT)


async def _show_details(context: MenuContext) -> None:
    say, job_id = texts_for(context.interaction.locale), context.stored.draft.requester.job_id
    async with refusing_change():
        await context.interaction.followup.send(
            details_text(context.stored, say),
            view=prompt_view(job_id, say=say),
            ephemeral=True,
            allowed_mentions=_NO_MENTIONS,
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
