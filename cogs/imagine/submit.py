"""Submits requests of commands, buttons and forms to the service."""

import asyncio
import functools
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import discord

from bot.errors import (
    ConsentNeeded,
    DuplicateEvent,
    ReferenceFault,
    ReferenceRefused,
    RequestHeld,
)
from bot.i18n import texts_for
from bot.policy.images.request import ImageRequest, Reference, seed_of
from bot.policy.jobs.job import Parent, Requester
from bot.ports import Clock, References, Signals
from bot.service.jobs.imagine import Imagine
from bot.service.moderation.reviews.consent import PrivateConsent
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
from cogs.imagine.consent import ask_consent

log = logging.getLogger(__name__)

#: How many attached images are in memory at once, for all requests together.
_MAX_CONCURRENT_READS = 4

#: Size of the set of channels already warned about. On overflow a warning is repeated.
_MAX_WARNED_CHANNELS = 1_000

_Interaction = discord.Interaction[Any]


class Submitter:
    """Has a request admitted, and starts its job."""

    def __init__(
        self,
        imagine: Imagine,
        references: References,
        consent: PrivateConsent,
        clock: Clock,
        signals: Signals,
    ) -> None:
        self._imagine = imagine
        self._consent = consent
        self._references = references
        self._clock = clock
        self._signals = signals
        self._reads = asyncio.Semaphore(_MAX_CONCURRENT_READS)
        self._fetch_locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """One lock per user id, while that user's attachments are fetched."""
        self._forms: WeakValueDictionary[int, SafeModal] = WeakValueDictionary()
        """The open form of each user id."""
        self._warned_channels: set[int | None] = set()

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
        """Have a request admitted, and reply with its card.

        The reply is a sentence if the request is held, and a question if moderators would see a
        private request and its member has not agreed to that.

        Args:
            interaction: Not yet replied to. Its id becomes the job's id.
            request: Its references were kept from an earlier job.
            private: Whether only the member sees the card.
            spoiler: Whether the images are hidden until they are clicked.
            images: More references, placed after the kept ones. They are fetched only if the
                request would otherwise be admitted.
            parent: The image that the request started from.

        Raises:
            Refused: The request was refused; nothing was reserved.
            StorageFailed: The database does not work; nothing was reserved.
        """
        reply = InteractionReply.of(interaction, private=private)
        reply.think_after()
        requester = await self._requester(interaction, private=private)
        target = reply_target_of(interaction, spoiler=spoiler, private=private)
        request = replace(request, own_seed=seed_of(requester.job_id))
        try:
            async with self._with_images(interaction, requester, request, images) as complete:
                admitted = await self._imagine.admit(requester, complete, target, parent=parent)
                # the server may have chosen another language for public messages
                target = admitted.draft.reply_target
                card = DiscordCard(reply, target, requester, signals=self._signals)
                self._imagine.start(admitted, card)
        except (DuplicateEvent, RequestHeld, ConsentNeeded) as error:
            go_on = functools.partial(
                self.submit,
                request=request,
                private=private,
                spoiler=spoiler,
                images=images,
                parent=parent,
            )
            await self._answer(reply, error, go_on)

    async def _answer(
        self,
        reply: InteractionReply,
        error: DuplicateEvent | RequestHeld | ConsentNeeded,
        go_on: Callable[[_Interaction], Awaitable[None]],
    ) -> None:
        """Reply where there is no card, but no failure either.

        A held request is not raised: the second of a double click would wait for a moderator, too.
        """
        if isinstance(error, ConsentNeeded):
            await ask_consent(reply, self._consent, error.guild_id, go_on)
            return
        sentence = explain(error, texts_for(reply.interaction.locale))
        if isinstance(error, RequestHeld):
            await reply.refuse(sentence)
            return
        log.info("the same interaction arrived twice: %s", reply.interaction.id)
        await reply.leave(sentence)

    async def renew(self, request: ImageRequest) -> ImageRequest:
        """Extend the retention of a request's references to that of new ones.

        Returns:
            The request with the references' current paths.

        Raises:
            ReferenceRefused: A reference is no longer stored.
        """
        if not request.references:
            return request
        found = await self._references.renew(request.references)
        if found is None:
            raise ReferenceRefused(ReferenceFault.GONE)
        return request.with_references(*found)

    async def show_form(self, interaction: _Interaction, form: SafeModal) -> None:
        """Show a form, and stop the member's previous one.

        discord.py keeps each form until its timeout, because Discord does not report closed ones.
        Without the stop, repeated clicks would fill memory.
        """
        await interaction.response.send_modal(form)
        previous = self._forms.get(interaction.user.id)
        self._forms[interaction.user.id] = form
        if previous is not None:
            previous.stop()

    @asynccontextmanager
    async def _with_images(
        self,
        interaction: _Interaction,
        requester: Requester,
        request: ImageRequest,
        images: Sequence[ShownImage],
    ) -> AsyncGenerator[ImageRequest]:
        """Fetch the images and yield the complete request; delete them if the body raises.

        Raises:
            ReferenceRefused: A kept reference is gone, or a new image cannot be used.
            Refused: By `Imagine.check`, before anything was fetched.
            StorageFailed: The database does not work.
        """
        request = await self.renew(request)
        if not images:
            yield request
            return
        new: list[Reference] = []
        # one per member at a time, so that a second request is refused before it fetches
        async with self._fetch_locks.setdefault(requester.user_id, asyncio.Lock()):
            await self._check(requester, request, images)
            try:
                fetched = await self._fetch_all(interaction, images, new.append)
                yield request.with_references(*request.references, *fetched)
            except (DuplicateEvent, RequestHeld):  # the first delivery, or the request owns them
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
            # report the first failure; the task group cancelled the other fetches
            raise errors.exceptions[0] from None
        return [task.result() for task in fetching]

    async def _fetch(
        self, interaction: _Interaction, image: ShownImage, on_new: Callable[[Reference], None]
    ) -> Reference:
        user_id = interaction.user.id
        async with self._reads:
            received = await self._references.receive(
                await read_image(image, interaction, max_bytes=self._references.max_bytes),
                user_id=user_id,
            )
        # outside the semaphore: the bytes are on disk, so waiting for decoding blocks no reads
        return await self._references.keep(received, on_new=on_new)

    async def _requester(self, interaction: _Interaction, *, private: bool) -> Requester:
        missing = missing_permissions(interaction) if interaction.is_guild_integration() else []
        channel_id = facts_of(interaction).channel_id
        if missing and channel_id not in self._warned_channels:
            if len(self._warned_channels) >= _MAX_WARNED_CHANNELS:
                self._warned_channels.clear()
            self._warned_channels.add(channel_id)
            log.warning(
                "missing %s in channel %s of server %s: an image that is not done within 14 "
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
