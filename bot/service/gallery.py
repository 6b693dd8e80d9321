"""The pictures that members asked for, as they look them up later."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.policy.request import normalise_prompt
from bot.ports import GalleryStore, StoredJob

#: Characters of a search; with its place in the pages, it stands in a button's custom id.
MOST_SEARCH_LENGTH = 32

#: Discord's ids have 63 bits, and so has the database.
_LAST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some of a member's pictures, the newest first."""

    jobs: tuple[StoredJob, ...]
    search: str
    """As it was understood."""
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, slots=True)
class Gallery:
    """Looks up pictures. Every call raises `StorageFailed` when the database does not work."""

    store: GalleryStore

    async def page(
        self,
        user_id: int,
        *,
        search: str = "",
        before: int | None = None,
        after: int | None = None,
        limit: int,
    ) -> HistoryPage:
        """Return a page of a member's pictures.

        Args:
            user_id: Whose.
            search: What their prompts have to contain, in any case; clipped, empty for all.
            before: The pictures next older than this job.
            after: The pictures next newer than this job, when `before` is not given.
            limit: How many.
        """
        wanted = normalise_prompt(search)[:MOST_SEARCH_LENGTH].strip()
        ends = (None if at is None else min(at, _LAST_ID) for at in (before, after))
        before, after = ends
        after = None if before is not None else after
        # one more tells whether there is another page
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
        """Remember that a private picture is public now, and which message shows it to all."""
        await self.store.note_shared(job_id, message_id)

    async def note_deleted(self, job_id: int) -> None:
        """Remember that a job's message is gone, so that nobody is led to it."""
        await self.store.note_deleted(min(job_id, _LAST_ID))
