"""From an image to the next one: again, with other words, changed, or larger."""

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
from bot.service.limits.moderation import Moderation
from bot.service.members.privacy import Privacy
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.button_permissions import check_action, is_shared_elsewhere
from bot.ui.jobs.buttons import ActionHandler, larger_size
from cogs.imagine.forms import EditForm, ImageForm, RemixForm
from cogs.imagine.submit import Submitter, looked_up_in_time

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

#: A second click of the same button within this time is the first one's double click.
_DOUBLE_CLICK = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class _Source:
    """An image as it was when its button was clicked."""

    stored: StoredJob
    images: tuple[discord.Attachment, ...]
    parent: Parent
    private: bool
    spoiler: bool


class RerunHandler:
    """Does what the actions are for that create another image."""

    def __init__(
        self,
        imagine: Imagine,
        submitter: Submitter,
        moderation: Moderation,
        privacy: Privacy,
        models: Models,
        clock: Clock,
    ) -> None:
        self._imagine = imagine
        self._submitter = submitter
        self._moderation = moderation
        self._privacy = privacy
        self._models = models
        self._clicks = ClickGuard(clock, window=_DOUBLE_CLICK)

    @property
    def handlers(self) -> Mapping[Action, ActionHandler]:
        """What it does, by action."""
        return {
            Action.AGAIN: self.again,
            Action.EDIT: self.edit,
            Action.REMIX: self.remix,
            Action.LARGER: self.larger,
        }

    async def again(self, interaction: _Interaction, job_id: int) -> None:
        """Ask for the same once more, as a new job; after an image with another seed."""
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
        """Show the form by which the same is asked for with other words or options."""
        source = await self._read(interaction, job_id, Action.EDIT)
        request = self._without_others_images(interaction, source.stored.draft.request)
        is_short = request != source.stored.draft.request
        async with looked_up_in_time():
            # whoever wrote a new prompt should not learn only then that it was in vain
            await self._submitter.renew(request)

        async def submit(submitted: _Interaction, changed: ImageRequest) -> None:
            await self._submit(submitted, source, changed)

        say = texts_for(interaction.locale)
        form = EditForm(request, self._models, submit, is_without_images=is_short, say=say)
        await self._submitter.show_form(interaction, form)

    async def remix(self, interaction: _Interaction, job_id: int) -> None:
        """Show the form that asks what to change in the image."""
        source = await self._read(interaction, job_id, Action.REMIX)
        generation = source.stored.generation
        if generation is None or not source.images:
            raise ImageGone
        before, model = source.stored.draft.request, generation.order.model.id

        async def submit(submitted: _Interaction, change: str, number: int) -> None:
            request = ImageRequest(change, ratio=before.ratio, size=before.size, model=model)
            await self._submit(submitted, source, request, source.images[number])

        say = texts_for(interaction.locale)
        await self._submitter.show_form(interaction, RemixForm(len(source.images), submit, say=say))

    async def larger(self, interaction: _Interaction, job_id: int) -> None:
        """Ask for an image in the next size, or show the form that asks which one."""
        async with self._clicks.once(interaction.user.id, Action.LARGER, job_id) as is_first:
            if not is_first:
                await interaction.response.defer()
                return
            source = await self._read(interaction, job_id, Action.LARGER)
            numbers = _enlargeable(source)
            if len(numbers) == 1:
                await self._enlarge(source, interaction, numbers[0])
                return
        # a click after a form that was closed is no double click
        self._clicks.release(interaction.user.id, Action.LARGER, job_id)
        say = texts_for(interaction.locale)
        submit = functools.partial(self._enlarge, source)
        await self._submitter.show_form(interaction, ImageForm(numbers, submit, say=say))

    def _without_others_images(
        self, interaction: _Interaction, request: ImageRequest
    ) -> ImageRequest:
        """Leave out what others attached: with other words, it could be had back as it was."""
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
        """Read what a button is about.

        Raises:
            NotOwner: The member may not use it.
            JobForgotten: Nothing is kept of the job.
            StorageFailed: The database does not work.
        """
        async with looked_up_in_time():
            stored = await self._imagine.read(job_id)
            await check_action(interaction, self._moderation, stored, action)
        message, address = interaction.message, stored.draft.reply_target
        images = tuple(message.attachments) if message else ()
        return _Source(
            stored,
            images,
            _parent(interaction, stored, action),
            private=_is_private(message, stored),
            spoiler=any(one.is_spoiler() for one in images) if images else address.spoiler,
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
    """Tell whether only the member sees what is asked for from a card, as it is with the card."""
    if message is None:
        return stored.draft.requester.private
    is_hidden = stored.draft.requester.private or is_shared_elsewhere(message, stored)
    return message.flags.ephemeral and is_hidden


def _enlargeable(source: _Source) -> list[int]:
    """Return which of the shown images have a larger size.

    Raises:
        ImageGone: No image is shown, or others than were painted.
        NothingLarger: None of them has.
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
    """Return what a wish comes from; behind a card that only one sees may be a public one."""
    requester, address, message = (
        stored.draft.requester,
        stored.draft.reply_target,
        interaction.message,
    )
    if message is not None and (not message.flags.ephemeral or address.message_id is None):
        where = (interaction.guild_id, message.channel.id, message.id)
    else:
        is_here = facts_of(interaction).channel_id == address.channel_id
        guild_id = interaction.guild_id if is_here else requester.spot.guild_id
        where = (guild_id, address.channel_id, address.message_id)
    chain = stored.draft.chain_of(interaction.user.id)
    return Parent(origin, requester.job_id, *where, chain)
