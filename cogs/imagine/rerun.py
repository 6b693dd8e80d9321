"""The buttons that create another image: Again, Edit prompt, Remix, Larger."""

import functools
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import discord

from bot.errors import ImageGone, NothingLarger
from bot.i18n import texts_for
from bot.policy.images.actions import Action
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import Parent
from bot.ports import Clock, Models, StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.privacy import Privacy
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.deadlines import lookup_deadline
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.button_permissions import check_action, is_shared_elsewhere
from bot.ui.jobs.buttons import ActionHandler, larger_size
from cogs.imagine.forms import EditForm, ImageForm, RemixForm
from cogs.imagine.submit import Submitter

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

#: A second click on the same button within this time counts as a double click and is ignored.
_DOUBLE_CLICK = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class _Source:
    """The image and job of a click."""

    stored: StoredJob
    images: tuple[discord.Attachment, ...]
    """The images of the clicked message."""
    parent: Parent
    private: bool
    """Whether the next image is private."""
    spoiler: bool
    """Whether the next image is hidden until it is clicked."""


class RerunHandler:
    """Handles the actions that create another image."""

    def __init__(
        self,
        imagine: Imagine,
        submitter: Submitter,
        editor: RulebookEditor,
        privacy: Privacy,
        models: Models,
        clock: Clock,
    ) -> None:
        self._imagine = imagine
        self._submitter = submitter
        self._editor = editor
        self._privacy = privacy
        self._models = models
        self._clicks = ClickGuard(clock, window=_DOUBLE_CLICK)

    @property
    def handlers(self) -> Mapping[Action, ActionHandler]:
        """The handlers by action."""
        return {
            Action.AGAIN: self.again,
            Action.EDIT: self.edit,
            Action.REMIX: self.remix,
            Action.LARGER: self.larger,
        }

    async def again(self, interaction: _Interaction, job_id: int) -> None:
        """Submit the same request as a new job; with another seed if it generated an image."""
        async with self._clicks.once(interaction.user.id, Action.AGAIN, job_id) as is_first:
            if not is_first:
                await interaction.response.defer()
                return
            source = await self._read(interaction, job_id, Action.AGAIN)
            request = source.stored.draft.request
            if source.stored.generation is not None:
                request = replace(request, seed=None)
            await self._submit(interaction, source, request)

    async def edit(self, interaction: _Interaction, job_id: int) -> None:
        """Show the form that edits the request."""
        source = await self._read(interaction, job_id, Action.EDIT)
        request = self._without_others_images(interaction, source.stored.draft.request)
        omits_images = request != source.stored.draft.request
        async with lookup_deadline():
            # fail before the member has typed a new prompt
            await self._submitter.renew(request)

        async def submit(submitted: _Interaction, edited: ImageRequest) -> None:
            await self._submit(submitted, source, edited)

        say = texts_for(interaction.locale)
        form = EditForm(request, self._models, submit, omits_images=omits_images, say=say)
        await self._submitter.show_form(interaction, form)

    async def remix(self, interaction: _Interaction, job_id: int) -> None:
        """Show the form that asks for a change to the image."""
        source = await self._read(interaction, job_id, Action.REMIX)
        generation = source.stored.generation
        if generation is None or not source.images:
            raise ImageGone
        earlier, model = source.stored.draft.request, generation.order.model.id

        async def submit(submitted: _Interaction, change: str, number: int) -> None:
            request = ImageRequest(change, ratio=earlier.ratio, size=earlier.size, model=model)
            await self._submit(submitted, source, request, source.images[number])

        say = texts_for(interaction.locale)
        await self._submitter.show_form(interaction, RemixForm(len(source.images), submit, say=say))

    async def larger(self, interaction: _Interaction, job_id: int) -> None:
        """Submit the image in the next size; with several images, show a form to choose one."""
        async with self._clicks.once(interaction.user.id, Action.LARGER, job_id) as is_first:
            if not is_first:
                await interaction.response.defer()
                return
            source = await self._read(interaction, job_id, Action.LARGER)
            numbers = _enlargeable(source)
            if len(numbers) == 1:
                await self._enlarge(source, interaction, numbers[0])
                return
        # the member may close the form and click again at once
        self._clicks.release(interaction.user.id, Action.LARGER, job_id)
        say = texts_for(interaction.locale)
        submit = functools.partial(self._enlarge, source)
        await self._submitter.show_form(interaction, ImageForm(numbers, submit, say=say))

    def _without_others_images(
        self, interaction: _Interaction, request: ImageRequest
    ) -> ImageRequest:
        """Remove references of other members: a new prompt could make the model return them."""
        user_id, attached = interaction.user.id, request.references
        own = tuple(one for one in attached if self._privacy.is_own(user_id, one))
        return request if own == attached else request.with_references(*own)

    async def _enlarge(self, source: _Source, interaction: _Interaction, number: int) -> None:
        draft, generation = source.stored.draft, source.stored.generation
        if generation is None:
            raise ImageGone
        image = generation.images[number]
        request = replace(
            draft.request,
            size=larger_size(generation.order, image),
            model=generation.order.model.id,
            references=(),
            seed=image.seed,
            count=1,
        )
        await self._submit(interaction, source, request, source.images[number])

    async def _read(self, interaction: _Interaction, job_id: int, action: Action) -> _Source:
        """Read the job of a button, and check that the member may use it.

        Raises:
            NotOwner: The member may not.
            JobForgotten: The job is no longer stored.
            StorageFailed: The database does not work, or not in time.
        """
        async with lookup_deadline():
            stored = await self._imagine.read(job_id)
            await check_action(interaction, self._editor, stored, action)
        message, target = interaction.message, stored.draft.reply_target
        images = tuple(message.attachments) if message else ()
        return _Source(
            stored,
            images,
            _parent(interaction, stored, action),
            private=_is_private(message, stored),
            spoiler=any(one.is_spoiler() for one in images) if images else target.spoiler,
        )

    async def _submit(
        self,
        interaction: _Interaction,
        source: _Source,
        request: ImageRequest,
        *images: discord.Attachment,
    ) -> None:
        await self._submitter.submit(
            interaction,
            request,
            private=source.private,
            spoiler=source.spoiler,
            images=images,
            parent=source.parent,
        )


