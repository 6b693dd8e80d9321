"""How long a member waits: the cooldown, and the wait after prompts that the provider rejected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Tolerated difference between the instants of simultaneous commands: each is read before its
#: command is processed, and the clocks of several machines differ.
CLOCK_SLACK = timedelta(seconds=10)

_HOUR = timedelta(hours=1)

#: How far back strikes matter: one hour in which they happen, and one in which the member waits.
LOOK_BACK = 2 * _HOUR

#: Unclear failures of one member within an hour that are tolerated. An outage causes some for
#: every member; more of them come from trying out prompts.
UNCLEAR_PER_HOUR = 20


@dataclass(frozen=True, slots=True)
class CooldownPassed:
    """The cooldown admits the image."""

    free_at: datetime
    """End of the new cooldown, to be stored in place of the old one."""


@dataclass(frozen=True, slots=True)
class CooldownRunning:
    """The cooldown does not admit the image yet; an attempt does not prolong it."""

    retry_at: datetime
    """End of the cooldown."""


def check_cooldown(
    free_at: datetime | None, *, now: datetime, spacing: timedelta
) -> CooldownPassed | CooldownRunning:
    """Decide whether the cooldown admits an image at this instant.

    Args:
        free_at: End of the cooldown that the last admitted image stored; None without one.
        now: The instant of the attempt, aware.
        spacing: The least time between two admitted images; zero disables the cooldown.
    """
    # an end beyond one spacing dates from before the clock was set back
    if spacing and free_at is not None and now < free_at <= now + spacing + CLOCK_SLACK:
        return CooldownRunning(retry_at=free_at)
    return CooldownPassed(free_at=now + spacing)


@dataclass(frozen=True, slots=True)
class Strike:
    """A prompt of a member that the provider rejected, or may have rejected."""

    at: datetime
    is_clear: bool = True
    """Whether the provider stated the rejection."""


def waits_until(
    strikes: Sequence[Strike], *, now: datetime, per_hour: int | None
) -> datetime | None:
    """Return the end of a member's wait after strikes; None without a wait.

    Args:
        strikes: The member's, at least since `LOOK_BACK`, in any order. Those in the future date
            from before the clock was set back, and are ignored.
        now: The present.
        per_hour: Clear strikes within an hour that cause a wait of one hour from the last of them.
            More than `UNCLEAR_PER_HOUR` unclear ones do the same. None disables both.
    """
    if per_hour is None:
        return None
    past = [strike for strike in strikes if strike.at <= now]
    clear = _over((each.at for each in past if each.is_clear), per_hour)
    unclear = _over((each.at for each in past if not each.is_clear), UNCLEAR_PER_HOUR + 1)
    until = max((*clear, *unclear), default=now)
    return until if until > now else None


def _over(moments: Iterable[datetime], number: int) -> list[datetime]:
    """Return the end of the wait for each run of `number` moments within an hour."""
    past = sorted(moments)
    runs = zip(past, past[number - 1 :], strict=False)
    return [last + _HOUR for first, last in runs if last - first <= _HOUR]
