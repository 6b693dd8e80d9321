"""What moderators see about a member: last images of the server, cases, usage."""

from collections.abc import Sequence
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
    """The last ones, the newest first, without private ones that moderators may not see."""
    cases: Sequence[Case]
    """The last ones, the newest first."""
    report: AllowanceReport
    """The member's use of the server's limits."""


@dataclass(frozen=True, slots=True)
class MemberSummaries:
    """Reads summaries of members."""

    stores: Stores
    allowance: Allowance

    async def read(self, guild_id: int, user_id: int) -> MemberSummary:
        """Return a member's summary.

        Raises:
            StorageFailed: It cannot be read.
        """
        jobs = await self.stores.history.page(user_id, limit=_MOST_READ, guild_id=guild_id)
        shown = [
            job for job in jobs if not job.draft.requester.private or job.draft.shown_to_moderators
        ]
        cases = await self.stores.cases.page(guild_id, subject_id=user_id, limit=_MOST_CASES)
        report = await self.allowance.report(user_id, Spot(guild_id))
        return MemberSummary(user_id, shown[:_MOST_IMAGES], cases, report)
