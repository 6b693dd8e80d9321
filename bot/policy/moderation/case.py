"""Cases: the numbered records of blocks, warnings and appeals.

Numbers, and an amendment with its author and time, follow Red-DiscordBot's convention.
https://github.com/Cog-Creators/Red-DiscordBot/blob/4e270592/redbot/core/modlog.py, read 2026-11-30
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

#: Characters of a case's reason, and of an appeal.
MOST_REASON_LENGTH = 400
MOST_APPEAL_LENGTH = 1_000

#: The server id of the operator's own cases, which apply everywhere. Never a valid Discord id.
OPERATOR = 0

_NEVER = datetime.max.replace(tzinfo=UTC)


class CaseKind(StrEnum):
    """What a case records. The values are stored and never change."""

    BLOCK = "block"
    UNBLOCK = "unblock"
    WARNING = "warning"


class AppealState(StrEnum):
    """What became of an appeal. The values are stored and never change."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Appeal:
    """A member's only appeal against a case."""

    text: str
    at: datetime
    state: AppealState = AppealState.OPEN
    decided_by: int | None = None
    """The moderator; None while it is open."""


@dataclass(frozen=True, slots=True)
class Case:
    """One numbered record of a server."""

    guild_id: int
    """`OPERATOR` for the operator's cases."""
    number: int
    """Ascending within the server, from 1."""
    kind: CaseKind
    subject_id: int
    """The member, or the blocked server where `is_server`."""
    actor_id: int | None
    """The moderator; None when the ladder or the operator acted."""
    at: datetime
    reason: str = ""
    until: datetime | None = None
    """When a block ends or a warning expires; None for never."""
    channel_id: int | None = None
    """Where it was given."""
    is_server: bool = False
    """Whether the operator blocked a whole server."""
    amended_by: int | None = None
    amended_at: datetime | None = None
    lifted_at: datetime | None = None
    """When a block was ended early."""
    appeal: Appeal | None = None

    def is_in_force(self, now: datetime) -> bool:
        """Tell whether a block blocks or a warning counts at an instant."""
        is_over = self.until is not None and now >= self.until
        return self.kind is not CaseKind.UNBLOCK and self.lifted_at is None and not is_over


def binding_block(cases: Iterable[Case], *, now: datetime) -> Case | None:
    """Return the block that lasts longest; None when no block is in force."""
    blocks = [case for case in cases if case.kind is CaseKind.BLOCK and case.is_in_force(now)]
    return max(blocks, key=lambda case: case.until or _NEVER, default=None)
