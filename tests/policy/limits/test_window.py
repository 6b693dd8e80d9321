"""Days and months follow each other without a gap, whatever clocks and zones do."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.window import (
    Period,
    Window,
    ZoneChange,
    change_zone,
    parse_zone,
    start_of,
    time_zones,
    window_at,
    zone_at,
)

_ANY_INSTANT = st.datetimes(timezones=st.just(UTC))
_PRESENT = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds have no zone
_ZONES = st.sampled_from(time_zones())


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _in(zone: str, since: str = "2000-01-01") -> tuple[ZoneChange, ...]:
    return (ZoneChange(zone, _utc(since)),)


def _day(now: str, zone: str) -> tuple[str, str]:
    found = window_at(_utc(now), Period.DAY, _in(zone))
    local = (edge.astimezone(ZoneInfo(zone)) for edge in (found.starts_at, found.ends_at))
    starts_at, ends_at = (f"{edge:%Y-%m-%d %H:%M}" for edge in local)
    return starts_at, ends_at


class TestWithoutAChoice:
    def test_a_day_is_one_of_utc(self) -> None:
        assert window_at(_utc("2026-11-22 23:59"), Period.DAY) == Window(
            _utc("2026-11-22"), _utc("2026-11-23")
        )

    def test_the_next_day_begins_at_midnight_sharp(self) -> None:
        assert window_at(_utc("2026-11-23"), Period.DAY).starts_at == _utc("2026-11-23")

    @pytest.mark.parametrize(
        ("now", "start", "end"),
        [
            ("2026-11-22", "2026-11-01", "2026-12-01"),
            ("2026-12-31 23:59:59", "2026-12-01", "2027-01-01"),
            ("2028-02-29 12:00", "2028-02-01", "2028-03-01"),
            ("2027-01-31", "2027-01-01", "2027-02-01"),
        ],
    )
    def test_a_month_is_one_of_the_calendar(self, now: str, start: str, end: str) -> None:
        assert window_at(_utc(now), Period.MONTH) == Window(_utc(start), _utc(end))


class TestClockChanges:
    @pytest.mark.parametrize(
        ("zone", "now", "hours"),
        [
            ("Europe/Berlin", "2026-03-29 12:00", 23),
            ("Europe/Berlin", "2026-10-25 12:00", 25),
            ("Australia/Lord_Howe", "2026-10-04 02:00", 23.5),
            ("Africa/Cairo", "2026-04-24 12:00", 23),
            ("America/Havana", "2026-11-01 12:00", 25),
            ("America/Asuncion", "2023-10-01 12:00", 23),
        ],
    )
    def test_a_day_lasts_as_long_as_the_local_one(self, zone: str, now: str, hours: float) -> None:
        found = window_at(_utc(now), Period.DAY, _in(zone))
        assert found.ends_at - found.starts_at == timedelta(hours=hours)

    def test_a_day_whose_midnight_is_skipped_begins_when_the_clock_skips(self) -> None:
        assert _day("2026-04-24 12:00", "Africa/Cairo") == ("2026-04-24 01:00", "2026-04-25 00:00")

    def test_a_day_with_two_midnights_begins_at_the_first(self) -> None:
        found = window_at(_utc("2026-11-01 05:30"), Period.DAY, _in("America/Havana"))
        assert found.starts_at == _utc("2026-11-01 04:00")

    def test_an_hour_that_is_lived_twice_before_midnight_belongs_to_the_old_day(self) -> None:
        assert _day("2024-03-24 03:30", "America/Asuncion") == (
            "2024-03-23 00:00",
            "2024-03-24 00:00",
        )

    def test_a_date_that_comes_back_after_midnight_stays_in_the_new_day(self) -> None:
        # at 00:01 of the 7th the clock went back to 23:01 of the 6th
        found = window_at(_utc("2010-11-07 03:00"), Period.DAY, _in("America/St_Johns"))
        assert found.starts_at == _utc("2010-11-07 02:30")

    def test_a_day_that_a_country_leaves_out_is_no_window(self) -> None:
        before, after = (
            window_at(_utc(now), Period.DAY, _in("Pacific/Apia"))
            for now in ("2011-12-30 09:59", "2011-12-30 10:00")
        )
        assert before.ends_at == after.starts_at == _utc("2011-12-30 10:00")
        assert after.ends_at - after.starts_at == timedelta(hours=24)

    def test_a_clock_that_is_set_back_finds_the_window_it_was_in(self) -> None:
        first = window_at(_utc("2026-11-22 23:59"), Period.DAY, _in("Asia/Tokyo"))
        window_at(_utc("2026-11-23 16:00"), Period.DAY, _in("Asia/Tokyo"))
        assert window_at(_utc("2026-11-22 23:58"), Period.DAY, _in("Asia/Tokyo")) == first


class TestChangeOfZone:
    def test_it_begins_with_the_next_window(self) -> None:
        zones = (ZoneChange("Asia/Tokyo", _utc("2026-11-22 12:00")),)
        assert window_at(_utc("2026-11-22 23:59"), Period.DAY, zones) == Window(
            _utc("2026-11-22"), _utc("2026-11-23")
        )
        assert window_at(_utc("2026-11-23"), Period.DAY, zones) == Window(
            _utc("2026-11-23"), _utc("2026-11-23 15:00")
        )
        assert window_at(_utc("2026-11-30 23:59"), Period.MONTH, zones) == Window(
            _utc("2026-11-01"), _utc("2026-12-01")
        )

    def test_less_than_half_a_day_is_no_day_of_its_own(self) -> None:
        zones = (ZoneChange("America/Los_Angeles", _utc("2026-11-22 12:00")),)
        assert window_at(_utc("2026-11-23 07:59"), Period.DAY, zones) == Window(
            _utc("2026-11-23"), _utc("2026-11-24 08:00")
        )

    def test_a_few_hours_of_the_old_month_are_no_month_of_their_own(self) -> None:
        zones = (ZoneChange("America/Los_Angeles", _utc("2026-11-22 12:00")),)
        assert window_at(_utc("2026-12-01 07:59"), Period.MONTH, zones) == Window(
            _utc("2026-12-01"), _utc("2027-01-01 08:00")
        )

    def test_a_later_change_replaces_one_that_has_not_begun(self) -> None:
        replaced = (
            ZoneChange("Asia/Tokyo", _utc("2026-11-22 12:00")),
            ZoneChange("Europe/Berlin", _utc("2026-11-22 13:00")),
        )
        for now in ("2026-11-22 23:59", "2026-11-23", "2026-11-24 12:00"):
            assert window_at(_utc(now), Period.DAY, replaced) == window_at(
                _utc(now), Period.DAY, replaced[1:]
            )

    def test_a_second_change_begins_with_the_next_window_of_the_first_zone(self) -> None:
        zones = (
            ZoneChange("Asia/Tokyo", _utc("2026-11-22 12:00")),
            ZoneChange("Europe/Berlin", _utc("2026-11-24 12:00")),
        )
        found = window_at(_utc("2026-11-24 15:00"), Period.DAY, zones)
        assert found == Window(_utc("2026-11-24 15:00"), _utc("2026-11-25 23:00"))

    def test_the_zone_that_is_shown_is_the_one_of_the_present_day(self) -> None:
        zones = (ZoneChange("Asia/Tokyo", _utc("2026-11-22 12:00")),)
        shown = [zone_at(_utc(now), zones) for now in ("2026-11-22 23:59", "2026-11-23")]
        assert shown == ["UTC", "Asia/Tokyo"]


class TestRememberedChanges:
    def test_choosing_the_same_zone_again_changes_nothing(self) -> None:
        assert change_zone((), "UTC", now=_utc("2026-11-22")) == ()
        zones = _in("Asia/Tokyo")
        assert change_zone(zones, "Asia/Tokyo", now=_utc("2026-11-22")) == zones

    def test_a_change_that_never_began_is_forgotten(self) -> None:
        zones = change_zone((), "Asia/Tokyo", now=_utc("2026-11-22 12:00"))
        zones = change_zone(zones, "Europe/Berlin", now=_utc("2026-11-22 13:00"))
        assert [change.zone for change in zones] == ["Europe/Berlin"]

    def test_what_was_replaced_long_ago_is_forgotten(self) -> None:
        zones = change_zone((), "Asia/Tokyo", now=_utc("2025-01-01"))
        zones = change_zone(zones, "Europe/Berlin", now=_utc("2026-01-01"))
        zones = change_zone(zones, "Asia/Seoul", now=_utc("2026-11-22"))
        assert [change.zone for change in zones] == ["Europe/Berlin", "Asia/Seoul"]

    @given(
        st.lists(st.tuples(_ZONES, st.timedeltas(timedelta(), timedelta(days=3))), max_size=12),
        st.lists(st.timedeltas(timedelta(), timedelta(days=120)), min_size=1, max_size=5),
    )
    def test_forgetting_never_moves_a_window_that_is_to_come(
        self, choices: list[tuple[str, timedelta]], later: list[timedelta]
    ) -> None:
        whole: tuple[ZoneChange, ...] = ()
        short: tuple[ZoneChange, ...] = ()
        now = _utc("2026-10-20 17:00")
        for zone, pause in choices:
            now += pause
            if not whole or zone != whole[-1].zone:
                whole += (ZoneChange(zone, now),)
            short = change_zone(short, zone, now=now)
        for period, wait in itertools.product(Period, later):
            assert window_at(now + wait, period, short) == window_at(now + wait, period, whole)

    @given(st.lists(_ZONES, min_size=12, max_size=24), st.integers(1, 3000))
    def test_the_list_stays_short_however_often_the_zone_is_changed(
        self, names: list[str], minutes: int
    ) -> None:
        zones: tuple[ZoneChange, ...] = ()
        for index, name in enumerate(names):
            now = _utc("2026-11-22") + timedelta(minutes=minutes * index)
            zones = change_zone(zones, name, now=now)
        assert len(zones) <= 10


def _changes(pairs: Sequence[tuple[str, datetime]]) -> tuple[ZoneChange, ...]:
    return tuple(ZoneChange(zone, asked_at) for zone, asked_at in pairs)


class TestEveryZone:
    @given(_PRESENT, st.sampled_from(Period), st.lists(st.tuples(_ZONES, _PRESENT), max_size=6))
    def test_an_instant_lies_in_its_window_and_the_next_one_follows_at_once(
        self, now: datetime, period: Period, pairs: list[tuple[str, datetime]]
    ) -> None:
        zones = _changes(pairs)
        found = window_at(now, period, zones)
        assert found.starts_at <= now < found.ends_at
        last = found.ends_at - timedelta(microseconds=1)
        assert window_at(found.starts_at, period, zones) == found
        assert window_at(last, period, zones) == found
        assert window_at(found.ends_at, period, zones).starts_at == found.ends_at

    @given(_PRESENT, _ZONES, st.timedeltas(timedelta(), timedelta(days=40)))
    def test_a_change_of_zone_leaves_the_present_window_as_it_is(
        self, asked_at: datetime, zone: str, later: timedelta
    ) -> None:
        change = (ZoneChange(zone, asked_at),)
        for period in Period:
            before = window_at(asked_at, period)
            assert window_at(asked_at, period, change) == before
            after = window_at(asked_at + later, period, change)
            assert after == before or after.starts_at >= before.ends_at

    @given(_PRESENT, _ZONES, _ZONES)
    def test_a_window_is_never_shorter_than_half(
        self, asked_at: datetime, first: str, second: str
    ) -> None:
        zones = (
            ZoneChange(first, asked_at),
            ZoneChange(second, asked_at + timedelta(days=40)),
        )
        for period, least in ((Period.DAY, timedelta(hours=11)), (Period.MONTH, timedelta(13))):
            now = asked_at
            for _ in range(4):
                found = window_at(now, period, zones)
                assert found.ends_at - found.starts_at >= least
                now = found.ends_at + timedelta(days=13)

    @given(_ANY_INSTANT, _ZONES, st.sampled_from(Period), _ANY_INSTANT)
    def test_no_year_is_too_early_or_too_late(
        self, now: datetime, zone: str, period: Period, asked_at: datetime
    ) -> None:
        for zones in ((), (ZoneChange(zone, asked_at),)):
            found = window_at(now, period, zones)
            assert found.starts_at <= now <= found.ends_at

    def test_the_first_and_the_last_instant_have_a_window(self) -> None:
        for now in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
            found = window_at(now, Period.MONTH, _in("Asia/Tokyo", "0001-01-01"))
            assert found.starts_at <= now <= found.ends_at

    def test_a_day_starts_at_its_first_instant(self) -> None:
        day = datetime(2026, 11, 22, tzinfo=UTC).date()
        assert start_of(day, "Asia/Tokyo") == _utc("2026-11-21 15:00")


class TestNames:
    def test_every_zone_that_can_be_chosen_is_known(self) -> None:
        assert len(time_zones()) > 400
        for name in time_zones():
            ZoneInfo(name)

    @pytest.mark.parametrize(
        ("text", "zone"),
        [
            ("Europe/Berlin", "Europe/Berlin"),
            (" europe/berlin ", "Europe/Berlin"),
            ("america/new york", "America/New_York"),
            ("utc", "UTC"),
        ],
    )
    def test_a_zone_is_found_by_its_name_in_any_case(self, text: str, zone: str) -> None:
        assert parse_zone(text) == zone

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Berlin",
            "../../etc/passwd",
            "/etc/localtime",
            "localtime",
            "Factory",
            "\0",
            "a" * 9999,
        ],
    )
    def test_any_other_name_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="not a time zone"):
            parse_zone(text)