def _is_private(message: discord.Message | None, stored: StoredJob) -> bool:
    """Tell whether the next image is private: it is if the clicked card is."""
    if message is None:
        return stored.draft.requester.private
    is_hidden = stored.draft.requester.private or is_shared_elsewhere(message, stored)
    return message.flags.ephemeral and is_hidden


def _enlargeable(source: _Source) -> list[int]:
    """Return the numbers, from 0, of the images that the model can create in a larger size.

    Raises:
        ImageGone: The message does not show the generated images.
        NothingLarger: There is no larger size.
    """
    generation = source.stored.generation
    if generation is None or not source.images or len(source.images) != len(generation.images):
        raise ImageGone
    numbers = [
        number
        for number, image in enumerate(generation.images)
        if larger_size(generation.order, image)
    ]
    if not numbers:
        raise NothingLarger
    return numbers


def _parent(interaction: _Interaction, stored: StoredJob, origin: Action) -> Parent:
    """Return the parent of the next request; a public message rather than an ephemeral one."""
    requester, target, message = (
        stored.draft.requester,
        stored.draft.reply_target,
        interaction.message,
    )
    if message is not None and (not message.flags.ephemeral or target.message_id is None):
        location = (interaction.guild_id, message.channel.id, message.id)
    else:
        is_here = facts_of(interaction).channel_id == target.channel_id
        guild_id = interaction.guild_id if is_here else requester.spot.guild_id
        location = (guild_id, target.channel_id, target.message_id)
    chain = stored.draft.chain_of(interaction.user.id)
    return Parent(origin, requester.job_id, *location, chain)
