"""How a request is submitted: commands, buttons and forms all come through here."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import discord

from bot.errors import (
    DuplicateEvent,
    ReferenceFault,
    ReferenceRefused,
    StorageFailed,
    StorageFault,
)
from bot.i18n import texts_for
from bot.policy.images.request import ImageRequest, Reference, seed_of
from bot.policy.jobs.job import Parent, Requester
from bot.ports import Clock, References, Signals
from bot.service.jobs.imagine import Imagine
from bot.ui.interactions.attachments import ShownImage, read_image
from bot.ui.interactions.controls import SafeModal
from bot.ui.interactions.destination import (
    can_be_late,
    missing_permissions,
    reply_target_of,
    spot_of,
)
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.discord_card import DiscordCard
from bot.ui.sentences import explain

log = logging.getLogger(__name__)

#: What may be looked up before a form, which cannot be shown after "thinking".
_LOOKING_UP_S = 1.5

#: Attached images that are in memory at once, of all wishes together.
_READING_AT_ONCE = 4

#: Channels of which it is known that they were told of; one more line in the log does no harm.
_MOST_TOLD = 1_000

_Interaction = discord.Interaction[Any]


@asynccontextmanager
async def looked_up_in_time() -> AsyncGenerator[None]:
    """Bound what is looked up while nothing is answered yet.

    Raises:
        StorageFailed: It takes too long.
    """
    try:
        async with asyncio.timeout(_LOOKING_UP_S):
            yield
    except TimeoutError as error:
        raise StorageFailed(StorageFault.BUSY, "nothing was found in time") from error


class Submitter:
    """Admits what an interaction asks for, and starts its job."""

    def __init__(
        self, imagine: Imagine, references: References, clock: Clock, signals: Signals
    ) -> None:
        self._imagine = imagine
        self._references = references
        self._clock = clock
        self._signals = signals
        self._reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """Of members whose images are being fetched."""
        self._forms: WeakValueDictionary[int, SafeModal] = WeakValueDictionary()
        """The open ones, by their members."""
        self._told_channels: set[int | None] = set()

    async def submit(
        self,
        interaction: _Interaction,
        request: ImageRequest,
        *,
        private: bool,
        spoiler: bool,
        images: Sequence[ShownImage] = (),
        parent: Parent | None = None,
    ) -> None:
        """Admit a request and answer with its card.

        Args:
            interaction: Not answered yet; its id becomes the job's.
            request: Its references are kept ones of an earlier job.
            private: Whether only the member sees the answer.
            spoiler: Whether the images are hidden until they are clicked.
            images: What goes along behind the kept references; fetched once nothing else speaks
                against the request.
            parent: The image that the request came from.

        Raises:
            Refused: With the one reason that binds; nothing was taken.
            StorageFailed: The database does not work; the same.
        """
        reply = InteractionReply.of(interaction, private=private)
        reply.think_after()
        requester = await self._requester(interaction, private=private)
        address = reply_target_of(interaction, spoiler=spoiler, private=private)
        card = DiscordCard(reply, address, requester, signals=self._signals)
        request = replace(request, own_seed=seed_of(requester.job_id))
        try:
            async with self._with_images(interaction, requester, request, images) as whole:
                admitted = await self._imagine.admit(requester, whole, address, parent=parent)
                self._imagine.start(admitted, card)
        except DuplicateEvent:
            log.info("the same interaction arrived twice: %s", interaction.id)
            await reply.leave(explain(DuplicateEvent(), texts_for(interaction.locale)))

    async def renew(self, request: ImageRequest) -> ImageRequest:
        """Keep the images that a request has already for as long as new ones.

        Returns:
            The request with its images where they are now.

        Raises:
            ReferenceRefused: One of them is gone.
        """
        if not request.references:
            return request
        found = await self._references.renew(request.references)
        if found is None:
            raise ReferenceRefused(ReferenceFault.GONE)
        return request.with_references(*found)

    async def show_form(self, interaction: _Interaction, form: SafeModal) -> None:
        """Show a form in place of the one that the member may still have open.

        discord.py remembers a form until its time is over, also when somebody closed it at once,
        and any number of them can be opened meanwhile.
        """
        await interaction.response.send_modal(form)
        before = self._forms.get(interaction.user.id)
        self._forms[interaction.user.id] = form
        if before is not None:
            before.stop()

    @asynccontextmanager
    async def _with_images(
        self,
        interaction: _Interaction,
        requester: Requester,
        request: ImageRequest,
        images: Sequence[ShownImage],
    ) -> AsyncGenerator[ImageRequest]:
        """Fetch everything that goes along; what is raised inside takes it from the disk again.

        Raises:
            ReferenceRefused: A kept image is gone, or one of the new ones cannot be used.
            Refused: As `Imagine.check` does; nothing was fetched.
            StorageFailed: The same.
        """
        request = await self.renew(request)
        if not images:
            yield request
            return
        new: list[Reference] = []
        # the next wish of a member is checked only once this one counts, and fetches nothing then
        async with self._turns.setdefault(requester.user_id, asyncio.Lock()):
            await self._check(requester, request, images)
            try:
                fetched = await self._fetch_all(interaction, images, new.append)
                yield request.with_references(*request.references, *fetched)
            except DuplicateEvent:
                # the interaction that was faster has them
                raise
            except BaseException:
                await self._references.drop(new)
                raise

    async def _check(
        self, requester: Requester, request: ImageRequest, images: Sequence[ShownImage]
    ) -> None:
        expected = (Reference(Path(), one.content_type or "", one.size) for one in images)
        await self._imagine.check(
            requester, request.with_references(*request.references, *expected)
        )
        if any(image.size > self._references.max_bytes for image in images):
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._references.max_bytes)

    async def _fetch_all(
        self,
        interaction: _Interaction,
        images: Sequence[ShownImage],
        on_new: Callable[[Reference], None],
    ) -> Sequence[Reference]:
        try:
            async with asyncio.TaskGroup() as group:
                fetching = [
                    group.create_task(
                        self._fetch(interaction, image, on_new),
                        name=f"image:{interaction.id}:{number}",
                    )
                    for number, image in enumerate(images)
                ]
        except BaseExceptionGroup as errors:
            # one sentence is enough, and the first one that failed has ended the others
            raise errors.exceptions[0] from None
        return [task.result() for task in fetching]

    async def _fetch(
        self, interaction: _Interaction, image: ShownImage, on_new: Callable[[Reference], None]
    ) -> Reference:
        user_id = interaction.user.id
        async with self._reading:
            received = await self._references.receive(
                await read_image(image, interaction, max_bytes=self._references.max_bytes),
                user_id=user_id,
            )
        # what waits to be decoded has its bytes on the disk, and nobody's reading waits for that
        return await self._references.keep(received, on_new=on_new)

    async def _requester(self, interaction: _Interaction, *, private: bool) -> Requester:
        missing = missing_permissions(interaction) if interaction.is_guild_integration() else []
        channel_id = facts_of(interaction).channel_id
        if missing and channel_id not in self._told_channels:
            if len(self._told_channels) >= _MOST_TOLD:
                self._told_channels.clear()
            self._told_channels.add(channel_id)
            log.warning(
                "missing %s in channel %s of server %s: a picture that is not done within 14 "
                "minutes is given up there",
                ", ".join(missing),
                channel_id,
                interaction.guild_id,
            )
        return Requester(
            job_id=interaction.id,
            user_id=interaction.user.id,
            spot=await spot_of(interaction),
            requested_at=self._clock.now(),
            private=private,
            can_be_late=can_be_late(interaction, private=private),
        )
