"""From a picture to the next one: again, with other words, changed, or larger."""

import functools
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.errors import ImageGone, NothingLarger
from bot.policy.job import Origin, Parent
from bot.policy.press import Press
from bot.policy.request import ImageRequest
from bot.ports import Clock, Models, StoredJob
from bot.service.imagine import Imagine
from bot.service.moderation import Moderation
from bot.service.privacy import Privacy
from bot.speech import speech_for
from bot.ui.facts import facts_of
from bot.ui.jobbuttons import larger_size
from cogs.imagine.asking import Asking, looked_up_in_time
from cogs.imagine.forms import EditForm, PictureForm, RemixForm
from cogs.imagine.pressing import check_press, is_shared_elsewhere

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

#: A second press of the same button within this time is the first one's double click.
_DOUBLE_CLICK = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A picture as it was when its button was pressed."""

    stored: StoredJob
    images: tuple[discord.Attachment, ...]
    parent: Parent
    private: bool
    spoiler: bool


class AgainDesk:
    """Does what the buttons under a picture are for that ask for another one."""

    def __init__(
        self,
        imagine: Imagine,
        asking: Asking,
        moderation: Moderation,
        privacy: Privacy,
        models: Models,
        clock: Clock,
    ) -> None:
        self._imagine = imagine
        self._asking = asking
        self._moderation = moderation
        self._privacy = privacy
        self._models = models
        self._clock = clock
        self._pressed_at: dict[tuple[int, Origin, int], datetime] = {}

    async def again(self, interaction: _Interaction, job_id: int) -> None:
        """Ask for the same once more, as a new job; after a picture with another seed."""
        async with self._once(interaction, Origin.AGAIN, job_id) as is_first:
            if not is_first:
                await interaction.response.defer()
                return
            pressed = await self._read(interaction, job_id, Press.AGAIN, Origin.AGAIN)
            request = pressed.stored.draft.request
            if pressed.stored.painting is not None:
                request = replace(request, seed=None)
            await self._ask(interaction, pressed, request)

    async def edit(self, interaction: _Interaction, job_id: int) -> None:
        """Show the form by which the same is asked for with other words or options."""
        pressed = await self._read(interaction, job_id, Press.EDIT, Origin.EDIT)
        request = self._without_others_pictures(interaction, pressed.stored.draft.request)
        is_short = request != pressed.stored.draft.request
        async with looked_up_in_time():
            # whoever wrote a new prompt should not learn only then that it was in vain
            await self._asking.renew(request)

        async def submit(submitted: _Interaction, changed: ImageRequest) -> None:
            await self._ask(submitted, pressed, changed)

        say = speech_for(interaction.locale)
        form = EditForm(request, self._models, submit, is_without_pictures=is_short, say=say)
        await self._asking.show_form(interaction, form)

    async def remix(self, interaction: _Interaction, job_id: int) -> None:
        """Show the form that asks what to change in the picture."""
        pressed = await self._read(interaction, job_id, Press.REMIX, Origin.REMIX)
        painting = pressed.stored.painting
        if painting is None or not pressed.images:
            raise ImageGone
        before, model = pressed.stored.draft.request, painting.order.model.id

        async def submit(submitted: _Interaction, change: str, number: int) -> None:
            request = ImageRequest(change, ratio=before.ratio, size=before.size, model=model)
            await self._ask(submitted, pressed, request, pressed.images[number])

        say = speech_for(interaction.locale)
        await self._asking.show_form(interaction, RemixForm(len(pressed.images), submit, say=say))

    async def larger(self, interaction: _Interaction, job_id: int) -> None:
        """Ask for a picture in the next size, or show the form that asks which one."""
        async with self._once(interaction, Origin.LARGER, job_id) as is_first:
            if not is_first:
                await interaction.response.defer()
                return
            pressed = await self._read(interaction, job_id, Press.LARGER, Origin.LARGER)
            numbers = _enlargeable(pressed)
            if len(numbers) == 1:
                await self._enlarge(pressed, interaction, numbers[0])
                return
        # what is pressed after a form that was closed is no double click
        self._pressed_at.pop((interaction.user.id, Origin.LARGER, job_id), None)
        say = speech_for(interaction.locale)
        submit = functools.partial(self._enlarge, pressed)
        await self._asking.show_form(interaction, PictureForm(numbers, submit, say=say))

    def _without_others_pictures(
        self, interaction: _Interaction, request: ImageRequest
    ) -> ImageRequest:
        """Leave out what others attached: with other words, it could be had back as it was."""
        user_id, attached = interaction.user.id, request.references
        own = tuple(one for one in attached if self._privacy.is_own(user_id, one))
        return request if own == attached else request.with_references(*own)

    async def _enlarge(self, pressed: _Pressed, interaction: _Interaction, number: int) -> None:
        draft, painting = pressed.stored.draft, pressed.stored.painting
        if painting is None:
            raise ImageGone
        picture = painting.pictures[number]
        request = replace(
            draft.request,
            size=larger_size(painting.order, picture),
            model=painting.order.model.id,
            references=(),
            seed=picture.seed,
            count=1,
        )
        await self._ask(interaction, pressed, request, pressed.images[number])

    async def _read(
        self, interaction: _Interaction, job_id: int, press: Press, origin: Origin
    ) -> _Pressed:
        """Read what a button is about.

        Raises:
            NotOwner: The member may not press it.
            JobForgotten: Nothing is kept of the job.
            StorageFailed: The database does not work.
        """
        async with looked_up_in_time():
            stored = await self._imagine.read(job_id)
            await check_press(interaction, self._moderation, stored, press)
        message, address = interaction.message, stored.draft.address
        images = tuple(message.attachments) if message else ()
        return _Pressed(
            stored,
            images,
            _parent(interaction, stored, origin),
            private=_is_private(message, stored),
            spoiler=any(one.is_spoiler() for one in images) if images else address.spoiler,
        )

    async def _ask(
        self,
        interaction: _Interaction,
        pressed: _Pressed,
        request: ImageRequest,
        *images: discord.Attachment,
    ) -> None:
        await self._asking.ask(
            interaction,
            request,
            private=pressed.private,
            spoiler=pressed.spoiler,
            images=images,
            parent=pressed.parent,
        )

    @asynccontextmanager
    async def _once(
        self, interaction: _Interaction, origin: Origin, job_id: int
    ) -> AsyncGenerator[bool]:
        """Tell whether this is no double click; what is refused can be tried again at once."""
        now = self._clock.now()
        self._pressed_at = {
            key: at for key, at in self._pressed_at.items() if now - at < _DOUBLE_CLICK
        }
        key = (interaction.user.id, origin, job_id)
        is_first = key not in self._pressed_at
        self._pressed_at.setdefault(key, now)
        try:
            yield is_first
        except BaseException:
            if is_first:
                self._pressed_at.pop(key, None)
            raise


def _is_private(message: discord.Message | None, stored: StoredJob) -> bool:
    """Tell whether only the member sees what is asked for from a card, as it is with the card."""
    if message is None:
        return stored.draft.asker.private
    is_hidden = stored.draft.asker.private or is_shared_elsewhere(message, stored)
    return message.flags.ephemeral and is_hidden


def _enlargeable(pressed: _Pressed) -> list[int]:
    """Return which of the shown pictures have a larger size.

    Raises:
        ImageGone: No picture is shown, or others than were painted.
        NothingLarger: None of them has.
    """
    painting = pressed.stored.painting
    if painting is None or not pressed.images or len(pressed.images) != len(painting.pictures):
        raise ImageGone
    numbers = [
        number
        for number, picture in enumerate(painting.pictures)
        if larger_size(painting.order, picture)
    ]
    if not numbers:
        raise NothingLarger
    return numbers


def _parent(interaction: _Interaction, stored: StoredJob, origin: Origin) -> Parent:
    """Return what a wish comes from; behind a card that only one sees may be a public one."""
    asker, address, message = stored.draft.asker, stored.draft.address, interaction.message
    if message is not None and (not message.flags.ephemeral or address.message_id is None):
        where = (interaction.guild_id, message.channel.id, message.id)
    else:
        is_here = facts_of(interaction).channel_id == address.channel_id
        guild_id = interaction.guild_id if is_here else asker.spot.guild_id
        where = (guild_id, address.channel_id, address.message_id)
    chain = stored.draft.chain_of(interaction.user.id)
    return Parent(origin, asker.job_id, *where, chain)
