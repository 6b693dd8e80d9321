"""How long a member waits whose prompts the provider refuses again and again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)

#: How far back refusals matter: an hour in which they happen, and one in which the member waits.
LOOK_BACK = 2 * _HOUR


def waits_until(
    strikes: Sequence[datetime], *, now: datetime, per_hour: int | None
) -> datetime | None:
    """Return until when a member waits, or None when not at all.

    Args:
        strikes: When the provider refused a prompt of the member, at least since `LOOK_BACK`, in
            any order. What lies in the future is from before the clock was set back, and left out.
        now: The present.
        per_hour: After so many within an hour the member waits an hour from the last of them; None
            is never.
    """
    if per_hour is None:
        return None
    past = sorted(strike for strike in strikes if strike <= now)
    runs = zip(past, past[per_hour - 1 :], strict=False)
    until = max((last + _HOUR for first, last in runs if last - first <= _HOUR), default=now)
    return until if until > now else None
