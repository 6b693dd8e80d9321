"""What "More" under a picture does: alt text, spoiler, details, a copy, sharing, deleting."""

import functools
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord

from bot.errors import (
    ChangeRefused,
    CopyRefused,
    ImageGone,
    ImagineError,
    NotOwner,
    StorageFailed,
)
from bot.policy.press import Press
from bot.ports import StoredJob
from bot.service.gallery import Gallery
from bot.service.imagine import Imagine
from bot.service.moderation import Moderation
from bot.speech import speech_for
from bot.ui.cards import picture_card
from bot.ui.facts import facts_of
from bot.ui.jobbuttons import MoreChoice, picture_view
from bot.ui.messagechange import AttachmentDesk, Look, look_of, refusing_change, same_controls
from bot.ui.reply import NOT_TAKEN
from bot.ui.text import MAX_CONTENT, clip, quote
from bot.ui.upload import SMALLEST_UPLOAD_LIMIT
from cogs.imagine.asking import looked_up_in_time
from cogs.imagine.details import details_text, details_view
from cogs.imagine.forms import AltForm
from cogs.imagine.pressing import check_press, check_read, is_author, is_shared_elsewhere

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

_NOBODY = discord.AllowedMentions.none()

_PRESSES = {
    MoreChoice.SPOILER: Press.SPOILER,
    MoreChoice.COPY: Press.COPY,
    MoreChoice.DELETE: Press.DELETE,
}


