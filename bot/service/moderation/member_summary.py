"""What moderators see about a member: last images of the server, cases, usage."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import Case
from bot.ports import StoredJob, Stores
from bot.service.limits.allowance import Allowance, AllowanceReport

_MOST_IMAGES = 5
_MOST_CASES = 5

#: Jobs that are read to find images that moderators may see.
_MOST_READ = 25


@dataclass(frozen=True, slots=True)
class MemberSummary:
    """A member in one server."""

    user_id: int
    images: Sequence[StoredJob]
    """The last ones, the newest first, without those that the moderator may not see."""
    cases: Sequence[Case]
    """The last ones, the newest first."""
    report: AllowanceReport
    """The member's use of the server's limits."""


@dataclass(frozen=True, slots=True)
class MemberSummaries:
    """Reads summaries of members."""

    stores: Stores
    allowance: Allowance

    async def read(
        self, guild_id: int, user_id: int, *, may_see: Callable[[StoredJob], Awaitable[bool]]
    ) -> MemberSummary:
        """Return a member's summary.

        Args:
            guild_id: The server.
            user_id: The member.
            may_see: Whether the moderator may see an image that is not private.

        Raises:
            StorageFailed: It cannot be read.
        """
        jobs = await self.stores.history.page(user_id, limit=_MOST_READ, guild_id=guild_id)
        shown: list[StoredJob] = []
        for job in jobs:
            is_hidden = job.draft.requester.private and not job.draft.shown_to_moderators
            if len(shown) < _MOST_IMAGES and not is_hidden and await may_see(job):
                shown.append(job)
        cases = await self.stores.cases.page(guild_id, subject_id=user_id, limit=_MOST_CASES)
        report = await self.allowance.report(user_id, Spot(guild_id))
        return MemberSummary(user_id, shown, cases, report)
