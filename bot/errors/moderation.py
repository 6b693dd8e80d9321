"""Refusals that come from moderators' cases."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors.refused import Refused
from bot.policy.moderation.case import OPERATOR, AppealState, Case


@dataclass(eq=False)
class Blocked(Refused):
    """The member, or the whole server, is blocked."""

    guild_id: int
    """The server of the case; `OPERATOR` for the operator's."""
    number: int
    reason: str = ""
    until: datetime | None = None
    """When it ends; None for never."""
    is_server: bool = False
    """Whether the operator blocked the whole server."""
    appeal: AppealState | None = None
    """What became of the member's appeal; None without one."""

    @classmethod
    def by(cls, case: Case) -> "Blocked":
        """Return the refusal that follows from a block in force."""
        return cls(
            case.guild_id,
            case.number,
            case.reason,
            case.until,
            is_server=case.is_server,
            appeal=case.appeal and case.appeal.state,
        )

    @property
    def is_operators(self) -> bool:
        """Whether the operator gave the block."""
        return self.guild_id == OPERATOR

    @property
    def can_appeal(self) -> bool:
        """Whether the member can appeal with a button; the operator's blocks have none."""
        return not self.is_operators and self.appeal is None


class Protection(StrEnum):
    """Why a moderator cannot block or warn someone."""

    SELF = "self"
    BOT = "bot"
    MANAGER = "manager"
    """A member with *Manage Server* or *Administrator*."""


@dataclass(eq=False)
class SubjectProtected(Refused):
    """This member cannot be blocked or warned."""

    why: Protection


@dataclass(eq=False)
class AlreadyBlocked(Refused):
    """The member is already blocked."""

    number: int
    until: datetime | None


@dataclass(eq=False)
class NotBlocked(Refused):
    """The member is not blocked by the server."""

    by_operator: bool = False
    """Whether the operator has blocked them."""


@dataclass(eq=False)
class CaseUnknown(Refused):
    """The server has no case with this number."""

    number: int


@dataclass(eq=False)
class CaseEnded(Refused):
    """A case cannot be changed or appealed, since it is no longer in force."""

    number: int


@dataclass(eq=False)
class CaseBusy(Refused):
    """Other moderators keep changing the same case."""

    number: int


@dataclass(eq=False)
class AppealExists(Refused):
    """A case has an appeal already, and can have only one."""

    state: AppealState


@dataclass(eq=False)
class AppealDecided(Refused):
    """Another moderator has decided the appeal."""

    state: AppealState
    decided_by: int | None


class AppealUnreachable(Refused):
    """The server has no channel in which moderators would see an appeal."""
