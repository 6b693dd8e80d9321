"""/show: posts an earlier image again, with working buttons."""

import asyncio
import logging
import re
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import JobForgotten, SpoolFailed, StorageFailed
from bot.i18n import Say, texts_for
from bot.policy.images.image import Generation
from bot.policy.jobs.job import FINAL, State, is_late
from bot.ports import StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.history import MOST_SEARCH_LENGTH, History
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.button_permissions import check_read, is_author
from bot.ui.jobs.buttons import cancel_view, ended_view, image_view, prompt_view
from bot.ui.jobs.cards import image_card
from bot.ui.jobs.discord_refusals import is_too_large
from bot.ui.jobs.image_files import open_files
from bot.ui.options.choices import MAX_CHOICE_NAME, MAX_CHOICES, fold
from bot.ui.text import MAX_CONTENT, clip, date_time, quote
from cogs.my.message_lookup import FoundMessage, MessageLookup, link_to

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

_ID = re.compile(r"[0-9]{1,19}")

_SHOWN_PROMPT = 300

#: How many of the member's images are searched for a prompt.
_MAX_SEARCHED = 200

#: How many cards' images are in memory at once; each card has up to four.
_MAX_CONCURRENT = 2

#: Timeout for downloading the images of one card, in seconds.
_DOWNLOAD_S = 30

_FAILURES = {
    "prompt_rejected": "mine-failed-prompt",
    "cancelled": "mine-cancelled",
    "withdrawn": "mine-cancelled",
}


