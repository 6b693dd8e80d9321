"""Fetches the messages of earlier images, and links to them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.policy.jobs.job import State
from bot.ports import StoredJob
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.discord_refusals import UNKNOWN_MESSAGE
from bot.ui.text import message_link

#: Limit of concurrent fetches, for all members together.
_MAX_CONCURRENT = 8

#: Seconds until a page is shown without the messages that are not yet fetched.
_DEADLINE_S = 2


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """What Discord still has of a job's message."""

    images: tuple[discord.Attachment, ...] = ()
    """In their order in the message; empty if the message could not be fetched."""
    is_deleted: bool = False
    """Whether the message is known to be deleted."""


class MessageLookup:
    """Fetches messages with limits on time and concurrency.

    Fetching is needed each time, because links to attachments expire after a day.
    """

    def __init__(self, *, deadline_s: float = _DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._fetching = asyncio.Semaphore(_MAX_CONCURRENT)

    async def find(
        self, client: discord.Client, jobs: Sequence[StoredJob]
    ) -> Mapping[int, FoundMessage]:
        """Fetch the messages of jobs concurrently, within the deadline.

        Returns:
            One entry per job, by job id; never raises for a message that cannot be fetched.
        """
        # one moment for all, or those that wait would still begin when the first ones time out
        ends_at = asyncio.get_running_loop().time() + self._deadline_s
        async with asyncio.TaskGroup() as group:
            searches = {
                job.draft.requester.job_id: group.create_task(
                    self._find(client, job, ends_at), name=f"message:{job.draft.requester.job_id}"
                )
                for job in jobs
            }
        return {job_id: search.result() for job_id, search in searches.items()}

    async def _find(self, client: discord.Client, job: StoredJob, ends_at: float) -> FoundMessage:
        target = job.draft.reply_target
        if target.message_id is None:
            return FoundMessage(is_deleted=job.state is State.DONE)
        if job.draft.requester.private or target.channel_id is None:
            # an ephemeral message cannot be fetched
            return FoundMessage()
        try:
            async with asyncio.timeout_at(ends_at), self._fetching:
                channel = client.get_partial_messageable(target.channel_id)
                message = await channel.fetch_message(target.message_id)
        except discord.NotFound as error:
            return FoundMessage(is_deleted=error.code == UNKNOWN_MESSAGE)
        except CALL_FAILED:
            return FoundMessage()
        return FoundMessage(tuple(one for one in message.attachments if _is_image(one)))


def link_to(job: StoredJob) -> str | None:
    """Return a link to a job's message; None if there is none, or if it would not open."""
    requester, target = job.draft.requester, job.draft.reply_target
    if requester.private or target.message_id is None:
        return None
    guild_id = requester.spot.guild_id
    # outside the bot's servers, `can_be_late` tells the bot's own DMs from other channels, where a
    # link does not open
    if guild_id is None and not requester.can_be_late:
        return None
    return message_link(guild_id, target.channel_id, target.message_id)


def _is_image(attachment: discord.Attachment) -> bool:
    return (attachment.content_type or "").startswith("image/")
