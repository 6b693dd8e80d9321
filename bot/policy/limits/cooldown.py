"""How long a member waits: between two images, and after prompts that the provider rejected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: How far apart the instants of commands may be that arrive together: each is taken before its
#: command is looked at, and several machines' clocks are never quite the same.
CLOCK_SLACK = timedelta(seconds=10)

_HOUR = timedelta(hours=1)

#: How far back refusals matter: an hour in which they happen, and one in which the member waits.
LOOK_BACK = 2 * _HOUR

#: Failures of one member within an hour that may be refusals or something else. Everybody meets
#: some in an outage; more than these come from trying prompts.
UNCLEAR_PER_HOUR = 20


@dataclass(frozen=True, slots=True)
class CooldownPassed:
    """The image may be asked for."""

    free_at: datetime
    """When the next one may follow; to be stored in place of what was there before."""


@dataclass(frozen=True, slots=True)
class CooldownRunning:
    """The image may not be asked for yet; nothing changes by having asked."""

    retry_at: datetime
    """When it may."""


def check_cooldown(
    free_at: datetime | None, *, now: datetime, spacing: timedelta
) -> CooldownPassed | CooldownRunning:
    """Decide whether an image may be asked for at this instant.

    Args:
        free_at: What the last admitted image stored, or None when there was none.
        now: The instant of the attempt, aware.
        spacing: The least time between two admitted images; zero switches the cooldown off.
    """
    # much further away than one spacing it can only be when the clock was set back since
    if spacing and free_at is not None and now < free_at <= now + spacing + CLOCK_SLACK:
        return CooldownRunning(retry_at=free_at)
    return CooldownPassed(free_at=now + spacing)


@dataclass(frozen=True, slots=True)
class Strike:
    """A prompt of a member that the provider refused, or may have refused."""

    at: datetime
    is_clear: bool = True
    """Whether the provider said so."""


def waits_until(
    strikes: Sequence[Strike], *, now: datetime, per_hour: int | None
) -> datetime | None:
    """Return until when a member waits, or None when not at all.

    Args:
        strikes: Those of the member, at least since `LOOK_BACK`, in any order. What lies in the
            future is from before the clock was set back, and left out.
        now: The present.
        per_hour: After so many clear ones within an hour the member waits an hour from the last of
            them, and after more than `UNCLEAR_PER_HOUR` unclear ones, too; None is never.
    """
    if per_hour is None:
        return None
    past = [strike for strike in strikes if strike.at <= now]
    clear = _over((each.at for each in past if each.is_clear), per_hour)
    unclear = _over((each.at for each in past if not each.is_clear), UNCLEAR_PER_HOUR + 1)
    until = max((*clear, *unclear), default=now)
    return until if until > now else None


def _over(moments: Iterable[datetime], most: int) -> list[datetime]:
    """Return when the waits for each run of so many within an hour end."""
    past = sorted(moments)
    runs = zip(past, past[most - 1 :], strict=False)
    return [last + _HOUR for first, last in runs if last - first <= _HOUR]
