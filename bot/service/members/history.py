"""The images that members asked for, as they look them up later."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from bot.policy.normal_form import normalise_prompt
from bot.ports import HistoryStore, StoredJob
from bot.service.members.turns import Turns

#: Characters of a search; with its place in the pages, it stands in a button's custom id.
MOST_SEARCH_LENGTH = 32

#: A search looks at all prompts of a member: half a second for 100,000. One at a time leaves the
#: database to all others, and who types on in a field asks anew with each letter.
_SEARCHES_AT_ONCE = 1
_SEARCH_WITHIN_S = 2.0

#: Discord's ids have 63 bits, and so has the database.
_LAST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some of a member's images, the newest first."""

    jobs: tuple[StoredJob, ...]
    search: str
    """As it was understood."""
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, slots=True)
class History:
    """Looks up images. Every call raises `StorageFailed` when the database does not work."""

    store: HistoryStore
    _searches: Turns = field(
        default_factory=lambda: Turns(at_once=_SEARCHES_AT_ONCE, within_s=_SEARCH_WITHIN_S)
    )

    async def page(
        self,
        user_id: int,
        *,
        search: str = "",
        before: int | None = None,
        after: int | None = None,
        limit: int,
    ) -> HistoryPage:
        """Return a page of a member's images.

        Args:
            user_id: Whose.
            search: What their prompts have to contain, in any case; clipped, empty for all.
            before: The images next older than this job.
            after: The images next newer than this job, when `before` is not given.
            limit: How many.
        """
        wanted = normalise_prompt(search)[:MOST_SEARCH_LENGTH].strip()
        ends = (None if at is None else min(at, _LAST_ID) for at in (before, after))
        before, after = ends
        after = None if before is not None else after
        # one more tells whether there is another page
        async with self._searches.take(user_id) if wanted else nullcontext():
            found: Sequence[StoredJob] = await self.store.page(
                user_id, limit=limit + 1, words=wanted.casefold(), before=before, after=after
            )
        is_more = len(found) > limit
        if after is not None:
            return HistoryPage(tuple(found[-limit:]), wanted, has_newer=is_more, has_older=True)
        return HistoryPage(
            tuple(found[:limit]), wanted, has_newer=before is not None, has_older=is_more
        )

    async def by_message(self, message_id: int) -> StoredJob | None:
        """Return the job whose card a message is; None when there is none."""
        return await self.store.by_message(message_id)

    async def note_shared(self, job_id: int, message_id: int) -> None:
        """Remember that a private image is public now, and which message shows it to all."""
        await self.store.note_shared(job_id, message_id)

    async def note_deleted(self, job_id: int) -> None:
        """Remember that a job's message is gone, so that nobody is led to it."""
        await self.store.note_deleted(min(job_id, _LAST_ID))
