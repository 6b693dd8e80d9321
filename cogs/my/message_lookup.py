"""Finds what is still on Discord of images that were shown earlier."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.policy.jobs.job import State
from bot.ports import StoredJob
from bot.ui.interactions.reply import NOT_TAKEN
from bot.ui.jobs.discord_refusals import UNKNOWN_MESSAGE
from bot.ui.text import message_link

#: Pages of all members together ask Discord for so many messages at once.
_AT_ONCE = 8

#: A page is looked at now; later an image on it is of no more use.
_DEADLINE_S = 2


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """What is there of a job's message."""

    images: tuple[discord.Attachment, ...] = ()
    """In their order; empty where the message cannot be had."""
    is_deleted: bool = False


class MessageLookup:
    """Fetches messages from Discord, within bounds; their links are good for a day only."""

    def __init__(self, *, deadline_s: float = _DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._fetching = asyncio.Semaphore(_AT_ONCE)

    async def find(
        self, client: discord.Client, jobs: Sequence[StoredJob]
    ) -> Mapping[int, FoundMessage]:
        """Find the messages of jobs at the same time, for two seconds at most.

        Returns:
            What was found, by job id.
        """
        async with asyncio.TaskGroup() as group:
            searches = {
                job.draft.requester.job_id: group.create_task(
                    self._find(client, job), name=f"message:{job.draft.requester.job_id}"
                )
                for job in jobs
            }
        return {job_id: search.result() for job_id, search in searches.items()}

    async def _find(self, client: discord.Client, job: StoredJob) -> FoundMessage:
        address = job.draft.reply_target
        if address.message_id is None:
            return FoundMessage(is_deleted=job.state is State.DONE)
        if job.draft.requester.private or address.channel_id is None:
            # Discord shows it to its member alone
            return FoundMessage()
        try:
            async with asyncio.timeout(self._deadline_s), self._fetching:
                channel = client.get_partial_messageable(address.channel_id)
                message = await channel.fetch_message(address.message_id)
        except discord.NotFound as error:
            return FoundMessage(is_deleted=error.code == UNKNOWN_MESSAGE)
        except NOT_TAKEN:
            return FoundMessage()
        return FoundMessage(tuple(one for one in message.attachments if _is_image(one)))


def link_to(job: StoredJob) -> str | None:
    """Return the address of a job's message on Discord; None where it leads nobody there."""
    requester, address = job.draft.requester, job.draft.reply_target
    if requester.private or address.message_id is None:
        return None
    where = requester.spot.guild_id
    # elsewhere than in a server of the bot's, only messages with the bot can be late
    if where is None and not requester.can_be_late:
        return None
    return message_link(where, address.channel_id, address.message_id)


def _is_image(attachment: discord.Attachment) -> bool:
    return (attachment.content_type or "").startswith("image/")
