"""The spacing of one member's pictures, as one instant per member (GCRA with a burst of one)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: How far apart the instants of commands may be that arrive together: each is taken before its
#: command is looked at, and several machines' clocks are never quite the same.
CLOCK_SLACK = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class CooldownPassed:
    """The picture may be asked for."""

    free_at: datetime
    """When the next one may follow; to be stored in place of what was there before."""


@dataclass(frozen=True, slots=True)
class CooldownRunning:
    """The picture may not be asked for yet; nothing changes by having asked."""

    retry_at: datetime
    """When it may."""


def check_cooldown(
    free_at: datetime | None, *, now: datetime, spacing: timedelta
) -> CooldownPassed | CooldownRunning:
    """Decide whether a picture may be asked for at this instant.

    Args:
        free_at: What the last admitted picture stored, or None when there was none.
        now: The instant of the attempt, aware.
        spacing: The least time between two admitted pictures; zero switches the cooldown off.
    """
    # much further away than one spacing it can only be when the clock was set back since
    if spacing and free_at is not None and now < free_at <= now + spacing + CLOCK_SLACK:
        return CooldownRunning(retry_at=free_at)
    return CooldownPassed(free_at=now + spacing)