class MoreDesk:
    """Does what was chosen under a picture."""

    def __init__(self, imagine: Imagine, moderation: Moderation, gallery: Gallery) -> None:
        self._imagine = imagine
        self._moderation = moderation
        self._gallery = gallery
        self._attachments = AttachmentDesk()
        self._busy: set[tuple[int, int, MoreChoice]] = set()
        """Members whose choice for a message is being done, so that a double click does it once."""

    async def act(self, interaction: _Interaction, job_id: int, choice: MoreChoice) -> None:
        """Do what was chosen, and show the select without a choice again.

        Args:
            interaction: The choice, not answered yet.
            job_id: The picture's job.
            choice: What is to be done.

        Raises:
            NotOwner: The member may not do that.
            ImageGone: The message has no picture.
            ChangeRefused: Discord did not take it.
            CopyRefused: The member takes no direct messages.
            JobForgotten: Nothing is kept of the job.
            StorageFailed: The database does not work.
        """
        message = _message_of(interaction)
        if choice is MoreChoice.ALT:
            await self._ask_alt(interaction, message, job_id)
            return
        # first of all, since Discord waits for three seconds only
        await interaction.response.edit_message(view=same_controls(message))
        async with self._once(interaction.user.id, message.id, choice) as is_first:
            if is_first:
                await self._do(interaction, message, job_id, choice)

    async def _do(
        self,
        interaction: _Interaction,
        message: discord.Message,
        job_id: int,
        choice: MoreChoice,
    ) -> None:
        stored = await self._imagine.read(job_id)
        if choice is MoreChoice.DETAILS:
            await check_read(interaction, self._moderation, stored, is_here=True)
        elif choice in _PRESSES:
            await check_press(interaction, self._moderation, stored, _PRESSES[choice])
        match choice:
            case MoreChoice.SPOILER:
                await self._turn_spoiler(interaction, message)
            case MoreChoice.DETAILS:
                await _show_details(interaction, stored)
            case MoreChoice.COPY:
                await self._copy(interaction, message, stored)
            case MoreChoice.SHARE:
                await self._share(interaction, message, stored)
            case MoreChoice.DELETE:
                await self._delete(interaction, message, stored)
            case MoreChoice.ALT:
                raise AssertionError("a form has to be the first answer")

    async def _ask_alt(
        self, interaction: _Interaction, message: discord.Message, job_id: int
    ) -> None:
        view, say = same_controls(message), speech_for(interaction.locale)
        try:
            async with looked_up_in_time():
                stored = await self._imagine.read(job_id)
                await check_press(interaction, self._moderation, stored, Press.ALT)
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
        await check_press(interaction, self._moderation, stored, Press.ALT)
        looks = [look_of(attachment) for attachment in message.attachments]
        changed = [Look(text, look.is_hidden) for text, look in zip(texts, looks, strict=False)]
        changed += looks[len(changed) :]
        await self._attachments.change(interaction, message.attachments, changed)
        await _tell(interaction, "more-alt-changed")

    async def _turn_spoiler(self, interaction: _Interaction, message: discord.Message) -> None:
        looks = [look_of(attachment) for attachment in message.attachments]
        is_hidden = not all(look.is_hidden for look in looks)
        changed = [Look(look.alt, is_hidden) for look in looks]
        await self._attachments.change(interaction, message.attachments, changed)

    async def _copy(
        self, interaction: _Interaction, message: discord.Message, stored: StoredJob
    ) -> None:
        attachments, say = message.attachments, speech_for(interaction.locale)
        if any(one.size > SMALLEST_UPLOAD_LIMIT for one in attachments):
            await _tell(interaction, "more-copy-too-large")
            return
        where = (interaction.guild_id or "@me", facts_of(interaction).channel_id, message.id)
        link = "https://discord.com/channels/{}/{}/{}".format(*where)
        head = say("more-copy-from", link=link)
        if message.flags.ephemeral:
            head = say("more-copy-private")
        prompt = stored.draft.request.prompt
        content = clip(f"{head}\n{quote(prompt, len(prompt))}", MAX_CONTENT)
        looks = [look_of(attachment) for attachment in attachments]
        user_id = interaction.user.id
        async with self._attachments.loaded(attachments, looks, user_id=user_id) as files:
            try:
                await interaction.user.send(
                    content, files=files, allowed_mentions=_NOBODY, suppress_embeds=True
                )
            except discord.Forbidden as error:
                raise CopyRefused from error
        await _tell(interaction, "more-copied")

    async def _share(
        self, interaction: _Interaction, message: discord.Message, stored: StoredJob
    ) -> None:
        if not is_author(interaction, stored):
            raise NotOwner
        looks = [look_of(attachment) for attachment in message.attachments]
        files = self._attachments.loaded(message.attachments, looks, user_id=interaction.user.id)
        async with files as loaded:
            # a card that missed what became of it may still offer this
            if stored.draft.asker.private and not await self._post(interaction, stored, loaded):
                await _tell(interaction, "more-not-shared")
                return
        try:
            once = same_controls(message, without=MoreChoice.SHARE)
            await interaction.edit_original_response(view=once)
        except NOT_TAKEN as error:
            # it is shown to all, which is what was asked for
            log.warning("the private card still offers to share: %s", error)
        await _tell(interaction, "more-shared")

    async def _post(
        self, interaction: _Interaction, stored: StoredJob, files: Sequence[discord.File]
    ) -> bool:
        """Show a private picture to all from now on; False where the server does not want that."""
        painting = stored.painting
        if painting is None:
            raise ImageGone
        asker = stored.draft.asker
        facts = facts_of(interaction)
        say = speech_for(facts.guild_locale or facts.locale)
        shared = await interaction.followup.send(
            picture_card(painting, left=None, mention=f"<@{asker.user_id}>", say=say),
            files=files,
            view=picture_view(painting, asker.job_id, is_private=False, say=say),
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
            wait=True,
        )
        if shared.flags.ephemeral:
            # where members may not use their own apps in public
            await shared.delete()
            return False
        try:
            await self._gallery.note_shared(asker.job_id, shared.id)
        except StorageFailed:
            # its buttons would be the author's alone
            await shared.delete()
            raise
        log.info("shown to all by user %s", interaction.user.id, extra={"job": str(asker.job_id)})
        return True

    async def _delete(
        self, interaction: _Interaction, message: discord.Message, stored: StoredJob
    ) -> None:
        asker, address = stored.draft.asker, stored.draft.address
        is_own = address.message_id in {None, message.id}
        async with refusing_change():
            is_copy = message.flags.ephemeral and not (is_own or asker.private)
            if is_copy and address.channel_id and not is_shared_elsewhere(message, stored):
                # this shows the picture of a message elsewhere, which is what has to go
                await _remove(interaction.client, address.channel_id, address.message_id or 0)
                is_own = True
            with suppress(discord.NotFound):
                await interaction.delete_original_response()
        log.info("deleted by user %s", interaction.user.id, extra={"job": str(asker.job_id)})
        if is_own:
            await self._gallery.note_deleted(asker.job_id)

    @asynccontextmanager
    async def _once(
        self, user_id: int, message_id: int, choice: MoreChoice
    ) -> AsyncGenerator[bool]:
        key = (user_id, message_id, choice)
        if key in self._busy:
            yield False
            return
        self._busy.add(key)
        try:
            yield True
        finally:
            self._busy.discard(key)


async def _show_details(interaction: _Interaction, stored: StoredJob) -> None:
    say = speech_for(interaction.locale)
    async with refusing_change():
        await interaction.followup.send(
            details_text(stored, say),
            view=details_view(stored, say),
            ephemeral=True,
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
        )


async def _tell(interaction: _Interaction, key: str) -> None:
    """Say to the member alone what was done; that it was done is true without it."""
    text = speech_for(interaction.locale)(key)
    try:
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=_NOBODY)
    except NOT_TAKEN as error:
        log.warning("not told that it was done: %s", error)


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
