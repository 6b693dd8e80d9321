"""Protocols for what waits for moderators: held requests and reports; and members' consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.policy.jobs.job import Draft
from bot.policy.moderation.log import LogEntry

#: How long a held request waits for a moderator, and how many of one member may wait in a server.
HELD_FOR = timedelta(hours=24)
MOST_HELD = 3

#: Reports of one member within a period.
MOST_REPORTS = 3
REPORTS_COUNT_FOR = timedelta(hours=24)


class HeldState(StrEnum):
    """What became of a held request. The values are stored and never change."""

    WAITING = "waiting"
    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """A request that waits for a moderator; nothing is reserved for it."""

    draft: Draft
    """As it would have been admitted, with the member's roles then and without a token."""
    rule: str
    """The rule of the filter that held it."""
    at: datetime
    state: HeldState = HeldState.WAITING
    decided_by: int | None = None


class HeldRequests(Protocol):
    """Requests that wait for moderators. Every call raises `StorageFailed`."""

    async def add(
        self, held: HeldRequest, *, most: int, since: datetime, entry: LogEntry | None = None
    ) -> bool:
        """Store a request, and with it the entry that shows it in the log.

        A second time changes nothing and returns True.

        Args:
            held: The request.
            most: False is returned when as many of the member wait.
            since: Requests from before this instant have expired.
            entry: Stored together with the request, so that none waits unseen.
        """
        ...

    async def read(self, job_id: int) -> HeldRequest | None:
        """Return a held request; None when there is none."""
        ...

    async def decide(
        self, job_id: int, state: HeldState, *, by: int, since: datetime
    ) -> HeldRequest | None:
        """Decide about a request; None when it is decided, expired or gone.

        Args:
            job_id: The request.
            state: Allowed or denied.
            by: The moderator.
            since: Requests from before this instant have expired.
        """
        ...

    async def purge(self, *, before: datetime) -> Sequence[HeldRequest]:
        """Delete requests from before an instant, and return those that came to nothing.

        They still waited, or were allowed and never became a job, as after a crash.
        Requests that cannot be read are logged and left out.
        """
        ...


class ReportOutcome(StrEnum):
    """What became of a report. The values are stored and never change."""

    OPEN = "open"
    ACTED = "acted"
    """A moderator deleted or hid the image, or blocked its member."""
    DELETED = "deleted"
    """The image's own member deleted it."""
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Report:
    """A member's report of an image."""

    job_id: int
    reporter_id: int
    guild_id: int
    reason: str
    at: datetime
    outcome: ReportOutcome = ReportOutcome.OPEN


class Reports(Protocol):
    """Members' reports. Every call raises `StorageFailed`."""

    async def add(self, report: Report, *, entry: LogEntry | None = None) -> bool:
        """Store a report, and with it the entry that shows it in the log, if it goes there.

        Returns:
            False when this member has reported this image before; nothing is stored then.
        """
        ...

    async def count(self, reporter_id: int, *, since: datetime) -> int:
        """Return how many reports a member has made since an instant."""
        ...

    async def close(self, job_id: int, outcome: ReportOutcome) -> Sequence[Report]:
        """Close the open reports of an image, and return them; each is returned once."""
        ...

    async def purge(self, *, before: datetime) -> None:
        """Delete reports from before an instant."""
        ...


class Consents(Protocol):
    """Members who agreed that moderators see their private requests in a server."""

    async def has(self, guild_id: int, user_id: int) -> bool:
        """Return whether a member has agreed."""
        ...

    async def add(self, guild_id: int, user_id: int, *, now: datetime) -> None:
        """Store that a member has agreed."""
        ...

    async def remove_all(self, guild_id: int) -> None:
        """Delete a server's consents, since it turned the setting off."""
        ...
