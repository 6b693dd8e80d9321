"""Refusals around held requests, consent and reports: nothing is sent, and nothing is charged."""

from dataclasses import dataclass

from bot.errors.refused import Refused
from bot.errors.root import ImagineError


@dataclass(eq=False)
class RequestHeld(Refused):
    """The request waits for a moderator; nothing is reserved for it."""

    private: bool = False
    """Whether the image would be sent by DM."""


@dataclass(eq=False)
class TooManyHeld(Refused):
    """The member already has the most requests waiting for a moderator."""

    most: int


@dataclass(eq=False)
class ConsentNeeded(Refused):
    """Moderators of the server would see the private request, and its member has not agreed."""

    guild_id: int


@dataclass(eq=False)
class HeldDecided(Refused):
    """A moderator has decided about a held request."""

    is_allowed: bool
    decided_by: int | None


class HeldExpired(Refused):
    """A held request has waited too long, or is no longer stored."""


@dataclass(eq=False)
class AllowedRefused(Refused):
    """A moderator allowed a request, which another rule refuses now."""

    reason: ImagineError


class MemberLeft(Refused):
    """The member of a held request is no longer in the server."""


class NotReportable(Refused):
    """A message has no image by the bot, or the image cannot be reported from there."""


class OwnImageReported(Refused):
    """A member wants to report an image of their own."""


class AlreadyReported(Refused):
    """The member has reported this image before."""


@dataclass(eq=False)
class TooManyReports(Refused):
    """The member has made the most reports allowed within 24 hours."""

    most: int


class NoPlaceForReports(Refused):
    """The server has no channel in which its moderators would see a report."""


@dataclass(eq=False)
class ReasonTooShort(Refused):
    """The reason of a report has too few characters."""

    least: int
    most: int


class ReportsClosed(Refused):
    """The reports of an image have been closed."""
