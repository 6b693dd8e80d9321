"""The menu of messages by which any image in them is changed, also others'."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.errors import (
    ImageGone,
    JobForgotten,
    OthersForbidden,
    ReferenceFault,
    ReferenceRefused,
)
from bot.i18n import texts_for
from bot.policy.images.actions import Action
from bot.policy.images.image import EXTENSIONS
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import Draft, Parent
from bot.policy.limits.limit import Limit
from bot.ports import References
from bot.service.jobs.imagine import Imagine
from bot.service.limits.moderation import Moderation
from bot.service.members.defaults import Defaults
from bot.ui.interactions.attachments import ShownImage, component_media, embedded_images
from bot.ui.interactions.destination import spot_of
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.button_permissions import check_action
from cogs.imagine.details import job_in
from cogs.imagine.forms import RemixForm
from cogs.imagine.submit import Submitter, looked_up_in_time

_Interaction = discord.Interaction[Any]

_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_EVERYBODY = app_commands.AppInstallationType(guild=True, user=True)


class RemixHandler:
    """Has any image changed that a message shows, also those of others.

    What Discord puts into the interaction is all that can be had: without the intent for
    messages' contents, others' messages cannot be fetched later.
    """

    def __init__(
        self,
        imagine: Imagine,
        submitter: Submitter,
        moderation: Moderation,
        preferences: Defaults,
        references: References,
    ) -> None:
        self._imagine = imagine
        self._submitter = submitter
        self._moderation = moderation
        self._preferences = preferences
        self._references = references

    def menu(self) -> app_commands.ContextMenu:
        """Return the menu of messages."""

        async def remix(interaction: _Interaction, message: discord.Message) -> None:
            await self.remix(interaction, message)

        return app_commands.ContextMenu(
            name="Remix image",
            callback=remix,
            allowed_contexts=_EVERYWHERE,
            allowed_installs=_EVERYBODY,
        )

    async def remix(self, interaction: _Interaction, message: discord.Message) -> None:
        """Show the form that asks what to change in an image, and in which one.

        Raises:
            ImageGone: The message shows none.
            ReferenceRefused: None that can be used.
            NotOwner: The member may not remix it here.
            OthersForbidden: The server keeps others' images from that.
            StorageFailed: The database does not work.
        """
        images = usable_images(message, max_bytes=self._references.max_bytes)
        async with looked_up_in_time():
            before = await self._check(interaction, message)
            private = message.flags.ephemeral or await self._wants_private(interaction)
        parent = _parent(interaction, message, before)

        async def submit(submitted: _Interaction, change: str, number: int) -> None:
            image = images[number]
            await self._submitter.submit(
                submitted,
                ImageRequest(change),
                private=private,
                spoiler=image.is_spoiler(),
                images=[image],
                parent=parent,
            )

        say = texts_for(interaction.locale)
        await self._submitter.show_form(interaction, RemixForm(len(images), submit, say=say))

    async def _check(self, interaction: _Interaction, message: discord.Message) -> Draft | None:
        """Return the draft of a message of the bot's own, as long as that is kept."""
        user = interaction.client.user
        if user is None or message.author.id != user.id:
            guild_id = facts_of(interaction).guild_id
            if guild_id is not None:
                rulebook = (await self._moderation.read(guild_id)).rulebook
                if not rulebook.remixes_others:
                    raise OthersForbidden
            return None
        job_id = job_in(message)
        if job_id is None:
            return None
        try:
            stored = await self._imagine.read(job_id)
        except JobForgotten:
            # its image is still there, and the bot's own
            return None
        await check_action(interaction, self._moderation, stored, Action.REMIX)
        return stored.draft

    async def _wants_private(self, interaction: _Interaction) -> bool:
        """Tell whether a member's answers are private by default, where that is allowed.

        Their other defaults are for images that begin with words alone.
        """
        defaults = await self._preferences.read(interaction.user.id)
        guild_id = facts_of(interaction).guild_id
        if not defaults.private or guild_id is None:
            return bool(defaults.private)
        rulebook = (await self._moderation.read(guild_id)).rulebook
        spot = await spot_of(interaction)
        return self._moderation.rules(rulebook, spot)[Limit.PRIVATE].value is None


def _parent(interaction: _Interaction, message: discord.Message, before: Draft | None) -> Parent:
    """Return what a request comes from: a message, and the job of one of the bot's own."""
    where = (interaction.guild_id, message.channel.id, message.id)
    if before is None:
        return Parent(Action.REMIX, None, *where)
    chain = before.chain_of(interaction.user.id)
    return Parent(Action.REMIX, before.requester.job_id, *where, chain)


def usable_images(message: discord.Message, *, max_bytes: int) -> Sequence[ShownImage]:
    """Return the images in a message, or in what it forwards, that can go along with a prompt.

    First what is attached, then what its components and its embeds show and Discord's own servers
    hand out.

    Raises:
        ImageGone: There is no image.
        ReferenceRefused: Those that are there are too large, or of other kinds.
    """
    sources = (message, *message.message_snapshots)
    attached = [one for source in sources for one in _told_of(source)]
    embedded = [one for source in sources for one in embedded_images(source.embeds)]
    known = [one for one in attached if one.content_type in {None, *EXTENSIONS}]
    small = [one for one in known if one.size <= max_bytes]
    # one image can be shown by several embeds
    usable = list(dict.fromkeys((*small, *embedded)))
    if usable:
        return usable
    if known:
        raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
    if attached:
        raise ReferenceRefused(ReferenceFault.NOT_AN_IMAGE)
    raise ImageGone


def _told_of(source: discord.Message | discord.MessageSnapshot) -> Iterator[ShownImage]:
    """Return the images of which Discord tells what they are, whether or not they can be used."""
    for attachment in source.attachments:
        if (attachment.content_type or "").startswith("image/"):
            yield attachment
    for shown in component_media(source):
        if shown.usable is not None:
            yield shown.usable
