"""Takes members' reports of images, shows them to moderators, and says what became of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.errors import (
    AlreadyReported,
    NoPlaceForReports,
    NotReportable,
    OwnImageReported,
    ReasonTooShort,
    TooManyReports,
)
from bot.policy.limits.effective import Spot
from bot.policy.moderation.log import EntryKind, LogEntry, goes_to_log
from bot.ports import MOST_REPORTS, Clock, Report, ReportOutcome, StoredJob, Stores
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.reviews.member_notes import MemberNotes, ReportNote
from bot.service.notifications import ImageReported, Notifications

#: Characters of a reason.
LEAST_REASON_LENGTH = 10
MOST_REASON_LENGTH = 400

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reporter:
    """A member who reports an image, and where."""

    event_id: int
    """The interaction's id."""
    user_id: int
    spot: Spot


class Reporting:
    """Reports of images, from a member to the answer."""

    def __init__(
        self,
        stores: Stores,
        log_writer: LogWriter,
        notifications: Notifications,
        notes: MemberNotes,
        *,
        clock: Clock,
    ) -> None:
        self.check_text: Callable[[Reporter, str], Awaitable[None]] | None = None
        """Refuses reasons that a filter does not allow; None accepts all."""
        self._stores = stores
        self._log_writer = log_writer
        self._notifications = notifications
        self._notes = notes
        self._clock = clock
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """One lock per member, since the reports of a day are counted before one is stored."""

    async def check(self, stored: StoredJob, reporter: Reporter) -> None:
        """Refuse now what `report` would refuse, before the member has written a reason.

        Raises:
            Refused: As `report` does, but for a second report of the same image.
            StorageFailed: The database does not work.
        """
        await self._shown(_guild_of(stored, reporter), stored, reporter, "")
        await self._check_count(reporter)

    async def report(self, stored: StoredJob, reporter: Reporter, reason: str) -> None:
        """Store a report, and show it to the server's moderators.

        Args:
            stored: The image's job.
            reporter: The member.
            reason: As typed.

        Raises:
            AlreadyReported: This member has reported this image before.
            NoPlaceForReports: No channel shows reports to moderators.
            NotReportable: The image is private, or of another server.
            OwnImageReported: It is the member's own image.
            ReasonTooShort: It has fewer than `LEAST_REASON_LENGTH` characters.
            TextRefused: A filter does not allow the reason.
            TooManyReports: The member has made enough reports today.
            StorageFailed: The database does not work.
        """
        reason = reason.strip()[:MOST_REASON_LENGTH]
        if len(reason) < LEAST_REASON_LENGTH:
            raise ReasonTooShort(LEAST_REASON_LENGTH, MOST_REASON_LENGTH)
        guild_id, job_id = _guild_of(stored, reporter), stored.draft.requester.job_id
        shown = await self._shown(guild_id, stored, reporter, reason)
        if self.check_text is not None:
            await self.check_text(reporter, reason)
        async with self._turns.setdefault(reporter.user_id, asyncio.Lock()):
            await self._check_count(reporter)
            report = Report(job_id, reporter.user_id, guild_id, reason, self._clock.now())
            entry = shown if isinstance(shown, LogEntry) else None
            is_new = await self._stores.reports.add(report, entry=entry)
        if not is_new:
            raise AlreadyReported
        if isinstance(shown, LogEntry):
            self._log_writer.tell_sender()
        else:
            self._notifications.post(shown)

    async def close(self, job_id: int, outcome: ReportOutcome) -> int:
        """Close the open reports of an image, and tell their members; return how many.

        Args:
            job_id: The image's job.
            outcome: Any but `OPEN`.

        Raises:
            StorageFailed: The database does not work.
        """
        closed = await self._stores.reports.close(job_id, outcome)
        for report in closed:
            self._notes.post(ReportNote(report.reporter_id, report.guild_id, report.outcome))
        return len(closed)

    async def _check_count(self, reporter: Reporter) -> None:
        since = self._clock.now() - _DAY
        if await self._stores.reports.count(reporter.user_id, since=since) >= MOST_REPORTS:
            raise TooManyReports(MOST_REPORTS)

    async def _shown(
        self, guild_id: int, stored: StoredJob, reporter: Reporter, reason: str
    ) -> LogEntry | ImageReported:
        """Return what shows a report to moderators."""
        requester, target = stored.draft.requester, stored.draft.reply_target
        rulebook = (await self._stores.rulebooks.read(guild_id)).rulebook
        entry = LogEntry(
            EntryKind.REPORT,
            guild_id,
            self._clock.now(),
            user_id=requester.user_id,
            actor_id=reporter.user_id,
            channel_id=target.channel_id,
            job_id=requester.job_id,
            text=reason,
        )
        if goes_to_log(rulebook.moderation.log, entry):
            return entry
        if rulebook.notices_channel is None:
            raise NoPlaceForReports
        return ImageReported(
            requester.job_id,
            guild_id,
            rulebook.notices_channel,
            user_id=requester.user_id,
            reporter_id=reporter.user_id,
            image_channel_id=target.channel_id,
            message_id=target.message_id,
            reason=reason,
        )


def _guild_of(stored: StoredJob, reporter: Reporter) -> int:
    """Return the server of an image that a member may report."""
    requester = stored.draft.requester
    guild_id = requester.spot.guild_id
    if requester.user_id == reporter.user_id:
        raise OwnImageReported
    if guild_id is None or requester.private or reporter.spot.guild_id != guild_id:
        raise NotReportable
    return guild_id
