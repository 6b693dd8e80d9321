"""The message menu "Remix image", for images of the bot and of others."""

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
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.defaults import Defaults
from bot.ui.interactions.attachments import ShownImage, component_media, embedded_images
from bot.ui.interactions.deadlines import lookup_deadline
from bot.ui.interactions.destination import spot_of
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.button_permissions import check_action
from cogs.imagine.details import job_in
from cogs.imagine.forms import RemixForm
from cogs.imagine.submit import Submitter

_Interaction = discord.Interaction[Any]

_ALL_CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_ALL_INSTALLS = app_commands.AppInstallationType(guild=True, user=True)


class RemixHandler:
    """Remixes an image of any message.

    Everything is taken from the interaction: without the message content intent, messages of
    others cannot be fetched later.
    """

    def __init__(
        self,
        imagine: Imagine,
        submitter: Submitter,
        editor: RulebookEditor,
        defaults: Defaults,
        references: References,
    ) -> None:
        self._imagine = imagine
        self._submitter = submitter
        self._editor = editor
        self._defaults = defaults
        self._references = references

    def menu(self) -> app_commands.ContextMenu:
        """Return the message menu."""

        async def remix(interaction: _Interaction, message: discord.Message) -> None:
            await self.remix(interaction, message)

        return app_commands.ContextMenu(
            name="Remix image",
            callback=remix,
            allowed_contexts=_ALL_CONTEXTS,
            allowed_installs=_ALL_INSTALLS,
        )

    async def remix(self, interaction: _Interaction, message: discord.Message) -> None:
        """Show the form that asks for the change and, if there are several, the image.

        Raises:
            ImageGone: The message has no image.
            ReferenceRefused: It has none that can be sent to a model.
            NotOwner: The member may not remix this image.
            OthersForbidden: The server allows only the bot's own images.
            StorageFailed: The database does not work.
        """
        images = usable_images(message, max_bytes=self._references.max_bytes)
        async with lookup_deadline():
            draft = await self._check(interaction, message)
            private = message.flags.ephemeral or await self._wants_private(interaction)
        parent = _parent(interaction, message, draft)

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
        """Check that the member may remix a message's image.

        Returns:
            The draft of the message's job; None for messages of others and jobs no longer stored.

        Raises:
            NotOwner: The member may not remix this image.
            OthersForbidden: The server allows only the bot's own images.
            StorageFailed: The database does not work.
        """
        user = interaction.client.user
        if user is None or message.author.id != user.id:
            guild_id = facts_of(interaction).guild_id
            if guild_id is not None:
                rulebook = (await self._editor.read(guild_id)).rulebook
                if not rulebook.remixes_others:
                    raise OthersForbidden
            return None
        job_id = job_in(message)
        if job_id is None:
            return None
        try:
            stored = await self._imagine.read(job_id)
        except JobForgotten:
            # the message still shows the image, and it is the bot's own
            return None
        await check_action(interaction, self._editor, stored, Action.REMIX)
        return stored.draft

    async def _wants_private(self, interaction: _Interaction) -> bool:
        """Tell whether the member's images are private by default, and may be here.

        Other defaults do not apply to remixes.
        """
        defaults = await self._defaults.read(interaction.user.id)
        guild_id = facts_of(interaction).guild_id
        if not defaults.private or guild_id is None:
            return bool(defaults.private)
        rulebook = (await self._editor.read(guild_id)).rulebook
        spot = await spot_of(interaction)
        return self._editor.rules(rulebook, spot)[Limit.PRIVATE].value is None


def _parent(interaction: _Interaction, message: discord.Message, draft: Draft | None) -> Parent:
    """Return the parent of a remix: the message and, for the bot's own, its job."""
    location = (interaction.guild_id, message.channel.id, message.id)
    if draft is None:
        return Parent(Action.REMIX, None, *location)
    chain = draft.chain_of(interaction.user.id)
    return Parent(Action.REMIX, draft.requester.job_id, *location, chain)


def usable_images(message: discord.Message, *, max_bytes: int) -> Sequence[ShownImage]:
    """Return the images of a message, and of messages it forwards, that can be references.

    Attachments come first, then images of components, then images of embeds that Discord's own
    servers deliver.

    Args:
        message: Of any author.
        max_bytes: Size limit of one reference.

    Raises:
        ImageGone: The message has no image.
        ReferenceRefused: All of its images are too large, or of unsupported types.
    """
    sources = (message, *message.message_snapshots)
    attached = [one for source in sources for one in _described(source)]
    embedded = [one for source in sources for one in embedded_images(source.embeds)]
    supported = [one for one in attached if one.content_type in {None, *EXTENSIONS}]
    small = [one for one in supported if one.size <= max_bytes]
    # several embeds can show the same image
    usable = list(dict.fromkeys((*small, *embedded)))
    if usable:
        return usable
    if supported:
        raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
    if attached:
        raise ReferenceRefused(ReferenceFault.NOT_AN_IMAGE)
    raise ImageGone


def _described(source: discord.Message | discord.MessageSnapshot) -> Iterator[ShownImage]:
    """Return the images with metadata from Discord, usable or not."""
    for attachment in source.attachments:
        if (attachment.content_type or "").startswith("image/"):
            yield attachment
    for shown in component_media(source):
        if shown.usable is not None:
            yield shown.usable
