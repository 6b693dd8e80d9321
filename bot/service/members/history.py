"""Looks up members' earlier images, page by page."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from bot.policy.normal_form import normalise_prompt
from bot.ports import HistoryStore, StoredJob
from bot.service.members.turns import Turns

#: Characters of a search; a button's custom id contains it together with the page.
MOST_SEARCH_LENGTH = 32

#: A search scans all prompts of a member: half a second for 100,000. One at a time leaves the
#: database to other work, since autocomplete starts a search with each letter.
_SEARCHES_AT_ONCE = 1
_SEARCH_WITHIN_S = 2.0

#: Discord's ids have 63 bits, and so has the database.
_LAST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of a member's images, the newest first."""

    jobs: tuple[StoredJob, ...]
    search: str
    """The search term, normalised and clipped."""
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, slots=True)
class History:
    """Members' images. Every call raises `StorageFailed` when the database does not work."""

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
            user_id: The member.
            search: Text that the prompts contain, ignoring case; clipped, empty for all images.
            before: Return the images next older than this job.
            after: Return the images next newer than this job; ignored with `before`.
            limit: The length of the page.
        """
        wanted = normalise_prompt(search)[:MOST_SEARCH_LENGTH].strip()
        ends = (None if at is None else min(at, _LAST_ID) for at in (before, after))
        before, after = ends
        after = None if before is not None else after
        # one more shows whether there is another page
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
        """Return the job whose card this message is; None without one."""
        return await self.store.by_message(message_id)

    async def note_shared(self, job_id: int, message_id: int) -> None:
        """Record that a private image was shared, and the public message that shows it."""
        await self.store.note_shared(job_id, message_id)

    async def note_deleted(self, job_id: int) -> None:
        """Record that a job's message was deleted, so that no link leads to it."""
        await self.store.note_deleted(min(job_id, _LAST_ID))