class ShowCog(commands.Cog):
    """Shows earlier images."""

    def __init__(
        self,
        imagine: Imagine,
        history: History,
        editor: RulebookEditor,
        lookup: MessageLookup,
    ) -> None:
        self._imagine = imagine
        self._history = history
        self._editor = editor
        self._lookup = lookup
        self._downloads = asyncio.Semaphore(_MAX_CONCURRENT)

    @app_commands.command(description="Show one of your images again, with its buttons")
    @app_commands.describe(job="Which image; type words from its prompt to search")
    @app_commands.rename(job="id")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def show(
        self, interaction: _Interaction, job: app_commands.Range[str, 1, MAX_CHOICE_NAME]
    ) -> None:
        """Show an image to its author, or to a moderator of its server.

        Raises:
            JobForgotten: There is no such job.
            NotOwner: The member may not see it.
            StorageFailed: The database does not work.
        """
        # defer first: fetching the images can take longer than the 3 s that Discord allows
        await interaction.response.defer(ephemeral=True, thinking=True)
        stored = await self._read(interaction, job)
        say = texts_for(interaction.locale)
        if stored.state is State.DONE and stored.generation is not None:
            await self._show_image(interaction, stored, stored.generation, say)
            return
        if await self._hand_over(interaction, stored, say):
            return
        content, view = _without_image(interaction, stored, say)
        await _edit_reply(interaction, content, view)

    @show.autocomplete("job")
    async def complete_job(
        self, interaction: _Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the member's own images by prompt."""
        try:
            page = await self._history.page(
                interaction.user.id, search=typed[:MOST_SEARCH_LENGTH], limit=MAX_CHOICES
            )
        except StorageFailed as error:
            log.warning("no images to offer: %s", error)
            return []
        return [
            app_commands.Choice(name=_name(stored), value=str(stored.draft.requester.job_id))
            for stored in page.jobs
        ]

    async def _read(self, interaction: _Interaction, typed: str) -> StoredJob:
        """Return the job with this id or prompt, if the member may see it.

        Raises:
            JobForgotten: There is none.
            NotOwner: The member may not see it.
            StorageFailed: The database does not work.
        """
        if not _ID.fullmatch(typed.strip()):
            return await self._by_name(interaction, typed)
        try:
            stored = await self._imagine.read(int(typed))
        except JobForgotten:
            # a prompt can consist of digits, too
            return await self._by_name(interaction, typed)
        await check_read(interaction, self._editor, stored, is_here=False)
        return stored

    async def _by_name(self, interaction: _Interaction, name: str) -> StoredJob:
        """Return the member's newest image that autocompletion offers under a name.

        Raises:
            JobForgotten: There is none.
            StorageFailed: The database does not work.
        """
        page = await self._history.page(interaction.user.id, search=name, limit=_MAX_SEARCHED)
        for stored in page.jobs:
            if fold(_name(stored)) == fold(name):
                return stored
        raise JobForgotten

    async def _show_image(
        self, interaction: _Interaction, stored: StoredJob, generation: Generation, say: Say
    ) -> None:
        job_id = stored.draft.requester.job_id
        message = (await self._lookup.find(interaction.client, [stored]))[job_id]
        async with self._downloads:
            files, note = await _files(message, stored, limit_bytes=interaction.filesize_limit)
            if files:
                view = image_view(generation, job_id, is_private=False, say=say)
                content = _content(stored, generation, message, say, note=None)
                try:
                    await _edit_reply(interaction, content, view, files)
                except discord.HTTPException as error:
                    if not is_too_large(error):
                        raise
                    note = "mine-shown-too-large"
                else:
                    return
        view = _rerun_view(interaction, stored, say)
        await _edit_reply(interaction, _content(stored, generation, message, say, note=note), view)

    async def _hand_over(self, interaction: _Interaction, stored: StoredJob, say: Say) -> bool:
        """Deliver an image whose delivery is pending; return False if that is not possible.

        A public image goes to its channel first, as long as the reply there can be edited.
        """
        draft = stored.draft
        generation = self._imagine.undelivered(draft.requester.job_id)
        # a job's id is the snowflake of its interaction
        requested_at = discord.utils.snowflake_time(draft.requester.job_id)
        is_due = draft.requester.private or is_late(requested_at, interaction.created_at)
        if generation is None or not is_due or not is_author(interaction, stored):
            return False
        if any(one.size_bytes > interaction.filesize_limit for one in generation.images):
            return False
        private = draft.requester.private
        view = image_view(generation, draft.requester.job_id, is_private=private, say=say)
        content = image_card(generation, left=None, mention=_mention(stored), say=say)
        with ExitStack() as opened:
            try:
                files = open_files(generation, opened, spoiler=draft.reply_target.spoiler, say=say)
            except SpoolFailed:
                # another delivery path was faster and removed the files
                return False
            await _edit_reply(interaction, content, view, files)
        self._imagine.hand_over(draft.requester.job_id)
        return True


async def _files(
    message: FoundMessage, stored: StoredJob, *, limit_bytes: int
) -> tuple[list[discord.File], str | None]:
    """Download the images of a message.

    Returns:
        The files, and the message id of a note that explains why there are none.
    """
    if message.is_deleted:
        return [], "mine-shown-deleted"
    if stored.draft.requester.private:
        return [], "mine-shown-private"
    if any(image.size > limit_bytes for image in message.images):
        return [], "mine-shown-too-large"
    # hide images of age-restricted channels, because the card may be shown in another channel
    is_hidden = stored.draft.requester.spot.is_nsfw
    files: list[discord.File] = []
    try:
        async with asyncio.timeout(_DOWNLOAD_S):
            for image in message.images:
                spoiler = is_hidden or image.is_spoiler()
                files.append(await image.to_file(spoiler=spoiler))
    except CALL_FAILED as error:
        log.info("an image cannot be fetched again: %s", error)
        return [], "mine-shown-unreachable"
    return files, "mine-shown-unreachable"


def _content(
    stored: StoredJob, generation: Generation, message: FoundMessage, say: Say, *, note: str | None
) -> str:
    card = image_card(generation, left=None, mention=_mention(stored), say=say)
    link, when = link_to(stored), date_time(stored.draft.requester.requested_at)
    notes = [say("mine-shown-no-link", when=when)]
    if link is not None and not message.is_deleted:
        notes = [say("mine-shown", when=when, link=link)]
    if note is not None:
        notes.append(say(note))
    footer = "".join(f"\n-# {line}" for line in notes)
    return clip(card, MAX_CONTENT - len(footer)) + footer


def _rerun_view(
    interaction: _Interaction, stored: StoredJob, say: Say, *, is_failure: bool = False
) -> discord.ui.View:
    """Return a job's buttons without an image; for others' private jobs only the prompt."""
    if stored.draft.requester.private and not is_author(interaction, stored):
        return prompt_view(stored.draft.requester.job_id, say=say)
    return ended_view(stored.draft.requester.job_id, say=say, is_failure=is_failure)


def _without_image(
    interaction: _Interaction, stored: StoredJob, say: Say
) -> tuple[str, discord.ui.View]:
    """Return the card of a job without an image: failed, cancelled, or in progress."""
    prompt, job_id = stored.draft.request.prompt, stored.draft.requester.job_id
    if stored.state in FINAL:
        key = _FAILURES.get(stored.reason or "", "mine-failed")
        view = _rerun_view(interaction, stored, say, is_failure=True)
    elif stored.state is State.DELIVERING:
        key, view = "mine-generated", prompt_view(job_id, say=say)
    else:
        key, view = "mine-under-way", cancel_view(job_id, say=say)
    head = say(key, when=date_time(stored.draft.requester.requested_at))
    return f"{head}\n{quote(prompt, _SHOWN_PROMPT)}", view


async def _edit_reply(
    interaction: _Interaction,
    content: str,
    view: discord.ui.View,
    files: Sequence[discord.File] = (),
) -> None:
    await interaction.edit_original_response(
        content=content,
        attachments=files,
        view=view,
        allowed_mentions=discord.AllowedMentions.none(),
    )


def _name(stored: StoredJob) -> str:
    """Return the name under which autocompletion offers an image."""
    return clip(stored.draft.request.prompt, MAX_CHOICE_NAME)


def _mention(stored: StoredJob) -> str:
    return f"<@{stored.draft.requester.user_id}>"
