"""Lookups of earlier messages are limited in time and concurrency."""

import asyncio
from dataclasses import replace
from typing import Any

from bot.policy.jobs.job import State
from bot.ports import StoredJob
from cogs.my.message_lookup import FoundMessage, MessageLookup, link_to
from tests.storage.samples import draft, generation


class _Client:
    """A Discord client whose requests never finish."""

    def __init__(self) -> None:
        self.fetches = 0

    def get_partial_messageable(self, _channel_id: int) -> "_Client":
        return self

    async def fetch_message(self, _message_id: int) -> None:
        self.fetches += 1
        await asyncio.Event().wait()


def stored(job_id: int, *, message_id: int | None = 70) -> StoredJob:
    job_draft = draft(job_id, message_id=message_id)
    return StoredJob(
        job_draft, State.DONE, is_answered=True, attempts=1, micros=1, generation=generation()
    )


async def look(
    client: _Client, *jobs: StoredJob, by: MessageLookup | None = None
) -> dict[int, FoundMessage]:
    any_client: Any = client
    return dict(await (by or MessageLookup()).find(any_client, jobs))


async def test_a_lookup_ends_at_the_deadline_however_many_messages_it_fetches() -> None:
    client, lookup = _Client(), MessageLookup(deadline_s=0.01)
    async with asyncio.timeout(5):
        found = await look(client, *(stored(job_id) for job_id in range(50)), by=lookup)
    assert found == {job_id: FoundMessage() for job_id in range(50)}
    assert 0 < client.fetches <= 8


async def test_messages_that_cannot_exist_or_be_seen_are_not_fetched() -> None:
    client, job = _Client(), stored(1)
    hidden = replace(job.draft, requester=replace(job.draft.requester, private=True))
    assert await look(client, replace(job, draft=hidden)) == {1: FoundMessage()}
    assert await look(client, stored(1, message_id=None)) == {1: FoundMessage(is_deleted=True)}
    assert client.fetches == 0


def test_there_is_a_link_only_if_it_leads_to_the_image() -> None:
    job = stored(1)
    requester = job.draft.requester
    assert link_to(job) == "https://discord.com/channels/1/4/70"
    assert link_to(stored(1, message_id=None)) is None
    for changed, link in (
        ({"private": True}, None),
        ({"spot": replace(requester.spot, guild_id=None)}, "https://discord.com/channels/@me/4/70"),
        ({"spot": replace(requester.spot, guild_id=None), "can_be_late": False}, None),
    ):
        other = replace(job.draft, requester=replace(requester, **changed))
        assert link_to(replace(job, draft=other)) == link
