"""Finds what is still on Discord of pictures that were shown earlier."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.policy.job import State
from bot.ports import StoredJob
from bot.ui.reply import NOT_TAKEN

#: Pages of all members together ask Discord for so many messages at once.
_AT_ONCE = 8

#: A page is looked at now; later a picture on it is of no more use.
_DEADLINE_S = 2

#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22
_UNKNOWN_MESSAGE = 10008


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is there of a job's message."""

    pictures: tuple[discord.Attachment, ...] = ()
    """In their order; empty where the message cannot be had."""
    is_deleted: bool = False


class Lookout:
    """Fetches messages from Discord, within bounds; their links are good for a day only."""

    def __init__(self) -> None:
        self._fetching = asyncio.Semaphore(_AT_ONCE)

    async def look(
        self, client: discord.Client, jobs: Sequence[StoredJob]
    ) -> Mapping[int, Sighting]:
        """Look for the messages of jobs at the same time, for two seconds at most.

        Returns:
            What was found, by job id.
        """
        async with asyncio.TaskGroup() as group:
            looks = {
                job.draft.asker.job_id: group.create_task(
                    self._look(client, job), name=f"look:{job.draft.asker.job_id}"
                )
                for job in jobs
            }
        return {job_id: look.result() for job_id, look in looks.items()}

    async def _look(self, client: discord.Client, job: StoredJob) -> Sighting:
        address = job.draft.address
        if address.message_id is None:
            return Sighting(is_deleted=job.state is State.DONE)
        if job.draft.asker.private or address.channel_id is None:
            # Discord shows it to its member alone
            return Sighting()
        try:
            async with asyncio.timeout(_DEADLINE_S), self._fetching:
                channel = client.get_partial_messageable(address.channel_id)
                message = await channel.fetch_message(address.message_id)
        except discord.NotFound as error:
            return Sighting(is_deleted=error.code == _UNKNOWN_MESSAGE)
        except NOT_TAKEN:
            return Sighting()
        return Sighting(tuple(one for one in message.attachments if _is_picture(one)))


def link_to(job: StoredJob) -> str | None:
    """Return the address of a job's message on Discord; None where it leads nobody there."""
    asker, address = job.draft.asker, job.draft.address
    if asker.private or address.message_id is None:
        return None
    where = asker.spot.guild_id
    # elsewhere than in a server of the bot's, only messages with the bot can be late
    if where is None and not asker.can_be_late:
        return None
    return (
        f"https://discord.com/channels/{where or '@me'}/{address.channel_id}/{address.message_id}"
    )


def _is_picture(attachment: discord.Attachment) -> bool:
    return (attachment.content_type or "").startswith("image/")
