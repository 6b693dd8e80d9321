"""Calendar days and months in a time zone, within which pictures and dollars are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

_EVER = datetime.max.replace(tzinfo=UTC)
_DECEMBER = 12


class Period(StrEnum):
    """How long a window is."""

    DAY = auto()
    MONTH = auto()


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, aware and in UTC: from the start, up to but without the end."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """Somebody chose a time zone; it counts from the next window on."""

    zone: str
    """A name of the IANA time zone database, such as `Europe/Berlin`."""
    asked_at: datetime


def window_at(now: datetime, period: Period, zones: Sequence[ZoneChange] = ()) -> Window:
    """Return the window that an instant lies in.

    The windows of any list of changes follow each other without a gap.

    Args:
        now: An aware instant.
        period: Day or month.
        zones: The changes of zone in the order in which they were made; before them it is UTC.
    """
    zone, since = "UTC", datetime.min.replace(tzinfo=UTC)
    following, until = zone, _EVER
    for change in zones:
        if change.asked_at >= until:
            zone, since = following, until
        following = change.zone
        until = max(_calendar(change.asked_at, period, zone).ends_at, since)
    if now >= until:
        zone, since, until = following, until, _EVER
    found = _calendar(now, period, zone)
    return Window(max(found.starts_at, since), min(found.ends_at, until))


def _calendar(now: datetime, period: Period, zone: str) -> Window:
    day = now.astimezone(ZoneInfo(zone)).date()
    first = day if period is Period.DAY else day.replace(day=1)
    return Window(_midnight(first, zone), _midnight(_next(first, period), zone))


def _next(first: date, period: Period) -> date:
    if period is Period.DAY:
        return first + timedelta(days=1)
    if first.month == _DECEMBER:
        return first.replace(year=first.year + 1, month=1)
    return first.replace(month=first.month + 1)


def _midnight(day: date, zone: str) -> datetime:
    """Return the first instant of a day; where a clock skips midnight, the instant it skips at."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
