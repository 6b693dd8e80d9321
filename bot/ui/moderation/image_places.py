"""Deletes and hides images in every message that shows them, by the bot's own permissions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.http import MultipartParameters

from bot.errors import ChangeRefused, ImageGone
from bot.ports import Place, ShownMessage, StoredJob
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.discord_refusals import is_absent
from bot.ui.jobs.message_edits import AttachmentEditor, Look, has_looks, look_of, looks_payload

log = logging.getLogger(__name__)

#: Seconds for one message, which may be uploaded again. discord.py retries for up to 25 s during an
#: outage.
_CALL_S = 20

#: Messages of one image that are changed at the same time.
_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of the messages that show an image."""

    done: tuple[ShownMessage, ...] = ()
    gone: tuple[ShownMessage, ...] = ()
    """Messages that were deleted before."""
    failed: tuple[ShownMessage, ...] = ()
    """Messages that Discord did not let the bot change."""


async def delete_everywhere(client: discord.Client, places: Sequence[ShownMessage]) -> Changed:
    """Delete all messages that show an image, except for the log's own cards."""

    async def delete(place: ShownMessage) -> None:
        await client.http.delete_message(place.channel_id, place.message_id)

    return await _change_all(_outside_of_log(places), delete)


async def delete_late_answer(client: discord.Client, stored: StoredJob) -> ShownMessage | None:
    """Delete a private image that came late, by direct message; None if there is none.

    Other private answers have no message that the bot could delete.
    """
    requester, message_id = stored.draft.requester, stored.draft.reply_target.message_id
    if not requester.private or message_id is None:
        return None
    try:
        async with asyncio.timeout(_CALL_S):
            channel = await client.create_dm(discord.Object(requester.user_id))
            await client.http.delete_message(channel.id, message_id)
    except CALL_FAILED as error:
        log.info("no private image by direct message was deleted: %s", error)
        return None
    return ShownMessage(requester.job_id, channel.id, message_id, Place.COPY)


async def hide_everywhere(
    client: discord.Client,
    places: Sequence[ShownMessage],
    editor: AttachmentEditor,
    *,
    is_hidden: bool,
    user_id: int,
) -> Changed:
    """Hide or show the attachments of all messages that show an image, except for the log's own.

    The attachments are changed in place if Discord supports that, and uploaded again if not.

    Args:
        client: The bot's.
        places: The messages.
        editor: Loads attachments that are uploaded again.
        is_hidden: Whether they are hidden until they are clicked.
        user_id: The moderator, for whom one message is loaded at a time.
    """

    async def change(place: ShownMessage) -> None:
        channel = client.get_partial_messageable(place.channel_id)
        message = await channel.fetch_message(place.message_id)
        attachments = message.attachments
        looks = [Look(look_of(one).alt, is_hidden) for one in attachments]
        payload = dict(looks_payload(attachments, looks))
        parameters = MultipartParameters(payload=payload, multipart=None, files=None)
        edit = client.http.edit_message
        changed: Any = await edit(place.channel_id, place.message_id, params=parameters)
        if not has_looks(changed, attachments, looks):
            async with editor.loaded(attachments, looks, user_id=user_id) as files:
                await message.edit(attachments=files)

    return await _change_all(_outside_of_log(places), change)


def _outside_of_log(places: Sequence[ShownMessage]) -> Sequence[ShownMessage]:
    return [one for one in places if one.place is not Place.LOG]


async def _change_all(
    places: Sequence[ShownMessage], change: Callable[[ShownMessage], Awaitable[None]]
) -> Changed:
    slots = asyncio.Semaphore(_AT_ONCE)
    done: list[ShownMessage] = []
    gone: list[ShownMessage] = []
    failed: list[ShownMessage] = []

    async def one(place: ShownMessage) -> None:
        try:
            async with slots, asyncio.timeout(_CALL_S):
                await change(place)
        except (*CALL_FAILED, ChangeRefused, ImageGone) as error:
            log.info("message %s of an image was not changed: %s", place.message_id, error)
            (gone if is_absent(error) else failed).append(place)
        else:
            done.append(place)

    async with asyncio.TaskGroup() as group:
        for place in places:
            group.create_task(one(place), name=f"place:{place.message_id}")
    return Changed(tuple(done), tuple(gone), tuple(failed))
