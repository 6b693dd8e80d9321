"""The windows of counters: calendar days and months in a time zone, across changes of the zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_BEGINNING = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)

#: The calendar's range, with one long window before and after it: near the limits of `datetime`,
#: neighbouring days cannot be computed.
_FIRST_DAY = datetime(2, 1, 1, tzinfo=UTC)
_LAST_DAY = datetime(9999, 1, 1, tzinfo=UTC)

#: A clock that is set back by less than this still gets the same windows.
_LOOKING_BACK = timedelta(days=2)


class Period(StrEnum):
    """The length of a window."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, aware and in UTC, including its start and excluding its end."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """A moderator's choice of a time zone, in force from the next window on."""

    zone: str
    """A name of the IANA time zone database, such as `Europe/Berlin`."""
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time zone in force from an instant on."""

    zone: str
    since: datetime

    def window_at(self, now: datetime, period: Period) -> Window:
        """Return the window of an instant in this stretch.

        The rest of the zone's calendar window at the start of the stretch is a window of its own.
        If it is shorter than half of the calendar window, it is merged into the next one, so that a
        change of zone never gives a few hours the images of a month.
        """
        window = _calendar(now, period, self.zone)
        if self.since == _BEGINNING:
            return window
        first = _calendar(self.since, period, self.zone)
        ends_at = first.ends_at
        if ends_at - self.since < (ends_at - first.starts_at) / 2:
            ends_at = _calendar(ends_at, period, self.zone).ends_at
        return Window(self.since, ends_at) if now < ends_at else window


def window_at(now: datetime, period: Period, zones: Sequence[ZoneChange] = ()) -> Window:
    """Return the window that contains an instant. Consecutive windows have no gap.

    Args:
        now: An aware instant.
        period: Day or month.
        zones: The changes of zone in their order; the zone before them is UTC.
    """
    return _stretch_at(now, _stretches(zones, period)).window_at(now, period)


def zone_at(now: datetime, zones: Sequence[ZoneChange]) -> str:
    """Return the zone in force for days at an instant."""
    return _stretch_at(now, _stretches(zones, Period.DAY)).zone


def change_zone(zones: Sequence[ZoneChange], zone: str, *, now: datetime) -> tuple[ZoneChange, ...]:
    """Return the changes with a new one, without those that no longer affect any window.

    Args:
        zones: The changes so far.
        zone: A name out of `time_zones`; the last choice again changes nothing.
        now: The present.
    """
    if zone == (zones[-1].zone if zones else "UTC"):
        return tuple(zones)
    kept = (*zones, ZoneChange(zone, now))
    outlook = _outlook(kept, now - _LOOKING_BACK)
    for change in zones:
        fewer = tuple(other for other in kept if other is not change)
        if _outlook(fewer, now - _LOOKING_BACK) == outlook:
            kept = fewer
    return kept


def start_of(day: date, zone: str) -> datetime:
    """Return the first instant of a day, in UTC.

    Where the clock skips midnight, this is the instant of the skip; where it shows midnight twice,
    the first one.

    Raises:
        OverflowError: It is outside the range of `datetime`.
    """
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def _stretches(zones: Sequence[ZoneChange], period: Period) -> list[_Stretch]:
    """Return the stretches in their order, the first of which is UTC since the beginning."""
    stretches = [_Stretch("UTC", _BEGINNING)]
    for change in zones:
        # a change replaces earlier ones that are not in force yet
        while stretches[-1].since > change.asked_at:
            stretches.pop()
        since = stretches[-1].window_at(change.asked_at, period).ends_at
        stretches.append(_Stretch(change.zone, since))
    return stretches


def _stretch_at(now: datetime, stretches: Sequence[_Stretch]) -> _Stretch:
    return [stretch for stretch in stretches if stretch.since <= now][-1]


def _outlook(zones: Sequence[ZoneChange], now: datetime) -> list[tuple[Window, list[_Stretch]]]:
    """Return everything that determines the windows from an instant on, for comparison."""
    outlook: list[tuple[Window, list[_Stretch]]] = []
    for period in Period:
        stretches = _stretches(zones, period)
        current = _stretch_at(now, stretches)
        following = [stretch for stretch in stretches if stretch.since > now]
        window = current.window_at(now, period)
        outlook.append((window, [_Stretch(current.zone, window.ends_at), *following]))
    return outlook


# the counters of one claim share a few windows
@lru_cache(maxsize=32)
def _calendar(now: datetime, period: Period, zone: str) -> Window:
    if now < _FIRST_DAY:
        return Window(_BEGINNING, _FIRST_DAY)
    if now >= _LAST_DAY:
        return Window(_LAST_DAY, _END)
    # with its neighbours, since a clock set back across midnight shows a date twice
    starts = [start_of(day, zone) for day in _first_days(now.astimezone(ZoneInfo(zone)), period)]
    starts_at = max(start for start in starts if start <= now)
    ends_at = min(start for start in starts if start > now)
    return Window(max(starts_at, _FIRST_DAY), min(ends_at, _LAST_DAY))


def _first_days(now: datetime, period: Period) -> tuple[date, ...]:
    """Return the first days of the previous window, this one and the next two."""
    day = now.date()
    if period is Period.DAY:
        return tuple(day + timedelta(days=days) for days in (-1, 0, 1, 2))
    middle = day.replace(day=15)
    return tuple((middle + timedelta(days=days)).replace(day=1) for days in (-30, 0, 30, 60))


@cache
def time_zones() -> tuple[str, ...]:
    """Return the selectable names of the IANA time zone database, sorted."""
    # zoneinfo.available_timezones opens every file, which takes 60 ms
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return tuple(sorted(name for name in names if name != "Factory"))


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in time_zones()}


def parse_zone(text: str) -> str:
    """Return the name of a time zone, ignoring case and accepting spaces for underscores.

    Raises:
        ValueError: No such zone exists.
    """
    name = _by_folded_name().get(text.strip().casefold().replace(" ", "_"))
    if name is None:
        raise ValueError("not a time zone")
    return name
