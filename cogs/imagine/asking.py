"""How a wish is asked: by the command, by a button or by a form, they all come through here."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord

from bot.errors import (
    AlreadyAsked,
    ReferenceFault,
    ReferenceRefused,
    StorageFailed,
    StorageFault,
)
from bot.policy.job import Asker, Parent
from bot.policy.request import ImageRequest, Reference, seed_of
from bot.ports import Clock, References, Signals
from bot.service.imagine import Imagine
from bot.ui.attachments import read_attachment
from bot.ui.picturecard import PictureCard
from bot.ui.place import address_of, can_be_late, missing_permissions, spot_of
from bot.ui.reply import Reply

log = logging.getLogger(__name__)

#: Discord wants an answer within three seconds and members within one; when the decision takes
#: longer than this, "thinking" is shown first.
_DECISION_S = 0.7

#: What may be looked up before that, since a form cannot be shown after "thinking".
_LOOKING_UP_S = 1.5

#: Attached pictures that are in memory at once, of all wishes together.
_READING_AT_ONCE = 4


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


class Asking:
    """Admits what an interaction asks for, and starts its job."""

    def __init__(
        self, imagine: Imagine, references: References, clock: Clock, signals: Signals
    ) -> None:
        self._imagine = imagine
        self._references = references
        self._clock = clock
        self._signals = signals
        self._reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._told_channels: set[int | None] = set()

    async def ask(
        self,
        interaction: discord.Interaction[Any],
        request: ImageRequest,
        *,
        private: bool,
        spoiler: bool,
        images: Sequence[discord.Attachment] = (),
        parent: Parent | None = None,
    ) -> None:
        """Admit a wish and answer with its card.

        Args:
            interaction: Not answered yet; its id becomes the job's.
            request: Its references are kept ones of an earlier job.
            private: Whether only the member sees the answer.
            spoiler: Whether the pictures are hidden until they are clicked.
            images: What goes along behind the kept references; fetched once nothing else speaks
                against the wish.
            parent: The picture that the wish came from.

        Raises:
            Refused: With the one reason that binds; nothing was taken.
            StorageFailed: The database does not work; the same.
        """
        reply = Reply.of(interaction, private=private)
        asker = self._asker(interaction, private=private)
        address = address_of(interaction, spoiler=spoiler, private=private)
        card = PictureCard(reply, address, asker, signals=self._signals)
        request = replace(request, own_seed=seed_of(asker.job_id))
        reply.think_after(_DECISION_S)
        try:
            whole = await self._with_pictures(asker, request, images)
            ticket = await self._imagine.admit(asker, whole, address, parent=parent)
        except AlreadyAsked:
            log.info("the same interaction arrived twice: %s", interaction.id)
            await reply.leave()
            return
        self._imagine.start(ticket, card)

    async def renew(self, request: ImageRequest) -> None:
        """Keep the pictures that a request has already for as long as new ones.

        Raises:
            ReferenceRefused: One of them is gone.
        """
        kept = request.references
        if kept and not await self._references.renew(kept):
            raise ReferenceRefused(ReferenceFault.GONE)

    async def _with_pictures(
        self, asker: Asker, request: ImageRequest, images: Sequence[discord.Attachment]
    ) -> ImageRequest:
        """Return the request with everything that goes along.

        Raises:
            ReferenceRefused: A kept picture is gone, or one of the new ones cannot be used.
            Refused: As `Imagine.check` does; nothing was fetched.
            StorageFailed: The same.
        """
        await self.renew(request)
        kept = request.references
        if not images:
            return request
        expected = (Reference(Path(), one.content_type or "", one.size) for one in images)
        await self._imagine.check(asker, request.with_references(*kept, *expected))
        if any(image.size > self._references.max_bytes for image in images):
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._references.max_bytes)
        return request.with_references(*kept, *await self._fetch_all(images, asker.user_id))

    async def _fetch_all(
        self, images: Sequence[discord.Attachment], user_id: int
    ) -> Sequence[Reference]:
        try:
            async with asyncio.TaskGroup() as group:
                fetching = [
                    group.create_task(self._fetch(image, user_id), name=f"image:{image.id}")
                    for image in images
                ]
        except BaseExceptionGroup as errors:
            # one sentence is enough, and the first one that failed has ended the others
            raise errors.exceptions[0] from None
        return [task.result() for task in fetching]

    async def _fetch(self, image: discord.Attachment, user_id: int) -> Reference:
        async with self._reading:
            data = await read_attachment(image, max_bytes=self._references.max_bytes)
            return await self._references.keep(data, user_id=user_id)

    def _asker(self, interaction: discord.Interaction[Any], *, private: bool) -> Asker:
        missing = missing_permissions(interaction) if interaction.is_guild_integration() else []
        if missing and interaction.channel_id not in self._told_channels:
            self._told_channels.add(interaction.channel_id)
            log.warning(
                "missing %s in channel %s of server %s: a picture that is not done within 14 "
                "minutes is given up there",
                ", ".join(missing),
                interaction.channel_id,
                interaction.guild_id,
            )
        return Asker(
            job_id=interaction.id,
            user_id=interaction.user.id,
            spot=spot_of(interaction),
            asked_at=self._clock.now(),
            private=private,
            can_be_late=can_be_late(interaction, private=private),
        )
