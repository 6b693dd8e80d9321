"""Deletes and hides images in every message that shows them, by the bot's own permissions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.http import MultipartParameters

from bot.ports import Place, ShownMessage
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.discord_refusals import is_absent

log = logging.getLogger(__name__)

#: Seconds for one message. discord.py retries for up to 25 s during an outage.
_CALL_S = 10

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


async def hide_everywhere(
    client: discord.Client, places: Sequence[ShownMessage], *, is_hidden: bool
) -> Changed:
    """Hide or show the attachments of all messages that show an image, except for the log's own."""

    async def change(place: ShownMessage) -> None:
        raw: Any = await client.http.get_message(place.channel_id, place.message_id)
        attachments: Sequence[Mapping[str, Any]] = raw["attachments"]
        payload = {
            "attachments": [
                {
                    "id": one["id"],
                    "description": one.get("description") or None,
                    "is_spoiler": is_hidden,
                }
                for one in attachments
            ]
        }
        # built here because discord.py cannot send `is_spoiler`
        parameters = MultipartParameters(payload=payload, multipart=None, files=None)
        await client.http.edit_message(place.channel_id, place.message_id, params=parameters)

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
        except CALL_FAILED as error:
            log.info("message %s of an image was not changed: %s", place.message_id, error)
            (gone if is_absent(error) else failed).append(place)
        else:
            done.append(place)

    async with asyncio.TaskGroup() as group:
        for place in places:
            group.create_task(one(place), name=f"place:{place.message_id}")
    return Changed(tuple(done), tuple(gone), tuple(failed))
